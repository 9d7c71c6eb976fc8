import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  export interface ProvidedContext {
    /** `mailDirectory`: where each mail is written. */
    product: { url: string; site: string; password: string; mailDirectory: string }
  }
}

/** The product as `npm start` starts it, in demonstration mode on an empty data directory, with its example site. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = reachableDirectory()
  const port = await twoFreePorts()
  const password = 'mot-de-passe-de-test'
  const product = await startProduct({
    PORT: String(port),
    DATA_DIR: join(directory, 'data'),
    MEDIA_DIR: join(directory, 'media'),
    DEMO: 'true',
    DEMO_PASSWORD: password,
  })
  const site = `http://localhost:${port + 1}`
  await until(async () => (await fetch(site)).status === 200, 120_000)
  project.provide('product', {
    url: `http://localhost:${port}`,
    site,
    password,
    mailDirectory: join(directory, 'data', 'mail'),
  })
  return async () => {
    await product.stop()
    rmSync(directory, { recursive: true, force: true })
    if (project.vitest.state.getCountOfFailedTests() > 0) console.log(`What the product said:\n${product.output()}`)
  }
}

/** A directory for a test that PostgreSQL's own user may enter too, when the tests run as root. */
export function reachableDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'rencontre-product-'))
  chmodSync(directory, 0o755)
  return directory
}

export type Product = {
  child: ChildProcess
  output: () => string
  stop: (signal?: NodeJS.Signals) => Promise<number | null>
}

/** Starts the product and waits for its line `ready`. */
export async function startProduct(env: Record<string, string>, within = 300_000): Promise<Product> {
  const product = launchProduct(env)
  await until(async () => {
    if (product.child.exitCode !== null)
      throw new Error(`The product ended (${product.child.exitCode}).\n${product.output()}`)
    return /^ready /m.test(product.output())
  }, within)
  return product
}

/** What `npm start` gives to node. */
function argumentsOfStart(): string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } }
  return scripts.start.split(' ').slice('exec node'.split(' ').length)
}

/** Starts the product without waiting for it. */
export function launchProduct(env: Record<string, string>): Product {
  const {
    DATABASE_URL: _database,
    PAYLOAD_SECRET: _secret,
    PUBLIC_URL: _url,
    NODE_ENV: _mode,
    VITEST: _vitest,
    ...inherited
  } = process.env
  const child = spawn(process.execPath, argumentsOfStart(), {
    env: { ...inherited, ...env } as unknown as NodeJS.ProcessEnv,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += chunk))
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  return {
    child,
    output: () => text,
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal)
      return ended
    },
  }
}

/** Waits until something holds. */
export async function until(holds: () => Promise<boolean>, within: number): Promise<void> {
  const end = Date.now() + within
  for (;;) {
    try {
      if (await holds()) return
    } catch (error) {
      if (error instanceof Error && error.message.startsWith('The product ended')) throw error
    }
    if (Date.now() > end) throw new Error(`Not within ${within} ms.`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** A port that is free together with the next one. */
export async function twoFreePorts(): Promise<number> {
  for (;;) {
    // Below those that the system gives to outgoing connections.
    const port = 20_000 + Math.floor(Math.random() * 12_000)
    if ((await isFree(port)) && (await isFree(port + 1))) return port
  }
}

const isFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, 'localhost', () => probe.close(() => resolve(true)))
  })
