import { sql } from '@payloadcms/db-postgres'
import type {
  AfterErrorHook,
  CollectionAfterChangeHook,
  CollectionAfterDeleteHook,
  CollectionAfterLoginHook,
  CollectionAfterLogoutHook,
  CollectionConfig,
  PayloadRequest,
  SanitizedCollectionConfig,
} from 'payload'
import { idOf } from '../../access/actor.ts'
import { isDenial } from '../../access/denial.ts'
import { queries } from '../../database/queries.ts'
import { isUuid } from '../../text/uuid.ts'
import { recordAct, recordOutcome } from './record.ts'

type Doc = Record<string, unknown>

/** Set by the product at each save, whatever was changed. */
const ALWAYS_CHANGED = new Set(['updatedAt', 'createdAt', 'revision', 'sessions', 'id'])

/** A collection whose changes are written down. */
export const watched = (collection: CollectionConfig): CollectionConfig => ({
  ...collection,
  hooks: {
    ...collection.hooks,
    beforeValidate: collection.hooks?.beforeValidate?.map(notedInBulk),
    beforeChange: collection.hooks?.beforeChange?.map(notedInBulk),
    beforeDelete: collection.hooks?.beforeDelete?.map(notedInBulk),
    afterChange: [...(collection.hooks?.afterChange ?? []).map(notedInBulk), recordChange],
    afterDelete: [...(collection.hooks?.afterDelete ?? []).map(notedInBulk), recordDeletion],
    ...(collection.auth && collection.slug === 'users'
      ? {
          afterLogin: [...(collection.hooks?.afterLogin ?? []), recordLogin],
          afterLogout: [...(collection.hooks?.afterLogout ?? []), recordLogout],
        }
      : {}),
  },
})

const recordChange: CollectionAfterChangeHook = async ({ collection, doc, operation, previousDoc, req }) => {
  // What the product does by itself (a seed, an import) is nobody's act.
  if (!req.user) return doc
  const fields = operation === 'update' ? changedFields(previousDoc as Doc, doc as Doc) : []
  if (operation === 'update' && fields.length === 0) return doc
  await recordAct(
    {
      act: actOf({
        operation,
        before: previousDoc?._status,
        after: doc._status,
        savesDraft: Boolean(req.context.savesDraft),
      }),
      outcome: 'done',
      collection: collection.slug,
      documentId: String(doc.id),
      owner: ownerOf(collection.slug, doc as Doc),
      sites: sitesConcerned(fields, previousDoc as Doc | undefined, doc as Doc),
      detail: {
        ...(fields.length > 0 ? { fields } : {}),
        ...('assignments' in doc && (operation === 'create' || fields.includes('assignments'))
          ? { assignments: inIds(doc.assignments) }
          : {}),
      },
    },
    req,
  )
  return doc
}

const recordDeletion: CollectionAfterDeleteHook = async ({ collection, id, doc, req }) => {
  if (!req.user) return
  await recordAct(
    {
      act: 'deleted',
      outcome: 'done',
      collection: collection.slug,
      documentId: String(id),
      owner: ownerOf(collection.slug, doc as Doc),
      sites: sitesConcerned([], undefined, doc as Doc),
    },
    req,
  )
}

/** In the transaction of the sign-in: a second connection for each would use the pool up. */
const recordLogin: CollectionAfterLoginHook = ({ user, req }) =>
  recordAct({ act: 'signed-in', outcome: 'done', actor: { collection: 'users', id: String(user.id) } }, req)

const recordLogout: CollectionAfterLogoutHook = ({ req }) => recordOutcome({ act: 'signed-out', outcome: 'done' }, req)

/**
 * Denied attempts of people and programs that are signed in, however they were answered: what is another's
 * is answered like what is not there (404), what is beyond one's ceiling at a field (400). And failed
 * attempts to sign in.
 */
