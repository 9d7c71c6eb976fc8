'use client'

import { useTranslation } from '@payloadcms/ui'
import { frEn, inLanguageOf } from '../../../text/frEn.ts'

export function StopSeeing({ name }: { name: string }) {
  const { i18n } = useTranslation()
  const say = (fr: string, en: string) => inLanguageOf({ i18n: { language: i18n.language } }, frEn(fr, en))
  const back = async () => {
    await fetch('/api/users/see-as', { method: 'DELETE', credentials: 'include' }).catch(() => undefined)
    window.location.assign('/admin')
  }
  return (
    <div className="seeing-as" role="status">
      {say(
        `Vous voyez le back-office comme ${name}. Rien ne peut être modifié.`,
        `You see the back office as ${name}. Nothing can be changed.`,
      )}{' '}
      <button onClick={back} type="button">
        {say('Revenir', 'Go back')}
      </button>
    </div>
  )
}
