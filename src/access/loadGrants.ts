import { sql } from '@payloadcms/db-postgres'
import type { Payload } from 'payload'
import { queries } from '../database/queries.ts'
import type { SqlRunner } from '../database/sqlOf.ts'
import { uuidList } from '../database/uuidList.ts'
import { type Actor, actorOf, type Grant, withGrants } from './actor.ts'
import type { Ability, Permission } from './permissions.ts'

export type GrantRow = {
  holder: string
  role: string
  name: string
  member: string | null
  until: string | Date | null
  permissions: Permission[] | null
  abilities: Ability[] | null
  requires_second_factor: boolean
}

/** The tables in which accounts hold their roles. */
export const ASSIGNMENTS = { users: 'users_assignments', 'api-clients': 'api_clients_assignments' } as const

/**
 * Reads the roles that accounts hold at this moment: one query, at each request, so that a change of a
 * role or of an assignment and an end date count at once, on every instance and in open sessions. An
 * assignment that does not fit its role (a site's role without a site, another site's role) counts for nothing.
 * @param ids whose; nothing: everybody's
 * @returns the grants by account
 */
export async function loadGrants(
  payload: Payload,
  { collection, ids, by = queries(payload) }: { collection: keyof typeof ASSIGNMENTS; ids?: string[]; by?: SqlRunner },
): Promise<Map<string, Grant[]>> {
  const { rows } = await by.execute<GrantRow>(sql`
    select * from (${grantRows(collection)}) g where ${ids ? sql`holder in (${uuidList(ids)})` : sql`true`} order by position`)
  return new Map([...Map.groupBy(rows, ({ holder }) => holder)].map(([holder, own]) => [holder, own.map(grantOf)]))
}

/** SQL: the assignments that count at this moment, each with what its role allows. */
export const grantRows = (collection: keyof typeof ASSIGNMENTS): ReturnType<typeof sql> => sql`
  select a._parent_id as holder, a._order as position, r.id as role, r.name, r.permissions, r.abilities,
    a.member_id as member, a.until, coalesce(r.requires_second_factor, false) as requires_second_factor
  from ${sql.identifier(ASSIGNMENTS[collection])} a join roles r on r.id = a.role_id
  where (a.until is null or a.until > now())
    and case r.scope when 'network' then a.member_id is null
      else a.member_id is not null and (r.member_id is null or r.member_id = a.member_id) end`

export const grantOf = ({ role, name, member, until, permissions, abilities }: GrantRow): Grant => ({
  role,
  name,
  member: member ?? undefined,
  until: until ? new Date(until) : undefined,
  permissions: permissions ?? [],
  abilities: abilities ?? [],
})

/** An account as whoever acts for it needs it, outside a request: with the roles that it holds now. */
export async function asActing<T extends { id: string }>(
  payload: Payload,
  { collection, account }: { collection: keyof typeof ASSIGNMENTS; account: T },
): Promise<T & { collection: typeof collection }> {
  const grants = await loadGrants(payload, { collection, ids: [account.id] })
  return withGrants({ ...account, collection }, grants.get(account.id) ?? [])
}

/**
 * Everybody who can sign in now, as actors.
 * @param by what asks: the transaction of an operation that runs, which would otherwise wait for connections that
 *   others like it hold
 */
export async function everybody(
  payload: Payload,
  by: SqlRunner = queries(payload),
): Promise<Array<{ actor: Actor; email: string; name: string }>> {
  const { rows } = await by.execute<{ id: string; email: string; name: string }>(
    sql`select id, email, name from users where suspended is not true order by email`,
  )
  const grants = await loadGrants(payload, { collection: 'users', by })
  return rows.flatMap(({ id, email, name }) => {
    const actor = actorOf(withGrants({ id, collection: 'users' }, grants.get(id) ?? []))
    return actor ? [{ actor, email, name }] : []
  })
}