export const recordDenied: AfterErrorHook = async ({ collection, error, req }) => {
  const status = (error as { status?: number }).status
  const isSignIn = req.pathname?.endsWith('/login') ?? false
  const id = String(req.routeParams?.id ?? '')
  const isDenied =
    Boolean(req.user) && (status === 403 || isDenial(error) || (status === 404 && isUuid(id) && Boolean(collection)))
  const isBulk = !isUuid(id) && /^(?:PATCH|DELETE)$/.test(req.method ?? '')
  const inBulk = isBulk ? deniedInBulk.get(req.headers) : undefined
  if (inBulk && req.user) {
    for (const one of [...inBulk].slice(0, MOST_DENIED)) await recordDenial({ collection, id: one, req })
    if (inBulk.size > MOST_DENIED) await recordDenial({ collection, id: '', detail: { documents: inBulk.size }, req })
  } else if (isDenied) await recordDenial({ collection, id, req })
  else if (isSignIn && (status === 401 || status === 429))
    await written(req, async () =>
      recordOutcome(
        { act: 'sign-in', outcome: 'failed', collection: collection?.slug, actor: await accountOf(req) },
        req,
      ),
    )
  return undefined
}

type HookArguments = { req: PayloadRequest; id?: number | string; doc?: Doc; originalDoc?: Doc }

/** What was denied inside a request for many documents: noted by the headers, which the requests that Payload makes for each share. */
const deniedInBulk = new WeakMap<Headers, Set<string>>()
/** More are told of by their number. */
const MOST_DENIED = 100

/**
 * A hook whose refusals are noted where one request asks for many documents: Payload 3.90.2 catches each, and what is
 * answered in the end (bulkAllOrNothing.ts) names none. They are written down when the transaction is over
 * (recordDenied), so that nobody waits inside one for a second connection.
 */
function notedInBulk<Arguments, Result>(
  hook: (args: Arguments) => Promise<Result> | Result,
): (args: Arguments) => Promise<Result> {
  return async (args) => {
    try {
      return await hook(args)
    } catch (error) {
      const { req, id, doc, originalDoc } = args as HookArguments
      const isDenied = error instanceof Error && ((error as { status?: number }).status === 403 || isDenial(error))
      const denied = String(id ?? originalDoc?.id ?? doc?.id ?? '')
      const noted = deniedInBulk.get(req.headers) ?? new Set()
      if (isDenied && isUuid(denied)) deniedInBulk.set(req.headers, noted.add(denied))
      throw error
    }
  }
}

/** Writes down that somebody was denied; an attempt of which that fails is denied all the same. */
const recordDenial = ({
  collection,
  id,
  detail,
  req,
}: {
  collection: SanitizedCollectionConfig | undefined
  id: string
  detail?: Record<string, unknown>
  req: PayloadRequest
}): Promise<void> =>
  written(req, async () => {
    const owners = collection && isUuid(id) ? await ownersAt(collection, id, req) : []
    await recordOutcome(
      {
        act: `${req.method} ${shape(req)}`,
        outcome: 'denied',
        collection: collection?.slug,
        documentId: isUuid(id) ? id : undefined,
        owner: owners[0],
        sites: owners.slice(1),
        detail,
      },
      req,
    )
  })

async function written(req: PayloadRequest, write: () => Promise<void>): Promise<void> {
  try {
    await write()
  } catch (err) {
    req.payload.logger.error({ err }, 'a denied attempt could not be written down')
  }
}

/**
 * Whose document it was that somebody tried, so that its sites read of it (an account has several); nobody's for what
 * is not there. One look at one table in either case: the time of an answer does not tell them apart.
 */
async function ownersAt(
  { slug, flattenedFields }: SanitizedCollectionConfig,
  id: string,
  req: PayloadRequest,
): Promise<string[]> {
  const table = slug.replaceAll('-', '_')
  const names = flattenedFields.map(({ name }) => name)
  const own = names.includes('owner') ? 'owner_id' : names.includes('member') ? 'member_id' : undefined
  const [of, column, by] =
    slug === 'members'
      ? [table, 'id', 'id']
      : names.includes('assignments')
        ? [`${table}_assignments`, 'member_id', '_parent_id']
        : [table, own, 'id']
  if (!column) return []
  const { rows } = await queries(req.payload).execute<{ owner: string }>(sql`
    select distinct ${sql.identifier(column)} as owner from ${sql.identifier(of)}
    where ${sql.identifier(by)} = ${id} and ${sql.identifier(column)} is not null
    ${of.endsWith('_assignments') ? sql`and (until is null or until > now())` : sql``}`)
  return rows.map(({ owner }) => owner)
}

