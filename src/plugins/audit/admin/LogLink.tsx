import type { ServerProps } from 'payload'
import { actorOf } from '../../../access/actor.ts'
import { holds } from '../../../access/decide.ts'
import { frEn, inLanguageOf } from '../../../text/frEn.ts'
import { signedIn } from '../../../widgets/signedIn.ts'
import './history.css'

/** In the menu, for who may read the log. */
export async function LogLink({ payload, i18n }: ServerProps) {
  if (!holds(actorOf(await signedIn(payload)), 'readAudit')) return null
  return (
    <a className="nav__link log__link" href="/admin/log">
      {inLanguageOf({ i18n: i18n as never }, frEn('Journal', 'Log'))}
    </a>
  )
}
