import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { createServer, request } from 'node:http'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { idOf } from '../../src/access/actor.ts'
import { SHIPPED_ROLES } from '../../src/access/shippedRoles.ts'
import { launchProduct, reachableDirectory, startProduct, twoFreePorts, until } from '../support/runningProduct.ts'

const directory = reachableDirectory()
afterAll(() => rmSync(directory, { recursive: true, force: true }))

const env = async (extra: Record<string, string> = {}) => ({
  PORT: String(await twoFreePorts()),
  DATA_DIR: join(directory, 'data'),
  MEDIA_DIR: join(directory, 'media'),
  DEMO: 'false',
  ...extra,
})
const ended = async (product: ReturnType<typeof launchProduct>) => {
  await until(async () => product.child.exitCode !== null, 60_000)
  return { code: product.child.exitCode, lines: product.output().trim().split('\n') }
}
/** The processes that still work on a data directory. */
const leftovers = (data: string) =>
  execFileSync('ps', ['-eo', 'pid,stat,args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(data) && !/^\s*\d+\s+Z/.test(line))

it('starts, answers, and ends cleanly on Ctrl-C with the requests in flight', async () => {
  const settings = await env()
  const product = await startProduct(settings)
  const url = `http://localhost:${settings.PORT}`
  expect(await (await fetch(`${url}/health/live`)).json()).toEqual({ status: 'ok' })
  expect(await (await fetch(`${url}/health/ready`)).json()).toEqual({ status: 'ok' })
  const inFlight = Promise.all(
    Array.from({ length: 5 }, () => fetch(`${url}/admin/login`).then((answer) => answer.text())),
  )
  await new Promise((resolve) => setTimeout(resolve, 30))
  const code = await product.stop('SIGINT')
  const pages = await inFlight
  expect(pages.every((page) => page.includes('</html>'))).toBe(true)
  expect(code).toBe(0)
  expect(leftovers(settings.DATA_DIR)).toEqual([])
})

it('a second start on the same data says so in one line, and the first goes on', async () => {
  const settings = await env()
  const first = await startProduct(settings)
  const second = await ended(launchProduct({ ...settings, PORT: String(await twoFreePorts()) }))
  expect(second.code).toBe(1)
  expect(second.lines).toEqual([
    expect.stringMatching(/^Rencontre is already running on .* \(process \d+\)\. Stop it first/),
  ])
  expect((await fetch(`http://localhost:${settings.PORT}/health/ready`)).status).toBe(200)
  await first.stop()
})

it('survives kill -9: nothing lost, no process left, the next start works', async () => {
  const settings = await env({ EXAMPLE_SITE: 'true' })
  const site = `http://localhost:${Number(settings.PORT) + 1}`
  const first = await startProduct(settings)
  const url = `http://localhost:${settings.PORT}`
  const made = await fetch(`${url}/api/users/first-register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'premiere@test.example', password: 'un mot de passe', name: 'Première' }),
  })
  expect(made.status).toBe(200)
  await until(async () => (await fetch(site)).status > 0, 20_000)
  await first.stop('SIGKILL')
  await until(
    async () =>
      fetch(site).then(
        () => false,
        () => true,
      ),
    20_000,
  )
  const startedAt = Date.now()
  const second = await startProduct(settings)
  console.log(`start after kill -9: ${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
  const answer = await fetch(`${url}/api/users/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'premiere@test.example', password: 'un mot de passe' }),
  })
  expect(answer.status).toBe(200)
  const [held] = (await answer.json()).user.assignments
  expect(idOf(held.role)).toBe(SHIPPED_ROLES['network-admin'].id)
  await second.stop()
  expect(leftovers(settings.DATA_DIR)).toEqual([])
})

it('answers public content while the admin ends and starts again by itself', async () => {
  const settings = await env({ DATABASE_OWNER_URL: 'postgres://owner:geheim@127.0.0.1:1/none' })
  const product = await startProduct(settings)
  const url = `http://localhost:${settings.PORT}`
  const admin = () =>
    execFileSync('pgrep', ['-P', String(product.child.pid), '-f', 'rencontre admin'])
      .toString()
      .trim()
  const before = admin()
  // It comes after the readers, and does not know what may write the log of acts anew.
  expect(Number(execFileSync('ps', ['-o', 'ni=', '-p', before]).toString())).toBeGreaterThanOrEqual(5)
  expect(readFileSync(`/proc/${before}/environ`, 'utf8')).toMatch(/\0DATABASE_OWNER_URL=\0/)
  process.kill(Number(before), 'SIGKILL')
  const [page, program] = await (async () => {
    let answers: Response[] = []
    await until(async () => {
      answers = await Promise.all(
        ['text/html', 'application/json'].map((accept) =>
          fetch(`${url}/api/users/me`, { headers: { accept }, signal: AbortSignal.timeout(5_000) }),
        ),
      )
      return answers.every(({ status }) => status === 503)
    }, 10_000)
    return answers
  })()
  expect(page?.headers.get('retry-after')).toBe('2')
  expect(await page?.text()).toContain('Le back-office redémarre')
  expect(await program?.text()).toContain('redémarre')
  expect((await fetch(`${url}/content/members`)).status).toBe(200)
  await until(async () => (await fetch(`${url}/admin/login`)).status === 200, 30_000)
  expect(admin()).not.toBe(before)
  // And it ends with the door, however that ends.
  const after = Number(admin())
  await product.stop('SIGKILL')
  await until(async () => !leftovers('rencontre admin').some((line) => Number.parseInt(line, 10) === after), 10_000)
})

it('a request that asks for an upgrade is answered like any other', async () => {
  const settings = await env()
  const product = await startProduct(settings)
  const status = await new Promise((resolve, reject) => {
    const asked = request(
      `http://localhost:${settings.PORT}/admin/login`,
      { headers: { connection: 'Upgrade', upgrade: 'websocket' }, timeout: 10_000 },
      (answer) => resolve(answer.resume().statusCode),
    )
    asked.on('error', reject).on('timeout', () => asked.destroy(new Error('no answer')))
    asked.end()
  })
  expect(status).toBe(200)
  await product.stop()
})

it('a taken port is one clear line', async () => {
  const settings = await env()
  const other = createServer().listen(Number(settings.PORT), 'localhost')
  const { code, lines } = await ended(launchProduct(settings))
  other.close()
  expect(code).toBe(1)
  expect(lines).toEqual([
    `The port ${settings.PORT} is taken by another program. Set PORT to a free one, for example PORT=${Number(settings.PORT) + 100} npm start.`,
  ])
})

it.each([
  [{ PORT: 'abc' }, 'PORT accepts a port number from 1 to 65535'],
  [{ DEMO: 'oui' }, 'DEMO accepts true or false'],
  [
    { DATABASE_URL: 'postgres://127.0.0.1:1/none' },
    'The database does not answer: none at 127.0.0.1:1 (ECONNREFUSED). Check DATABASE_URL and that PostgreSQL runs.',
  ],
])('%j is one clear line', async (extra, line) => {
  const { code, lines } = await ended(launchProduct(await env(extra)))
  expect(code).toBe(1)
  expect(lines).toEqual([line])
})

it('a data directory that cannot be made is one clear line', async () => {
  const settings = await env({ DATA_DIR: join(import.meta.filename, 'data') })
  const { code, lines } = await ended(launchProduct(settings))
  expect(code).toBe(1)
  expect(lines).toHaveLength(1)
})
