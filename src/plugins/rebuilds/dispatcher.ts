import type { FastifyBaseLogger } from 'fastify'
import pg, { type Pool } from 'pg'
import { checkDueBuild, giveUpSilentBuilds } from './checkBuilds.ts'
import { newHolder, showPresence } from './lease.ts'
import { planRebuilds } from './planRebuilds.ts'
import { type Caller, sendDueRebuilds, switchOff } from './sendRebuild.ts'

const CHANNEL = 'publications'
const POLL_MS = 1_000
const RECONNECT_MS = 1_000
/** More than there are public sites, so that any number of them may hang at once. */
const MOST_CALLS = 200
/** Nothing but failure for so long, and a site is no longer called (PUBLICATION.md). */
const PATIENCE = '5 days'
/** How long the answers of receivers are kept; what became of a rebuild is kept for good. */
const KEPT = '90 days'
const SWEEP_MS = 1_000
const FORGET_MS = 3_600_000

/**
 * Turns entries of the ledger into calls of the public sites: wakes up on each commit that
 * publishes, and every second for what has become due. Any number of instances may run: what one
 * holds is locked or leased.
 */
export function startDispatcher({ pool, databaseUrl, ...caller }: Caller & { pool: Pool; databaseUrl: string }): {
  stop: () => Promise<void>
} {
  const { log } = caller
  let isStopped = false
  let sweptAt = 0
  let forgotAt = 0
  const holder = newHolder()
  let isWorking = false
  let isAskedAgain = false
  const sending = new Set<Promise<unknown>>()

  /** Begins every call that is due. A site that hangs holds up nobody: each call runs on its own. */
  const begin = async (next: () => Promise<Array<Promise<void>>>): Promise<void> => {
    while (!isStopped && sending.size < MOST_CALLS) {
      const calls = await next()
      if (calls.length === 0) return
      for (const call of calls) {
        sending.add(call)
        call.finally(() => {
          sending.delete(call)
          // What waited for this one may go now.
          void work()
        })
      }
    }
  }

  const pauseDeadSites = async (): Promise<void> => {
    const { rows } = await pool.query<{ site_id: string }>(
      `select site_id from rebuild_targets where enabled and failing_since < now() - $1::interval`,
      [PATIENCE],
    )
    for (const { site_id } of rows) await switchOff(pool, { siteId: site_id, reason: 'failing' })
  }

  const work = async (): Promise<void> => {
    if (isStopped) return
    if (isWorking) {
      isAskedAgain = true
      return
    }
    isWorking = true
    try {
      do {
        isAskedAgain = false
        await planRebuilds(pool)
        if (Date.now() - sweptAt > SWEEP_MS) {
          sweptAt = Date.now()
          await pauseDeadSites()
          await giveUpSilentBuilds(pool)
        }
        if (Date.now() - forgotAt > FORGET_MS) {
          forgotAt = Date.now()
          await forgetOldAttempts(pool)
        }
        await begin(() => sendDueRebuilds(pool, { ...caller, holder }))
        await begin(() => checkDueBuild(pool, caller))
      } while (isAskedAgain && !isStopped)
    } catch (err) {
      log.error({ err }, 'the dispatcher of rebuilds could not work')
    } finally {
      isWorking = false
    }
  }

  const listener = listen({ databaseUrl, holder, onEntry: work, log })
  const timer = setInterval(work, POLL_MS)
  return {
    stop: async () => {
      isStopped = true
      clearInterval(timer)
      while (isWorking) await new Promise((resolve) => setTimeout(resolve, 20))
      await Promise.allSettled(sending)
      // Last: with the session ends what shows others that the calls are in hand.
      await listener.stop()
    },
  }
}

async function forgetOldAttempts(pool: Pool): Promise<void> {
  await pool.query('delete from rebuild_attempts where at < now() - $1::interval', [KEPT])
}

/** Listens for commits of the ledger and shows that the dispatcher lives, again after a lost connection. */
function listen({
  databaseUrl,
  holder,
  onEntry,
  log,
}: {
  databaseUrl: string
  holder: number
  onEntry: () => void
  log: FastifyBaseLogger
}): {
  stop: () => Promise<void>
} {
  let client: pg.Client | undefined
  let isStopped = false

  const connect = async (): Promise<void> => {
    if (isStopped) return
    const next = new pg.Client({ connectionString: databaseUrl, application_name: 'rencontre dispatcher' })
    next.on('error', () => {})
    next.on('end', () => {
      if (!isStopped) setTimeout(connect, RECONNECT_MS).unref()
    })
    next.on('notification', onEntry)
    client = next
    try {
      await next.connect()
      await showPresence(next, holder)
      await next.query(`listen ${CHANNEL}`)
      onEntry()
    } catch (err) {
      log.warn({ err }, 'cannot listen to the ledger; trying again')
      await next.end().catch(() => {})
    }
  }
  const connecting = connect()
  return {
    stop: async () => {
      isStopped = true
      await connecting
      await client?.end().catch(() => {})
    },
  }
}
