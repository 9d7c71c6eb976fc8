import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { getPayload, type Payload } from 'payload'
import { admitApplication } from '../database/admitApplication.ts'
import { completeEnv, loadEnvFile, readEnv } from '../env.ts'
import { keptValue, randomSecret } from '../server/keptSecrets.ts'
import { openDatabase } from '../server/openDatabase.ts'

/**
 * Runs a command with Payload on the database of the environment: the one of DATABASE_URL, the
 * embedded one of a running back office, or the embedded one started for the command. Ends the
 * process: 0 when it succeeded, 1 with one line on the error stream when it failed.
 * @param asOwner as the role of DATABASE_OWNER_URL, where there is one; the product's own role is let in afterwards
 */
export async function runWithPayload(
  { usage, isWorker = false, asOwner = false }: { usage: string; isWorker?: boolean; asOwner?: boolean },
  act: (payload: Payload, args: string[]) => Promise<void>,
): Promise<never> {
  const args = process.argv.slice(2)
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${usage}\n`)
    process.exit(0)
  }
  let stop = async () => {}
  let code = 0
  try {
    loadEnvFile(fileURLToPath(new URL('../../.env', import.meta.url)))
    const env = readEnv()
    const ownerUrl = asOwner ? env.databaseOwnerUrl : undefined
    if (ownerUrl && !env.databaseUrl) throw new Error('DATABASE_OWNER_URL goes with DATABASE_URL: give both.')
    const database = await openDatabase(ownerUrl ? { ...env, databaseUrl: ownerUrl } : env, { mayShare: true })
    stop = database.stop
    if (!env.payloadSecret && !database.isEmbedded) {
      throw new Error('PAYLOAD_SECRET accepts 32 characters or more; it is required with DATABASE_URL.')
    }
    completeEnv({
      // On the embedded database the example site's hook, on this machine, may be called unless told otherwise.
      ALLOW_PRIVATE_TARGETS: String(env.allowPrivateTargets ?? database.isEmbedded),
      NODE_ENV: 'production',
      // A command does its own work; the clock and the calls are the back office's, or the worker's.
      WORKER: isWorker ? 'in-process' : 'off',
      DATABASE_URL: database.url,
      PAYLOAD_SECRET: env.payloadSecret ?? keptValue(join(env.dataDir, 'payload-secret'), randomSecret),
    })
    const { default: config } = await import('../../payload.config.ts')
    const payload = await getPayload({ config })
    await act(payload, args)
    await payload.destroy()
    if (ownerUrl && env.databaseUrl) await admitApplication(ownerUrl, env.databaseUrl)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    code = 1
  }
  await stop()
  process.exit(code)
}
