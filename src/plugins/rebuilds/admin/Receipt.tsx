'use client'

import { useDocumentInfo, useTranslation } from '@payloadcms/ui'
import { useState } from 'react'
import { atTime, instantWithZone, ofTime } from '../../../text/instants.ts'
import { usePolled, useServerClock } from '../../../widgets/usePolled.ts'
import { useSay } from '../../../widgets/useSay.ts'
import type { Receipt as ReceiptData, SiteReceipt } from '../receipt.ts'
import { act } from './act.ts'
import { stateInWords } from './stateInWords.ts'
import './rebuilds.css'

const SOON_MS = 120_000
const UNDER_WAY = new Set<SiteReceipt['state']>(['noticed', 'waiting', 'calling', 'queued', 'building'])

/** In the sidebar of a document: whether it is public, and where each public site stands with it, live. */
export function Receipt() {
  const { id, collectionSlug, lastUpdateTime } = useDocumentInfo()
  const { i18n } = useTranslation()
  const { language } = i18n
  const say = useSay()
  const [wish, setWish] = useState('')
  const { data, isLost, askNow } = usePolled<ReceiptData>(
    id && collectionSlug ? `/api/${collectionSlug}/${id}/receipt` : undefined,
    {
      // Every second while something is under way, seldom while nothing is.
      restMs: (last) => (last?.sites.some(isUnderWay) ? 1_000 : 5_000),
      turn: lastUpdateTime,
    },
  )
  const now = useServerClock(data?.now)
  if (!id || !data) return null

  const run = async (site: string) => {
    setWish(await act(site, { act: 'run' }, language))
    askNow()
  }
  return (
    <section aria-label={say('En ligne', 'Online')} className="online">
      <h2>{say('En ligne', 'Online')}</h2>
      <p className="online__soft">{headline(data, { say, language, now })}</p>
      <ul>
        {data.sites.map((site) => (
          <li className="online__site" data-site={site.site} data-state={site.state} key={site.site}>
            <span className="online__name">{site.name}</span>
            <span className={`online__state online__state--${site.state}`}>
              {stateInWords(site, { language, now, isPublic: data.isPublic && !site.isGone })}
            </span>
            {site.state === 'live' && data.isPublic && !site.isGone ? (
              <a href={site.page} rel="noreferrer" target="_blank">
                {say('Voir la page', 'See the page')}
              </a>
            ) : null}
            {site.mayRun && (site.state === 'waiting' || site.state === 'retrying' || site.state === 'held') ? (
              <span className="online__acts">
                <button className="online__act" onClick={() => run(site.site)} type="button">
                  {say('Lancer maintenant', 'Run now')}
                </button>
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {/* Told once for each change of state, not with each second of a countdown. */}
      <p aria-live="polite" className="online__told">
        {data.sites.map((site) => `${site.name} : ${shortState(site.state, say)}`).join('. ')}
      </p>
      {data.sites.length === 0 && data.isPublic ? (
        <p className="online__soft">
          {say('Aucun site public ne montre ce document.', 'No public site shows this document.')}
        </p>
      ) : null}
      {wish ? <p role="status">{wish}</p> : null}
      {isLost ? (
        <p role="status">
          {say('Le serveur ne répond pas ; nouvel essai dans un instant.', 'The server does not answer; trying again.')}
        </p>
      ) : null}
    </section>
  )
}

/** A site that was asked just now may be about to tell for the first time. */
const isUnderWay = ({ state, askedAt }: SiteReceipt) =>
  UNDER_WAY.has(state) || (state === 'asked' && Date.now() - Date.parse(askedAt ?? '') < SOON_MS)

/** A state in two words, for who hears the page. */
function shortState(state: SiteReceipt['state'], say: (fr: string, en: string) => string): string {
  switch (state) {
    case 'live':
      return say('en ligne', 'online')
    case 'building':
      return say('en construction', 'being built')
    case 'failed':
    case 'retrying':
      return say('échec', 'failed')
    case 'held':
    case 'paused':
      return say('retenu', 'held')
    case 'before':
      return say('publié avant', 'published before')
    default:
      return say('en attente', 'waiting')
  }
}

function headline(
  { isPublic, at, changesAt, languages }: ReceiptData,
  { say, language, now }: { say: (fr: string, en: string) => string; language: string; now: number },
): string {
  if (!isPublic && changesAt) {
    const when = instantWithZone(changesAt, { language })
    return say(`Pas public. Paraît de lui-même ${when}.`, `Not public. Goes out by itself on ${when}.`)
  }
  if (!isPublic && at) {
    const when = atTime(at, { language, now })
    return say(`Retiré ${when}.`, `Withdrawn ${when}.`)
  }
  if (!isPublic) return say('Pas public.', 'Not public.')
  const when = at ? ofTime(at, { language, now }) : ''
  const until = changesAt ? instantWithZone(changesAt, { language }) : undefined
  const inLanguages = languages.join(', ')
  return (
    say(`Public (${inLanguages}), version ${when}.`, `Public (${inLanguages}), version ${when}.`) +
    (until ? say(` Change de lui-même ${until}.`, ` Changes by itself on ${until}.`) : '')
  )
}
