'use client'

import { useSay } from '../../../widgets/useSay.ts'

export function StopSeeing({ name }: { name?: string | undefined }) {
  const say = useSay()
  const back = async () => {
    await fetch('/api/users/see-as', { method: 'DELETE', credentials: 'include' }).catch(() => undefined)
    window.location.assign('/admin')
  }
  return (
    <div className="seeing-as" role="status">
      {name
        ? say(
            `Vous voyez le back-office comme ${name}. Rien ne peut être modifié.`,
            `You see the back office as ${name}. Nothing can be changed.`,
          )
        : say(
            'Ce compte ne se laisse plus voir. Rien ne peut être modifié d’ici là.',
            'This account can no longer be seen through. Nothing can be changed until you go back.',
          )}{' '}
      <button onClick={back} type="button">
        {say('Revenir', 'Go back')}
      </button>
    </div>
  )
}
