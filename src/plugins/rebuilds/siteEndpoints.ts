import { randomBytes } from 'node:crypto'
import { sql } from '@payloadcms/db-postgres'
import { APIError, type Endpoint, Forbidden, NotFound, type PayloadRequest } from 'payload'
import { actorOf } from '../../access/actor.ts'
import { decide } from '../../access/decide.ts'
import { queries } from '../../database/queries.ts'
import { frEn, inLanguageOf } from '../../text/frEn.ts'
import { isUuid } from '../../text/uuid.ts'
import { CONCERNS } from './planRebuilds.ts'
import { iso } from './receipt.ts'
import { seal } from './secretBox.ts'
import { mayRun, visibleSites } from './visibleSites.ts'

/** A rebuild as people see it. */
export type RebuildView = {
  id: string
  kind: 'changes' | 'everything' | 'replay' | 'test'
  state: 'pending' | 'asked' | 'building' | 'live' | 'failed'
  from: number
  to: number
  attempts: number
  /** How often it has failed; 0 while the first call is under way. */
  step: number
  isCalling: boolean
  requestedAt: string
  requestedBy: string | null
  dueAt: string
  askedAt: string | null
  buildingAt: string | null
  liveAt: string | null
  note: string | null
  logAddress: string | null
}

/** One change that a rebuild carries. */
export type ChangeView = {
  position: number
  kind: 'published' | 'withdrawn'
  collection: string
  id: string
  title: string
  language: string
}

/** One public site in the tray. */
export type TraySite = {
  id: string
  name: string
  address: string
  enabled: boolean
  pausedAt: string | null
  pauseReason: 'failing' | 'gone' | null
  heldAt: string | null
  failingSince: string | null
  reports: boolean
  mayRun: boolean
  pending: (RebuildView & { changes: ChangeView[]; count: number }) | null
  history: RebuildView[]
}

export type Tray = { now: string; sites: TraySite[] }

export type Delivery = RebuildView & {
  tries: Array<{
    attempt: number
    at: string
    ms: number
    status: number | null
    answer: string | null
    error: string | null
  }>
}

/** `testsBuild`: the provider knows no test but a build. */
export type Deliveries = { now: string; mayRun: boolean; testsBuild: boolean; head: number; deliveries: Delivery[] }

const HISTORY = 5
const DELIVERIES = 30
const CHANGES_SHOWN = 20

const REBUILD = sql`r.id, r.kind, r.state, r.after_position::float8 + 1 as "from", r.position::float8 as "to", r.attempts, r.step, coalesce(r.lease_until > now(), false) as "isCalling", r.note,
  r.log_address as "logAddress", (select name from users where id = r.actor_id) as "requestedBy",
  ${iso(sql`r.requested_at`)} as "requestedAt", ${iso(sql`r.due_at`)} as "dueAt", ${iso(sql`r.asked_at`)} as "askedAt",
  ${iso(sql`r.building_at`)} as "buildingAt", ${iso(sql`r.live_at`)} as "liveAt"`

/**
 * What people see and do about rebuilds, below `/api/public-sites`: the tray of all sites, the log of
 * one, and the acts *run now*, *hold*, *release*, *rebuild everything*, *send a test* and *replay*.
 */
export const siteEndpoints = ({ secret }: { secret: string }): Endpoint[] => [
  { path: '/tray', method: 'get', handler: async (req) => answer(await readTray(req)) },
  { path: '/:id/deliveries', method: 'get', handler: async (req) => answer(await readDeliveries(req)) },
  { path: '/:id/rebuilds', method: 'post', handler: async (req) => answer(await actOn(req)) },
  { path: '/:id/secret', method: 'post', handler: async (req) => answer(await makeSecret(req, { secret })) },
]

const answer = (body: unknown): Response => Response.json(body, { headers: { 'cache-control': 'no-store' } })

