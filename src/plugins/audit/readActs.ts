import { sql } from '@payloadcms/db-postgres'
import { APIError, type Endpoint, Forbidden, type PayloadRequest } from 'payload'
import { actorOf } from '../../access/actor.ts'
import { reachOfAbility } from '../../access/decide.ts'
import { privateAnswer } from '../../access/privateAnswer.ts'
import { iso } from '../../database/iso.ts'
import { queries } from '../../database/queries.ts'
import { uuidList } from '../../database/uuidList.ts'
import { fieldLabel } from '../../fields/fieldLabel.ts'
import { toCsv } from '../../text/csv.ts'
import { isUuid } from '../../text/uuid.ts'
import { recordOutcomes } from './record.ts'

/** An act as people read it; people and programs by id, with the name that the account has now. */
export type ActView = {
  position: number
  at: string
  act: string
  outcome: 'done' | 'denied' | 'failed'
  actorCollection: string | null
  actorId: string | null
  actorName: string | null
  collection: string | null
  documentId: string | null
  owner: string | null
  detail: {
    fields?: string[]
    fieldLabels?: string[]
    assignments?: Array<{ role: string | null; member: string | null }>
    sites?: string[]
  } | null
  address: string | null
}

export type Acts = { acts: ActView[]; more: boolean }

const PAGE = 50
const AT_ONCE = 5_000

/**
 * `GET /api/audit`: the log of acts, the newest first; `?collection=&id=` of one document, `?actor=` of
 * one account, `?member=` of one site, `?before=` the position to go on from, `?format=csv` to take it away.
 */
export const auditEndpoint: Endpoint = {
  path: '/audit',
  method: 'get',
  handler: async (req) => {
    const query = (req.query ?? {}) as Record<string, unknown>
    if (query.format !== 'csv') return privateAnswer(await actsOf(req, query))
    const first = await readActs(req, query, AT_ONCE)
    await recordOutcomes([{ act: 'exported', outcome: 'done', collection: 'audit' }], req)
    return new Response(csvFrom(first, req, query), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="journal.csv"',
        'cache-control': 'no-store',
      },
    })
  },
}

/** All acts as CSV, read in parts as whoever takes them away reads on. */
function csvFrom(first: ActView[], req: PayloadRequest, query: Record<string, unknown>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  let next: ActView[] | undefined = first
  let header = true
  return new ReadableStream({
    pull: async (controller) => {
      const acts: ActView[] = next ?? []
      controller.enqueue(encoder.encode(toCsv([...COLUMNS], acts, { header })))
      header = false
      const last = acts.at(-1)
      if (acts.length < AT_ONCE || !last) return controller.close()
      next = await readActs(req, { ...query, before: String(last.position) }, AT_ONCE)
    },
  })
}

/**
 * A page of the log.
 * @throws Forbidden for who may not read it; APIError 400 for a query that is none
 */
export async function actsOf(req: PayloadRequest, query: Record<string, unknown>): Promise<Acts> {
  const acts = await readActs(req, query, PAGE + 1)
  return { acts: acts.slice(0, PAGE).map((act) => withLabels(act, req)), more: acts.length > PAGE }
}

/** The fields of an act as their forms call them. */
function withLabels(act: ActView, req: PayloadRequest): ActView {
  const { collection, detail } = act
  if (!detail?.fields || !collection) return act
  return { ...act, detail: { ...detail, fieldLabels: detail.fields.map((name) => fieldLabel(collection, name, req)) } }
}

async function readActs(req: PayloadRequest, query: Record<string, unknown>, limit: number): Promise<ActView[]> {
  const { everywhere, members } = reachOfAbility(actorOf(req.user), 'readAudit')
  if (!everywhere && members.length === 0) throw new Forbidden(req.t)
  const { collection, id, actor, member, before } = query
  const ids = [actor, member].filter((value) => value !== undefined)
  if (!ids.every((value) => typeof value === 'string' && isUuid(value))) throw bad('actor and member take an id.')
  if (before !== undefined && !/^\d{1,15}$/.test(String(before))) throw bad('before takes a position.')
  const conditions = [
    everywhere ? sql`true` : concerns(members),
    // Who reads for one site asks after no other, not even for what concerns both.
    member === undefined || everywhere || members.includes(String(member).toLowerCase()) ? undefined : sql`false`,
    typeof collection === 'string' ? sql`a.collection = ${collection}` : undefined,
    typeof id === 'string' ? sql`a.document_id = ${id}` : undefined,
    actor === undefined ? undefined : sql`a.actor_id = ${actor}`,
    member === undefined ? undefined : concerns([String(member)]),
    before === undefined ? undefined : sql`a.position < ${before}::bigint`,
  ].filter((condition) => condition !== undefined)
  const { rows } = await queries(req.payload).execute<ActView>(sql`
    select a.position::float8 as position, ${iso(sql`a.at`)} as at, a.act, a.outcome, a.actor_collection as "actorCollection",
      a.actor_id as "actorId", coalesce(u.name, c.name) as "actorName", a.collection, a.document_id as "documentId",
      a.owner_id as owner, a.detail, ${everywhere ? sql`a.address` : sql`null`} as address
    from audit_log a
    left join users u on a.actor_collection = 'users' and u.id = a.actor_id
    left join api_clients c on a.actor_collection = 'api-clients' and c.id = a.actor_id
    where ${sql.join(conditions, sql` and `)} order by a.position desc limit ${limit}`)
  if (everywhere) return rows
  return rows.map((act) => seenFrom(members, act))
}

/** What was given at another site, or was tried at one, is not this one's affair. */
function seenFrom(members: string[], { detail, owner, ...act }: ActView): ActView {
  const isOwn = (member: string | null) => member !== null && members.includes(member)
  return {
    ...act,
    owner: isOwn(owner) ? owner : null,
    detail: detail && {
      ...detail,
      ...(detail.assignments ? { assignments: detail.assignments.filter(({ member }) => isOwn(member)) } : {}),
      ...(detail.sites ? { sites: detail.sites.filter(isOwn) } : {}),
    },
  }
}

/** SQL: whether an act is on a document of these members, or by or on somebody of theirs. */
const concerns = (members: string[]) =>
  sql`(a.owner_id in (${uuidList(members)}) or a.detail -> 'sites' ?| array[${sql.join(
    members.map((member) => sql`${member.toLowerCase()}::text`),
    sql`, `,
  )}])`

const bad = (message: string) => new APIError(message, 400, null, true)

const COLUMNS = [
  'position',
  'at',
  'act',
  'outcome',
  'actorCollection',
  'actorId',
  'collection',
  'documentId',
  'owner',
  'address',
  'detail',
] as const
