import { randomInt } from 'node:crypto'
import type { FastifyBaseLogger } from 'fastify'
import type { Pool, QueryResult } from 'pg'
import { type Answer, guardedFetch, type Resolve } from './guardedFetch.ts'
import { isLeased, LEASE_SECONDS } from './lease.ts'
import { CONCERNS, IS_SHOWN } from './planRebuilds.ts'
import type { Accepted, Message } from './providers/index.ts'
import { HOOK_COLUMNS, type HookRow, hookOf, providerOf } from './targets.ts'

/** Seconds before each further attempt (PUBLICATION.md): 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h. */
const PAUSES = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]

const MAX_CHANGES_TOLD = 200
/** How long a site that usually reports may keep silent, or build, before the next rebuild is sent all the same. */
const SILENCE_SECONDS = 30
const LONGEST_BUILD_SECONDS = 900
const FIRST_CHECK_SECONDS = 3
/** A rebuild that failed is waited for by the next one for so many steps: one that is never accepted must not hold up all others. */
const PATIENT_STEPS = 2
const KEPT_ANSWER_BYTES = 2_000
const AT_ONCE = 50
const CLAIM_LOCK = 0x52_43_43_4c

/** What a dispatcher needs to call public sites. */
export type Caller = {
  /** The application's secret, under which those of the sites are encrypted. */
  secret: string
  allowPrivateTargets: boolean
  log: FastifyBaseLogger
  resolve?: Resolve | undefined
}

type Due = HookRow & {
  id: string
  site_id: string
  kind: 'changes' | 'everything' | 'replay' | 'test'
  after_position: string
  position: string
  attempts: number
  step: number
}

type Outcome = { answer?: Answer; error?: string; accepted?: Accepted }

/**
 * One build in flight per site and one pending: a rebuild waits for the one before it, unless that is
 * silent for too long, and for the gap that the site asks for. A test builds nothing and waits for nobody.
 */
const claimFor = (holder: number) => `
  update rebuilds r set leased_by = ${holder}, lease_until = now() + make_interval(secs => ${LEASE_SECONDS}), attempts = r.attempts + 1
  from rebuild_targets t
  where t.site_id = r.site_id and r.id in (
    select c.id from rebuilds c join rebuild_targets s on s.site_id = c.site_id
    where c.state = 'pending' and c.due_at <= now() and (s.enabled or c.kind = 'test')
      and not ${isLeased('c', holder)}
      and (c.kind = 'test' or (s.held_at is null
        and (s.last_asked_at is null or s.last_asked_at + make_interval(secs => s.smallest_gap_seconds) <= now())
        and not exists (
          select 1 from rebuilds b where b.site_id = c.site_id and b.id <> c.id and b.kind <> 'test' and (
            (b.state = 'building' and b.building_at > now() - make_interval(secs => ${LONGEST_BUILD_SECONDS}))
            or (b.state = 'asked' and s.reports and b.asked_at > now() - make_interval(secs => ${SILENCE_SECONDS}))
            or (b.state = 'pending' and (${isLeased('b', holder)} or (b.step between 1 and ${PATIENT_STEPS} and (b.requested_at, b.id) < (c.requested_at, c.id))))
          )
        )
      ))
      -- One of each site: the oldest.
      and not exists (
        select 1 from rebuilds e where e.site_id = c.site_id and e.kind <> 'test' and c.kind <> 'test' and e.state = 'pending' and e.due_at <= now()
          and not ${isLeased('e', holder)} and (e.requested_at, e.id) < (c.requested_at, c.id)
      )
    order by c.due_at limit ${AT_ONCE} for update of c, s skip locked
  )
  returning r.id, r.site_id, r.kind, r.after_position, r.position, r.attempts, r.step, ${HOOK_COLUMNS}`

/**
 * Claims the rebuilds that are due, one of each site, and starts telling their sites.
 * @param caller.holder the number of the dispatcher, by which others see its leases (lease.ts)
 * @returns the calls under way; none when none is due
 */
