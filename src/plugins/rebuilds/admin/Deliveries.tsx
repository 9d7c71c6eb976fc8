'use client'

import { useDocumentInfo, useTranslation } from '@payloadcms/ui'
import { type FormEvent, useId, useState } from 'react'
import { frEn, inLanguageOf } from '../../../text/frEn.ts'
import { timeInWords } from '../../../text/instants.ts'
import { usePolled, useServerClock } from '../../../widgets/usePolled.ts'
import type { Deliveries as DeliveriesData, Delivery } from '../deliveries.ts'
import { act } from './act.ts'
import { kindInWords } from './kindInWords.ts'
import { stateInWords } from './stateInWords.ts'
import './rebuilds.css'

type Say = (fr: string, en: string) => string

/** On the page of a public site: every call with each of its attempts, live, and the ways to call it by hand. */
export function Deliveries() {
  const { id } = useDocumentInfo()
  const { i18n } = useTranslation()
  const { language } = i18n
  const say: Say = (fr, en) => inLanguageOf({ i18n: { language } }, frEn(fr, en))
  const [told, setTold] = useState('')
  const [fresh, setFresh] = useState('')
  const { data, askNow } = usePolled<DeliveriesData>(id ? `/api/public-sites/${id}/deliveries` : undefined, {
    restMs: (last) =>
      last?.deliveries.some(
        ({ state, dueAt }) =>
          state === 'building' || (state === 'pending' && new Date(dueAt).getTime() < Date.now() + 120_000),
      )
        ? 1_000
        : 5_000,
  })
  const now = useServerClock(data?.now)
  if (!id || !data) return null
  const renew = async () => {
    const answer = await fetch(`/api/public-sites/${id}/secret`, { method: 'POST', credentials: 'include' }).catch(
      () => undefined,
    )
    const { secret } = answer?.ok ? ((await answer.json()) as { secret: string }) : { secret: '' }
    setFresh(secret)
    setTold(
      secret
        ? say('Nouveau secret ; l’ancien vaut encore un jour.', 'New secret; the old one counts for a day more.')
        : say('Refusé.', 'Refused.'),
    )
  }
  const doIt = async (wish: Parameters<typeof act>[1]) => {
    setTold(await act(String(id), wish, language))
    askNow()
  }
  return (
    <section aria-label={say('Journal des appels', 'Delivery log')} className="online">
      <h3>{say('Journal des appels', 'Delivery log')}</h3>
      {data.mayRun ? (
        <div className="online__acts">
          <button className="online__act" onClick={() => doIt({ act: 'test' })} type="button">
            {data.testsBuild
              ? say('Envoyer un essai (lance une construction)', 'Send a test (starts a build)')
              : say('Envoyer un essai', 'Send a test')}
          </button>
          <button className="online__act" onClick={() => doIt({ act: 'everything' })} type="button">
            {say('Tout reconstruire', 'Rebuild everything')}
          </button>
          {data.testsBuild ? null : (
            <button className="online__act" onClick={renew} type="button">
              {say('Nouveau secret', 'New secret')}
            </button>
          )}
          <Replay {...{ head: data.head, say, doIt }} />
        </div>
      ) : null}
      <p role="status">{told}</p>
      {fresh ? (
        <p>
          {say('Copiez-le maintenant, il ne sera plus montré\u00a0: ', 'Copy it now, it will not be shown again: ')}
          <code>{fresh}</code>
        </p>
      ) : null}
      {data.deliveries.length === 0 ? (
        <p className="online__soft">{say('Aucun appel encore.', 'No call yet.')}</p>
      ) : (
        <div className="online__scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">{say('Demandé', 'Asked for')}</th>
                <th scope="col">{say('Quoi', 'What')}</th>
                <th scope="col">{say('Où en est-il', 'Where it stands')}</th>
                <th scope="col">{say('Essais', 'Attempts')}</th>
              </tr>
            </thead>
            <tbody>
              {data.deliveries.map((delivery) => (
                <tr data-rebuild={delivery.id} key={delivery.id}>
                  <td>
                    {timeInWords(delivery.requestedAt, { language, now })}
                    {delivery.requestedBy ? <div className="online__soft">{delivery.requestedBy}</div> : null}
                  </td>
                  <td>{kindInWords(delivery, language)}</td>
                  <td>
                    <Standing {...{ delivery, say, language, now }} />
                  </td>
                  <td>
                    <Tries {...{ delivery, say, language, now }} />
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

function Standing({ delivery, say, language, now }: { delivery: Delivery; say: Say; language: string; now: number }) {
  if (delivery.kind === 'test' && delivery.state === 'live') return say('Essai reçu', 'Test received')
  if (delivery.kind === 'test' && delivery.state === 'failed')
    return say('Essai refusé ou sans réponse', 'Test refused or not answered')
  const state = delivery.state === 'pending' ? pendingState(delivery) : delivery.state
  return stateInWords({ ...delivery, state, reports: true }, { language, now, isPublic: true })
}

function pendingState({ isCalling, step }: Delivery): 'calling' | 'retrying' | 'waiting' {
  if (isCalling) return 'calling'
  return step > 0 ? 'retrying' : 'waiting'
}

function Tries({ delivery, say, language, now }: { delivery: Delivery; say: Say; language: string; now: number }) {
  if (delivery.tries.length === 0) return '—'
  return (
    <ul className="online__changes">
      {delivery.tries.map((tried) => (
        <li key={`${tried.attempt}-${tried.at}`}>
          <details>
            <summary>
              {tried.attempt}. {timeInWords(tried.at, { language, now })} ·{' '}
              {tried.status ?? say('sans réponse', 'no answer')} · {tried.ms} ms
            </summary>
            <pre>{[tried.error, tried.answer].filter(Boolean).join('\n') || say('(vide)', '(empty)')}</pre>
          </details>
        </li>
      ))}
    </ul>
  )
}

/** Sends a range of the ledger again: two positions, as the log and the feed show them. */
function Replay({
  head,
  say,
  doIt,
}: {
  head: number
  say: Say
  doIt: (wish: { act: 'replay'; from: number; to: number }) => Promise<void>
}) {
  const [from, setFrom] = useState('')
  const [to, setTo] = useState('')
  const ids = { from: useId(), to: useId() }
  const send = (event: FormEvent | React.MouseEvent) => {
    event.preventDefault()
    void doIt({ act: 'replay', from: Number(from), to: Number(to || head) })
  }
  // No form element: the page of the document is one already.
  return (
    <details>
      <summary>{say('Renvoyer une plage', 'Replay a range')}</summary>
      <div className="online__acts">
        <label htmlFor={ids.from}>{say('De la position', 'From position')}</label>
        <input
          id={ids.from}
          inputMode="numeric"
          onChange={(event) => setFrom(event.target.value)}
          size={8}
          value={from}
        />
        <label htmlFor={ids.to}>{say('à', 'to')}</label>
        <input
          id={ids.to}
          inputMode="numeric"
          onChange={(event) => setTo(event.target.value)}
          placeholder={String(head)}
          size={8}
          value={to}
        />
        <button className="online__act" disabled={!from} onClick={send} type="button">
          {say('Renvoyer', 'Replay')}
        </button>
      </div>
    </details>
  )
}
