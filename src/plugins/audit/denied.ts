import { sql } from '@payloadcms/db-postgres'
import type { AfterErrorHook, PayloadRequest, SanitizedCollectionConfig } from 'payload'
import { isDenial } from '../../access/denial.ts'
import { ASSIGNMENTS } from '../../access/loadGrants.ts'
import { queries } from '../../database/queries.ts'
import { tableOf } from '../../database/tableOf.ts'
import { uuidList } from '../../database/uuidList.ts'
import { isUuid } from '../../text/uuid.ts'
import { recordOutcomes } from './record.ts'

type Attempt = { collection: SanitizedCollectionConfig | undefined; req: PayloadRequest }

/** More documents of one request are told of by their number. */
const MOST_BY_ID = 100

/**
 * Writes down denied attempts of people and programs that are signed in, however they were answered: what is
 * another's is answered like what is not there (404), what is beyond one's ceiling at a field (400). And failed
 * attempts to sign in. An attempt that cannot be written down is denied all the same.
 */
export const recordDenied: AfterErrorHook = async ({ collection, error, req }) => {
  try {
    await record({ collection, error, req })
  } catch (err) {
    req.payload.logger.error({ err }, 'a denied attempt could not be written down')
  }
  return undefined
}

async function record({ collection, error, req }: Attempt & { error: Error }): Promise<void> {
  const status = (error as { status?: number }).status
  if (req.pathname?.endsWith('/login') && (status === 401 || status === 429)) {
    await recordFailedSignIn({ collection, req })
  }
  if (!req.user) return
  // As the database writes it, whatever letters it was typed in: its sites are found, and read of it, by that.
  const id = String(req.routeParams?.id ?? '').toLowerCase()
  const inBulk = isInBulk(req) ? deniedInBulk.get(req.headers) : undefined
  if (inBulk) await recordDenials({ collection, req }, [...inBulk])
  else if (isDenial(error) || (status === 404 && isUuid(id) && collection)) {
    await recordDenials({ collection, req }, isUuid(id) ? [id] : [])
  }
}

/** What was denied inside a request for many documents: noted by the headers, which the requests that Payload makes for each share. */
const deniedInBulk = new WeakMap<Headers, Set<string>>()

const isInBulk = ({ method = '', routeParams }: PayloadRequest): boolean =>
  /^(?:PATCH|DELETE)$/.test(method) && !isUuid(String(routeParams?.id ?? ''))

type HookArguments = {
  req: PayloadRequest
  id?: number | string
  doc?: { id?: unknown }
  originalDoc?: { id?: unknown }
}

/**
 * A hook whose refusals are noted where one request asks for many documents: Payload 3.90.2 catches each, and what is
 * answered in the end (bulkAllOrNothing.ts) names none. They are written down when the transaction is over
 * (recordDenied), so that nobody waits inside one for a second connection.
 */
export function notedInBulk<Arguments, Result>(
  hook: (args: Arguments) => Promise<Result> | Result,
): (args: Arguments) => Promise<Result> {
  return async (args) => {
    try {
      return await hook(args)
    } catch (error) {
      const { req, id, doc, originalDoc } = args as HookArguments
      const denied = String(id ?? originalDoc?.id ?? doc?.id ?? '')
      if (error instanceof Error && isDenial(error) && isUuid(denied)) {
        deniedInBulk.set(req.headers, (deniedInBulk.get(req.headers) ?? new Set()).add(denied))
      }
      throw error
    }
  }
}

/** @param ids the documents that were tried; none: the route as a whole */
async function recordDenials({ collection, req }: Attempt, ids: string[]): Promise<void> {
  const denied = { act: `${req.method} ${shape(req)}`, outcome: 'denied', collection: collection?.slug } as const
  const named = ids.slice(0, MOST_BY_ID)
  const owners = collection && named.length > 0 ? await ownersAt(collection, named, req) : new Map<string, string[]>()
  const byId = named.map((documentId) => {
    const [owner, ...sites] = owners.get(documentId) ?? []
    return { ...denied, documentId, owner, sites }
  })
  if (ids.length === named.length && ids.length > 0) return recordOutcomes(byId, req)
  const detail = ids.length > 0 ? { documents: ids.length } : undefined
  await recordOutcomes([...byId, { ...denied, sites: [], detail }], req)
}

/**
 * Whose documents they were that somebody tried, so that their sites read of it (an account has several); nobody's for
 * what is not there. One look at one table in either case: the time of an answer does not tell them apart.
 */
async function ownersAt(
  { slug, flattenedFields }: SanitizedCollectionConfig,
  ids: string[],
  req: PayloadRequest,
): Promise<Map<string, string[]>> {
  const names = flattenedFields.map(({ name }) => name)
  const own = names.includes('owner') ? 'owner_id' : names.includes('member') ? 'member_id' : undefined
  const ofAccounts = Object.hasOwn(ASSIGNMENTS, slug) ? ASSIGNMENTS[slug as keyof typeof ASSIGNMENTS] : undefined
  const [of, column, by] = ofAccounts
    ? [ofAccounts, 'member_id', '_parent_id']
    : [tableOf(slug), slug === 'members' ? 'id' : own, 'id']
  if (!column) return new Map()
  const { rows } = await queries(req.payload).execute<{ id: string; owners: string[] }>(sql`
    select ${sql.identifier(by)} as id, array_agg(distinct ${sql.identifier(column)}::text) as owners
    from ${sql.identifier(of)}
    where ${sql.identifier(by)} in (${uuidList(ids)}) and ${sql.identifier(column)} is not null
    ${ofAccounts ? sql`and (until is null or until > now())` : sql``}
    group by 1`)
  return new Map(rows.map(({ id, owners }) => [id, owners]))
}

/** With the account that somebody tried to enter, by its id; what was typed is not kept. */
async function recordFailedSignIn({ collection, req }: Attempt): Promise<void> {
  const email = (req.data as { email?: unknown } | undefined)?.email
  const { rows } = await queries(req.payload).execute<{ id: string }>(
    sql`select id from users where email = ${typeof email === 'string' ? email.toLowerCase().trim() : null}`,
  )
  const actor = rows[0] ? { collection: 'users', id: rows[0].id } : undefined
  await recordOutcomes([{ act: 'sign-in', outcome: 'failed', collection: collection?.slug, actor }], req)
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