export async function sendDueRebuilds(pool: Pool, caller: Caller & { holder: number }): Promise<Array<Promise<void>>> {
  // One claim at a time, its snapshot younger than the lock: what another instance has just claimed is seen.
  const results = (await pool.query<Due>(
    `select pg_advisory_xact_lock(${CLAIM_LOCK}); ${claimFor(caller.holder)}`,
  )) as unknown as Array<QueryResult<Due>>
  return (results[1]?.rows ?? []).map((due) => send(pool, due, caller))
}

async function send(pool: Pool, due: Due, caller: Caller): Promise<void> {
  const startedAt = Date.now()
  const outcome = await ask(pool, due, caller)
  try {
    await pool.query(
      `insert into rebuild_attempts (rebuild_id, attempt, at, duration_ms, status, answer, error)
       values ($1, $2, to_timestamp($3 / 1000.0), $4, $5, $6, $7)`,
      [
        due.id,
        due.attempts,
        startedAt,
        Date.now() - startedAt,
        outcome.answer?.status ?? null,
        outcome.answer?.body.slice(0, KEPT_ANSWER_BYTES).replaceAll('\0', '') ?? null,
        outcome.error ?? null,
      ],
    )
    await settle(pool, due, outcome)
    caller.log.info(
      { rebuild: due.id, attempt: due.attempts, status: outcome.answer?.status, ms: Date.now() - startedAt },
      'public site told',
    )
  } catch (err) {
    // The lease ends by itself and the site is told once more, with the same id.
    caller.log.error({ err, rebuild: due.id }, 'the outcome of a rebuild call could not be kept')
  }
}

async function ask(pool: Pool, due: Due, { secret, allowPrivateTargets, resolve }: Caller): Promise<Outcome> {
  try {
    const provider = providerOf(due)
    const call = provider.ask(hookOf(due, secret), await messageOf(pool, due))
    const answer = await guardedFetch(call.url, {
      ...call,
      headers: { 'user-agent': 'Rencontre', ...call.headers },
      allowPrivate: allowPrivateTargets,
      resolve,
    })
    if (!isSuccess(answer)) return { answer }
    const accepted = provider.accepted?.(answer) ?? {}
    return 'refused' in accepted ? { answer, error: accepted.refused } : { answer, accepted }
  } catch (error) {
    return { error: reasonOf(error) }
  }
}

const isSuccess = ({ status }: Answer) => status >= 200 && status < 300

async function messageOf(pool: Pool, due: Due): Promise<Message> {
  const about = { rebuild: due.id, cursor: Number(due.position) }
  const timestamp = new Date().toISOString()
  switch (due.kind) {
    case 'test':
      return { type: 'webhook.test', timestamp, data: { ...about, changes: [] } }
    case 'everything':
      return { type: 'content.changed', timestamp, data: { ...about, everything: true, changes: [] } }
    case 'changes':
    case 'replay': {
      const { rows } = await pool.query<Message['data']['changes'][number]>(
        `select p.position::float8 as position, p.kind, p.collection, p.document_id as id, p.slug, p.language, p.owner_id as owner,
           case when ${IS_SHOWN} then 'direct' else 'reference' end as reason
         from publications p, rebuild_targets t
         where t.site_id = $1 and p.position > $2 and p.position <= $3 and ${CONCERNS}
         order by p.position desc limit $4`,
        [due.site_id, due.after_position, due.position, MAX_CHANGES_TOLD + 1],
      )
      const changes = rows.slice(0, MAX_CHANGES_TOLD).reverse()
      return {
        type: 'content.changed',
        timestamp,
        data: { ...about, ...(rows.length > MAX_CHANGES_TOLD ? { more: true as const } : {}), changes },
      }
    }
    default:
      return due.kind satisfies never
  }
}

