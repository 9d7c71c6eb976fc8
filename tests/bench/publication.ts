/**
 * `npm run bench`, first part: from the commit of a publish to the signed request at the receiver; the
 * same for 20 healthy receivers beside one that hangs; and what the ledger costs. A back office of its
 * own, all but Next, on a PostgreSQL of its own; every ratio against a baseline of the same run.
 */
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import pg from 'pg'
import { startEmbeddedDatabase } from '../../src/server/embeddedDatabase.ts'
import { caller, openBackOffice, SECRET } from '../support/backOffice.ts'
import { makeNetwork, makeRelease } from '../support/factories.ts'
import { startInstance } from '../support/instances.ts'
import { connectSite } from '../support/publicSite.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { reachableDirectory } from '../support/runningProduct.ts'
import { percentile } from '../support/scale.ts'
import { machine, writeSection } from './figures.mjs'

const PUBLISHES = 200
const BLOCKS = 8
const PER_BLOCK = 25
const LEDGER_ROUNDS = 400
const HEALTHY = 20

const directory = reachableDirectory()
const database = await startEmbeddedDatabase(directory)
execFileSync(process.execPath, ['src/commands/migrate.ts'], {
  env: { ...process.env, DATABASE_URL: database.url, PAYLOAD_SECRET: SECRET },
  stdio: 'ignore',
})
const office = await openBackOffice({ worker: 'off', databaseUrl: database.url })
const { contactOfA } = await makeNetwork(office)
const admin = await office.as('network-admin')
const instance = await startInstance(database.url)
const remote = caller(instance.url, { Authorization: `JWT ${admin.token}` })
const release = await makeRelease(office, { title: 'Mesure', contacts: [contactOfA] })

/** When each position was committed: PostgreSQL notifies at the commit. */
const committed = new Map<number, number>()
const listener = new pg.Client({ connectionString: database.url })
await listener.connect()
listener.on('notification', ({ payload }) => {
  if (payload) committed.set(Number(payload), performance.now())
})
await listener.query('listen publications')

let count = 0
/** Publishes once; returns how long the request took, in milliseconds. */
async function publish(to = remote, id = release.id): Promise<number> {
  const from = performance.now()
  const { status, body } = await to.call('PATCH', `/api/press-releases/${id}`, {
    keywords: [String(count++)],
    _status: 'published',
  })
  if (status !== 200) throw new Error(JSON.stringify(body))
  return performance.now() - from
}

/** Remembers when each position arrived. */
function timed(receiver: Receiver): Map<number, number> {
  const arrived = new Map<number, number>()
  receiver.answer = (_request, response, { positions }) => {
    for (const position of positions) arrived.set(position, performance.now())
    response.writeHead(202).end()
  }
  return arrived
}

const delays = (arrived: Map<number, number>, positions: number[]): number[] =>
  positions.flatMap((position) => {
    const [at, from] = [arrived.get(position), committed.get(position)]
    return at === undefined || from === undefined ? [] : [at - from]
  })
const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`

// One receiver.
const first = await startReceiver()
const firstArrived = timed(first)
const { id: firstSite } = await connectSite(admin, { url: first.url })
for (let n = 0; n < 10; n++) await publish()
await rest(500)
committed.clear()
for (let n = 0; n < PUBLISHES; n++) {
  await publish()
  await rest(30)
}
await rest(1_000)
const toOne = delays(firstArrived, [...committed.keys()])
await admin.call('DELETE', `/api/public-sites/${firstSite}`)

// Twenty healthy ones, and one that hangs: blocks with and without it take turns.
const healthy = await Promise.all(Array.from({ length: HEALTHY }, () => startReceiver()))
const arrivals = healthy.map(timed)
for (const { url } of healthy) await connectSite(admin, { url })
const hanging = await startReceiver()
hanging.answer = () => {}
const { id: hangingSite } = await connectSite(admin, { url: hanging.url, enabled: false })
const beside: Record<'without' | 'with', number[]> = { without: [], with: [] }
for (let n = 0; n < 10; n++) await publish()
for (let block = 0; block < BLOCKS; block++) {
  const which = block % 2 === 0 ? 'without' : 'with'
  await admin.call('PATCH', `/api/public-sites/${hangingSite}`, { enabled: which === 'with' })
  await rest(500)
  const before = new Set(committed.keys())
  for (let n = 0; n < PER_BLOCK; n++) {
    await publish()
    await rest(150)
  }
  await rest(1_000)
  const positions = [...committed.keys()].filter((position) => !before.has(position))
  for (const arrived of arrivals) beside[which].push(...delays(arrived, positions))
}
const ratio = percentile(beside.with, 0.95) / percentile(beside.without, 0.95)
const hung = hanging.calls.length

// The ledger: the same requests to a back office that records nothing, turn and turn about. No site listens.
const { body: sites } = await admin.call('GET', '/api/public-sites?limit=100')
for (const { id } of sites.docs) await admin.call('DELETE', `/api/public-sites/${id}`)
await instance.stop()
const [recording, bare] = await Promise.all([
  startInstance(database.url, { WORKER: 'off' }),
  startInstance(database.url, { WORKER: 'off', WITHOUT_LEDGER: 'true' }),
])
const withLedger = caller(recording.url, { Authorization: `JWT ${admin.token}` })
const withoutLedger = caller(bare.url, { Authorization: `JWT ${admin.token}` })
const other = await makeRelease(office, { title: 'Mesure sans registre', contacts: [contactOfA] })
const took: Record<'with' | 'without', number[]> = { with: [], without: [] }
for (let n = 0; n < LEDGER_ROUNDS + 50; n++) {
  const order = n % 2 === 0 ? (['with', 'without'] as const) : (['without', 'with'] as const)
  for (const which of order) {
    const spent = await (which === 'with' ? publish(withLedger) : publish(withoutLedger, other.id))
    if (n >= 50) took[which].push(spent)
  }
}
const medians = { with: percentile(took.with, 0.5), without: percentile(took.without, 0.5) }
const cost = (medians.with - medians.without) / medians.with

writeSection(
  'publication',
  `Measured with \`npm run bench\` on ${machine()}. The back office without Next, a PostgreSQL of its own; the commit is the instant of its \`NOTIFY\`.

| what | figure | bound |
|---|---|---|
| publish commit → signed request at the receiver, quiet period 0, ${toOne.length} of ${PUBLISHES} publishes: median | ${ms(percentile(toOne, 0.5))} | at most 50 ms |
| the same, p95 | ${ms(percentile(toOne, 0.95))} | at most 200 ms |
| 20 healthy receivers, p95 of ${beside.without.length} requests | ${ms(percentile(beside.without, 0.95))} | |
| the same beside one that hangs (${hung} calls to it), p95 of ${beside.with.length} requests | ${ms(percentile(beside.with, 0.95))}, ${ratio.toFixed(2)} of the p95 without it | at most 1.10 |
| a publish by REST, median of ${LEDGER_ROUNDS} | ${ms(medians.with)} | |
| the same where nothing is recorded, turn and turn about | ${ms(medians.without)} | |
| share of the ledger in a publish | ${(cost * 100).toFixed(0)} % | at most 20 % |
`,
)

await Promise.all([
  recording.stop(),
  bare.stop(),
  listener.end(),
  first.close(),
  hanging.close(),
  ...healthy.map((receiver) => receiver.close()),
])
await office.close()
await database.stop()
rmSync(directory, { recursive: true, force: true })
process.exit(0)
