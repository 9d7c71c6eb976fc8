import { execFileSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { guardedFetch, type Resolve } from '../../src/plugins/rebuilds/guardedFetch.ts'
import { countBuffersWithTheHeap } from '../../src/server/countBuffers.ts'
import { type BackOffice, type Caller, openBackOffice } from '../support/backOffice.ts'
import { makeNetwork, makeRelease } from '../support/factories.ts'
import { connectSite } from '../support/publicSite.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { until } from '../support/runningProduct.ts'
import { rounds, say } from '../support/scale.ts'

let office: BackOffice
let admin: Caller
let receiver: Receiver
let site: string
let contact: string

beforeAll(async () => {
  office = await openBackOffice()
  admin = await office.as('network-admin')
  contact = (await makeNetwork(office)).contactOfA
  receiver = await startReceiver()
  site = (await connectSite(admin, { url: receiver.url })).id
})
afterAll(async () => {
  await office.close()
  await receiver.close()
})
beforeEach(async () => {
  await office.pool.query(`update rebuilds set state = 'live' where state <> 'live'`)
  await office.pool.query('update rebuild_targets set enabled = true, failing_since = null')
  receiver.calls = []
})

type Attempt = { status: number | null; error: string | null; answer: string | null; duration_ms: number }

/** Publishes to a receiver that behaves so, and gives the first attempt with what was decided on it. */
async function meets(
  answer: Receiver['answer'],
): Promise<{ attempt: Attempt; state: string; seconds: number; step: number }> {
  receiver.answer = answer
  await makeRelease(office, { title: 'Panne', contacts: [contact] })
  const read = async () =>
    (
      await office.pool.query<Attempt & { state: string; seconds: number; step: number }>(
        `select a.status, a.error, a.answer, a.duration_ms, r.state, r.step, extract(epoch from r.due_at - (a.at + make_interval(secs => a.duration_ms / 1000.0)))::float8 as seconds
         from rebuild_attempts a join rebuilds r on r.id = a.rebuild_id where r.site_id = $1 and r.lease_until is null and r.state <> 'live' order by a.at limit 1`,
        [site],
      )
    ).rows[0]
  await until(async () => (await read()) !== undefined, 25_000)
  const row = await read()
  if (!row) throw new Error('no attempt')
  return { attempt: row, state: row.state, seconds: row.seconds, step: row.step }
}

const within10Percent = (seconds: number, of: number) => {
  expect(seconds).toBeGreaterThan(of * 0.9 - 0.1)
  expect(seconds).toBeLessThan(of * 1.1 + 0.1)
}
const answering =
  (status: number, headers: Record<string, string> = {}) =>
  (_: unknown, response: ServerResponse) =>
    response.writeHead(status, headers).end('non')

it('a dispatcher whose session breaks off does not call again what it is calling', async () => {
  receiver.answer = (_, response) => setTimeout(() => response.writeHead(202).end('tard'), 3_000)
  await makeRelease(office, { title: 'Séance coupée', contacts: [contact] })
  await until(async () => receiver.calls.length > 0, 5_000)
  // It shows by that session that it lives; meanwhile it looks for what is due, every second.
  for (const end = Date.now() + 2_500; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 100)))
    await office.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'rencontre dispatcher'`,
    )
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  expect(receiver.calls.map(({ id }) => id)).toHaveLength(1)
})

describe('a receiver that answers', () => {
  it.each([
    ['500', answering(500), 500, 5],
    ['404', answering(404), 404, 5],
    ['429 with Retry-After in seconds', answering(429, { 'retry-after': '120' }), 429, 120],
    [
      '429 with Retry-After as a date',
      answering(429, { 'retry-after': new Date(Date.now() + 300_000).toUTCString() }),
      429,
      undefined,
    ],
    ['3xx, which is not followed', answering(302, { location: 'http://127.0.0.1:1/elsewhere' }), 302, 5],
  ] as const)('%s is tried again in its time', async (_, answer, status, seconds) => {
    const { attempt, state, seconds: pause } = await meets(answer)
    expect(attempt.status).toBe(status)
    expect(state).toBe('pending')
    if (seconds) within10Percent(pause, seconds)
    else expect(pause).toBeGreaterThan(200)
  })

  it('410 is switched off, and not called again', async () => {
    const { state } = await meets(answering(410))
    expect(state).toBe('failed')
    const { rows } = await office.pool.query(
      'select s.enabled, t.pause_reason from public_sites s join rebuild_targets t on t.site_id = s.id where s.id = $1',
      [site],
    )
    expect(rows[0]).toEqual({ enabled: false, pause_reason: 'gone' })
    receiver.calls = []
    await makeRelease(office, { title: 'Après 410', contacts: [contact] })
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(receiver.calls).toEqual([])
  })

  it('nothing at all is given up after 15 s', async () => {
    const { attempt, seconds } = await meets(() => {})
    expect(attempt.status).toBeNull()
    expect(attempt.duration_ms).toBeGreaterThan(14_500)
    expect(attempt.duration_ms).toBeLessThan(17_000)
    within10Percent(seconds, 5)
  })

  it('one byte a second of its headers is given up after 15 s', async () => {
    const { attempt } = await meets((request) => {
      const bytes = [...'HTTP/1.1 200 OK\r\nx-slow: very\r\n\r\n']
      const drip = setInterval(() => {
        const next = bytes.shift()
        if (request.socket.destroyed || !next) clearInterval(drip)
        else request.socket.write(next)
      }, 1_000)
    })
    expect(attempt.status).toBeNull()
    expect(attempt.duration_ms).toBeLessThan(17_000)
  })

  it('a reset is tried again', async () => {
    const { attempt, seconds } = await meets((request) => request.socket.resetAndDestroy())
    expect(attempt).toMatchObject({ status: null, error: expect.stringMatching(/ECONNRESET|socket|closed/i) })
    within10Percent(seconds, 5)
  })

  it('one byte a second of a body counts by its status, and is not waited for', async () => {
    const { attempt, state } = await meets((_, response) => {
      response.writeHead(500)
      const drip = setInterval(() => (response.destroyed ? clearInterval(drip) : response.write('x')), 1_000)
    })
    expect(state).toBe('pending')
    expect(attempt.status).toBe(500)
    expect(attempt.duration_ms).toBeLessThan(5_000)
  })

  it('10 MB is read to 64 kB, and 2 kB of it are kept', async () => {
    let written = 0
    const { attempt } = await meets((_, response) => {
      response.writeHead(500)
      const chunk = Buffer.alloc(65_536, 'x')
      const pump = () => {
        while (written < 10_000_000 && !response.destroyed) {
          written += chunk.length
          if (!response.write(chunk)) return response.once('drain', pump)
        }
        return response.end()
      }
      pump()
    })
    expect(attempt.status).toBe(500)
    expect(attempt.answer).toHaveLength(2_000)
    expect(written).toBeLessThan(10_000_000)
  })
})

it('keeps to the schedule of attempts within 10 %, to the end', async () => {
  const planned = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]
  const { seconds } = await meets(answering(500))
  const pauses = [seconds]
  const read = async () =>
    (
      await office.pool.query(
        `select id, attempts, step, state, extract(epoch from due_at - now())::float8 as seconds from rebuilds where site_id = $1 and state in ('pending', 'failed') and attempts > 0 order by requested_at desc limit 1`,
        [site],
      )
    ).rows[0]
  for (let attempts = 2; attempts <= 10; attempts++) {
    await office.pool.query(`update rebuilds set due_at = now() where site_id = $1 and state = 'pending'`, [site])
    await office.pool.query(`select pg_notify('publications', '')`)
    await until(async () => {
      const row = await read()
      return row.attempts >= attempts && (row.seconds > 1 || row.state === 'failed')
    }, 5_000)
    const row = await read()
    if (row.state === 'pending') pauses.push(row.seconds)
  }
  expect(pauses).toHaveLength(9)
  for (const [nth, pause] of pauses.entries()) within10Percent(pause, planned[nth] ?? 0)
  expect((await read()).state).toBe('failed')
  expect(new Set(receiver.calls.map(({ id }) => id)).size).toBe(1)
  expect(receiver.calls).toHaveLength(10)
})

it('a bad certificate is an error, not a warning', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'rencontre-tls-'))
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-keyout',
      join(directory, 'key'),
      '-out',
      join(directory, 'cert'),
      '-subj',
      '/CN=localhost',
      '-days',
      '1',
    ],
    { stdio: 'ignore' },
  )
  let hits = 0
  const server = createTlsServer(
    { key: readFileSync(join(directory, 'key')), cert: readFileSync(join(directory, 'cert')) },
    (_, response) => {
      hits += 1
      response.end()
    },
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await expect(
    guardedFetch(`https://127.0.0.1:${port}/hook`, { method: 'POST', headers: {}, body: '', allowPrivate: true }),
  ).rejects.toThrow(/self.signed/i)
  expect(hits).toBe(0)
  server.close()
  rmSync(directory, { recursive: true })
})