async function settle(pool: Pool, due: Due, { answer, accepted, error }: Outcome): Promise<void> {
  if (accepted) return settleSuccess(pool, due, accepted)
  if (due.kind !== 'test') {
    await pool.query('update rebuild_targets set failing_since = coalesce(failing_since, now()) where site_id = $1', [
      due.site_id,
    ])
  }
  const isGone = answer?.status === 410
  const pause = due.kind === 'test' || isGone ? undefined : PAUSES[due.step]
  if (isGone && due.kind !== 'test') await switchOff(pool, { siteId: due.site_id, reason: 'gone' })
  if (pause === undefined) {
    await pool.query(
      `update rebuilds set state = 'failed', note = $2, lease_until = null where id = $1 and state = 'pending' and attempts = $3`,
      [due.id, error ?? String(answer?.status ?? ''), due.attempts],
    )
    return
  }
  const jittered = pause * (0.95 + randomInt(0, 101) / 1000)
  const seconds = Math.max(jittered, retryAfterSeconds(answer))
  await pool.query(
    'update rebuilds set due_at = now() + make_interval(secs => $2), step = step + 1, lease_until = null where id = $1 and state = $3 and attempts = $4',
    [due.id, seconds, 'pending', due.attempts],
  )
}

async function settleSuccess(pool: Pool, due: Due, { externalId, logAddress }: Accepted): Promise<void> {
  // A fast site may have reported "live" already. A test is done when it has arrived.
  // The row of the site first, as whoever plans and saves does: two orders of locks would be a deadlock.
  await pool.query(
    `with site as (select site_id from rebuild_targets where site_id = $6 for update)
     update rebuilds set state = case when state <> 'pending' then state when kind = 'test' then 'live' else 'asked' end,
       live_at = case when kind = 'test' then now() else live_at end,
       asked_at = now(), lease_until = null, note = null, external_id = $2, log_address = coalesce($3, log_address),
       check_at = case when $4 and kind <> 'test' then now() + make_interval(secs => $5) end
     where id = $1 and site_id in (select site_id from site)`,
    [due.id, externalId ?? null, logAddress ?? null, Boolean(providerOf(due).check), FIRST_CHECK_SECONDS, due.site_id],
  )
  await pool.query(
    // What was given up while the site was away reaches it now, under its own id.
    `with site as (
       select site_id from rebuild_targets where site_id = $1 for update
     ), revived as (
       update rebuilds set state = 'pending', step = 0, due_at = now(), revived_at = now()
       where site_id in (select site_id from site) and not $2 and kind = 'changes' and state = 'failed' and asked_at is null and revived_at is null
     )
     update rebuild_targets set failing_since = null, last_asked_at = case when $2 then last_asked_at else now() end where site_id = $1`,
    [due.site_id, due.kind === 'test'],
  )
}

/** Stops calling a public site until somebody switches it on again; its people are told (tellPeople.ts). */
export async function switchOff(
  pool: Pool,
  { siteId, reason }: { siteId: string; reason: 'failing' | 'gone' },
): Promise<void> {
  await pool.query(
    // The document before the row of the dispatcher, as whoever saves it does: two orders of locks would be a deadlock.
    `with site as (
       select id from public_sites where id = $1 for update
     ), stopped as (
       update rebuild_targets set enabled = false, paused_at = now(), pause_reason = $2, told_at = null where site_id = (select id from site) and enabled
       returning site_id
     )
     update public_sites set enabled = false, revision = coalesce(revision, 0) + 1 where id in (select site_id from stopped)`,
    [siteId, reason],
  )
}

/** `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), at most a day. */
function retryAfterSeconds(answer: Answer | undefined): number {
  const value = String(answer?.headers['retry-after'] ?? '')
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), 86_400) : 0
}

export function reasonOf(error: unknown): string {
  const { cause, message, code } = error as { cause?: { message?: string }; message?: string; code?: string }
  return [code, cause?.message ?? message].filter(Boolean).join(': ').slice(0, 500)
}
