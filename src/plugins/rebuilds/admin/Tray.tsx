'use client'

import { useTranslation } from '@payloadcms/ui'
import { useState } from 'react'
import { frEn, inLanguageOf } from '../../../text/frEn.ts'
import { sinceTime, timeInWords } from '../../../text/instants.ts'
import { usePolled, useServerClock } from '../../../widgets/usePolled.ts'
import type { RebuildView } from '../rebuildView.ts'
import type { SiteReceipt } from '../receipt.ts'
import type { Tray as TrayData, TraySite } from '../tray.ts'
import { act } from './act.ts'
import { kindInWords } from './kindInWords.ts'
import { stateInWords } from './stateInWords.ts'
import './rebuilds.css'

type Say = (fr: string, en: string) => string

const SOON_MS = 120_000

/** On the dashboard: what waits to go online on each public site, what it carries, what went before; and the ways to hurry or hold it. */
export function Tray() {
  const { i18n } = useTranslation()
  const { language } = i18n
  const say: Say = (fr, en) => inLanguageOf({ i18n: { language } }, frEn(fr, en))
  const [told, setTold] = useState('')
  const { data, askNow } = usePolled<TrayData>('/api/public-sites/tray', {
    restMs: (last) => (last?.sites.some(isBusy) ? 1_000 : 5_000),
  })
  const now = useServerClock(data?.now)
  const doIt = async (site: string, wish: 'run' | 'hold' | 'release') => {
    setTold(await act(site, { act: wish }, language))
    askNow()
  }
  return (
    <section className="online online--tray">
      <h2>{say('Mises en ligne', 'Going online')}</h2>
      {data && data.sites.length === 0 ? (
        <p className="online__soft">{say('Aucun site public n’est raccordé.', 'No public site is connected.')}</p>
      ) : null}
      <ul>
        {data?.sites.map((site) => (
          <li className="online__site" data-site={site.id} key={site.id}>
            <a className="online__name" href={site.address} rel="noreferrer" target="_blank">
              {site.name}
            </a>
            <SiteState {...{ site, say, language, now }} />
            {site.pending ? <Pending {...{ pending: site.pending, say }} /> : null}
            {site.mayRun ? (
              <span className="online__acts">
                <button
                  className="online__act"
                  disabled={!site.pending}
                  onClick={() => doIt(site.id, 'run')}
                  type="button"
                >
                  {say('Lancer maintenant', 'Run now')}
                </button>
                {site.heldAt ? (
                  <button className="online__act" onClick={() => doIt(site.id, 'release')} type="button">
                    {say('Relâcher', 'Release')}
                  </button>
                ) : (
                  <button className="online__act" onClick={() => doIt(site.id, 'hold')} type="button">
                    {say('Retenir', 'Hold')}
                  </button>
                )}
              </span>
            ) : null}
            <History {...{ history: site.history, say, language, now }} />
          </li>
        ))}
      </ul>
      <p className="online__soft" role="status">
        {told}
      </p>
    </section>
  )
}

/** Whether something is about to happen: then it is worth looking every second. */
const isBusy = ({ pending, history, heldAt, enabled }: TraySite) =>
  history.some(
    ({ state, askedAt }) =>
      state === 'building' || (state === 'asked' && Date.now() - Date.parse(askedAt ?? '') < SOON_MS),
  ) ||
  (pending !== null && !heldAt && enabled && new Date(pending.dueAt).getTime() < Date.now() + SOON_MS)

function SiteState({ site, say, language, now }: { site: TraySite; say: Say; language: string; now: number }) {
  const current = site.pending ?? site.history[0]
  const state = stateOf(site)
  if (!current && state !== 'held' && state !== 'paused')
    return <span className="online__state">{say('Rien n’est encore parti.', 'Nothing has left yet.')}</span>
  const words =
    state === 'live'
      ? say(`À jour ${timeOf(current, language, now)}`, `Up to date ${timeOf(current, language, now)}`)
      : stateInWords(
          {
            dueAt: null,
            askedAt: null,
            buildingAt: null,
            liveAt: null,
            note: null,
            logAddress: null,
            ...current,
            state,
            reports: site.reports,
          },
          { language, now, isPublic: true },
        )
  return <span className={`online__state online__state--${state}`}>{words}</span>
}

const timeOf = (rebuild: RebuildView | undefined, language: string, now: number) =>
  rebuild?.liveAt ? sinceTime(rebuild.liveAt, { language, now }) : ''

function stateOf({ enabled, heldAt, pending, history, reports }: TraySite): SiteReceipt['state'] {
  if (!enabled) return 'paused'
  if (heldAt) return 'held'
  const [last] = history
  const isInFlight = reports && (last?.state === 'asked' || last?.state === 'building')
  if (pending?.isCalling) return 'calling'
  if (pending && isInFlight && pending.step === 0) return 'queued'
  if (pending) return pending.step > 0 ? 'retrying' : 'waiting'
  return last === undefined || last.state === 'pending' ? 'before' : last.state
}

function Pending({ pending, say }: { pending: NonNullable<TraySite['pending']>; say: Say }) {
  const { changes, count } = pending
  if (count === 0) return null
  return (
    <details>
      <summary className="online__soft">
        {count === 1 ? say('1 changement', '1 change') : say(`${count} changements`, `${count} changes`)}
      </summary>
      <ul className="online__changes">
        {changes.map((change) => (
          <li key={change.position}>
            <a href={`/admin/collections/${change.collection}/${change.id}`}>{change.title || change.collection}</a>
            {` · ${change.language}`}
            {change.kind === 'withdrawn' ? say(' · retrait', ' · withdrawal') : ''}
          </li>
        ))}
      </ul>
    </details>
  )
}

function History({ history, say, language, now }: { history: RebuildView[]; say: Say; language: string; now: number }) {
  if (history.length === 0) return null
  return (
    <details>
      <summary className="online__soft">{say('Historique', 'History')}</summary>
      <ul className="online__changes">
        {history.map((rebuild) => (
          <li key={rebuild.id}>
            {timeInWords(rebuild.requestedAt, { language, now })} · {kindInWords(rebuild, language)} ·{' '}
            {stateInWords(
              { ...rebuild, state: rebuild.state === 'pending' ? 'waiting' : rebuild.state, reports: true },
              { language, now, isPublic: true },
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}