it('a name that answers a public address first and 127.0.0.1 then never reaches the inside', async () => {
  let connections = 0
  const inside = createTcpServer((socket) => {
    connections += 1
    socket.destroy()
  })
  await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve))
  const names = await rebindingNames()
  const { port } = inside.address() as AddressInfo
  const call = (allowPrivate: boolean) =>
    guardedFetch(`https://rebinding.test:${port}/hook`, {
      method: 'POST',
      headers: {},
      body: '',
      allowPrivate,
      resolve: names.resolve,
    })
      .then(() => 'answered')
      .catch((error: Error & { cause?: Error }) => error.cause?.name ?? error.name)
  // The first answer is a public address; nobody waits for what is not there.
  await Promise.race([call(false), new Promise((resolve) => setTimeout(resolve, 500))])
  names.turnInside()
  const errors = []
  for (let n = 0; n < 20; n++) errors.push(await call(false))
  say('DNS rebinding, connections to the inside', `${connections} of ${errors.length} tries`)
  expect(new Set(errors)).toEqual(new Set(['RefusedAddress']))
  expect(names.asked()).toBeGreaterThanOrEqual(20)
  expect(connections).toBe(0)
  // The same call where it may: so the server was there to be reached.
  await call(true)
  expect(connections).toBe(1)
  names.close()
  inside.close()
})

