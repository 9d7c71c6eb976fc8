'use client'

import { useAuth, useDocumentInfo } from '@payloadcms/ui'
import { useState } from 'react'
import { useAsk } from '../../../../widgets/useAsk.ts'
import { usePolled } from '../../../../widgets/usePolled.ts'
import { useSay } from '../../../../widgets/useSay.ts'
import type { FactorView } from '../endpoints.ts'
import { CodeField } from './CodeField.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { SetUpFactor } from './SetUpFactor.tsx'
import './secondFactor.css'

/** On the page of an account: one's own second factor, or, for the network's administration, the way to take somebody's away. */
export function SecondFactor() {
  const { id } = useDocumentInfo()
  const { user } = useAuth()
  if (!id) return null
  return id === user?.id ? <Own /> : <Others id={String(id)} />
}

function Own() {
  const say = useSay()
  const { data, askNow } = usePolled<FactorView>('/api/users/second-factor', { restMs: () => 60_000 })
  const { ask, refused } = useAsk()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const [codes, setCodes] = useState<string[]>()
  if (!data) return null
  const given = { currentPassword: password, code }
  const renew = async () => {
    const renewed = await ask<{ recoveryCodes: string[] }>('POST', '/api/users/second-factor/recovery-codes', given)
    setCodes(renewed?.recoveryCodes)
  }
  const turnOff = async () => {
    if (await ask('DELETE', '/api/users/second-factor', given)) askNow()
  }
  return (
    <section aria-label={say('Double authentification', 'Second factor')} className="rights">
      <h3>{say('Double authentification', 'Second factor')}</h3>
      {data.onSince ? (
        <>
          <p>
            {say('En place. Codes de secours restants\u00a0: ', 'On. Recovery codes left: ')}
            {data.codesLeft}
          </p>
          {codes ? (
            <RecoveryCodes
              codes={codes}
              onKept={() => {
                setCodes(undefined)
                askNow()
              }}
            />
          ) : (
            <details>
              <summary>{say('Changer', 'Change')}</summary>
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
              <CodeField onChange={setCode} onEnter={renew} value={code} />
              <div className="second-factor__others">
                <button onClick={renew} type="button">
                  {say('De nouveaux codes de secours', 'New recovery codes')}
                </button>
                {data.isRequired ? (
                  <span>{say('Un de vos rôles la demande.', 'One of your roles requires it.')}</span>
                ) : (
                  <button onClick={turnOff} type="button">
                    {say('Retirer la double authentification', 'Remove the second factor')}
                  </button>
                )}
              </div>
            </details>
          )}
          <p className="second-factor__refused" role="alert">
            {refused}
          </p>
        </>
      ) : (
        <SetUpFactor onDone={askNow} />
      )}
    </section>
  )
}

function Others({ id }: { id: string }) {
  const say = useSay()
  const { ask, refused } = useAsk()
  const [told, setTold] = useState('')
  const remove = async () => {
    if (await ask('DELETE', `/api/users/${id}/second-factor`)) setTold(say('Retirée.', 'Removed.'))
  }
  return (
    <details className="rights">
      <summary>{say('Téléphone perdu', 'Telephone lost')}</summary>
      <p className="rights__soft">
        {say(
          'L’administration du réseau retire la double authentification de qui a tout perdu ; la personne est prévenue par mail.',
          'The network administration removes the second factor of who has lost everything; the person is told by mail.',
        )}
      </p>
      <button onClick={remove} type="button">
        {say('Retirer la double authentification', 'Remove the second factor')}
      </button>
      <p role="status">{told || refused}</p>
    </details>
  )
}
