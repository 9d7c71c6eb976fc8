'use client'

import { useDocumentInfo, useTranslation } from '@payloadcms/ui'
import { useState } from 'react'
import { useSay } from '../../../widgets/useSay.ts'
import type { Acts } from '../readActs.ts'
import { ActLine } from './ActLine.tsx'
import './history.css'

/** What was done with this document: read when it is opened, for who may read the log. */
export function History() {
  const { id, collectionSlug } = useDocumentInfo()
  const { i18n } = useTranslation()
  const { language } = i18n
  const say = useSay()
  const [acts, setActs] = useState<Acts | 'denied' | undefined>()
  if (!id || !collectionSlug) return null
  const read = async (isOpen: boolean) => {
    if (!isOpen) return
    const query = new URLSearchParams({ collection: collectionSlug, id: String(id) })
    const answer = await fetch(`/api/audit?${query}`, { credentials: 'include' }).catch(() => undefined)
    setActs(answer?.ok ? await answer.json() : 'denied')
  }
  return (
    <details className="history" onToggle={(event) => read(event.currentTarget.open)}>
      <summary>{say('Journal', 'Log')}</summary>
      {acts === 'denied' ? (
        <p>{say('Vos rôles ne permettent pas de lire le journal.', 'Your roles do not allow reading the log.')}</p>
      ) : null}
      {acts && acts !== 'denied' ? (
        <ol>
          {acts.acts.length === 0 ? <li>{say('Rien encore.', 'Nothing yet.')}</li> : null}
          {acts.acts.map((act) => (
            <li key={act.position}>
              <ActLine act={act} language={language} />
            </li>
          ))}
        </ol>
      ) : null}
    </details>
  )
}