it('memory stays flat over many answers of 10 MB', async () => {
  // As in the process in which they are made.
  countBuffersWithTheHeap()
  const server = await startReceiver()
  const large = Buffer.alloc(10_000_000, 'x')
  server.answer = (_, response) => response.writeHead(200).end(large)
  const call = () => guardedFetch(server.url, { method: 'POST', headers: {}, body: '{}', allowPrivate: true })
  for (let n = 0; n < 20; n++) await call()
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  const count = rounds(500, 100)
  for (let n = 0; n < count; n++) await call()
  globalThis.gc?.()
  const growth = (process.memoryUsage().rss - before) / 1e6
  await server.close()
  say(`memory after ${count} answers of 10 MB`, `${growth.toFixed(0)} MB more`)
  expect(growth).toBeLessThan(80)
})

/** A name server of forty lines: a public address until it is told to turn, 127.0.0.1 afterwards. */
async function rebindingNames() {
  let questions = 0
  let address = [93, 184, 216, 34]
  const socket = createSocket('udp4', (query, from) => {
    questions += 1
    const isIpv4 = query.readUInt16BE(query.length - 4 - additional(query)) === 1
    const question = query.subarray(12, query.length - additional(query))
    const header = Buffer.from([query[0] ?? 0, query[1] ?? 0, 0x81, 0x80, 0, 1, 0, isIpv4 ? 1 : 0, 0, 0, 0, 0])
    const record = isIpv4 ? Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4, ...address]) : Buffer.alloc(0)
    socket.send(Buffer.concat([header, question, record]), from.port, from.address)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', () => resolve()))
  const resolver = new Resolver()
  resolver.setServers([`127.0.0.1:${socket.address().port}`])
  const resolve = ((
    hostname: string,
    _options: object,
    callback: (error: Error | null, found: Array<{ address: string; family: number }>) => void,
  ) =>
    resolver.resolve4(hostname, (error, found) =>
      callback(
        error,
        (found ?? []).map((one) => ({ address: one, family: 4 })),
      ),
    )) as unknown as Resolve
  return {
    resolve,
    asked: () => questions,
    turnInside: () => (address = [127, 0, 0, 1]),
    close: () => socket.close(),
  }
}

/** The length of an EDNS record at the end of a question, if it has one. */
const additional = (query: Buffer): number => (query.readUInt16BE(10) > 0 ? 11 : 0)
