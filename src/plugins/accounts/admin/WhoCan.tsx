'use client'

import { useDocumentInfo } from '@payloadcms/ui'
import { useState } from 'react'
import { useSay } from '../../../widgets/useSay.ts'
import type { PersonHere } from '../explain.ts'
import './accounts.css'

/** Who can do what with this document, and by which role: asked for when it is opened. */
export function WhoCan() {
  const { id, collectionSlug } = useDocumentInfo()
  const say = useSay()
  const [people, setPeople] = useState<PersonHere[]>()
  if (!id || !collectionSlug) return null
  const read = async (isOpen: boolean) => {
    if (!isOpen) return
    const query = new URLSearchParams({ collection: collectionSlug, id: String(id) })
    const answer = await fetch(`/api/rights?${query}`, { credentials: 'include' }).catch(() => undefined)
    setPeople(answer?.ok ? ((await answer.json()) as { people: PersonHere[] }).people : [])
  }
  return (
    <details className="rights rights--aside" onToggle={(event) => read(event.currentTarget.open)}>
      <summary>{say('Qui peut quoi ici', 'Who can do what here')}</summary>
      {people?.map((person) => {
        const allowed = person.actions.filter((one) => one.allowed)
        return (
          <section key={person.id}>
            <strong>{person.name}</strong>
            {allowed.length === 0 ? (
              <p className="rights__soft">{person.actions[0]?.because}</p>
            ) : (
              <ul>
                {[...new Set(allowed.map(({ because }) => because))].map((because) => (
                  <li key={because}>
                    {allowed
                      .filter((one) => one.because === because)
                      .map(({ label, fields }) => (fields ? `${label} (${fields.join(', ')})` : label))
                      .join(', ')}
                    <div className="rights__soft">{because}</div>
                  </li>
                ))}
              </ul>
            )}
          </section>
        )
      })}
    </details>
  )
}
