import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { childEnv, type Env } from '../env.ts'
import type { Log } from './log.ts'

const directory = fileURLToPath(new URL('../../examples/public-site', import.meta.url))

/** Where the secret of the example site's hook is kept: the back office signs with it, the site verifies. */
export const hookSecretFile = (dataDir: string): string => join(dataDir, 'example-site-secret')

/** Starts the example public site with its rebuild server as a process of its own; returns the way to end it. */
export function startExampleSite({ env, port, log }: { env: Env; port: number; log: Log }): () => Promise<void> {
  const server = join(directory, 'server.mjs')
  if (!existsSync(server)) return async () => {}
  const child = spawn(process.execPath, [server], {
    cwd: directory,
    env: childEnv({
      ENDS_WITH_STDIN: 'true',
      PORT: String(port),
      RENCONTRE_URL: `http://localhost:${env.port}`,
      BUILDS_DIR: join(env.dataDir, 'public-site'),
      WEBHOOK_SECRET_FILE: hookSecretFile(env.dataDir),
    }),
    // The end of its standard input is the end of us, however we ended: then it ends too.
    stdio: ['pipe', 'pipe', 'pipe'],
    // Its own group: Ctrl-C reaches it through us, after the door has closed.
    detached: true,
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      for (const line of text.split('\n').filter(Boolean)) log.info(`public site: ${line}`)
    })
  }
  return async () => {
    child.kill('SIGTERM')
    await ended
  }
}