async function readTray(req: PayloadRequest): Promise<Tray> {
  const database = queries(req.payload)
  const visible = visibleSites(req, 'read')
  const [{ rows: clock }, { rows: sites }, { rows: rebuilds }] = await Promise.all([
    database.execute<{ now: string }>(sql`select ${iso(sql`clock_timestamp()`)} as now`),
    database.execute<Omit<TraySite, 'mayRun' | 'pending' | 'history'> & { owner: string | null }>(sql`
      select s.id, s.name, s.address, t.owner_id as owner, t.enabled, t.reports, t.pause_reason as "pauseReason",
        ${iso(sql`t.paused_at`)} as "pausedAt", ${iso(sql`t.held_at`)} as "heldAt", ${iso(sql`t.failing_since`)} as "failingSince"
      from rebuild_targets t join public_sites s on s.id = t.site_id where ${visible} order by s.name`),
    database.execute<RebuildView & { site: string }>(sql`
      select ${REBUILD}, r.site_id as site from rebuild_targets t, lateral (
        (select * from rebuilds where site_id = t.site_id and kind <> 'test' and state <> 'pending' order by requested_at desc limit ${HISTORY})
        union all
        (select * from rebuilds where site_id = t.site_id and kind <> 'test' and state = 'pending' order by requested_at limit ${HISTORY})
      ) r where ${visible} order by r.requested_at`),
  ])
  const views = await Promise.all(
    sites.map(async ({ owner, ...site }): Promise<TraySite> => {
      const own = rebuilds.filter((rebuild) => rebuild.site === site.id)
      // The oldest goes first; what came since waits behind it.
      const waiting = own.filter(({ state, kind }) => state === 'pending' && kind === 'changes')
      const next = waiting[0] ?? own.find(({ state }) => state === 'pending')
      return {
        ...site,
        mayRun: mayRun(req, owner),
        pending: next
          ? {
              ...next,
              ...(await changesOf(req, {
                site: site.id,
                from: next.from,
                to: Math.max(next.to, ...waiting.map(({ to }) => to)),
              })),
            }
          : null,
        history: own.filter(({ state }) => state !== 'pending').reverse(),
      }
    }),
  )
  return { now: clock[0]?.now ?? new Date().toISOString(), sites: views }
}

async function changesOf(
  req: PayloadRequest,
  { site, from, to }: { site: string; from: number; to: number },
): Promise<{ changes: ChangeView[]; count: number }> {
  const { rows } = await queries(req.payload).execute<ChangeView & { count: number }>(sql`
    select p.position::float8 as position, p.kind, p.collection, p.document_id as id, p.language, count(*) over ()::int as count,
      coalesce(p.content ->> 'title', p.content ->> 'name', p.slug, '') as title
    from publications p, rebuild_targets t
    where t.site_id = ${site} and p.position >= ${from} and p.position <= ${to} and ${sql.raw(CONCERNS)}
    order by p.position desc limit ${CHANGES_SHOWN}`)
  return { changes: rows.map(({ count: _count, ...change }) => change), count: rows[0]?.count ?? 0 }
}

async function readDeliveries(req: PayloadRequest): Promise<Deliveries> {
  const { id, owner, provider } = await siteOf(req, 'read')
  const database = queries(req.payload)
  const [{ rows: facts }, { rows }] = await Promise.all([
    database.execute<{ now: string; head: number }>(
      sql`select ${iso(sql`clock_timestamp()`)} as now, (select coalesce(max(position), 0) from publications)::float8 as head`,
    ),
    database.execute<Delivery>(sql`
      select ${REBUILD}, coalesce((
        select json_agg(json_build_object('attempt', a.attempt, 'at', ${iso(sql`a.at`)}, 'ms', a.duration_ms, 'status', a.status,
          'answer', case when ${mayRun(req, owner)} then a.answer end, 'error', a.error) order by a.at)
        from rebuild_attempts a where a.rebuild_id = r.id), '[]') as tries
      from rebuilds r where r.site_id = ${id} order by r.requested_at desc limit ${DELIVERIES}`),
  ])
  return {
    now: facts[0]?.now ?? new Date().toISOString(),
    mayRun: mayRun(req, owner),
    testsBuild: provider !== 'webhook',
    head: facts[0]?.head ?? 0,
    deliveries: rows,
  }
}

