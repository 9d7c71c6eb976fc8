import { sql } from '@payloadcms/db-postgres'
import {
  APIError,
  type CollectionBeforeChangeHook,
  type CollectionBeforeDeleteHook,
  type FieldHook,
  Forbidden,
  type PayloadRequest,
  ValidationError,
} from 'payload'
import { type Actor, actorOf, idOf } from '../../access/actor.ts'
import { beyondCeiling } from '../../access/ceiling.ts'
import { type Reach, reachOfAbility } from '../../access/decide.ts'
import { asDenial } from '../../access/denial.ts'
import type { Ability, Permission } from '../../access/permissions.ts'
import { SHIPPED_ROLES } from '../../access/shippedRoles.ts'
import { currentTransaction } from '../../database/currentTransaction.ts'
import { uuidList } from '../../database/uuidList.ts'
import { frEn, inLanguageOf, type Words } from '../../text/frEn.ts'
import { excessInWords } from './excessInWords.ts'

type Assignment = { id?: string | null; role: unknown; member?: unknown; until?: string | null }
type Role = { id: string; scope: string; member_id: string | null; permissions: Permission[]; abilities: Ability[] }

/** What of an account only whoever manages all of it may change: it is also a key to what it holds elsewhere. */
const OF_THE_ACCOUNT = ['name', 'email', 'suspended', 'password', 'description', 'requestsPerMinute']
/** What one signs in with is one's own: a site's people send a link (invite.ts), and know nobody's password. */
const OF_SIGNING_IN = ['email', 'password']

/**
 * Keeps what people give and take within what they manage and hold: roles at their own sites, none that
 * allows more than they hold there; an account that also works elsewhere is not theirs to change.
 * @param table where the account's assignments are stored
 */
export function keepAssignments({ ability, table }: { ability: Ability; table: string }): {
  beforeChange: CollectionBeforeChangeHook
  beforeDelete: CollectionBeforeDeleteHook
  afterRead: FieldHook
} {
  const stored = async (id: string, req: PayloadRequest): Promise<Assignment[]> => {
    const transaction = await currentTransaction(req)
    const { rows } = await transaction.execute<Assignment & { id: string }>(sql`
      select id, role_id as role, member_id as member, until from ${sql.identifier(table)} where _parent_id = ${id} order by _order`)
    return rows.map((row) => ({ ...row, until: row.until ? new Date(row.until).toISOString() : null }))
  }
  return {
    beforeChange: async ({ collection, data, originalDoc, operation, req }) => {
      const actor = actorOf(req.user)
      if (!req.user) return data
      const reached = reachOfAbility(actor, ability)
      const before = operation === 'update' ? await stored(String(originalDoc.id), req) : []
      const isSelf = operation === 'update' && req.user.id === originalDoc.id && req.user.collection === collection.slug
      // Kept as it is: what is elsewhere, and what is more than the person at hand holds.
      const foreign = isSelf
        ? before.filter((one) => !isReached(reached, one))
        : await foreignAmong(before, reached, req)
      if (!isSelf && !reached.everywhere && operation === 'update') {
        if (OF_SIGNING_IN.some((name) => isChanged(data[name], originalDoc?.[name]))) throw new Forbidden(req.t)
      }
      if (!isSelf && foreign.length > 0 && OF_THE_ACCOUNT.some((name) => isChanged(data[name], originalDoc?.[name])))
        throw new Forbidden(req.t)
      // Without the right to manage, the field's access has left everything as it was.
      if (!reached.everywhere && reached.members.length === 0) return { ...data, assignments: before }

      const refuse = (words: Words) =>
        new ValidationError(
          { collection: collection.slug, errors: [{ path: 'assignments', message: inLanguageOf(req, words) }] },
          req.t,
        )
      const given = ((data.assignments as Assignment[] | null | undefined) ?? []).filter(
        (one) => !foreign.some((other) => isSame(one, other)),
      )
      if (operation === 'create' && given.length === 0 && !reached.everywhere) {
        throw refuse(frEn('Donnez un rôle à votre site.', 'Give a role at your site.'))
      }
      const roles = await rolesOf(given, req)
      for (const one of given) {
        const role = roles.get(idOf(one.role) ?? '')
        const fits = role && fitsRole(one, role)
        if (!fits) {
          throw refuse(
            frEn(
              'Un rôle de site veut un site (le sien, s’il en a un) ; un rôle du réseau n’en a pas.',
              'A site’s role wants a site (its own, where it has one); a network role has none.',
            ),
          )
        }
        if (before.some((other) => isSame(one, other))) continue
        if (!isReached(reached, one)) throw new Forbidden(req.t)
        const excess = beyondCeiling(actor, role, idOf(one.member), one.until ? new Date(one.until) : null)
        if (excess.length > 0) throw asDenial(refuse(excessInWords(excess, req)))
      }
      const after = [...foreign, ...given]
      await keepAnAdministrator({
        table,
        id: originalDoc?.id,
        before,
        after,
        isSuspended: Boolean(data.suspended),
        req,
      })
      return { ...data, assignments: after }
    },
    beforeDelete: async ({ id, req }) => {
      if (!req.user) return
      const reached = reachOfAbility(actorOf(req.user), ability)
      const all = await stored(String(id), req)
      if ((await foreignAmong(all, reached, req)).length > 0) throw new Forbidden(req.t)
      await keepAnAdministrator({ table, id: String(id), before: all, after: [], isSuspended: true, req })
    },
    // A site sees what an account holds at it; what it holds elsewhere is not its affair.
    afterRead: ({ value, originalDoc, collection, req }) => {
      if (!req.user || !Array.isArray(value)) return value
      if (req.user.id === originalDoc?.id && req.user.collection === collection?.slug) return value
      const reached = reachOfAbility(actorOf(req.user), ability)
      return value.filter((one: Assignment) => isReached(reached, one))
    },
  }
}

