import { headers } from 'next/headers.js'
import { parseCookies, type ServerProps } from 'payload'
import { accountName } from '../../../access/accountName.ts'
import { SEE_AS_COOKIE } from '../../../access/cookies.ts'
import { seenAs } from '../../../access/seeAs.ts'
import { signedIn } from '../../../widgets/signedIn.ts'
import { StopSeeing } from './StopSeeing.tsx'
import './accounts.css'

/** Above every page while a manager looks through the eyes of somebody else: whose, and the way back. */
export async function SeeingAs({ payload }: ServerProps) {
  const user = await signedIn(payload)
  const id = seenAs(user)
  // Also where the wish is no longer fulfilled: the way back is shown as long as it stands.
  if (!id) return parseCookies(await headers()).get(SEE_AS_COOKIE) ? <StopSeeing /> : null
  return <StopSeeing name={await accountName(payload, id)} />
}
