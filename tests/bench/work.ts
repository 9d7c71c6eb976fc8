/**
 * `npm run bench:work`: what readers of public content notice of the work behind the door: alone, while twenty
 * releases a second are published, while two people open pages of the admin without pause, and while both go on.
 * The product runs as `npm start` starts it, Next and all. Writes docs/figures.md.
 *
 *   --documents 1000   releases in the database
 *   --seconds 20       how long each part takes
 *   --rate 200         requests a second of the readers
 */
import { execFileSync, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { SHIPPED_ROLES } from '../../src/access/shippedRoles.ts'
import { startEmbeddedDatabase } from '../../src/server/embeddedDatabase.ts'
import { caller, openBackOffice, SECRET } from '../support/backOffice.ts'
import { makeNetwork, makeRelease } from '../support/factories.ts'
import { seeded } from '../support/random.ts'
import { reachableDirectory } from '../support/runningProduct.ts'
import { fillWithReleases } from './contentData.ts'
import { machine, writeSection } from './figures.mjs'
import type { Measured } from './load.ts'
import { startForReaders } from './productForReaders.ts'
import { measure, pathsFor } from './readers.ts'

const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '20' },
    rate: { type: 'string', default: '200' },
  },
})
const [DOCUMENTS, SECONDS, RATE] = [Number(values.documents), Number(values.seconds), Number(values.rate)]
const PUBLISHES_A_SECOND = 20
const CONNECTIONS = 16
const [EMAIL, PASSWORD] = ['charge@test.example', 'a password for this load']

const directory = reachableDirectory()
const database = await startEmbeddedDatabase(directory)
const env = { ...process.env, DATABASE_URL: database.url, PAYLOAD_SECRET: SECRET, NODE_ENV: 'production' as const }
execFileSync(process.execPath, ['src/commands/migrate.ts'], { env, stdio: 'ignore' })
const office = await openBackOffice({ worker: 'off', databaseUrl: database.url })
const network = await makeNetwork(office)
await fillWithReleases(office, { releases: DOCUMENTS, owner: network.a, contact: network.contactOfA })
await office.payload.create({
  collection: 'users',
  data: {
    email: EMAIL,
    password: PASSWORD,
    name: 'Charge',
    assignments: [{ role: SHIPPED_ROLES['network-admin'].id }],
  },
  overrideAccess: true,
})
const releases: string[] = []
for (let n = 0; n < 40; n++)
  releases.push((await makeRelease(office, { title: `Publié sans cesse ${n}`, contacts: [network.contactOfA] })).id)
await office.close()

const product = await startForReaders(database.url, directory)
const { url } = product
const { body } = await caller(url).call('POST', '/api/users/login', { email: EMAIL, password: PASSWORD })
const officer = caller(url, { Authorization: `JWT ${body.token}` })

const random = seeded(3)
/** One in four of what readers ask for was not asked before. */
const next = () => {
  const kind = random.below(4)
  if (kind === 0) return '/content/press-releases?limit=10&depth=1&sort=-publishedAt'
  if (kind === 1) return `/content/press-releases/copie-${random.below(50)}`
  if (kind === 2) return '/content/members?limit=50'
  const before = new Date(Date.UTC(2010, 0, 1) + Math.floor(random.next() * 5e11)).toISOString()
  return `/content/press-releases?limit=10&depth=1&sort=-publishedAt&pagination=false&where[publishedAt][less_than]=${before}`
}
const read = (): Promise<Measured> =>
  measure({
    kind: 'arrivals',
    url,
    given: { paths: pathsFor(SECONDS, next, 2 * RATE), seconds: SECONDS, connections: CONNECTIONS, rate: RATE },
  })

/** Begins a publish every fiftieth of a second, whether the last one is answered or not. */
async function publishMeanwhile(work: () => Promise<Measured>) {
  let [begun, isEnding] = [0, false]
  const answers: Array<Promise<number>> = []
  const started = performance.now()
  const timer = setInterval(() => {
    while (!isEnding && begun < ((performance.now() - started) / 1000) * PUBLISHES_A_SECOND) {
      const id = releases[begun % releases.length]
      const summary = `Publication ${++begun} de cette mesure.`
      answers.push(
        officer
          .call('PATCH', `/api/press-releases/${id}`, { summary, _status: 'published' })
          .then(({ status }) => status)
          .catch(() => 0),
      )
    }
  }, 5)
  const measured = await work()
  isEnding = true
  clearInterval(timer)
  const statuses = await Promise.all(answers)
  const seconds = (performance.now() - started) / 1000
  return {
    ...measured,
    publishes: statuses.filter((status) => status === 200).length / seconds,
    refused: statuses.filter((status) => status !== 200).length,
  }
}

async function withBrowsers<T>(work: () => Promise<T>): Promise<T & { pages: number }> {
  const child = spawn(process.execPath, ['tests/bench/adminBrowsers.ts', url, EMAIL, PASSWORD], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, CHROMIUM: fileURLToPath(new URL('./behindOthers.sh', import.meta.url)) },
  })
  let pages = 0
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The browsers ended (${code}).`)))
    child.stdout.on('data', (chunk) => {
      pages += String(chunk).split('page').length - 1
      if (String(chunk).includes('ready')) resolve()
    })
  })
  const before = pages
  const measured = await work()
  const shown = pages - before
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
  return { ...measured, pages: shown / SECONDS }
}

// What is loaded at first use is loaded.
await read()
await publishMeanwhile(read)
const alone = await read()
const publishing = await publishMeanwhile(read)
const looking = await withBrowsers(read)
const both = await withBrowsers(() => publishMeanwhile(read))

const line = (
  what: string,
  {
    p50,
    p99,
    errors,
    perSecond,
    publishes,
    refused,
    pages,
  }: Measured & { publishes?: number; refused?: number; pages?: number },
) =>
  `| ${what} | ${p50.toFixed(0)} ms | ${p99.toFixed(0)} ms | ${(p99 / alone.p99).toFixed(1)} | ${errors} | ${perSecond.toFixed(0)} | ${publishes === undefined ? '' : `${publishes.toFixed(1)}${refused ? ` (${refused} refused)` : ''}`} | ${pages === undefined ? '' : pages.toFixed(1)} |`
writeSection(
  'work',
  `Measured with \`npm run bench:work\` on ${machine()}: ${DOCUMENTS} releases in two languages; readers ask ${RATE} times a second at random instants over ${CONNECTIONS} connections, one address in four new, ${SECONDS} s each; the product, PostgreSQL, the readers and (at a lower priority) the browsers share the processors. Bound: p99 at most 50 ms, no error.

| meanwhile | p50 | p99 | p99 to that alone | errors | reads a second | publishes a second | pages a second |
|---|---|---|---|---|---|---|---|
${line('nothing', alone)}
${line(`${PUBLISHES_A_SECOND} publishes a second are begun`, publishing)}
${line('two browsers open pages of the admin', looking)}
${line('both', both)}
`,
)
await product.stop()
await database.stop()
rmSync(directory, { recursive: true, force: true })
process.exit(0)