/**
 * What of an account the person at hand does not manage, or holds less of themselves: with its password,
 * or a key of it, they would have that as well.
 */
async function foreignAmong(assignments: Assignment[], reached: Reach, req: PayloadRequest): Promise<Assignment[]> {
  const actor = actorOf(req.user)
  const roles = await rolesOf(assignments, req)
  return assignments.filter((one) => !isReached(reached, one) || isMore(one, roles.get(idOf(one.role) ?? ''), actor))
}

const isMore = (one: Assignment, role: Role | undefined, actor: Actor | undefined): boolean =>
  !role || beyondCeiling(actor, role, idOf(one.member)).length > 0

/** Somebody must be left who can open every door. */
async function keepAnAdministrator({
  table,
  id,
  before,
  after,
  isSuspended,
  req,
}: {
  table: string
  id: string | undefined
  before: Assignment[]
  after: Assignment[]
  isSuspended: boolean
  req: PayloadRequest
}): Promise<void> {
  const administers = (list: Assignment[]) =>
    list.some(({ role, until }) => idOf(role) === SHIPPED_ROLES['network-admin'].id && !until)
  if (!id || table !== 'users_assignments' || !administers(before) || (administers(after) && !isSuspended)) return
  const transaction = await currentTransaction(req)
  // One such change at a time: of two that each leave the other, none would be left.
  await transaction.execute(sql`select 1 from roles where id = ${SHIPPED_ROLES['network-admin'].id} for update`)
  const { rows } = await transaction.execute(sql`
    select 1 from users_assignments a join users u on u.id = a._parent_id
    where a.role_id = ${SHIPPED_ROLES['network-admin'].id} and a.until is null and u.suspended is not true and u.id <> ${id} limit 1`)
  if (rows.length > 0) return
  throw new APIError(
    inLanguageOf(
      req,
      frEn(
        'C’est la dernière personne qui administre le réseau : donnez d’abord ce rôle à une autre.',
        'This is the last person who administers the network: give somebody else that role first.',
      ),
    ),
    409,
    null,
    true,
  )
}

/** Whether an assignment is at a site within reach. */
export const isReached = ({ everywhere, members }: Reach, { member }: Pick<Assignment, 'member'>): boolean =>
  everywhere || members.includes(idOf(member) ?? '')

const isChanged = (given: unknown, before: unknown): boolean =>
  given !== undefined && (given ?? null) !== (before ?? null)

const isSame = (a: Assignment, b: Assignment): boolean =>
  idOf(a.role) === idOf(b.role) &&
  (idOf(a.member) ?? null) === (idOf(b.member) ?? null) &&
  instant(a.until) === instant(b.until)

const instant = (until: string | null | undefined): number | null => (until ? new Date(until).getTime() : null)

function fitsRole({ member }: Assignment, { scope, member_id }: Role): boolean {
  const site = idOf(member)
  return scope === 'network' ? !site : Boolean(site) && (member_id === null || member_id === site)
}

async function rolesOf(given: Assignment[], req: PayloadRequest): Promise<Map<string, Role>> {
  const ids = [...new Set(given.map(({ role }) => idOf(role)).filter((id) => id !== undefined))]
  if (ids.length === 0) return new Map()
  const transaction = await currentTransaction(req)
  // Locked: a role that grows in this very moment is not given as what it was.
  const { rows } = await transaction.execute<Role>(sql`
    select id, scope, member_id, coalesce(permissions, '[]') as permissions, coalesce(abilities, '[]') as abilities
    from roles where id in (${uuidList(ids)}) for share`)
  return new Map(rows.map((role) => [role.id, role]))
}
