import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BackOffice, type Caller, caller, openBackOffice } from '../support/backOffice.ts'
import { makeNetwork, makeRelease } from '../support/factories.ts'
import { type Instance, startInstance } from '../support/instances.ts'
import { connectSite } from '../support/publicSite.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { until } from '../support/runningProduct.ts'
import { rounds, say } from '../support/scale.ts'

const PUBLISHES = rounds(1_000)
const SCHEDULES = rounds(200)

let office: BackOffice
let receiver: Receiver
let instances: Instance[]
let callers: Caller[]
let contact: string

beforeAll(async () => {
  office = await openBackOffice({ worker: 'off' })
  contact = (await makeNetwork(office)).contactOfA
  receiver = await startReceiver()
  const admin = await office.as('network-admin')
  const { secret } = await connectSite(admin, { url: receiver.url })
  receiver.secrets = [secret]
  instances = await Promise.all([1, 2, 3].map(() => startInstance(office.databaseUrl)))
  callers = instances.map(({ url }) => caller(url, { Authorization: `JWT ${admin.token}` }))
})
afterAll(async () => {
  await Promise.all(instances.map((instance) => instance.stop()))
  await receiver.close()
  await office.close()
})

const head = async () =>
  Number((await office.pool.query('select coalesce(max(position), 0) as head from publications')).rows[0].head)
const told = () => receiver.calls.flatMap(({ id, positions }) => positions.map((position) => ({ id, position })))

it(`three instances: of ${PUBLISHES} publishes each reaches the site, once`, async () => {
  const before = await head()
  const releases = []
  for (let n = 0; n < 30; n++)
    releases.push(await makeRelease(office, { title: `Trois ${n}`, contacts: [contact], _status: 'draft' }))
  let next = 0
  await Promise.all(
    releases.map(async ({ id }, lane) => {
      while (next < PUBLISHES) {
        const n = next++
        const { status } = await (callers[(lane + n) % 3] as Caller).call('PATCH', `/api/press-releases/${id}`, {
          summary: `Publication ${n}`,
          _status: 'published',
        })
        expect(status).toBe(200)
      }
    }),
  )
  const { rows } = await office.pool.query<{ position: string }>(
    `select position from publications where position > $1 and collection = 'press-releases'`,
    [before],
  )
  await until(async () => new Set(told().map(({ position }) => position)).size >= rows.length, 30_000)
  const ids = new Map<number, Set<string>>()
  for (const { id, position } of told()) ids.set(position, (ids.get(position) ?? new Set()).add(id))
  const missed = rows.filter(({ position }) => !ids.has(Number(position))).length
  const doubled = [...ids.values()].filter((of) => of.size > 1).length
  say('three instances, publishes missed', `${missed} of ${rows.length}`)
  say('three instances, publishes told under two ids', `${doubled} of ${rows.length}`)
  expect(rows.length).toBe(PUBLISHES)
  expect(missed).toBe(0)
  expect(doubled).toBe(0)
  expect(receiver.unverified).toBe(0)
})

it(`three instances: ${SCHEDULES} schedules at one instant are each carried out once`, async () => {
  const admin = callers[0] as Caller
  const ids: string[] = []
  for (let n = 0; n < SCHEDULES; n++)
    ids.push((await makeRelease(office, { title: `Prévu ${n}`, contacts: [contact], _status: 'draft' })).id)
  const at = new Date(Date.now() + Math.max(15_000, SCHEDULES * 120))
  await Promise.all(
    [0, 1, 2, 3].map(async (lane) => {
      for (let n = lane; n < SCHEDULES; n += 4) {
        const { status, body } = await admin.call('POST', '/api/schedules', {
          document: { relationTo: 'press-releases', value: ids[n] },
          action: 'publish',
          at: at.toISOString(),
        })
        if (status !== 201) throw new Error(JSON.stringify(body))
      }
    }),
  )
  expect(Date.now()).toBeLessThan(at.getTime())
  const early = await office.pool.query('select 1 from publications where document_id = any($1)', [ids])
  expect(early.rows).toEqual([])
  await until(
    async () =>
      (await office.pool.query(`select count(*)::int as left from schedules where state = 'waiting'`)).rows[0].left ===
      0,
    120_000,
  )
  const { rows: schedules } = await office.pool.query<{ state: string; at: Date; done_at: Date }>(
    'select state, at, done_at from schedules where document_id = any($1)',
    [ids],
  )
  const { rows: entries } = await office.pool.query<{ count: number; first: Date }>(
    'select count(*)::int as count, min(occurred_at) as first from publications where document_id = any($1) group by document_id',
    [ids],
  )
  const { rows: versions } = await office.pool.query<{ count: number }>(
    `select count(*)::int as count from _press_releases_v where parent_id = any($1) and version__status = 'published' group by parent_id`,
    [ids],
  )
  say('three instances, schedules done', `${schedules.filter(({ state }) => state === 'done').length} of ${SCHEDULES}`)
  say('three instances, schedules carried out twice', String(versions.filter(({ count }) => count > 1).length))
  say(
    'schedules at one instant, first and last entry after it',
    `${Math.min(...entries.map(({ first }) => +first)) - +at} ms, ${Math.max(...entries.map(({ first }) => +first)) - +at} ms`,
  )
  expect(schedules.map(({ state }) => state)).toEqual(ids.map(() => 'done'))
  expect(entries).toHaveLength(SCHEDULES)
  expect(entries.every(({ count, first }) => count === 1 && first >= at)).toBe(true)
  expect(versions.every(({ count }) => count === 1)).toBe(true)
})
