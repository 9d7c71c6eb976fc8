'use client'

import { useAuth, useDocumentInfo, useTranslation } from '@payloadcms/ui'
import { useState } from 'react'
import { frEn, inLanguageOf } from '../../../text/frEn.ts'
import type { Line } from '../explain.ts'
import './accounts.css'

/** On the page of an account: what it may do, place by place, and by which role; and a look through its eyes. */
export function RightsOf() {
  const { id } = useDocumentInfo()
  const { user } = useAuth()
  const { say, lines, read } = useLines({ user: id })
  const [refused, setRefused] = useState('')
  if (!id) return null
  const look = async () => {
    const answer = await fetch(`/api/users/${id}/see-as`, { method: 'POST', credentials: 'include' }).catch(
      () => undefined,
    )
    if (answer?.ok) return window.location.assign('/admin')
    setRefused(
      say('Rien à voir\u00a0: ses rôles ne sont pas les vôtres.', 'Nothing to see: their roles are not yours.'),
    )
  }
  const places = [...new Set(lines?.map(({ role, siteName }) => JSON.stringify([role, siteName])))]
  return (
    <details className="rights" onToggle={(event) => read(event.currentTarget.open)}>
      <summary>{say('Ce que cette personne peut faire', 'What this person may do')}</summary>
      {lines?.length === 0 ? <p>{say('Rien.', 'Nothing.')}</p> : null}
      {places.map((place) => {
        const [role, siteName] = JSON.parse(place) as [string, string | null]
        const own = lines?.filter((line) => line.role === role && line.siteName === siteName) ?? []
        return (
          <section key={place}>
            <h4>
              {role}, {siteName ?? say('dans tout le réseau', 'in the whole network')}
            </h4>
            <ul>
              {[...new Set(own.map(({ label }) => label))].map((label) => (
                <li key={label}>
                  {label} :{' '}
                  {own
                    .filter((line) => line.label === label)
                    .map(({ actionLabel, fieldLabels }) =>
                      fieldLabels ? `${actionLabel} (${fieldLabels.join(', ')})` : actionLabel,
                    )
                    .join(', ')}
                </li>
              ))}
            </ul>
          </section>
        )
      })}
      {lines && id !== user?.id ? (
        <p className="rights__acts">
          <button onClick={look} type="button">
            {say('Voir comme cette personne', 'See as this person')}
          </button>
          <a download href={`/api/rights?user=${id}&format=csv`}>
            {say('Exporter en CSV', 'Export as CSV')}
          </a>
        </p>
      ) : null}
      <p role="status">{refused}</p>
    </details>
  )
}

/** On the page of a role: who holds it, and where. */
export function HoldersOf() {
  const { id } = useDocumentInfo()
  const { say, lines, read } = useLines({ role: id })
  if (!id) return null
  const holders = [...new Map(lines?.map((line) => [`${line.person} ${line.site}`, line])).values()]
  return (
    <details className="rights rights--aside" onToggle={(event) => read(event.currentTarget.open)}>
      <summary>{say('Qui a ce rôle', 'Who holds this role')}</summary>
      {lines && holders.length === 0 ? <p>{say('Personne.', 'Nobody.')}</p> : null}
      <ul>
        {holders.map(({ person, name, site, siteName }) => (
          <li key={`${person} ${site}`}>
            <a href={`/admin/collections/users/${person}`}>{name}</a>
            <div className="rights__soft">{siteName ?? say('dans tout le réseau', 'in the whole network')}</div>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** Lines of the matrix of rights, read when they are first looked at. */
function useLines(query: { user?: unknown; role?: unknown }) {
  const { i18n } = useTranslation()
  const [lines, setLines] = useState<Line[]>()
  return {
    say: (fr: string, en: string) => inLanguageOf({ i18n: { language: i18n.language } }, frEn(fr, en)),
    lines,
    read: async (isOpen: boolean) => {
      if (!isOpen || lines) return
      const [[name, value] = ['', '']] = Object.entries(query)
      const answer = await fetch(`/api/rights?${name}=${value}`, { credentials: 'include' }).catch(() => undefined)
      setLines(answer?.ok ? ((await answer.json()) as { lines: Line[] }).lines : [])
    },
  }
}
