import { randomInt } from 'node:crypto'
import type { FastifyBaseLogger } from 'fastify'
import type { Pool } from 'pg'
import { Webhook } from 'standardwebhooks'
import { type Answer, guardedPost } from './guardedFetch.ts'
import { CONCERNS } from './planRebuilds.ts'
import { unseal } from './secretBox.ts'

/** Seconds before each further attempt (PUBLICATION.md): 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h. */
const PAUSES = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]

const LEASE_SECONDS = 30
const MAX_CHANGES_TOLD = 200

type Due = {
  id: string
  site_id: string
  url: string
  secret: string
  after_position: string
  position: string
  attempts: number
}

/**
 * Claims one rebuild that is due and starts telling its site.
 * @returns the call under way, or nothing when none is due
 */
export async function sendDueRebuild(
  pool: Pool,
  options: { secret: string; allowPrivateTargets: boolean; log: FastifyBaseLogger },
): Promise<{ done: Promise<void> } | undefined> {
  const { rows } = await pool.query<Due>(
    `update rebuilds r set lease_until = now() + make_interval(secs => $1), attempts = r.attempts + 1
     from rebuild_targets t
     where t.site_id = r.site_id and r.id = (
       select candidate.id from rebuilds candidate join rebuild_targets s on s.site_id = candidate.site_id
       where candidate.state = 'pending' and candidate.due_at <= now() and s.enabled
         and (candidate.lease_until is null or candidate.lease_until < now())
       order by candidate.due_at limit 1 for update of candidate skip locked
     )
     returning r.id, r.site_id, t.url, t.secret, r.after_position, r.position, r.attempts`,
    [LEASE_SECONDS],
  )
  const due = rows[0]
  return due ? { done: send(pool, due, options) } : undefined
}

async function send(
  pool: Pool,
  due: Due,
  { secret, allowPrivateTargets, log }: { secret: string; allowPrivateTargets: boolean; log: FastifyBaseLogger },
): Promise<void> {
  const startedAt = Date.now()
  let answer: Answer | undefined
  let failure: string | undefined
  try {
    const body = JSON.stringify(await message(pool, due))
    const timestamp = new Date()
    answer = await guardedPost(due.url, {
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Rencontre',
        'webhook-id': due.id,
        'webhook-timestamp': String(Math.floor(timestamp.getTime() / 1000)),
        'webhook-signature': new Webhook(unseal(due.secret, secret)).sign(due.id, timestamp, body),
      },
      body,
      allowPrivate: allowPrivateTargets,
    })
  } catch (error) {
    failure = reasonOf(error)
  }
  try {
    await pool.query(
      'insert into rebuild_attempts (rebuild_id, duration_ms, status, answer, error) values ($1, $2, $3, $4, $5)',
      [
        due.id,
        Date.now() - startedAt,
        answer?.status ?? null,
        answer?.body.slice(0, 2000).replaceAll('\0', '') ?? null,
        failure ?? null,
      ],
    )
    await settle(pool, due, answer)
    log.info(
      { rebuild: due.id, attempt: due.attempts, status: answer?.status, ms: Date.now() - startedAt },
      'public site told',
    )
  } catch (err) {
    // The lease ends by itself and the site is told once more, with the same id.
    log.error({ err, rebuild: due.id }, 'the outcome of a rebuild call could not be kept')
  }
}

async function message(pool: Pool, due: Due) {
  const { rows } = await pool.query(
    `select p.position::float8 as position, p.kind, p.collection, p.document_id as id, p.slug, p.language, p.owner_id as owner
     from publications p, rebuild_targets t
     where t.site_id = $1 and p.position > $2 and p.position <= $3 and ${CONCERNS}
     order by p.position desc limit ${MAX_CHANGES_TOLD}`,
    [due.site_id, due.after_position, due.position],
  )
  return {
    type: 'content.changed',
    timestamp: new Date().toISOString(),
    data: { rebuild: due.id, cursor: Number(due.position), changes: rows.reverse() },
  }
}

async function settle(pool: Pool, due: Due, answer: Answer | undefined): Promise<void> {
  if (answer && answer.status >= 200 && answer.status < 300) {
    // A fast site may have reported "live" already.
    await pool.query(
      `update rebuilds set state = case when state = 'pending' then 'asked' else state end, asked_at = now(), lease_until = null where id = $1`,
      [due.id],
    )
    return
  }
  if (answer?.status === 410) {
    await pool.query(
      `with stopped as (update rebuild_targets set enabled = false where site_id = $1)
       update public_sites set enabled = false where id = $1`,
      [due.site_id],
    )
    await pool.query(`update rebuilds set state = 'failed', note = '410', lease_until = null where id = $1`, [due.id])
    return
  }
  const pause = PAUSES[due.attempts - 1]
  if (pause === undefined) {
    await pool.query(`update rebuilds set state = 'failed', lease_until = null where id = $1`, [due.id])
    return
  }
  const jittered = pause * (0.9 + randomInt(0, 201) / 1000)
  const seconds = Math.max(jittered, retryAfterSeconds(answer))
  await pool.query(`update rebuilds set due_at = now() + make_interval(secs => $2), lease_until = null where id = $1`, [
    due.id,
    seconds,
  ])
}

/** `Retry-After` in seconds or as a date (RFC 9110, 10.2.3), at most a day. */
function retryAfterSeconds(answer: Answer | undefined): number {
  const value = String(answer?.headers['retry-after'] ?? '')
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000
  return Number.isFinite(seconds) ? Math.min(Math.max(seconds, 0), 86_400) : 0
}

function reasonOf(error: unknown): string {
  const { cause, message, code } = error as { cause?: { message?: string }; message?: string; code?: string }
  return [code, cause?.message ?? message].filter(Boolean).join(': ').slice(0, 500)
}
