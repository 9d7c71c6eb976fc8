import type { ServerProps } from 'payload'
import { actorOf, sitesOf } from '../../../access/actor.ts'
import { chosenSiteOf } from '../../../access/chosenSite.ts'
import { siteNames } from '../../../access/siteNames.ts'
import { signedIn } from '../../../widgets/signedIn.ts'
import { ChooseSite } from './ChooseSite.tsx'

/** At the top of each page, for who has several sites: which of them one works for just now. */
export async function SiteSwitcher({ payload }: ServerProps) {
  const user = await signedIn(payload)
  const sites = sitesOf(actorOf(user))
  if (sites.length < 2) return null
  return <ChooseSite chosen={chosenSiteOf(user) ?? ''} sites={await siteNames(payload, sites)} />
}
