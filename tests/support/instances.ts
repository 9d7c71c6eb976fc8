import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Caller, caller, SECRET } from './backOffice.ts'
import { twoFreePorts, until } from './runningProduct.ts'

/** A back office that runs in a process of its own. */
export type Instance = {
  url: string
  pid: number
  anonymous: Caller
  /** Whether the process lives. */
  isAlive: () => boolean
  ended: Promise<number | null>
  output: () => string
  stop: (signal?: NodeJS.Signals) => Promise<number | null>
}

const running = new Set<ChildProcess>()
// One that a failing test leaves behind would go on working on other tests' databases.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Starts a back office on a database; several may share one. */
export async function startInstance(databaseUrl: string, extra: Record<string, string> = {}): Promise<Instance> {
  const port = extra.PORT ? Number(extra.PORT) : await twoFreePorts()
  const directory = mkdtempSync(join(tmpdir(), 'rencontre-instance-'))
  const child = spawn(process.execPath, [join(import.meta.dirname, 'officeProcess.ts')], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      PAYLOAD_SECRET: SECRET,
      DATA_DIR: directory,
      MEDIA_DIR: join(directory, 'media'),
      ALLOW_PRIVATE_TARGETS: 'true',
      PUBLIC_URL: 'http://localhost:3999',
      LOG_LEVEL: 'error',
      WORKER: 'in-process',
      ...extra,
      PORT: String(port),
    } as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  child.once('exit', () => running.delete(child))
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += chunk))
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const isAlive = () => child.exitCode === null && child.signalCode === null
  await until(async () => {
    if (!isAlive() && !extra.KILL_AT) throw new Error(`The product ended (${child.exitCode}).\n${text}`)
    return /^ready /m.test(text) || !isAlive()
  }, 60_000)
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    anonymous: caller(`http://127.0.0.1:${port}`),
    isAlive,
    ended,
    output: () => text,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal)
      return ended
    },
  }
}
