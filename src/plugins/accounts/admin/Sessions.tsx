'use client'

import { useTranslation } from '@payloadcms/ui'
import { useState } from 'react'
import { usePolled } from '../../../widgets/usePolled.ts'
import { useSay } from '../../../widgets/useSay.ts'
import type { SessionView } from '../sessionEndpoints.ts'
import './accounts.css'

/** Where one is signed in, on one's own account: each can be ended from here. */
export function Sessions() {
  const { i18n } = useTranslation()
  const { language } = i18n
  const say = useSay()
  const { data, askNow } = usePolled<{ sessions: SessionView[] }>('/api/users/sessions', { restMs: () => 30_000 })
  const [told, setTold] = useState('')
  if (!data) return null
  const end = async (path: string) => {
    const answer = await fetch(path, { method: 'DELETE', credentials: 'include' }).catch(() => undefined)
    setTold(answer?.ok ? say('Déconnecté.', 'Signed out.') : say('Refusé.', 'Refused.'))
    askNow()
  }
  const instant = (value: string) =>
    new Date(value).toLocaleString(language === 'en' ? 'en-GB' : 'fr-FR', { dateStyle: 'medium', timeStyle: 'short' })
  const others = data.sessions.filter(({ isThis }) => !isThis)
  return (
    <section aria-label={say('Connexions', 'Sessions')} className="rights">
      <h3>{say('Où vous êtes connecté', 'Where you are signed in')}</h3>
      <ul className="rights__sessions">
        {data.sessions.map((session) => (
          <li key={session.id}>
            <span>
              {session.browser ? <strong>{session.browser}</strong> : say('Navigateur inconnu', 'Unknown browser')}
              {session.isThis ? ` · ${say('ici', 'here')}` : ''}
              <br />
              {say('Depuis le', 'Since')} {instant(session.createdAt)}
              {session.address ? ` · ${session.address}` : ''}
            </span>
            {session.isThis ? null : (
              <button
                aria-label={say(
                  `Déconnecter ${session.browser || 'la connexion'} du ${instant(session.createdAt)}`,
                  `Sign out ${session.browser || 'the session'} of ${instant(session.createdAt)}`,
                )}
                onClick={() => end(`/api/users/sessions/${session.id}`)}
                type="button"
              >
                {say('Déconnecter', 'Sign out')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {others.length > 1 ? (
        <button onClick={() => end('/api/users/sessions')} type="button">
          {say('Déconnecter partout ailleurs', 'Sign out everywhere else')}
        </button>
      ) : null}
      <p role="status">{told}</p>
    </section>
  )
}
