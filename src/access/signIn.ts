import { sql } from '@payloadcms/db-postgres'
import type { AuthStrategy, AuthStrategyFunctionArgs, Payload, PayloadRequest } from 'payload'
import { queries } from '../database/queries.ts'
import type { SqlRunner } from '../database/sqlOf.ts'
import { type Grant, withGrants } from './actor.ts'
import { chosenFirst } from './chosenSite.ts'
import { type GrantRow, grantOf, grantRows } from './loadGrants.ts'
import { withSightOf } from './seeAs.ts'

/** What a session still owes before it counts: a code of the authenticator, or an authenticator. */
export type Owed = 'code' | 'set-up'

type SignIn = { grants: Grant[]; owes: Owed | undefined; isRequired: boolean; isFresh: boolean }

/** How long a session may wait for its second factor: as long as one looks for a telephone. */
const WAITS = '15 minutes'

/** Under which a strategy's own answer stays at hand. A registered symbol: Next loads this module more than once. */
const BARE = Symbol.for('rencontre.bare-strategy')

/**
 * Guards every way of signing in: puts the grants that count at this moment on the account, with one query
 * a request, and takes nobody whose session still owes its second factor. Such a session is nobody to every
 * route, hook and screen, however it was made (a password, a link of a mail).
 */
export function guardSignIn(payload: Payload): void {
  payload.authStrategies = payload.authStrategies.map((strategy) => ({
    ...strategy,
    [BARE]: strategy.authenticate,
    authenticate: async (args: AuthStrategyFunctionArgs) => {
      const result = await strategy.authenticate(args)
      if (!result.user) return result
      const { grants, owes } = await readSignIn(queries(payload), result.user)
      if (owes) return { ...result, user: null }
      withGrants(result.user, chosenFirst(grants, args.headers))
      await withSightOf(result.user, args)
      return result
    },
  }))
}

/** The account whose session owes its second factor, for the addresses at which that is given; nothing for others and stale ones. */
export async function halfSignedIn({
  payload,
  headers,
}: {
  payload: Payload
  headers: Headers
}): Promise<{ id: string; email: string; session: string; owes: Owed } | undefined> {
  for (const strategy of payload.authStrategies as Array<AuthStrategy & { [BARE]?: AuthStrategy['authenticate'] }>) {
    const { user } = (await strategy[BARE]?.({ payload, headers, strategyName: strategy.name })) ?? {}
    if (user?.collection !== 'users' || user.suspended) continue
    const { owes, isFresh } = await readSignIn(queries(payload), user)
    if (!owes || !isFresh) continue
    return { id: String(user.id), email: String(user.email), session: sessionOf(user), owes }
  }
  return undefined
}

/** The session by which somebody signed in. */
export const sessionOf = (user: object): string => String((user as { _sid?: unknown })._sid ?? '')

/** What counts for an account and its session at this moment. */
export async function readSignIn(run: SqlRunner, user: NonNullable<PayloadRequest['user']>): Promise<SignIn> {
  const isPerson = user.collection === 'users'
  const { rows } = await run.execute<
    Partial<GrantRow> & { has_factor: boolean; is_confirmed: boolean; is_fresh: boolean }
  >(sql`
    select g.*, f.user_id is not null as has_factor, c.session_id is not null as is_confirmed, s.id is not null as is_fresh
    from (select ${String(user.id)}::uuid as id) me
    left join (${grantRows(isPerson ? 'users' : 'api-clients')}) g on g.holder = me.id
    left join second_factors f on ${isPerson} and f.user_id = me.id and f.on_since is not null
    left join confirmed_sessions c on c.user_id = me.id and c.session_id = ${sessionOf(user)}
    left join users_sessions s on s.id = ${sessionOf(user)} and s._parent_id = me.id and s.created_at > now() - ${WAITS}::interval
    order by g.position`)
  const [first] = rows
  const isRequired = isPerson && rows.some((row) => row.requires_second_factor)
  const owes = first?.has_factor ? 'code' : isRequired ? 'set-up' : undefined
  return {
    grants: rows.flatMap((row) => (row.role ? [grantOf(row as GrantRow)] : [])),
    owes: first?.is_confirmed ? undefined : owes,
    isRequired,
    isFresh: first?.is_fresh ?? false,
  }
}
