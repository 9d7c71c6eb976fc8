import pg from 'pg'
import type { Log } from '../../server/log.ts'

const CHANNEL = 'publications'
/** What `rebuildReadModel` says when it made the read model anew. */
const ANEW = 'anew'
const RECONNECT_MS = 500
/** A connection that is dead without a word shows itself by this. */
const ASK_MS = 5_000

/** The newest position of the ledger, as soon as it is known here. */
export type LedgerHead = {
  /** Nothing while the ledger cannot be heard: then nothing is kept. */
  current: () => number | undefined
  /** Calls back when what was read before no longer counts, though the ledger stands where it stood. */
  onForget: (tell: () => void) => void
  /** Resolves when a position is known here, or false after a time. */
  reached: (position: number, withinMs: number) => Promise<boolean>
  stop: () => Promise<void>
}

const HEAD = 'select coalesce(max(position), 0)::float8 as head from publications'

/** Follows the ledger on a connection of its own: each commit that publishes is told by the database. */
export function followLedger({ databaseUrl, log }: { databaseUrl: string; log: Log }): LedgerHead {
  let head: number | undefined
  let isStopped = false
  let client: pg.Client | undefined
  let again: NodeJS.Timeout | undefined
  const listeners = new Set<() => void>()
  const forgetters = new Set<() => void>()

  const become = (next: number | undefined): void => {
    if (next === head) return
    head = next
    for (const tell of listeners) tell()
  }

  const forget = (): void => {
    for (const tell of forgetters) tell()
  }

  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: databaseUrl, application_name: 'rencontre ledger', keepAlive: true })
    client = next
    const lose = (): void => {
      if (client !== next) return
      client = undefined
      become(undefined)
      next.end().catch(() => {})
      if (!isStopped) again = setTimeout(() => void connect(), RECONNECT_MS)
    }
    const ask = async (): Promise<void> => {
      const { rows } = await next.query<{ head: number }>({ text: HEAD, query_timeout: ASK_MS } as pg.QueryConfig)
      // What was told meanwhile is newer than this answer.
      if (client === next) become(Math.max(head ?? 0, rows[0]?.head ?? 0))
    }
    next.on('error', lose)
    next.on('end', lose)
    // A notice that is neither is for those who rebuild public sites.
    next.on('notification', ({ payload }) => {
      if (payload === ANEW) forget()
      else if (Number(payload) > 0) become(Math.max(head ?? 0, Number(payload)))
    })
    try {
      await next.connect()
      await next.query(`listen ${CHANNEL}`)
      // What was said while nobody listened is unknown; the database may even be another one, restored.
      forget()
      await ask()
      const beat = setInterval(() => ask().catch(lose), ASK_MS).unref()
      next.on('end', () => clearInterval(beat))
    } catch (err) {
      if (!isStopped) log.warn({ err }, 'the content API cannot listen to the ledger; trying again')
      lose()
    }
  }
  void connect()

  return {
    current: () => head,
    onForget: (tell) => forgetters.add(tell),
    reached: (position, withinMs) =>
      new Promise((resolve) => {
        const isThere = () => head !== undefined && head >= position
        if (isThere()) return resolve(true)
        const done = (answer: boolean) => {
          clearTimeout(timer)
          listeners.delete(look)
          resolve(answer)
        }
        const look = () => isThere() && done(true)
        const timer = setTimeout(() => done(false), withinMs)
        listeners.add(look)
      }),
    stop: async () => {
      isStopped = true
      clearTimeout(again)
      const last = client
      client = undefined
      await last?.end().catch(() => {})
    },
  }
}
