'use client'

import { useRouteCache } from '@payloadcms/ui'
import { type FormEvent, useEffect, useId, useState } from 'react'
import { useSay } from '../../../widgets/useSay.ts'
import './accounts.css'

type Choice = { id: string; name: string }
type Choices = { roles: Array<Choice & { scope: string }>; sites: Choice[] }

const read = async (path: string) => {
  const answer = await fetch(path, { credentials: 'include' })
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`)
  return (await answer.json()).docs
}

/** Above the list of accounts: invites somebody by mail, with a role at a site. */
export function Invite() {
  const { clearRouteCache } = useRouteCache()
  const say = useSay()
  const [choices, setChoices] = useState<Choices>()
  const [scope, setScope] = useState('member')
  const [told, setTold] = useState('')
  const id = useId()

  useEffect(() => {
    Promise.all([read('/api/roles/givable'), read('/api/users/sites')]).then(
      ([roles, sites]) => setChoices({ roles, sites }),
      () => setTold(say('Le serveur ne répond pas. Réessayez.', 'The server does not answer. Try again.')),
    )
  }, [say])

  const invite = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const given = new FormData(form)
    const member = given.get('member')
    const answer = await fetch('/api/users/invite', {
      method: 'POST',
      credentials: 'include',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        name: given.get('name'),
        email: given.get('email'),
        assignments: [{ role: given.get('role'), member: scope === 'member' && member ? member : null }],
      }),
    }).catch(() => undefined)
    if (!answer) {
      setTold(say('Le serveur ne répond pas. Réessayez.', 'The server does not answer. Try again.'))
      return
    }
    if (!answer.ok) {
      const said = (await answer.json().catch(() => undefined)) as
        | { errors?: Array<{ message: string; data?: { errors?: Array<{ message: string }> } }> }
        | undefined
      const error = said?.errors?.[0]
      setTold(error?.data?.errors?.[0]?.message ?? error?.message ?? say('Refusé.', 'Refused.'))
      return
    }
    setTold(
      say(
        `Invitation envoyée à ${given.get('email')} : le lien vaut sept jours.`,
        `Invitation sent to ${given.get('email')}: the link is good for seven days.`,
      ),
    )
    form.reset()
    clearRouteCache()
  }
  return (
    <details className="rights rights--aside">
      <summary>{say('Inviter une personne', 'Invite a person')}</summary>
      {choices ? (
        <form className="rights__invite" onSubmit={invite}>
          <label htmlFor={`${id}-name`}>{say('Nom', 'Name')}</label>
          <input autoComplete="off" id={`${id}-name`} maxLength={120} name="name" required type="text" />
          <label htmlFor={`${id}-email`}>{say('Adresse e-mail', 'E-mail address')}</label>
          <input autoComplete="off" id={`${id}-email`} name="email" required type="email" />
          <label htmlFor={`${id}-role`}>{say('Rôle', 'Role')}</label>
          <select
            id={`${id}-role`}
            name="role"
            onChange={(event) =>
              setScope(choices.roles.find((role) => role.id === event.target.value)?.scope ?? 'member')
            }
            required
          >
            <option value="">{say('Choisissez…', 'Choose…')}</option>
            {choices.roles.map((role) => (
              <option key={role.id} value={role.id}>
                {role.name}
              </option>
            ))}
          </select>
          {scope === 'member' ? (
            <>
              <label htmlFor={`${id}-site`}>{say('Site', 'Site')}</label>
              <select id={`${id}-site`} name="member" required>
                {choices.sites.length === 1 ? null : <option value="">{say('Choisissez…', 'Choose…')}</option>}
                {choices.sites.map((site) => (
                  <option key={site.id} value={site.id}>
                    {site.name}
                  </option>
                ))}
              </select>
            </>
          ) : null}
          <button type="submit">{say('Envoyer l’invitation', 'Send the invitation')}</button>
        </form>
      ) : null}
      <p role="status">{told}</p>
    </details>
  )
}
