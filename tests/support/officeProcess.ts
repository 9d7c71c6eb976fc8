/**
 * A back office in a process of its own, all but Next: the front door, Payload, the clock and the
 * dispatcher, as `npm start` composes them. For tests that kill it, or run several on one database.
 *
 * Environment: that of the product, and KILL_AT=POINT:N, at which the process kills itself (SIGKILL) the
 * N-th time that it comes to the point. The points are seen from outside, in what is sent to PostgreSQL.
 */
import pg from 'pg'
import { pino } from 'pino'
import { answerWithPayload } from './answerWithPayload.ts'

type Point = 'before-write' | 'after-write' | 'before-commit' | 'after-commit' | 'after-post' | 'before-mark'

const WATCHED: Record<Point, { text: RegExp; when: 'before' | 'after' }> = {
  'before-write': { text: /^\s*insert into publications/i, when: 'before' },
  'after-write': { text: /^\s*insert into publications/i, when: 'after' },
  'before-commit': { text: /^\s*commit\b/i, when: 'before' },
  'after-commit': { text: /^\s*commit\b/i, when: 'after' },
  'after-post': { text: /^\s*insert into rebuild_attempts/i, when: 'before' },
  'before-mark': { text: /update rebuilds set state = case/i, when: 'before' },
}

const [point, nth = '1'] = (process.env.KILL_AT ?? '').split(':')
if (point) killAt(point as Point, Number(nth))

const { default: config } = await import('../../payload.config.ts')
const { getPayload } = await import('payload')
const { readEnv } = await import('../../src/env.ts')
const { openFileStore } = await import('../../src/files/openFileStore.ts')
const { contentApi } = await import('../../src/plugins/content-api/routes.ts')
const { rebuildRoutes } = await import('../../src/plugins/rebuilds/routes.ts')
const { openDoor } = await import('../../src/server/door.ts')

const env = readEnv()
const log = pino({ level: env.logLevel })
const payload = await getPayload({ config })
// The baseline of what the ledger costs: the same back office, recording nothing.
if (process.env.WITHOUT_LEDGER) {
  for (const { config: collection } of Object.values(payload.collections))
    collection.hooks.afterChange = collection.hooks.afterChange.filter(({ name }) => name !== 'recordChange')
}
const pool = new pg.Pool({ connectionString: env.databaseUrl, max: 10, connectionTimeoutMillis: 5_000 })
pool.on('error', () => {})
const content = contentApi({
  databaseUrl: env.databaseUrl ?? '',
  log,
  files: openFileStore(env.files),
  publicUrl: env.publicUrl,
  requestsPerMinute: env.contentRequestsPerMinute,
  trustedProxies: undefined,
  ask: (path, headers) => fetch(`http://127.0.0.1:${env.port}${path}`, { headers }),
})
const door = await openDoor({
  behind: (request, response) => answerWithPayload(config, undefined, request, response),
  log,
  pool,
  publicUrl: env.publicUrl,
  isDevelopment: false,
  graceMs: 500,
  trustedProxies: undefined,
  early: content.early,
  routes: [
    content.routes,
    rebuildRoutes({
      pool,
      databaseUrl: env.databaseUrl ?? '',
      secret: env.payloadSecret ?? '',
      allowPrivateTargets: env.allowPrivateTargets ?? false,
      runsDispatcher: env.worker === 'in-process',
    }),
  ],
})
await door.listen({ port: env.port, host: '127.0.0.1' })
process.stdout.write(`ready ${env.port}\n`)
process.once('SIGTERM', async () => {
  await door.close()
  await payload.destroy()
  process.exit(0)
})

/** Wraps the driver's `query`, the one way by which everything reaches the database. */
function killAt(at: Point, count: number): void {
  const { text, when } = WATCHED[at]
  let seen = 0
  const hasRecorded = new WeakSet<object>()
  const original = pg.Client.prototype.query as (...args: unknown[]) => unknown
  const die = () => process.kill(process.pid, 'SIGKILL')
  pg.Client.prototype.query = function query(this: object, ...args: unknown[]) {
    const given = args[0] as string | { text?: string } | undefined
    const sent = typeof given === 'string' ? given : (given?.text ?? '')
    if (/^\s*begin\b/i.test(sent)) hasRecorded.delete(this)
    if (/^\s*insert into publications/i.test(sent)) hasRecorded.add(this)
    // A commit counts where the transaction has written an entry.
    const isThere = text.test(sent) && (!at.endsWith('commit') || hasRecorded.has(this)) && ++seen === count
    if (isThere && when === 'before') die()
    const result = original.apply(this, args)
    if (isThere && when === 'after') {
      if (result instanceof Promise) result.then(die, die)
      else die()
    }
    return result
  } as never
}
