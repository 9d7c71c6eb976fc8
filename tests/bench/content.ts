/**
 * `npm run bench:content`: the content API beside Payload's own REST on the same data and beside a bare
 * `node:http` server with the same bytes, in one run, turn and turn about. The product runs as `npm start` starts it,
 * Next in its own process and all. Writes docs/figures.md,
 * docs/bench/content.json and docs/bench/content.svg.
 *
 *   --documents 10000   how many releases, each in two languages with texts of 5 kB
 *   --seconds 3         how long each measurement takes
 *   --runs 5            of which the median counts
 */
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { startEmbeddedDatabase } from '../../src/server/embeddedDatabase.ts'
import { openBackOffice, SECRET } from '../support/backOffice.ts'
import { makeNetwork } from '../support/factories.ts'
import { seeded } from '../support/random.ts'
import { reachableDirectory } from '../support/runningProduct.ts'
import { percentile } from '../support/scale.ts'
import { bars } from './bars.ts'
import { fillWithReleases } from './contentData.ts'
import { machine, writeSection } from './figures.mjs'
import type { Measured, Requests } from './load.ts'
import { startForReaders } from './productForReaders.ts'
import { measure, pathsFor } from './readers.ts'

const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: '10000' },
    seconds: { type: 'string', default: '3' },
    runs: { type: 'string', default: '5' },
  },
})
const [DOCUMENTS, SECONDS, RUNS] = [Number(values.documents), Number(values.seconds), Number(values.runs)]
const CONNECTIONS = 16

const directory = reachableDirectory()
const database = await startEmbeddedDatabase(directory)
const env = { DATABASE_URL: database.url, PAYLOAD_SECRET: SECRET, NODE_ENV: 'production' as const }
execFileSync(process.execPath, ['src/commands/migrate.ts'], { env: { ...process.env, ...env }, stdio: 'ignore' })
const office = await openBackOffice({ worker: 'off', databaseUrl: database.url })
const network = await makeNetwork(office)
await fillWithReleases(office, { releases: DOCUMENTS, owner: network.a, contact: network.contactOfA })
const { rows: owners } = await office.pool.query<{ id: string }>('select id from members')
await office.close()

const LIST = '/content/press-releases?limit=10&depth=1&sort=-publishedAt'
const SINGLE = '/content/press-releases/copie-7'
const PULL = pullPaths()

const content = await startForReaders(database.url, directory, { WORKER: 'off' })
const payload = await start('payloadRest.ts', [], {
  ...env,
  PUBLIC_URL: 'http://localhost:3999',
  WORKER: 'off',
  DATA_DIR: directory,
  MEDIA_DIR: `${directory}/media`,
})
const pages = await pullOnce(content.url)
const bare = await start('bareServer.ts', [content.url, LIST, SINGLE, ...pages.paths], {})

const random = seeded(7)
const coldList = (base: string) => () => {
  const before = new Date(Date.UTC(2010, 0, 1) + Math.floor(random.next() * 5e11)).toISOString()
  const owner = owners[random.below(owners.length)]?.id
  return base === 'content'
    ? `/content/press-releases?limit=10&depth=1&sort=-publishedAt&pagination=false&where[publishedAt][less_than]=${before}&where[owner][equals]=${owner}`
    : `/api/press-releases?limit=10&depth=1&sort=-publishedAt&pagination=false&where[publishedAt][less_than]=${before}&where[owner][equals]=${owner}`
}
const etagOf = async (path: string) =>
  (await fetch(`${content.url}${path}`, { headers: { 'accept-encoding': 'identity' } })).headers.get('etag') ?? ''
const PAYLOAD_LIST = '/api/press-releases?limit=10&depth=1&sort=-publishedAt&where[_status][equals]=published'

