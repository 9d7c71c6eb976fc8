import type { FastifyBaseLogger } from 'fastify'
import pg, { type Pool } from 'pg'
import { planRebuilds } from './planRebuilds.ts'
import { sendDueRebuild } from './sendRebuild.ts'

const CHANNEL = 'publications'
const POLL_MS = 1_000
const RECONNECT_MS = 1_000

/**
 * Turns entries of the ledger into calls of the public sites: wakes up on each commit that
 * publishes, and every second for what has become due. Any number of instances may run: what one
 * holds is locked or leased.
 */
export function startDispatcher({
  pool,
  databaseUrl,
  secret,
  allowPrivateTargets,
  log,
}: {
  pool: Pool
  databaseUrl: string
  secret: string
  allowPrivateTargets: boolean
  log: FastifyBaseLogger
}): { stop: () => Promise<void> } {
  let isStopped = false
  let isPlanning = false
  let isAskedAgain = false
  const sending = new Set<Promise<unknown>>()

  const work = async (): Promise<void> => {
    if (isStopped) return
    if (isPlanning) {
      isAskedAgain = true
      return
    }
    isPlanning = true
    try {
      do {
        isAskedAgain = false
        await planRebuilds(pool)
        // A site that hangs holds up nobody: each call runs on its own.
        while (!isStopped && sending.size < 50) {
          const call = await sendDueRebuild(pool, { secret, allowPrivateTargets, log })
          if (!call) break
          sending.add(call.done)
          call.done.finally(() => sending.delete(call.done))
        }
      } while (isAskedAgain && !isStopped)
    } catch (err) {
      log.error({ err }, 'the dispatcher of rebuilds could not work')
    } finally {
      isPlanning = false
    }
  }

  const listener = listen({ databaseUrl, onEntry: work, log })
  const timer = setInterval(work, POLL_MS)
  return {
    stop: async () => {
      isStopped = true
      clearInterval(timer)
      await listener.stop()
      while (isPlanning) await new Promise((resolve) => setTimeout(resolve, 20))
      await Promise.allSettled(sending)
    },
  }
}

/** Listens for commits of the ledger, and again after a lost connection. */
function listen({ databaseUrl, onEntry, log }: { databaseUrl: string; onEntry: () => void; log: FastifyBaseLogger }): {
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
