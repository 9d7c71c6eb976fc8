import { sql } from '@payloadcms/db-postgres'
import {
  APIError,
  type CollectionBeforeChangeHook,
  type CollectionBeforeDeleteHook,
  Forbidden,
  type PayloadRequest,
  ValidationError,
} from 'payload'
import { actorOf, idOf } from '../../access/actor.ts'
import { beyondCeiling, beyondCeilingOfChange } from '../../access/ceiling.ts'
import { reachOfAbility } from '../../access/decide.ts'
import { asDenial } from '../../access/denial.ts'
import type { Rights } from '../../access/permissions.ts'
import { currentTransaction, type TransactionClient } from '../../database/currentTransaction.ts'
import { frEn, inLanguageOf, type Words } from '../../text/frEn.ts'
import { excessInWords } from './excessInWords.ts'
import { readRights } from './rightsFields.ts'

const OF_ITS_MAKER = ['name', 'description', 'permissions', 'abilities', 'scope', 'member']

const differs = (given: unknown, before: unknown): boolean =>
  given !== undefined && JSON.stringify(given ?? null) !== JSON.stringify(before ?? null)

/**
 * Keeps roles within what their makers hold: a site's people make roles of their own site, none that
 * allows more than they do themselves there; the shipped ones are nobody's to change.
 */
export const keepRole: CollectionBeforeChangeHook = async ({ collection, data, originalDoc, operation, req }) => {
  const refuse = (path: string, words: Words) =>
    new ValidationError({ collection: collection.slug, errors: [{ path, message: inLanguageOf(req, words) }] }, req.t)
  const { everywhere, members } = reachOfAbility(actorOf(req.user), 'manageRoles')
  const isOfSite = Boolean(req.user) && !everywhere
  const role = {
    ...originalDoc,
    ...data,
    ...(isOfSite ? { scope: 'member', member: idOf(data.member ?? originalDoc?.member) ?? members[0] } : {}),
  }
  const member = idOf(role.member)
  // Of a role that ships, the network says whether it asks for a second factor, and nothing else.
  if (originalDoc?.key && operation === 'update') {
    if (isOfSite || OF_ITS_MAKER.some((name) => differs(data[name], originalDoc[name]))) {
      throw new APIError(
        inLanguageOf(
          req,
          frEn(
            'Ce rôle est livré avec Rencontre et ne change pas. Faites-en une copie.',
            'This role comes with Rencontre and does not change. Make a copy of it.',
          ),
        ),
        403,
        null,
        true,
      )
    }
    const held = readRights(originalDoc)
    if (req.user && held && beyondCeiling(actorOf(req.user), held, undefined).length > 0) throw new Forbidden(req.t)
    return data
  }
  const kept = { ...data, scope: role.scope, member: member ?? null, key: null }
  if (member && role.scope !== 'member') {
    throw refuse('scope', frEn('Le rôle d’un site est un rôle de site.', 'The role of a site is a site’s role.'))
  }
  if (!req.user) return kept
  const actor = actorOf(req.user)
  if (isOfSite) {
    if (!member || !members.includes(member)) throw new Forbidden(req.t)
    if (operation === 'update' && idOf(originalDoc?.member) !== member) throw new Forbidden(req.t)
  }
  const rights = readRights(role)
  const stored = operation === 'update' ? await lockRole(String(originalDoc.id), req) : undefined
  const before = stored?.member === member ? stored?.rights : undefined
  const excess = rights ? beyondCeilingOfChange(actor, { rights, before, member, until: stored?.heldUntil }) : []
  if (excess.length > 0) throw asDenial(refuse('permissions', excessInWords(excess, req)))
  return kept
}

/**
 * What a role allows now, and when the last assignment of it ends: null where one never does, nothing where
 * nobody holds it. Locked against being given, or changed, in this very moment (keepAssignments.ts).
 */
async function lockRole(
  id: string,
  req: PayloadRequest,
): Promise<{ member: string | undefined; rights: Rights | undefined; heldUntil: Date | null | undefined }> {
  const transaction = await currentTransaction(req)
  const { rows: roles } = await transaction.execute<{
    member: string | null
    permissions: unknown
    abilities: unknown
  }>(sql`select member_id as member, permissions, abilities from roles where id = ${id} for update`)
  const { rows: held } = await transaction.execute<{ holders: number; until: string | null }>(sql`
    select count(*)::int as holders, case when bool_or(until is null) then null else max(until) end as until from (
      select until from users_assignments where role_id = ${id}
      union all select until from api_clients_assignments where role_id = ${id}
    ) held where until is null or until > now()`)
  const { holders = 0, until = null } = held[0] ?? {}
  return {
    member: roles[0]?.member ?? undefined,
    rights: roles[0] ? readRights(roles[0]) : undefined,
    heldUntil: holders === 0 ? undefined : until === null ? null : new Date(until),
  }
}

/** A role that somebody holds is not deleted under them: first they are given another. */
export const keepHeldRole: CollectionBeforeDeleteHook = async ({ id, req }) => {
  const transaction = await currentTransaction(req)
  // Locked against being given in this very moment (keepAssignments.ts).
  const { rows } = await transaction.execute<{ key: string | null }>(
    sql`select key from roles where id = ${id} for update`,
  )
  if (rows[0]?.key) throw new Forbidden(req.t)
  const holders = await countHolders(String(id), transaction)
  if (holders === 0) return
  throw new APIError(
    inLanguageOf(
      req,
      frEn(
        `Ce rôle est encore donné (${holders}). Retirez-le d’abord des comptes qui l’ont.`,
        `This role is still held (${holders}). Take it from the accounts that have it first.`,
      ),
    ),
    409,
    null,
    true,
  )
}

async function countHolders(id: string, transaction: TransactionClient): Promise<number> {
  const { rows } = await transaction.execute<{ holders: number }>(sql`
    select ((select count(*) from users_assignments where role_id = ${id})
      + (select count(*) from api_clients_assignments where role_id = ${id}))::int as holders`)
  return rows[0]?.holders ?? 0
}
