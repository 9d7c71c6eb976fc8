'use client'

import { useDocumentInfo, useTranslation } from '@payloadcms/ui'
import { type FormEvent, useId, useState } from 'react'
import { usePolled } from '../../../widgets/usePolled.ts'
import { useSay } from '../../../widgets/useSay.ts'
import type { KeyView } from '../keyEndpoints.ts'
import './accounts.css'

const DAYS = [30, 90, 365]

/** On the page of a program: its keys; a new one is shown once, and any can be revoked. */
export function ApiKeys() {
  const { id } = useDocumentInfo()
  const { i18n } = useTranslation()
  const { language } = i18n
  const say = useSay()
  const address = id ? `/api/api-clients/${id}/keys` : undefined
  const { data, askNow } = usePolled<{ keys: KeyView[] }>(address, { restMs: () => 30_000 })
  const [told, setTold] = useState('')
  const [fresh, setFresh] = useState('')
  const nameId = useId()
  const daysId = useId()
  if (!address || !data) return null

  const send = async (path: string, init: RequestInit): Promise<{ key?: string } | undefined> => {
    try {
      const answer = await fetch(path, { credentials: 'include', ...init })
      const said = (await answer.json()) as { key?: string; errors?: Array<{ message: string }> }
      askNow()
      if (answer.ok) return said
      setTold(said.errors?.[0]?.message ?? say('Refusé.', 'Refused.'))
    } catch {
      setTold(say('Le serveur ne répond pas. Réessayez.', 'The server does not answer. Try again.'))
    }
    return undefined
  }
  // Not a form of its own: it stands inside that of the document.
  const make = async (event: FormEvent | React.MouseEvent) => {
    event.preventDefault()
    setFresh('')
    const name = (document.getElementById(nameId) as HTMLInputElement).value
    const days = Number((document.getElementById(daysId) as HTMLSelectElement).value)
    const made = await send(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, days: days || null }),
    })
    if (!made?.key) return
    setFresh(made.key)
    setTold(say('Clé faite.', 'Key made.'))
  }
  const revoke = async (key: KeyView) => {
    const done = await send(`${address}/${key.id}`, { method: 'DELETE' })
    if (done) setTold(say(`Clé ${key.prefix}… révoquée.`, `Key ${key.prefix}… revoked.`))
  }
  const day = (value: string | null, none: string) =>
    value ? new Date(value).toLocaleDateString(language === 'en' ? 'en-GB' : 'fr-FR', { dateStyle: 'medium' }) : none
  return (
    <section aria-label={say('Clés', 'Keys')} className="rights">
      <h3>{say('Clés', 'Keys')}</h3>
      <div className="rights__acts">
        <label htmlFor={nameId}>{say('Nom de la clé', 'Name of the key')}</label>
        <input id={nameId} maxLength={80} type="text" />
        <label htmlFor={daysId}>{say('Valable', 'Valid for')}</label>
        <select defaultValue="365" id={daysId}>
          {DAYS.map((days) => (
            <option key={days} value={days}>
              {days} {say('jours', 'days')}
            </option>
          ))}
          <option value="0">{say('sans fin', 'no end')}</option>
        </select>
        <button onClick={make} type="button">
          {say('Faire une clé', 'Make a key')}
        </button>
      </div>
      <p role="status">{told}</p>
      {fresh ? (
        <p>
          {say('Copiez-la maintenant, elle ne sera plus montrée\u00a0: ', 'Copy it now, it will not be shown again: ')}
          <code>{fresh}</code>
        </p>
      ) : null}
      {data.keys.length === 0 ? (
        <p className="rights__soft">{say('Aucune clé encore.', 'No key yet.')}</p>
      ) : (
        <div className="rights__scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">{say('Clé', 'Key')}</th>
                <th scope="col">{say('Faite le', 'Made on')}</th>
                <th scope="col">{say('Jusqu’au', 'Until')}</th>
                <th scope="col">{say('Utilisée', 'Used')}</th>
                <th scope="col">
                  <span className="rights__unseen">{say('Révoquer', 'Revoke')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {data.keys.map((key) => (
                <tr key={key.id}>
                  <th scope="row">
                    {key.name}
                    <div className="rights__soft">{key.prefix}…</div>
                  </th>
                  <td>
                    {day(key.createdAt, '')}
                    <div className="rights__soft">{key.createdBy}</div>
                  </td>
                  <td>{day(key.expiresAt, say('sans fin', 'no end'))}</td>
                  <td>{day(key.lastUsedAt, say('jamais', 'never'))}</td>
                  <td>
                    {key.revokedAt ? (
                      say('révoquée', 'revoked')
                    ) : (
                      <button
                        aria-label={say(`Révoquer la clé ${key.name}`, `Revoke the key ${key.name}`)}
                        onClick={() => revoke(key)}
                        type="button"
                      >
                        {say('Révoquer', 'Revoke')}
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
