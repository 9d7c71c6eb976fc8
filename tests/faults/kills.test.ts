import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BackOffice, caller, openBackOffice } from '../support/backOffice.ts'
import { makeNetwork, makeRelease } from '../support/factories.ts'
import { type Instance, startInstance } from '../support/instances.ts'
import { connectSite } from '../support/publicSite.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { twoFreePorts, until } from '../support/runningProduct.ts'
import { rounds, say } from '../support/scale.ts'

const POINTS = ['before-write', 'after-write', 'before-commit', 'after-commit', 'after-post', 'before-mark']
const KILLS = rounds(204, 12)
// Many, so that a crash that leaves some of them leased does not stop the next round from telling others.
const SITES = 12
/** A message lists 200 changes at most; slower than that, so that each entry is seen to arrive. */
const QUICK_WRITES = 3
const PAUSE_MS = 600
const WRITERS = 4

let office: BackOffice
let receivers: Receiver[]
let contact: string
let token: string

beforeAll(async () => {
  office = await openBackOffice({ worker: 'off' })
  contact = (await makeNetwork(office)).contactOfA
  receivers = await Promise.all(Array.from({ length: SITES }, () => startReceiver()))
  const admin = await office.as('network-admin')
  token = admin.token
  for (const receiver of receivers) receiver.secrets = [(await connectSite(admin, { url: receiver.url })).secret]
})
afterAll(async () => {
  await office.close()
  await Promise.all(receivers.map((receiver) => receiver.close()))
})

it(`kill -9, ${KILLS} times over six points: documents and entries agree, every entry reaches every site, repeats bear the same id`, async () => {
  const releases: string[] = []
  for (let n = 0; n < WRITERS; n++)
    releases.push((await makeRelease(office, { title: `Coup ${n}`, contacts: [contact], _status: 'draft' })).id)
  const start = Number(
    (await office.pool.query('select coalesce(max(position), 0) as head from publications')).rows[0].head,
  )
  const port = String(await twoFreePorts())
  const killed = new Map<string, number>()
  /** When the process was back after each kill. */
  const back: number[] = []
  const acknowledged = releases.map(() => -1)
  let agreed = 0

  for (let n = 0; n < KILLS; n++) {
    const point = POINTS[n % POINTS.length] ?? ''
    // A moment at random, among the first few times that it comes to the point.
    const instance = await startInstance(office.databaseUrl, {
      PORT: port,
      KILL_AT: `${point}:${1 + Math.floor(Math.random() * 6)}`,
    })
    back.push(Date.now())
    await publishUntilDeath(instance, { releases, acknowledged, round: n })
    killed.set(point, (killed.get(point) ?? 0) + 1)
    if (await agree(releases, acknowledged)) agreed += 1
  }

  const instance = await startInstance(office.databaseUrl, { PORT: port })
  const backAt = Date.now()
  back.push(backAt)
  const { rows } = await office.pool.query<{ position: string }>(
    'select position from publications where position > $1',
    [start],
  )
  const positions = rows.map(({ position }) => Number(position))
  const missing = () =>
    receivers.reduce((sum, { calls }) => {
      const told = new Set(calls.flatMap((call) => call.positions))
      return sum + positions.filter((position) => !told.has(position)).length
    }, 0)
  const unsettled = async () =>
    (await office.pool.query(`select count(*)::int as left from rebuilds where state = 'pending'`)).rows[0].left
  await until(async () => missing() === 0 && (await unsettled()) === 0, 40_000).catch(() => {})
  const recovered = Date.now() - backAt
  await instance.stop()

  let doubled = 0
  let repeats = 0
  const gaps: number[] = []
  for (const { calls } of receivers) {
    const ids = new Map<number, Set<string>>()
    for (const { id, positions: carried } of calls)
      for (const position of carried) ids.set(position, (ids.get(position) ?? new Set()).add(id))
    doubled += [...ids.values()].filter((of) => of.size > 1).length
    for (const id of new Set(calls.map((call) => call.id))) {
      const same = calls.filter((call) => call.id === id)
      repeats += same.length - 1
      for (const [n, call] of same.entries()) {
        const before = same[n - 1]
        if (before && same.length === 2) gaps.push(call.at - before.at)
      }
    }
  }
  say('kill -9, kills by point', [...killed].map(([point, count]) => `${point} ${count}`).join(', '))
  say('kill -9, documents and entries agree', `${agreed} of ${KILLS}`)
  say('kill -9, entries not told to a site', `${missing()} of ${positions.length * SITES}`)
  say('kill -9, entries told under two ids', `${doubled}; ${repeats} repeats with the same id`)
  say('kill -9, all settled after the last start', `${(recovered / 1000).toFixed(1)} s`)
  expect([...killed.values()].reduce((sum, count) => sum + count, 0)).toBe(KILLS)
  expect(agreed).toBe(KILLS)
  expect(positions.length).toBeGreaterThan(KILLS / 2)
  expect(missing()).toBe(0)
  expect(await unsettled()).toBe(0)
  expect(doubled).toBe(0)
  expect(repeats).toBeGreaterThan(0)
  expect(recovered).toBeLessThanOrEqual(30_000)
  expect(receivers.map(({ unverified }) => unverified)).toEqual(receivers.map(() => 0))
})

/** Publishes on every release without pause until the process is dead. */
async function publishUntilDeath(
  instance: Instance,
  { releases, acknowledged, round }: { releases: string[]; acknowledged: number[]; round: number },
): Promise<void> {
  const remote = caller(instance.url, { Authorization: `JWT ${token}` })
  const deadline = Date.now() + 60_000
  await Promise.all(
    releases.map(async (id, lane) => {
      for (let n = 0; instance.isAlive(); n++) {
        if (Date.now() > deadline) throw new Error(`not dead after 60 s: ${instance.output()}`)
        const number = round * 10_000 + n
        const answer = await remote
          .call('PATCH', `/api/press-releases/${id}`, { keywords: [String(number)], _status: 'published' })
          .catch(() => undefined)
        if (answer?.status === 200) acknowledged[lane] = number
        if (answer?.status === 200 && n >= QUICK_WRITES)
          await Promise.race([instance.ended, new Promise((resolve) => setTimeout(resolve, PAUSE_MS))])
        else if (answer?.status !== 200) await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }),
  )
  expect(await instance.ended).toBe(null)
}

/** Whether each document says what its newest entry says, and nothing that was acknowledged is lost. */
async function agree(releases: string[], acknowledged: number[]): Promise<boolean> {
  // The server may still be ending the session of the dead process.
  await until(
    async () =>
      (
        await office.pool.query(
          `select count(*)::int as open from pg_stat_activity where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()`,
        )
      ).rows[0].open === 0,
    10_000,
  )
  const { rows } = await office.pool.query<{
    id: string
    status: string
    said: string | null
    kept: string | null
    entry: string | null
  }>(
    `select r.id, r._status as status,
       (select t.text from press_releases_texts t where t.parent_id = r.id and t.path = 'keywords' order by t."order" limit 1) as said,
       (select d.content #>> '{keywords,0}' from published_documents d where d.document_id = r.id and d.language = 'fr') as kept,
       (select p.content #>> '{keywords,0}' from publications p where p.document_id = r.id and p.language = 'fr' order by position desc limit 1) as entry
     from press_releases r where r.id = any($1)`,
    [releases],
  )
  return (
    rows.length === releases.length &&
    rows.every(({ id, status, said, kept, entry }) => {
      if (status !== 'published') return kept === null && entry === null
      return said === kept && kept === entry && Number(said) >= (acknowledged[releases.indexOf(id)] ?? -1)
    })
  )
}
