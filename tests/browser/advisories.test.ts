import { createServer } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'

/** Published advisories of 2025 and 2026 about Next and React, tried at the product as `npm start` starts it. */

const { url } = inject('product')
let hits = 0
const canary = createServer((_request, response) => {
  hits++
  response.end('seen')
})
let canaryUrl = ''

beforeAll(async () => {
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve))
  canaryUrl = `http://127.0.0.1:${(canary.address() as { port: number }).port}`
})
afterAll(() => canary.close())

const isAlive = async () => (await fetch(`${url}/health/ready`)).status === 200
const ask = (path: string, init: RequestInit = {}) => fetch(`${url}${path}`, { redirect: 'manual', ...init })

it.each(['middleware', 'src/middleware'])('CVE-2025-29927: a header (%s) passes no check', async (name) => {
  const value = Array(5).fill(name).join(':')
  const page = await ask('/admin', { headers: { 'x-middleware-subrequest': value } })
  // Answered as a stream, it sends to the sign-in, and holds nothing of the page.
  const text = await page.text()
  expect(text).toContain('/admin/login')
  expect(text).not.toContain('greeting')
  const api = await ask('/api/press-releases', { headers: { 'x-middleware-subrequest': value } })
  expect(api.status).toBe(403)
})

it('CVE-2025-55182: what is sent to a server function runs nothing', async () => {
  const form = new FormData()
  form.set(
    '0',
    JSON.stringify({
      // biome-ignore lint/suspicious/noThenProperty: this is the attack
      then: '$1:__proto__:then',
      status: 'resolved_model',
      reason: -1,
      value: '{"then":"$B1337"}',
      _response: { _prefix: 'process.exit(77);', _formData: { get: '$1:constructor:constructor' } },
    }),
  )
  form.set('1', '"$@0"')
  const answer = await ask('/admin', { method: 'POST', headers: { 'next-action': 'x' }, body: form })
  expect(answer.status).toBeGreaterThanOrEqual(300)
  expect(answer.status).toBeLessThan(500)
  expect(await isAlive()).toBe(true)
})

it.each(['/', '/admin', '/admin/login'])(
  'CVE-2025-55184, CVE-2025-67779: %s does not hang on references to themselves',
  async (path) => {
    const form = new FormData()
    form.set('0', '["$F1"]')
    form.set('1', '{"id":"x","bound":null}')
    form.set('2', '"$@2"')
    const startedAt = performance.now()
    await ask(path, {
      method: 'POST',
      headers: { 'next-action': 'x' },
      body: form,
      signal: AbortSignal.timeout(10_000),
    })
    expect(performance.now() - startedAt).toBeLessThan(5_000)
    expect(await isAlive()).toBe(true)
  },
)

it('CVE-2026-64641: a deep body keeps nobody waiting', async () => {
  const form = new FormData()
  form.set('0', `${'['.repeat(20_000)}${']'.repeat(20_000)}`)
  const startedAt = performance.now()
  await ask('/admin', {
    method: 'POST',
    headers: { 'next-action': 'a'.repeat(40) },
    body: form,
    signal: AbortSignal.timeout(10_000),
  })
  expect(performance.now() - startedAt).toBeLessThan(5_000)
  expect(await isAlive()).toBe(true)
})

it('CVE-2026-44578: an upgrade to another address reaches nobody', async () => {
  const { hostname, port } = new URL(url)
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(
        `GET ${canaryUrl}/ HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
      ),
    )
    const end = () => {
      socket.destroy()
      resolve()
    }
    socket.once('data', end).once('close', end).setTimeout(3_000, end)
  })
  expect(hits).toBe(0)
  expect(await isAlive()).toBe(true)
})

it('CVE-2026-64649, CVE-2025-57822: a host in a header is not asked', async () => {
  const { host } = new URL(canaryUrl)
  for (const method of ['GET', 'POST']) {
    await ask('/admin', {
      method,
      headers: {
        'x-forwarded-host': host,
        'x-forwarded-proto': 'http',
        location: canaryUrl,
        'next-action': 'a'.repeat(42),
      },
    })
  }
  expect(hits).toBe(0)
})

it.each(['/_next/image?w=64&q=75&url=', '/_next/image?w=640&q=75&url=/..//'])(
  'CVE-2026-94483, CVE-2025-59471: %s fetches nothing from elsewhere',
  async (path) => {
    const answer = await ask(`${path}${encodeURIComponent(`${canaryUrl}/x.png`)}`)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(hits).toBe(0)
  },
)

it('CVE-2026-94543, CVE-2026-44576: an answer for one kind of request is kept for no other', async () => {
  const flight = await ask('/admin/login', { headers: { RSC: '1' } })
  expect(flight.status === 307 || /no-store|private/.test(flight.headers.get('cache-control') ?? '')).toBe(true)
  const page = await ask('/admin/login')
  expect(page.headers.get('content-type')).toContain('text/html')
  expect(page.headers.get('cache-control')).toMatch(/no-store|private/)
})

it('GHSA-f87g-xv8r-7p7x: nothing of the development server answers', async () => {
  const { status } = await ask('/_next/mcp', { method: 'POST', body: '{}' })
  expect(status).toBeGreaterThanOrEqual(400)
  expect(status).toBeLessThan(500)
})