/** `POST /api/public-sites/{id}/rebuilds` with `{ act, from?, to? }`. */
async function actOn(req: PayloadRequest): Promise<{ done: string; rebuild?: string | undefined }> {
  const { id } = await siteOf(req, 'update')
  const body = ((await req.json?.().catch(() => undefined)) ?? {}) as { act?: unknown; from?: unknown; to?: unknown }
  const database = queries(req.payload)
  switch (body.act) {
    case 'run':
      await database.execute(sql`update rebuild_targets set held_at = null, last_asked_at = null where site_id = ${id}`)
      await database.execute(
        sql`update rebuilds set due_at = now() where site_id = ${id} and state = 'pending' and due_at > now()`,
      )
      break
    case 'hold':
      await database.execute(sql`update rebuild_targets set held_at = coalesce(held_at, now()) where site_id = ${id}`)
      break
    case 'release':
      await database.execute(sql`update rebuild_targets set held_at = null where site_id = ${id}`)
      break
    case 'everything':
    case 'test':
    case 'replay': {
      const rebuild = await insert(req, { site: id, kind: body.act, from: body.from, to: body.to })
      await wake(req)
      return { done: body.act, rebuild }
    }
    default:
      throw new APIError('The field act accepts run, hold, release, everything, test or replay.', 400, null, true)
  }
  await wake(req)
  return { done: body.act }
}

/**
 * `POST /api/public-sites/{id}/secret`: makes a new signing secret and shows it, this once. The one before
 * signs for a day more. A form cannot: once it has saved it shows what is stored, where no secret is.
 */
async function makeSecret(req: PayloadRequest, { secret }: { secret: string }): Promise<{ secret: string }> {
  const { id, provider } = await siteOf(req, 'update')
  if (!decide(actorOf(req.user), 'update', 'operations').allowed) throw new Forbidden(req.t)
  if (provider !== 'webhook') throw new APIError('Only a signed webhook has a secret of ours.', 400, null, true)
  const fresh = `whsec_${randomBytes(32).toString('base64')}`
  await queries(req.payload).execute(sql`
    update rebuild_targets set previous_secret = secret, previous_secret_until = now() + interval '1 day', secret = ${seal(fresh, secret)}
    where site_id = ${id}`)
  return { secret: fresh }
}

async function insert(
  req: PayloadRequest,
  { site, kind, from, to }: { site: string; kind: 'everything' | 'test' | 'replay'; from: unknown; to: unknown },
): Promise<string | undefined> {
  const isRange = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) > 0
  if (kind === 'replay' && !(isRange(from) && isRange(to) && from <= to)) {
    throw new APIError(
      inLanguageOf(
        req,
        frEn(
          'Donnez deux positions du registre, la première avant la seconde : from et to.',
          'Give two positions of the ledger, the first before the second: from and to.',
        ),
      ),
      400,
      null,
      true,
    )
  }
  const after = kind === 'replay' ? Number(from) - 1 : null
  const upTo = kind === 'replay' ? Number(to) : null
  const { rows } = await queries(req.payload).execute<{ id: string }>(sql`
    insert into rebuilds (site_id, kind, after_position, position, due_at, actor_id)
    select ${site}, ${kind}, coalesce(${after}::bigint, head.position), least(coalesce(${upTo}::bigint, head.position), head.position), now(), ${req.user?.id ?? null}
    from (select coalesce(max(position), 0) as position from publications) head
    where coalesce(${after}::bigint, 0) < greatest(head.position, 1) returning id`)
  if (!rows[0]) {
    throw new APIError(
      inLanguageOf(req, frEn('Le registre ne va pas jusque-là.', 'The ledger does not reach that far.')),
      400,
      null,
      true,
    )
  }
  // What a person asks for does not wait a day behind a call that failed.
  await queries(req.payload).execute(
    sql`update rebuilds set due_at = now() where site_id = ${site} and state = 'pending' and attempts > 0 and due_at > now()`,
  )
  return rows[0].id
}

/** The dispatcher listens to the ledger: an empty word wakes it up. */
const wake = (req: PayloadRequest) => queries(req.payload).execute(sql`select pg_notify('publications', '')`)

/**
 * The public site that a request is about.
 * @throws NotFound when there is none within the person's reach: one that is not theirs looks absent
 */
async function siteOf(
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
