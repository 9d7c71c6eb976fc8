'use client'

import { useField, useFormFields, useTranslation } from '@payloadcms/ui'
import type { JSONFieldClientProps } from 'payload'
import type { Ability } from '../../../access/permissions.ts'
import { useSay } from '../../../widgets/useSay.ts'
import { Lock } from './Lock.tsx'
import { useGivable } from './useGivable.ts'
import './accounts.css'

/** What a role allows besides documents: a box each; what one does not hold is shown, and locked. */
export function AbilityList({ path, readOnly }: JSONFieldClientProps) {
  const { value, setValue } = useField<Ability[] | null>({ path })
  const { i18n } = useTranslation()
  const say = useSay()
  const [member, scope, key] = useFormFields(([fields]) => [
    fields.member?.value,
    fields.scope?.value,
    fields.key?.value,
  ])
  const givable = useGivable({ member, scope, language: i18n.language })
  const held = value ?? []
  if (!givable) return null
  return (
    <fieldset className="rights">
      <legend>{say('Et aussi', 'And also')}</legend>
      <div className="rights__list">
        {givable.abilities.map(({ name, label, isOwn }) => (
          <label className={isOwn ? 'rights__box' : 'rights__box rights__box--locked'} key={name}>
            <input
              checked={held.includes(name)}
              disabled={Boolean(readOnly) || Boolean(key) || (!isOwn && !held.includes(name))}
              onChange={() => setValue(held.includes(name) ? held.filter((one) => one !== name) : [...held, name])}
              type="checkbox"
            />
            {label}
            {isOwn ? null : <Lock />}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
