import { sql } from '@payloadcms/db-postgres'
import { Forbidden, NotFound, type PayloadRequest } from 'payload'
import { actorOf, sitesOf } from '../../access/actor.ts'
import { holds, reach, reachOfAbility } from '../../access/decide.ts'
import { queries } from '../../database/queries.ts'
import { uuidList } from '../../database/uuidList.ts'
import { isUuid } from '../../text/uuid.ts'

/**
 * The public sites (alias `t`) whose rebuilds a person sees (`read`) or runs and holds (`update`), as a
 * condition: a member's people see the network's and their own; who may `manageRebuilds` there runs them.
 * @throws Forbidden when none
 */
export function visibleSites(req: PayloadRequest, action: 'read' | 'update'): ReturnType<typeof sql> {
  const actor = actorOf(req.user)
  if (!actor) throw new Forbidden(req.t)
  if (action === 'read') {
    // Who reads every release sees where all of them go.
    if (reach(actor, 'read', { collection: 'press-releases', area: 'content' }).everywhere) return sql`true`
    const own = sitesOf(actor)
    return own.length > 0 ? sql`(t.owner_id is null or ${ownedBy(own)})` : sql`t.owner_id is null`
  }
  const { everywhere, members } = reachOfAbility(actor, 'manageRebuilds')
  if (everywhere) return sql`true`
  if (members.length === 0) throw new Forbidden(req.t)
  return ownedBy(members)
}

const ownedBy = (members: string[]) => sql`t.owner_id in (${uuidList(members)})`

/** Whether a person may run or hold the rebuilds of a site of that owner. */
export const mayRun = (req: PayloadRequest, owner: string | null): boolean =>
  holds(actorOf(req.user), 'manageRebuilds', { member: owner })

/**
 * The public site that a request is about.
 * @throws NotFound when there is none within the person's reach: one that is not theirs looks absent
 */
export async function siteOf(
  req: PayloadRequest,
  action: 'read' | 'update',
): Promise<{ id: string; owner: string | null; provider: string }> {
  const id = String(req.routeParams?.id)
  const { rows } = isUuid(id)
    ? await queries(req.payload).execute<{ id: string; owner: string | null; provider: string }>(
        sql`select t.site_id as id, t.owner_id as owner, t.provider from rebuild_targets t where t.site_id = ${id} and ${visibleSites(req, action)}`,
      )
    : { rows: [] }
  if (!rows[0]) throw new NotFound(req.t)
  return rows[0]
}
