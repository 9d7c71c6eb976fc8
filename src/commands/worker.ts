import pg from 'pg'
import { readEnv } from '../env.ts'
import { startDispatcher } from '../plugins/rebuilds/dispatcher.ts'
import { createLog } from '../server/log.ts'
import { runWithPayload } from './runWithPayload.ts'

const usage = `npm run worker

Runs the background work alone, without a front door: the clock of publications, the calls of public
sites and the mails. For back offices that are started with WORKER=off. Ctrl-C ends it.`

const ended = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
})

await runWithPayload({ usage, isWorker: true }, async () => {
  const env = readEnv()
  const databaseUrl = env.databaseUrl ?? ''
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10, application_name: 'rencontre worker' })
  pool.on('error', () => {})
  const dispatcher = startDispatcher({
    pool,
    databaseUrl,
    secret: env.payloadSecret ?? '',
    allowPrivateTargets: env.allowPrivateTargets ?? false,
    log: createLog({ level: env.logLevel, isReadable: process.stdout.isTTY === true }),
  })
  process.stdout.write('working\n')
  await ended
  await dispatcher.stop()
  await pool.end()
})
