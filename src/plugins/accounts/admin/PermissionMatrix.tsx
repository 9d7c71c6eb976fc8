'use client'

import { useField, useFormFields, useTranslation } from '@payloadcms/ui'
import type { JSONFieldClientProps } from 'payload'
import type { Action, Permission } from '../../../access/permissions.ts'
import { ACTIONS } from '../../../access/permissions.ts'
import { frEn, inLanguageOf } from '../../../text/frEn.ts'
import type { GivableCollection } from '../ceilingEndpoint.ts'
import { Lock } from './Lock.tsx'
import { useGivable } from './useGivable.ts'
import './accounts.css'

type Say = (fr: string, en: string) => string

/** What a role allows: a line for each collection, a box for each action, fields on demand. What one does not hold is shown, and locked. */
export function PermissionMatrix({ path, readOnly }: JSONFieldClientProps) {
  const { value, setValue, errorMessage, showError } = useField<Permission[] | null>({ path })
  const { i18n } = useTranslation()
  const say: Say = (fr, en) => inLanguageOf({ i18n: { language: i18n.language } }, frEn(fr, en))
  const [member, scope, key] = useFormFields(([fields]) => [
    fields.member?.value,
    fields.scope?.value,
    fields.key?.value,
  ])
  const givable = useGivable({ member, scope, language: i18n.language })
  const isLocked = Boolean(readOnly) || Boolean(key)
  const permissions = value ?? []
  const change = (collection: string, next: Permission | undefined) => {
    const others = permissions.filter((one) => one.collection !== collection)
    setValue(next && next.actions.length > 0 ? [...others, next] : others)
  }
  if (!givable) return null
  return (
    <section aria-labelledby={`${path}-heading`} className="rights">
      <h3 id={`${path}-heading`}>{say('Ce que le rôle permet', 'What the role allows')}</h3>
      <p className="rights__soft">
        {isLocked
          ? say(
              'Ce rôle est livré avec Rencontre et ne change pas : dupliquez-le pour en faire le vôtre.',
              'This role comes with Rencontre and does not change: duplicate it to make your own.',
            )
          : say(
              'Un cadenas : vous ne l’avez pas vous-même à ce site, et ne pouvez pas le donner.',
              'A padlock: you do not hold it at this site yourself, and cannot give it.',
            )}
        {scope === 'network'
          ? ''
          : say(
              ' Qui a un rôle dans un site lit toujours le profil de ce site, une fois publié.',
              ' Whoever has a role at a site always reads its profile, once published.',
            )}
      </p>
      {showError ? <p role="alert">{errorMessage}</p> : null}
      <div className="rights__scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{say('Contenu', 'Content')}</th>
              {ACTIONS.map((action) => (
                <th key={action} scope="col">
                  {givable.actions[action]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {givable.collections.map((collection) => (
              <Line
                key={collection.slug}
                {...{ collection, isLocked, say }}
                change={(next) => change(collection.slug, next)}
                names={givable.actions}
                permission={permissions.find((one) => one.collection === collection.slug)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Line({
  collection,
  permission,
  names,
  isLocked,
  change,
  say,
}: {
  collection: GivableCollection
  permission: Permission | undefined
  names: Record<Action, string>
  isLocked: boolean
  change: (next: Permission | undefined) => void
  say: Say
}) {
  const actions = permission?.actions ?? []
  const toggle = (action: Action) => {
    const isOn = actions.includes(action)
    // Whoever changes something has to see it; without reading, nothing else is left.
    const next = isOn
      ? action === 'read'
        ? []
        : actions.filter((one) => one !== action)
      : [...new Set<Action>(['read', ...actions, action])]
    const limited = action === 'update' && !isOn && collection.fields.some(({ isOwn }) => !isOwn)
    const fields = limited ? collection.fields.filter(({ isOwn }) => isOwn).map(({ name }) => name) : permission?.fields
    change({
      collection: collection.slug,
      actions: next,
      ...(fields && next.includes('update') ? { fields } : {}),
    })
  }
  return (
    <>
      <tr>
        <th scope="row">{collection.label}</th>
        {ACTIONS.map((action) => (
          <td key={action}>
            <Box
              isOn={actions.includes(action)}
              label={`${collection.label} : ${names[action]}`}
              lock={isLocked ? 'all' : collection.actions[action]}
              toggle={() => toggle(action)}
              {...{ say }}
            />
          </td>
        ))}
      </tr>
      {actions.includes('update') && permission ? (
        <tr className="rights__fields">
          <td colSpan={ACTIONS.length + 1}>
            <Fields {...{ collection, permission, isLocked, change, say }} />
          </td>
        </tr>
      ) : null}
    </>
  )
}

function Box({
  isOn,
  label,
  lock,
  toggle,
  say,
}: {
  isOn: boolean
  label: string
  lock: 'own' | 'lacking' | 'none' | 'all'
  toggle: () => void
  say: Say
}) {
  if (lock === 'none') return <span title={say('Sans objet pour un rôle de site', 'Not for a site’s role')}>–</span>
  const isLacking = lock === 'lacking'
  return (
    <label className={isLacking ? 'rights__box rights__box--locked' : 'rights__box'}>
      <input
        aria-label={isLacking ? `${label} (${say('vous ne l’avez pas', 'you do not hold it')})` : label}
        checked={isOn}
        disabled={lock === 'all' || (isLacking && !isOn)}
        onChange={toggle}
        type="checkbox"
      />
      {isLacking ? <Lock /> : null}
    </label>
  )
}

function Fields({
  collection,
  permission,
  isLocked,
  change,
  say,
}: {
  collection: GivableCollection
  permission: Permission
  isLocked: boolean
  change: (next: Permission) => void
  say: Say
}) {
  const limited = permission.fields
  const all = collection.fields.map(({ name }) => name)
  const canGiveAll = collection.fields.every(({ isOwn }) => isOwn)
  const set = (fields: string[] | undefined) =>
    change({ collection: permission.collection, actions: permission.actions, ...(fields ? { fields } : {}) })
  return (
    <details>
      <summary>
        {limited
          ? say(
              `Modifier : ${limited.length} champs sur ${all.length}`,
              `Update: ${limited.length} of ${all.length} fields`,
            )
          : say('Modifier : tous les champs', 'Update: all fields')}
      </summary>
      <label className="rights__box">
        <input
          checked={!limited}
          disabled={isLocked || !canGiveAll}
          onChange={() => set(limited ? undefined : all)}
          type="checkbox"
        />
        {say('Tous, aussi ceux à venir', 'All, also those to come')}
      </label>
      {limited ? (
        <div className="rights__list">
          {collection.fields.map(({ name, label, isOwn }) => (
            <label className={isOwn ? 'rights__box' : 'rights__box rights__box--locked'} key={name}>
              <input
                checked={limited.includes(name)}
                disabled={isLocked || (!isOwn && !limited.includes(name))}
                onChange={() =>
                  set(limited.includes(name) ? limited.filter((one) => one !== name) : [...limited, name])
                }
                type="checkbox"
              />
              {label}
              {isOwn ? null : <Lock />}
            </label>
          ))}
        </div>
      ) : null}
    </details>
  )
}
