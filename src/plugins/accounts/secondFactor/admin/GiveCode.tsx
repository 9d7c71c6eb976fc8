'use client'

import { useState } from 'react'
import { useAsk } from '../../../../widgets/useAsk.ts'
import { useSay } from '../../../../widgets/useSay.ts'
import { CodeField } from './CodeField.tsx'
import './secondFactor.css'

/** Asks for a code of the authenticator, or one of the recovery codes. */
export function GiveCode({ next }: { next: string }) {
  const say = useSay()
  const { ask, refused } = useAsk()
  const [code, setCode] = useState('')
  const [isRecovery, setRecovery] = useState(false)
  const verify = async () => {
    // A new page: everything that was drawn for nobody is drawn anew.
    if (await ask('POST', '/api/users/second-factor/verify', { code })) window.location.assign(next)
  }
  const leave = async () => {
    await ask('POST', '/api/users/second-factor/leave')
    window.location.assign('/admin/login')
  }
  return (
    <section className="second-factor">
      <h1>{say('Double authentification', 'Second factor')}</h1>
      <p>
        {isRecovery
          ? say(
              'Tapez un de vos codes de secours. Chacun sert une fois.',
              'Type one of your recovery codes. Each is good once.',
            )
          : say(
              'Tapez le code que montre l’application de votre téléphone.',
              'Type the code that the application on your telephone shows.',
            )}
      </p>
      <CodeField isRecovery={isRecovery} onChange={setCode} onEnter={verify} value={code} />
      <p className="second-factor__refused" role="alert">
        {refused}
      </p>
      <button className="second-factor__main" disabled={code === ''} onClick={verify} type="button">
        {say('Entrer', 'Enter')}
      </button>
      <div className="second-factor__others">
        <button
          onClick={() => {
            setCode('')
            setRecovery(!isRecovery)
          }}
          type="button"
        >
          {isRecovery
            ? say('J’ai mon téléphone', 'I have my telephone')
            : say('Je n’ai pas mon téléphone', 'I do not have my telephone')}
        </button>
        <button onClick={leave} type="button">
          {say('Changer de compte', 'Use another account')}
        </button>
      </div>
    </section>
  )
}
