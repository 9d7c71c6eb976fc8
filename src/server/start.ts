import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { DEMONSTRATION_ACCOUNTS } from '../demo/accounts.ts'
import { childEnv, completeEnv, type Env, EnvError, loadEnvFile, readEnv } from '../env.ts'
import { openFileStore } from '../files/openFileStore.ts'
import { contentApi } from '../plugins/content-api/routes.ts'
import { rebuildRoutes } from '../plugins/rebuilds/routes.ts'
import { build, isBuilt } from './build.ts'
import { openDoor } from './door.ts'
import { startExampleSite } from './exampleSite.ts'
import { keptValue, randomSecret, readablePassword } from './keptSecrets.ts'
import { createLog } from './log.ts'
import { openDatabase } from './openDatabase.ts'
import { mayChangeTables, pendingMigrations } from './pendingMigrations.ts'
import { startNext } from './startNext.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const isDevelopment = process.argv.includes('--dev')
const say = (line: string) => process.stdout.write(`${line}\n`)

/** What has been started, last first: the way to end it. */
const endings: Array<() => Promise<void> | void> = []
let ending: Promise<void> | undefined

process.once('SIGINT', () => end('SIGINT', 0))
process.once('SIGTERM', () => end('SIGTERM', 0))
process.once('SIGHUP', () => end('SIGHUP', 0))
// The terminal and npm may each send the signal: the first one counts.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => {})
process.on('uncaughtException', (error) => fail(error, 'uncaught exception'))
process.on('unhandledRejection', (error) => fail(error, 'unhandled rejection'))

await start().catch((error: unknown) => {
  if (ending) return ending
  process.stderr.write(`${error instanceof EnvError || error instanceof Error ? error.message : String(error)}\n`)
  return end(undefined, 1)
})

async function start(): Promise<void> {
  completeEnv({
    NODE_ENV: isDevelopment ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    ASTRO_TELEMETRY_DISABLED: '1',
  })
  loadEnvFile(join(root, '.env'))
  const env = readEnv()
  const log = createLog({ level: env.logLevel, isReadable: process.stdout.isTTY === true || isDevelopment })
  await checkPort(env.port, env.host)

  const database = await openDatabase(env, { mayShare: false })
  endings.push(database.stop)
  if (!env.payloadSecret && !database.isEmbedded) {
    throw new Error('PAYLOAD_SECRET accepts 32 characters or more; it is required with DATABASE_URL.')
  }
  const payloadSecret = env.payloadSecret ?? keptValue(join(env.dataDir, 'payload-secret'), randomSecret)

  const pool = new pg.Pool({
    connectionString: database.url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    application_name: 'rencontre door',
  })
  pool.on('error', () => {})
  endings.push(() => pool.end())

  const passwordFile = join(env.dataDir, 'demonstration-password')
  const pending = await pendingMigrations(pool, join(root, 'src/migrations'))
  if (pending.length > 0 && !env.databaseOwnerUrl && !(await mayChangeTables(pool))) {
    throw new Error(
      'The database is to be brought up to date, which the role of DATABASE_URL may not: run `npm run migrate` with DATABASE_OWNER_URL first.',
    )
  }
  const isEmpty = pending.length > 0 && pending[0] !== undefined && !(await hasAccounts(pool))
  const isDemonstration = env.demo ?? (database.isEmbedded && (isEmpty || existsSync(passwordFile)))
  const hasExampleSite = env.exampleSite ?? isDemonstration
  if (hasExampleSite) await checkPort(env.port + 1, env.host)
  const allowPrivateTargets = env.allowPrivateTargets ?? isDemonstration
  completeEnv({
    DATABASE_URL: database.url,
    PAYLOAD_SECRET: payloadSecret,
    PUBLIC_URL: env.publicUrl,
    ALLOW_PRIVATE_TARGETS: String(allowPrivateTargets),
  })

  if (!isDevelopment && !isBuilt()) {
    say('Building the admin, once for this source (about a minute) …')
    await build()
  }
  if (pending.length > 0) {
    say(`Bringing the database up to date (${pending.length} ${pending.length === 1 ? 'migration' : 'migrations'}) …`)
    await runCommand('migrate')
  }
  // What may write the log of acts anew is for that alone: no process that answers readers has it.
  // Empty rather than gone: Next reads .env once more, and leaves alone what is set.
  completeEnv({ DATABASE_OWNER_URL: '' })
  let demoPassword: string | undefined
  if (isDemonstration) {
    // The file also remembers that this is a demonstration.
    demoPassword = keptValue(passwordFile, () => env.demoPassword ?? readablePassword())
    if (!(await hasAccounts(pool))) {
      say('Loading the demonstration network …')
      await runCommand('seed', { DEMO_PASSWORD: demoPassword, EXAMPLE_SITE: String(hasExampleSite) })
    }
  }

  const files = openFileStore(env.files)
  await files.check()

  const next = await startNext({ host: env.host, port: env.port, isDevelopment, log })
  endings.push(next.stop)

  const content = contentApi({
    databaseUrl: database.url,
    log,
    files,
    publicUrl: env.publicUrl,
    requestsPerMinute: env.contentRequestsPerMinute,
    trustedProxies: env.trustedProxies,
    ask: (path, headers) => fetch(`${ownAddress(env)}${path}`, { headers, signal: AbortSignal.timeout(10_000) }),
  })
  const door = await openDoor({
    behind: next.behind,
    log,
    pool,
    publicUrl: env.publicUrl,
    isDevelopment,
    trustedProxies: env.trustedProxies,
    early: content.early,
    routes: [
      content.routes,
      rebuildRoutes({
        pool,
        databaseUrl: database.url,
        secret: payloadSecret,
        allowPrivateTargets,
        runsDispatcher: env.worker === 'in-process',
      }),
    ],
  })
  if (isDevelopment) door.server.on('upgrade', next.upgrade)
  await door.listen({ port: env.port, host: env.host })
  endings.push(() => door.close())
  // Payload starts with the first request: this one, so that nobody waits for it.
  const admin = await fetch(`${ownAddress(env)}/admin/login`)
  if (admin.status >= 500) throw new Error(`The admin does not start (${admin.status}); the log above says why.`)

  if (hasExampleSite) endings.push(startExampleSite({ env, port: env.port + 1, log }))
  tellAddresses({ publicUrl: env.publicUrl, port: env.port, hasExampleSite, demoPassword })
  say(`ready http://localhost:${env.port}`)
}

