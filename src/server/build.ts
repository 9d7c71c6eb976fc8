import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { childEnv } from '../env.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const hashFile = join(root, '.next', 'source-hash')

/** What the build is made of; a change in any of it asks for a new one. */
const SOURCES = ['src', 'payload.config.ts', 'next.config.ts', 'tsconfig.json', 'package-lock.json']

/** Whether the build in `.next` was made from the source as it is now. */
export function isBuilt(): boolean {
  return existsSync(hashFile) && readFileSync(hashFile, 'utf8') === sourceHash()
}

/**
 * Builds the admin with Next.
 * @throws Error when the build fails; its output has been shown
 */
export async function build(): Promise<void> {
  const next = resolve(root, 'node_modules/next/dist/bin/next')
  const child = spawn(process.execPath, [next, 'build'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: childEnv({ NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' }),
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      output += chunk
    })
  const code = await new Promise<number | null>((done) => child.once('exit', done))
  if (code !== 0) {
    process.stderr.write(output)
    throw new Error('The build failed; what it said stands above.')
  }
  writeFileSync(hashFile, sourceHash())
}

function sourceHash(): string {
  const hash = createHash('sha256')
  for (const path of SOURCES.flatMap(filesIn).sort()) hash.update(path).update(readFileSync(join(root, path)))
  return hash.digest('hex')
}

function filesIn(path: string): string[] {
  const full = join(root, path)
  if (!existsSync(full)) return []
  if (!statSync(full).isDirectory()) return [path]
  return readdirSync(full).flatMap((name) => filesIn(join(path, name)))
}