const known = { 'if-none-match': await etagOf(LIST) }
const tasks: Array<{ name: string; of: 'content' | 'bare' | 'payload'; requests: (seconds: number) => Requests }> = [
  { name: 'hot list of 10 with member', of: 'content', requests: () => ({ paths: [LIST] }) },
  { name: 'hot list of 10 with member', of: 'bare', requests: () => ({ paths: [LIST] }) },
  { name: 'hot list of 10 with member', of: 'payload', requests: () => ({ paths: [PAYLOAD_LIST] }) },
  { name: 'hot single by slug', of: 'content', requests: () => ({ paths: [SINGLE] }) },
  { name: 'hot single by slug', of: 'bare', requests: () => ({ paths: [SINGLE] }) },
  {
    name: 'hot single by slug',
    of: 'payload',
    requests: () => ({
      paths: ['/api/press-releases?where[slug][equals]=copie-7&limit=1&depth=0&pagination=false'],
    }),
  },
  { name: '304 of a list', of: 'content', requests: () => ({ paths: [LIST], headers: known }) },
  { name: '304 of a list', of: 'bare', requests: () => ({ paths: [LIST], headers: known }) },
  {
    name: 'cold list of 10 with member, each another',
    of: 'content',
    requests: (seconds) => ({ paths: pathsFor(seconds, coldList('content')) }),
  },
  {
    name: 'cold list of 10 with member, each another',
    of: 'payload',
    requests: (seconds) => ({ paths: pathsFor(seconds, coldList('payload')) }),
  },
]
const urls = { content: content.url, bare: bare.url, payload: payload.url }
const ask = ({ of, requests }: (typeof tasks)[number], seconds: number) =>
  measure({ kind: 'load', url: urls[of], given: { seconds, connections: CONNECTIONS, ...requests(seconds) } })
// What is loaded and compiled at first use is loaded and compiled.
for (const task of tasks) await ask(task, 2 * SECONDS)
const results = new Map<string, Measured[]>()
for (let run = 0; run < RUNS; run++) {
  for (const task of tasks) {
    const key = `${task.name} | ${task.of}`
    results.set(key, [...(results.get(key) ?? []), await ask(task, SECONDS)])
  }
}
const median = (name: string, of: string, what: keyof Measured = 'perSecond') =>
  percentile(
    (results.get(`${name} | ${of}`) ?? []).map((one) => one[what]),
    0.5,
  )

const pulls = { content: [] as number[], bare: [] as number[], payload: [] as number[] }
let held = 0
for (let run = 0; run < RUNS; run++) {
  const before = rssOf(content.child)
  pulls.content.push((await pullOnce(content.url)).mbPerSecond)
  held = Math.max(held, rssOf(content.child) - before)
  pulls.bare.push((await pullOnce(bare.url, pages.paths)).mbPerSecond)
  if (run < 2) pulls.payload.push(await pullFromPayload(payload.url))
}

