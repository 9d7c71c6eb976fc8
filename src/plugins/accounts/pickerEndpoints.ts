import { sql } from '@payloadcms/db-postgres'
import { type Endpoint, Forbidden, type PayloadRequest } from 'payload'
import { actorOf } from '../../access/actor.ts'
import { beyondCeiling } from '../../access/ceiling.ts'
import { reachOfAbility } from '../../access/decide.ts'
import type { Rights } from '../../access/permissions.ts'
import { privateAnswer } from '../../access/privateAnswer.ts'
import { roleInWords, SHIPPED_ROLES } from '../../access/shippedRoles.ts'
import { siteNames } from '../../access/siteNames.ts'
import { queries } from '../../database/queries.ts'
import { inLanguageOf } from '../../text/frEn.ts'

type Role = Rights & { id: string; name: string; scope: string; member: string | null }

/**
 * `GET /api/roles/givable`: the roles that the person at hand can give somebody: those that they hold themselves,
 * but for the one that is made for programs.
 */
export const givableRolesEndpoint: Endpoint = {
  path: '/givable',
  method: 'get',
  handler: async (req) => {
    const { everywhere, members } = managed(req)
    const actor = actorOf(req.user)
    const { rows } = await queries(req.payload).execute<Role>(sql`
      select id, name, scope, member_id as member, coalesce(permissions, '[]') as permissions, coalesce(abilities, '[]') as abilities
      from roles where id <> ${SHIPPED_ROLES['api-client'].id} order by member_id is null, key is null, id`)
    const canGive = (role: Role) => {
      if (role.scope === 'network') return everywhere && beyondCeiling(actor, role, undefined).length === 0
      const sites = role.member ? [role.member] : members
      if (everywhere) return beyondCeiling(actor, role, role.member ?? undefined).length === 0
      return sites.some((site) => members.includes(site) && beyondCeiling(actor, role, site).length === 0)
    }
    return privateAnswer({
      docs: rows.filter(canGive).map((role) => ({
        id: role.id,
        name: inLanguageOf(req, roleInWords(role)),
        scope: role.scope,
      })),
    })
  },
}

/** `GET /api/users/sites`: the sites whose people the person at hand manages. */
export const managedSitesEndpoint: Endpoint = {
  path: '/sites',
  method: 'get',
  handler: async (req) => {
    const { everywhere, members } = managed(req)
    return privateAnswer({ docs: await siteNames(req.payload, everywhere ? 'all' : members) })
  },
}

function managed(req: PayloadRequest) {
  const reached = reachOfAbility(actorOf(req.user), 'manageUsers')
  if (!reached.everywhere && reached.members.length === 0) throw new Forbidden(req.t)
  return reached
}
