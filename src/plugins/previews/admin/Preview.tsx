'use client'

import { useDocumentInfo, useTranslation } from '@payloadcms/ui'
import { useState } from 'react'
import { instantWithZone } from '../../../text/instants.ts'
import { useSay } from '../../../widgets/useSay.ts'
import type { PreviewLink } from '../previewEndpoints.ts'
import './preview.css'

/** In the sidebar of a document: makes a link that shows the draft to who has no account. */
export function Preview() {
  const { id, collectionSlug, hasSavePermission } = useDocumentInfo()
  const { i18n } = useTranslation()
  const { language } = i18n
  const say = useSay()
  const [days, setDays] = useState(7)
  const [link, setLink] = useState<PreviewLink>()
  const [told, setTold] = useState('')
  const [isBusy, setIsBusy] = useState(false)
  if (!id || !collectionSlug || !hasSavePermission) return null

  const lost = say('Le serveur ne répond pas ; réessayez.', 'The server does not answer; try again.')
  const make = async () => {
    setIsBusy(true)
    setTold('')
    const answer = await fetch(`/api/${collectionSlug}/${id}/preview`, {
      method: 'POST',
      credentials: 'include',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ days }),
    }).catch(() => undefined)
    const body = await answer?.json().catch(() => undefined)
    setIsBusy(false)
    if (answer?.ok) setLink(body)
    else setTold(body?.errors?.[0]?.message ?? lost)
  }
  const copy = async (address: string) => {
    const isCopied = await navigator.clipboard.writeText(address).then(
      () => true,
      () => false,
    )
    setTold(
      isCopied
        ? say('Lien copié.', 'Link copied.')
        : say(
            'La copie n’est pas permise ici ; copiez l’adresse du lien.',
            'Copying is not allowed here; copy the link’s address.',
          ),
    )
  }
  const places = link && [
    ...link.pages.map(({ site, name, address }) => ({ key: site, name, address })),
    ...(link.pages.length === 0
      ? [
          {
            key: 'api',
            name: say('Contenu (JSON, pour un développeur)', 'Content (JSON, for a developer)'),
            address: link.address,
          },
        ]
      : []),
  ]
  return (
    <section aria-label={say('Aperçu', 'Preview')} className="preview">
      <h2>{say('Aperçu', 'Preview')}</h2>
      <p className="preview__soft">
        {say(
          'Un lien montre le dernier brouillon enregistré, sans compte, à qui le reçoit.',
          'A link shows the newest saved draft, without an account, to whoever gets it.',
        )}
      </p>
      <div className="preview__make">
        <label>
          {say('Valable', 'Good for')}{' '}
          <select onChange={(event) => setDays(Number(event.target.value))} value={days}>
            <option value={1}>{say('1 jour', '1 day')}</option>
            <option value={7}>{say('7 jours', '7 days')}</option>
            <option value={30}>{say('30 jours', '30 days')}</option>
          </select>
        </label>
        <button disabled={isBusy} onClick={make} type="button">
          {say('Créer un lien', 'Make a link')}
        </button>
      </div>
      {places ? (
        <ul>
          {places.map(({ key, name, address }) => (
            <li key={key}>
              <a href={address} rel="noreferrer" target="_blank">
                {name}
              </a>
              <button onClick={() => copy(address)} type="button">
                {say('Copier le lien', 'Copy the link')}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {link ? (
        <p className="preview__soft">
          {say('Valable jusqu’au', 'Good until')} {instantWithZone(link.until, { language })}.
        </p>
      ) : null}
      <p aria-live="polite" className="preview__told">
        {told}
      </p>
    </section>
  )
}
