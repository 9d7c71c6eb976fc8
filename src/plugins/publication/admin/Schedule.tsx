'use client'

import { useDocumentDrawer, useDocumentInfo, useTranslation } from '@payloadcms/ui'
import { useCallback, useState } from 'react'
import { instantWithZone } from '../../../text/instants.ts'
import { usePolled } from '../../../widgets/usePolled.ts'
import { useSay } from '../../../widgets/useSay.ts'
import './schedule.css'

type Scheduled = { id: string; action: 'publish' | 'withdraw'; at: string; state: string; reason?: string | null }

/** In the sidebar of a document: what is to happen to it and when, what failed, and the way to schedule it. */
export function Schedule() {
  const { id, collectionSlug, hasPublishPermission, lastUpdateTime } = useDocumentInfo()
  const { i18n } = useTranslation()
  const { language } = i18n
  const say = useSay()
  const { data, askNow } = usePolled<{ docs: Scheduled[] }>(
    id
      ? `/api/schedules?where[documentId][equals]=${id}&where[state][in]=waiting,failed&sort=at&limit=10&depth=0`
      : undefined,
    { restMs: () => 5_000, turn: lastUpdateTime },
  )
  const [chosen, setChosen] = useState<string>()
  const [NewDrawer, , { openDrawer, closeDrawer }] = useDocumentDrawer({ collectionSlug: 'schedules' })
  const [action, setAction] = useState<'publish' | 'withdraw'>('publish')
  const saved = useCallback(() => {
    closeDrawer()
    askNow()
  }, [closeDrawer, askNow])
  if (!id || !data || (data.docs.length === 0 && !hasPublishPermission)) return null

  const begin = (wish: 'publish' | 'withdraw') => {
    setAction(wish)
    openDrawer()
  }
  const remove = async (schedule: string) => {
    setChosen(schedule)
    await fetch(`/api/schedules/${schedule}`, { method: 'DELETE', credentials: 'include' }).catch(() => undefined)
    setChosen(undefined)
    askNow()
  }
  return (
    <section aria-label={say('Programmation', 'Schedule')} className="schedule">
      <h2>{say('Programmation', 'Schedule')}</h2>
      <ul>
        {data.docs.map((schedule) => (
          <li data-state={schedule.state} key={schedule.id}>
            <span>
              {schedule.action === 'publish' ? say('Publier', 'Publish') : say('Retirer', 'Withdraw')}{' '}
              {instantWithZone(schedule.at, { language })}
            </span>
            {schedule.state === 'failed' ? (
              <strong className="schedule__failure">
                {say('Échec\u00a0: ', 'Failed: ')}
                {schedule.reason}
              </strong>
            ) : null}
            {hasPublishPermission ? (
              <button disabled={chosen === schedule.id} onClick={() => remove(schedule.id)} type="button">
                {schedule.state === 'failed' ? say('J’ai vu', 'Dismiss') : say('Annuler', 'Cancel')}
              </button>
            ) : null}
          </li>
        ))}
      </ul>
      {hasPublishPermission ? (
        <div className="schedule__acts">
          <button onClick={() => begin('publish')} type="button">
            {say('Programmer la publication', 'Schedule publication')}
          </button>
          <button onClick={() => begin('withdraw')} type="button">
            {say('Programmer le retrait', 'Schedule withdrawal')}
          </button>
        </div>
      ) : null}
      <NewDrawer
        initialData={{ document: { relationTo: collectionSlug, value: id }, action, at_tz: 'Europe/Paris' }}
        onSave={saved}
      />
    </section>
  )
}
