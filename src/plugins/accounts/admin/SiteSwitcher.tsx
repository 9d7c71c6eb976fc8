import { sql } from '@payloadcms/db-postgres'
import type { ServerProps } from 'payload'
import { actorOf, sitesOf } from '../../../access/actor.ts'
import { chosenSiteOf } from '../../../access/chosenSite.ts'
import { queries } from '../../../database/queries.ts'
import { uuidList } from '../../../database/uuidList.ts'
import { signedIn } from '../../../widgets/signedIn.ts'
import { ChooseSite } from './ChooseSite.tsx'

/** At the top of each page, for who has several sites: which of them one works for just now. */
export async function SiteSwitcher({ payload }: ServerProps) {
  const user = await signedIn(payload)
  const sites = sitesOf(actorOf(user))
  if (sites.length < 2) return null
  const { rows } = await queries(payload).execute<{ id: string; name: string }>(
    sql`select id, name from members where id in (${uuidList(sites)}) order by name`,
  )
  return <ChooseSite chosen={chosenSiteOf(user) ?? ''} sites={rows} />
}