/** Where this process reaches its own door. */
function ownAddress({ host, port }: Pick<Env, 'host' | 'port'>): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

function tellAddresses({
  publicUrl,
  port,
  hasExampleSite,
  demoPassword,
}: {
  publicUrl: string
  port: number
  hasExampleSite: boolean
  demoPassword: string | undefined
}): void {
  say(`\n  Back office      ${publicUrl}/admin`)
  say(`  Public content   ${publicUrl}/content/changes`)
  if (hasExampleSite) say(`  Public site      http://localhost:${port + 1}`)
  if (demoPassword) {
    say('\n  Demonstration accounts, all with the same password:')
    for (const { email, title } of DEMONSTRATION_ACCOUNTS) say(`    ${email.padEnd(44)} ${title}`)
    say(`    password: ${demoPassword}\n`)
  }
}

async function hasAccounts(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query(`select to_regclass('public.users') as found`)
  if (!rows[0]?.found) return false
  return (await pool.query('select 1 from users limit 1')).rows.length > 0
}

/** Runs a command of the product in a process of its own, so that its memory goes with it. */
async function runCommand(name: string, extra: Record<string, string> = {}): Promise<void> {
  const child = spawn(process.execPath, [join(root, `src/commands/${name}.ts`)], {
    cwd: root,
    env: childEnv(extra),
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const code = await new Promise<number | null>((done) => child.once('exit', done))
  if (code !== 0) throw new Error(`The command "${name}" failed; what it said stands above.`)
}

/** @throws Error with one line when the port is taken or may not be used */
function checkPort(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'is taken by another program' : `cannot be used (${error.code})`
      reject(new Error(`The port ${port} ${reason}. Set PORT to a free one, for example PORT=${port + 100} npm start.`))
    })
    probe.listen(port, host, () => probe.close(() => resolve()))
  })
}

/** Ends everything that was started, the last thing first; requests in flight have 20 s to finish. */
function end(signal: string | undefined, code: number): Promise<void> {
  ending ??= (async () => {
    const force = setTimeout(() => process.exit(1), 20_000)
    force.unref()
    if (signal) say(`\n${signal}: finishing what is under way …`)
    for (const stop of endings.reverse()) await Promise.resolve(stop()).catch(() => {})
    process.exit(code)
  })()
  return ending
}

function fail(error: unknown, what: string): void {
  process.stderr.write(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  void end(undefined, 1)
}