/** The account that somebody tried to enter, by its id; what was typed is not kept. */
async function accountOf(req: PayloadRequest): Promise<{ collection: string; id: string } | undefined> {
  const email = (req.data as { email?: unknown } | undefined)?.email
  if (typeof email !== 'string') return undefined
  const { rows } = await queries(req.payload).execute<{ id: string }>(
    sql`select id from users where email = ${email.toLowerCase().trim()}`,
  )
  return rows[0] ? { collection: 'users', id: rows[0].id } : undefined
}

/** The route of a request: of what was typed into the path nothing but the words of our own addresses. */
function shape({ pathname = '', routeParams = {} }: PayloadRequest): string {
  const typed = new Map(Object.entries(routeParams).map(([name, value]) => [String(value), name]))
  const parts = pathname.split('/').map((part) => {
    if (isUuid(part)) return ':id'
    const name = typed.get(decoded(part))
    if (name && name !== 'collection' && name !== 'global') return `:${name}`
    return /^[a-z][a-z-]{0,40}$|^$/.test(part) ? part : ':text'
  })
  return parts.join('/').slice(0, 200)
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function actOf({
  operation,
  before,
  after,
  savesDraft,
}: {
  operation: 'create' | 'update'
  before: unknown
  after: unknown
  savesDraft: boolean
}): string {
  if (after === 'published' && before !== 'published') return 'published'
  if (after === 'published') return 'published-anew'
  // A draft beside what is public changes nothing public.
  if (before === 'published' && after === 'draft' && !savesDraft) return 'withdrawn'
  return operation === 'create' ? 'created' : 'changed'
}

/**
 * Which sites an act on an account concerns: those where roles were given or taken, or all of the account's
 * where something else changed. What one site gives is not another's affair.
 */
function sitesConcerned(fields: string[], before: Doc | undefined, after: Doc): string[] | undefined {
  if (!('assignments' in after)) return undefined
  const [earlier, now] = [assignmentsOf(before), assignmentsOf(after)]
  const inOne = (some: Doc[], others: Doc[]) => some.filter((one) => !others.some((other) => isSame(one, other)))
  const isOfRolesAlone = fields.length === 1 && fields[0] === 'assignments'
  const changed = isOfRolesAlone ? [...inOne(earlier, now), ...inOne(now, earlier)] : []
  const moved = inIds(changed.length > 0 ? changed : [...earlier, ...now])
  return [...new Set(moved.map(({ member }) => member).filter((member) => member !== null))]
}

function ownerOf(collection: string, doc: Doc): string | null {
  if (collection === 'members') return String(doc.id)
  return idOf(doc.owner) ?? idOf(doc.member) ?? null
}

const assignmentsOf = (account: Doc | undefined): Doc[] =>
  Array.isArray(account?.assignments) ? (account.assignments as Doc[]) : []

/** Whether nothing of an assignment was changed: role, member and end. */
const isSame = (one: Doc, other: Doc): boolean => {
  const end = ({ until }: Doc) => (until ? new Date(String(until)).getTime() : null)
  return idOf(one.role) === idOf(other.role) && idOf(one.member) === idOf(other.member) && end(one) === end(other)
}

const inIds = (assignments: unknown): Array<{ role: string | null; member: string | null }> =>
  (Array.isArray(assignments) ? (assignments as Doc[]) : []).map(({ role, member }) => ({
    role: idOf(role) ?? null,
    member: idOf(member) ?? null,
  }))

/** The top-level fields whose values differ, by name. */
function changedFields(before: Doc, after: Doc): string[] {
  return Object.keys(after).filter(
    (name) =>
      !ALWAYS_CHANGED.has(name) && JSON.stringify(after[name] ?? null) !== JSON.stringify(before?.[name] ?? null),
  )
}
