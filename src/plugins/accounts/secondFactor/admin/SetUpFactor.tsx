'use client'

import { useState } from 'react'
import { useAsk } from '../../../../widgets/useAsk.ts'
import { useSay } from '../../../../widgets/useSay.ts'
import type { SetUp } from '../endpoints.ts'
import { CodeField } from './CodeField.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import './secondFactor.css'

/**
 * Sets an authenticator up: the picture, a first code, the recovery codes.
 * @param next where to go then, for who is signing in; nothing: one is in, on one's own account
 */
export function SetUpFactor({ next, onDone }: { next?: string; onDone?: () => void }) {
  const say = useSay()
  const { ask, refused } = useAsk()
  const [password, setPassword] = useState('')
  const [setUp, setSetUp] = useState<SetUp>()
  const [code, setCode] = useState('')
  const [codes, setCodes] = useState<string[]>()
  const begin = async () =>
    setSetUp(await ask<SetUp>('POST', '/api/users/second-factor/set-up', { currentPassword: password }))
  const confirm = async () =>
    setCodes(
      (await ask<{ recoveryCodes: string[] }>('POST', '/api/users/second-factor/confirm', { code }))?.recoveryCodes,
    )
  const end = () => (next ? window.location.assign(next) : onDone?.())
  return (
    <section className="second-factor">
      {next ? <h1>{say('Double authentification', 'Second factor')}</h1> : null}
      {codes ? <RecoveryCodes codes={codes} onKept={end} /> : null}
      {setUp || codes ? null : (
        <>
          <p>
            {next
              ? say(
                  'Un de vos rôles demande un second code pour entrer, celui d’une application de votre téléphone.',
                  'One of your roles asks for a second code to enter, that of an application on your telephone.',
                )
              : say(
                  'Avec une application de votre téléphone, votre mot de passe seul n’ouvre plus votre compte.',
                  'With an application on your telephone, your password alone no longer opens your account.',
                )}
          </p>
          {next ? null : (
            <div className="second-factor__field">
              <label htmlFor="second-factor-password">{say('Votre mot de passe', 'Your password')}</label>
              <input
                autoComplete="current-password"
                id="second-factor-password"
                onChange={(event) => setPassword(event.target.value)}
                type="password"
                value={password}
              />
            </div>
          )}
          <button className="second-factor__main" onClick={begin} type="button">
            {say('Mettre en place', 'Set up')}
          </button>
        </>
      )}
      {setUp && !codes ? (
        <>
          <p>
            {say(
              'Lisez cette image avec l’application, puis tapez le code qu’elle montre.',
              'Read this picture with the application, then type the code that it shows.',
            )}
          </p>
          {/* biome-ignore lint/performance/noImgElement: made in this page, nothing to optimise */}
          <img
            alt={say('Image à lire avec l’application', 'Picture to read with the application')}
            className="second-factor__picture"
            src={`data:image/svg+xml,${encodeURIComponent(setUp.qr)}`}
          />
          <details>
            <summary>{say('Je ne peux pas lire l’image', 'I cannot read the picture')}</summary>
            <p>
              {say('Tapez cette clé dans l’application\u00a0:', 'Type this key into the application:')}{' '}
              <code>{setUp.secret.match(/.{1,4}/g)?.join(' ')}</code>
            </p>
          </details>
          <CodeField onChange={setCode} onEnter={confirm} value={code} />
          <button className="second-factor__main" disabled={code === ''} onClick={confirm} type="button">
            {say('Confirmer', 'Confirm')}
          </button>
        </>
      ) : null}
      <p className="second-factor__refused" role="alert">
        {refused}
      </p>
    </section>
  )
}
