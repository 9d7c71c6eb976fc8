import { type AuthStrategyFunctionArgs, type CollectionBeforeOperationHook, Forbidden, parseCookies } from 'payload'
import { seal, unseal } from '../database/secretBox.ts'
import { actorOf, type Grant, withGrants } from './actor.ts'
import { holdsAllOf } from './ceiling.ts'
import { SEE_AS_COOKIE } from './cookies.ts'
import { holds } from './decide.ts'
import { loadGrants } from './loadGrants.ts'

/** Under which the account is named on the manager's own. A registered symbol, like that of the grants (actor.ts). */
const SEEN_AS = Symbol.for('rencontre.seen-as')

/** The account through whose eyes somebody looks. */
export const seenAs = (user: object | null | undefined): string | undefined =>
  (user as { [SEEN_AS]?: string } | null | undefined)?.[SEEN_AS]

/** Nothing is changed while somebody looks: also not by Payload's server functions, which the front door does not tell from reading. */
export const refuseWhileSeeing: CollectionBeforeOperationHook = ({ args, operation, req }) => {
  if (CHANGES.has(operation) && seenAs(req.user)) throw new Forbidden(req.t)
  return args
}

const CHANGES = new Set<string>(['create', 'update', 'updateByID', 'delete', 'deleteByID', 'restoreVersion'])

/**
 * Gives a manager, in place of their own grants, those of the account that their cookie names: what of
 * them the manager manages and holds as well, so that nobody sees more than before: asked anew at each request.
 */
export async function withSightOf(
  user: object,
  { payload, headers }: Pick<AuthStrategyFunctionArgs, 'payload' | 'headers'>,
): Promise<void> {
  const id = readSight(parseCookies(headers).get(SEE_AS_COOKIE), user, payload.secret)
  if (!id) return
  const grants = await visibleGrants(user, id, payload)
  if (grants.length === 0) return
  withGrants(user, grants)
  Object.assign(user, { [SEEN_AS]: id })
}

type Sight = { by: string; seen: string; until: number }

/**
 * The value of the cookie: who looks, through whose eyes, until when. Sealed, so that nobody looks who has
 * not asked for it, which the log of acts tells.
 */
export function sealSight(by: string, seen: string, { seconds, secret }: { seconds: number; secret: string }): string {
  const sight: Sight = { by, seen, until: Date.now() + seconds * 1000 }
  return Buffer.from(seal(JSON.stringify(sight), secret), 'base64').toString('base64url')
}

/** The account that somebody asked to look through; nothing for a value of somebody else, an old one, or none of ours. */
function readSight(value: string | undefined, user: object, secret: string): string | undefined {
  if (!value) return undefined
  try {
    const { by, seen, until } = JSON.parse(unseal(Buffer.from(value, 'base64url').toString('base64'), secret)) as Sight
    return by === actorOf(user)?.id && until > Date.now() ? seen : undefined
  } catch {
    return undefined
  }
}

/** What of an account's grants a manager may look through. */
export async function visibleGrants(
  user: object,
  id: string,
  payload: AuthStrategyFunctionArgs['payload'],
): Promise<Grant[]> {
  const actor = actorOf(user)
  if (actor?.collection !== 'users' || actor.id === id || !holds(actor, 'manageUsers')) return []
  const held = (await loadGrants(payload, { collection: 'users', ids: [id] })).get(id) ?? []
  return held.filter((grant) => holds(actor, 'manageUsers', { member: grant.member }) && holdsAllOf(actor, grant))
}