const errors = [...results.values()].flat().reduce((sum, one) => sum + one.errors, 0)
const ratio = (name: string, to: string) => median(name, 'content') / median(name, to)
const rows: Array<[string, string, string]> = [
  ...['hot list of 10 with member', 'hot single by slug'].flatMap(
    (name): Array<[string, string, string]> => [
      [`${name}: of bare Node, the same bytes`, ratio(name, 'bare').toFixed(2), 'at least 0.6'],
      [`${name}: times Payload’s REST`, ratio(name, 'payload').toFixed(0), 'at least 40'],
    ],
  ),
  ['304 of a list: of bare Node’s 304', ratio('304 of a list', 'bare').toFixed(2), 'at least 0.8'],
  [
    'cold list of 10 with member, every request another: times Payload’s REST',
    ratio('cold list of 10 with member, each another', 'payload').toFixed(1),
    'at least 8',
  ],
  [
    `the same: p99 at ${CONNECTIONS} connections`,
    `${median('cold list of 10 with member, each another', 'content', 'p99').toFixed(0)} ms`,
    'at most 25 ms',
  ],
  [
    `all ${DOCUMENTS} releases by changes (${pages.megabytes.toFixed(0)} MB): of bare Node, the same bytes`,
    (percentile(pulls.content, 0.5) / percentile(pulls.bare, 0.5)).toFixed(2),
    'at least 0.3',
  ],
  [
    'the same: times Payload’s REST reading them all (documents a second)',
    (percentile(pulls.content, 0.5) / pages.megabytes / (percentile(pulls.payload, 0.5) / pages.megabytes)).toFixed(1),
    'at least 8',
  ],
  ['the same: memory of the process meanwhile', `${held.toFixed(0)} MB more at most`, 'flat'],
  ['requests answered with an error, of all', String(errors), '0'],
]
const table = rows.map(([what, figure, bound]) => `| ${what} | ${figure} | ${bound} |`).join('\n')
const raw = [...results].map(([key, runs]) => {
  const [name, of] = key.split(' | ')
  return {
    name,
    of,
    perSecond: percentile(
      runs.map(({ perSecond }) => perSecond),
      0.5,
    ),
    p99: percentile(
      runs.map(({ p99 }) => p99),
      0.5,
    ),
  }
})
mkdirSync('docs/bench', { recursive: true })
writeFileSync(
  'docs/bench/content.json',
  `${JSON.stringify({ of: machine(), documents: DOCUMENTS, connections: CONNECTIONS, seconds: SECONDS, runs: RUNS, raw, pulls, ratios: Object.fromEntries(rows.map(([what, figure]) => [what, figure])) }, null, 2)}\n`,
)
writeFileSync(
  'docs/bench/content.svg',
  bars(
    raw.map(({ name = '', of = '', perSecond }) => ({ label: `${name}: ${of}`, value: perSecond })),
    { title: 'Requests a second', scale: 'log' },
  ),
)
writeSection(
  'content',
  `Measured with \`npm run bench:content\` on ${machine()}: ${DOCUMENTS} releases in two languages, 50 sites; ${CONNECTIONS} connections, median of ${RUNS} runs of ${SECONDS} s. Ratios to a bare \`node:http\` server with the same bytes and to Payload’s REST on the same database, open and without our guards, in the same run. The plot: docs/bench/content.svg.

| what | figure | bound |
|---|---|---|
${table}
`,
)
await content.stop()
payload.stop()
bare.stop()
await database.stop()
rmSync(directory, { recursive: true, force: true })
process.exit(0)

function pullPaths(): { first: string; next: (cursor: number) => string } {
  return { first: '/content/changes?limit=1000', next: (cursor) => `/content/changes?limit=1000&after=${cursor}` }
}

/** Reads everything from the start, page by page, as a public site does; the bytes are not looked at. */
async function pullOnce(
  url: string,
  known?: string[],
): Promise<{ paths: string[]; megabytes: number; mbPerSecond: number }> {
  const paths: string[] = []
  let bytes = 0
  const from = performance.now()
  for (let path: string | undefined = known ? known[0] : PULL.first; path; ) {
    paths.push(path)
    const answer = await fetch(`${url}${path}`, { headers: { 'accept-encoding': 'identity' } })
    const body = Buffer.from(await answer.arrayBuffer())
    bytes += body.length
    const end = /"cursor":(\d+),"more":(true|false)\}$/.exec(body.subarray(-60).toString('utf8'))
    path = known ? known[paths.length] : end?.[2] === 'true' ? PULL.next(Number(end[1])) : undefined
  }
  const megabytes = bytes / 1e6
  return { paths, megabytes, mbPerSecond: megabytes / ((performance.now() - from) / 1000) }
}

/** Payload’s fastest way to read them all: pages of 1,000 without counting, in both languages; as the same megabytes a second. */
async function pullFromPayload(url: string): Promise<number> {
  const from = performance.now()
  for (const locale of ['fr', 'en']) {
    for (let page = 1; (page - 1) * 1000 < DOCUMENTS; page++) {
      const answer = await fetch(`${url}/api/press-releases?limit=1000&page=${page}&depth=0&locale=${locale}&sort=id`)
      await answer.arrayBuffer()
    }
  }
  return pages.megabytes / ((performance.now() - from) / 1000)
}

function rssOf({ pid }: { pid?: number | undefined }): number {
  return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024
}

async function start(
  script: string,
  args: string[],
  extra: Record<string, string>,
): Promise<{ url: string; stop: () => void }> {
  const child = spawn(process.execPath, [`tests/bench/${script}`, ...args], {
    env: { ...process.env, ...extra },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const port = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${script} ended (${code})`)))
    child.stdout.on('data', (chunk) => {
      const [, found] = /ready (\d+)/.exec(String(chunk)) ?? []
      if (found) resolve(found)
    })
  })
  return { url: `http://127.0.0.1:${port}`, stop: () => child.kill('SIGKILL') }
}
