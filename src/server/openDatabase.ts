import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Env } from '../env.ts'
import { startEmbeddedDatabase } from './embeddedDatabase.ts'

/** The database that this process works on. `stop` ends what this process started, and nothing else. */
export type OpenDatabase = { url: string; isEmbedded: boolean; stop: () => Promise<void> }

/**
 * Opens the database: the server that DATABASE_URL names, otherwise the embedded one.
 * @param mayShare a command may use the embedded database of a running back office; a second back
 *   office on the same data is refused
 * @throws Error with one line that says what to do
 */
export async function openDatabase(env: Env, { mayShare }: { mayShare: boolean }): Promise<OpenDatabase> {
  if (env.databaseUrl) {
    await checkReachable(env.databaseUrl)
    return { url: env.databaseUrl, isEmbedded: false, stop: async () => {} }
  }
  try {
    mkdirSync(env.dataDir, { recursive: true })
  } catch (error) {
    throw new Error(
      `The directory DATA_DIR=${env.dataDir} cannot be made (${(error as NodeJS.ErrnoException).code}). Name one that can.`,
    )
  }
  const urlFile = join(env.dataDir, 'postgres-url')
  const runner = runningProcess(env.dataDir)
  if (runner && mayShare && existsSync(urlFile)) {
    return { url: readFileSync(urlFile, 'utf8').trim(), isEmbedded: true, stop: async () => {} }
  }
  if (runner) {
    throw new Error(
      `Rencontre is already running on ${env.dataDir} (process ${runner}). Stop it first, or give this one a DATA_DIR and a PORT of its own.`,
    )
  }
  const release = claim(env.dataDir)
  try {
    const embedded = await startEmbeddedDatabase(env.dataDir)
    writeFileSync(urlFile, embedded.url, { mode: 0o600 })
    return {
      url: embedded.url,
      isEmbedded: true,
      stop: async () => {
        rmSync(urlFile, { force: true })
        await embedded.stop()
        release()
      },
    }
  } catch (error) {
    release()
    throw error
  }
}

async function checkReachable(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
  } catch (error) {
    const { host, port, database } = client
    const { code, message } = error as { code?: string; message: string }
    throw new Error(
      `The database does not answer: ${database} at ${host}:${port} (${code ?? message}). Check DATABASE_URL and that PostgreSQL runs.`,
    )
  } finally {
    await client.end().catch(() => {})
  }
}

const pidFile = (dataDir: string) => join(dataDir, 'rencontre.pid')

/** The process that holds a data directory, if it lives. A process id that was given anew to another program does not count. */
function runningProcess(dataDir: string): number | undefined {
  const pid = existsSync(pidFile(dataDir)) ? Number(readFileSync(pidFile(dataDir), 'utf8')) : 0
  if (!pid || pid === process.pid) return undefined
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined
  }
  const commandLine = `/proc/${pid}/cmdline`
  if (!existsSync('/proc/self/cmdline')) return pid
  return existsSync(commandLine) && readFileSync(commandLine, 'utf8').includes('node') ? pid : undefined
}

/** Takes a data directory; of two processes that try at once one succeeds. */
function claim(dataDir: string): () => void {
  const file = pidFile(dataDir)
  const take = () => writeFileSync(file, String(process.pid), { flag: 'wx' })
  try {
    try {
      take()
    } catch {
      // The file of a process that ended without a word, unless one has begun since.
      if (runningProcess(dataDir)) throw new Error('taken')
      rmSync(file, { force: true })
      take()
    }
  } catch {
    throw new Error(
      `Rencontre is already starting on ${dataDir}. Wait for it, or give this one a DATA_DIR and a PORT of its own.`,
    )
  }
  return () => rmSync(file, { force: true })
}
