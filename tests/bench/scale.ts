/**
 * `npm run bench:scale`: the content API on few documents and on many, each in a database of its own on one
 * server, asked turn and turn about. Writes docs/figures.md.
 *
 *   --few 1000 --many 100000   how many releases, each in two languages with texts of 5 kB
 *   --seconds 3 --runs 5       how long each measurement takes, and how many of which the median counts
 */
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { startEmbeddedDatabase } from '../../src/server/embeddedDatabase.ts'
import { SECRET } from '../support/backOffice.ts'
import { type Instance, startInstance } from '../support/instances.ts'
import { seeded } from '../support/random.ts'
import { reachableDirectory } from '../support/runningProduct.ts'
import { percentile } from '../support/scale.ts'
import { machine, writeSection } from './figures.mjs'
import type { Measured, Requests } from './load.ts'
import { measure, pathsFor } from './readers.ts'

const { values } = parseArgs({
  options: {
    few: { type: 'string', default: '1000' },
    many: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '3' },
    runs: { type: 'string', default: '5' },
  },
})
const [FEW, MANY] = [Number(values.few), Number(values.many)]
const [SECONDS, RUNS] = [Number(values.seconds), Number(values.runs)]

const directory = reachableDirectory()
const server = await startEmbeddedDatabase(directory)

type Side = { documents: number; instance: Instance; owners: string[]; slugs: string[] }

async function open(documents: number): Promise<Side> {
  const address = new URL(server.url)
  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  await admin.query(`create database with_${documents}`)
  await admin.end()
  address.pathname = `/with_${documents}`
  const url = address.href
  const env = { ...process.env, DATABASE_URL: url, PAYLOAD_SECRET: SECRET, NODE_ENV: 'production' as const }
  execFileSync(process.execPath, ['src/commands/migrate.ts'], { env, stdio: 'ignore' })
  execFileSync(process.execPath, ['tests/bench/fillDatabase.ts', url, String(documents)], { env, stdio: 'inherit' })
  const filled = new pg.Client({ connectionString: url })
  await filled.connect()
  const { rows } = await filled.query<{ id: string }>('select id from members')
  await filled.end()
  const instance = await startInstance(url, {
    WORKER: 'off',
    LOG_LEVEL: 'warn',
    CONTENT_REQUESTS_PER_MINUTE: '0',
  })
  return {
    documents,
    instance,
    owners: rows.map(({ id }) => id),
    slugs: Array.from({ length: documents }, (_, n) => `copie-${n}`),
  }
}

const few = await open(FEW)
const many = await open(MANY)
for (const { documents, instance } of [few, many]) {
  const { body } = await instance.anonymous.call('GET', '/content/press-releases?limit=1&locale=fr')
  if (body.totalDocs < documents) throw new Error(`${body.totalDocs} releases are public, not ${documents}.`)
}

const random = seeded(11)
let count = 0
/** Another address at each call, for the same answer: nothing that is kept serves twice. */
const fresh = () => `&where[createdAt][greater_than]=${new Date(Date.UTC(1990, 0, 1) + ++count * 1000).toISOString()}`

type Question = { name: string; bound: string; requests: (side: Side) => Requests }
const LIST = '/content/press-releases?limit=10&depth=1&sort=-publishedAt'
const single = {
  bound: 'at most 1.3',
  // The same document at an address that was not asked before: empty parameters say nothing.
  requests: ({ slugs }: Side) => ({
    paths: pathsFor(
      SECONDS,
      () => `/content/press-releases/${slugs[random.below(slugs.length)]}?${'&'.repeat(random.below(250))}`,
    ),
    connections: 1,
  }),
}
/** Of the many, nobody has read most since PostgreSQL wrote them; of the few, everybody has read all. */
const untouched: Question[] = [{ name: 'cold single by slug, most of the many never read before', ...single }]
const questions: Question[] = [
  {
    name: 'hot list of 10 with member',
    bound: 'unchanged',
    requests: () => ({ paths: [LIST] }),
  },
  { name: 'cold single by slug', ...single },
  {
    name: 'cold list of 10 with member, of one site',
    bound: 'at most 1.5',
    requests: ({ owners }) => ({
      paths: pathsFor(
        SECONDS,
        () => `${LIST}&pagination=false&where[owner][equals]=${owners[random.below(owners.length)]}${fresh()}`,
      ),
      connections: 1,
    }),
  },
  {
    name: 'search for a word that is in every text',
    bound: 'at most 2',
    requests: () => ({
      paths: pathsFor(SECONDS, () => `/content/press-releases?limit=10&q=patrimoine${fresh()}`),
      connections: 1,
    }),
  },
  {
    name: 'search for words that are in one title',
    bound: 'at most 2',
    requests: ({ documents }) => ({
      paths: pathsFor(SECONDS, () => `/content/press-releases?limit=10&q=${random.below(documents)}${fresh()}`),
      connections: 1,
    }),
  },
]

const results = new Map<string, { few: Measured[]; many: Measured[] }>()
async function measureAll(asked: Question[]): Promise<void> {
  for (let run = 0; run < RUNS; run++) {
    for (const { name, requests } of asked) {
      const found = results.get(name) ?? { few: [], many: [] }
      results.set(name, found)
      const ask = ({ instance }: Side, given: Requests) =>
        measure({ kind: 'load', url: instance.url, given: { seconds: SECONDS, ...given } })
      found.few.push(await ask(few, requests(few)))
      found.many.push(await ask(many, requests(many)))
    }
  }
}

/** Has every document read once, at an address that is not asked again. */
async function readEach({ instance, slugs }: Side): Promise<void> {
  const left = slugs.values()
  const lane = async () => {
    for (const slug of left) {
      const answer = await fetch(`${instance.url}/content/press-releases/${slug}?depth=1`)
      await answer.arrayBuffer()
      if (!answer.ok) throw new Error(`${slug}: ${answer.status}`)
    }
  }
  await Promise.all(Array.from({ length: 16 }, lane))
}

await measureAll(untouched)
// A page of its memory costs PostgreSQL more the first time that a connection looks at it than what stands there.
for (const side of [few, many]) await readEach(side)
await measureAll(questions)

const median = (runs: Measured[] | undefined, of: keyof Measured) =>
  percentile(
    (runs ?? []).map((one) => one[of]),
    0.5,
  )
const errors = [...results.values()]
  .flatMap((found) => [...found.few, ...found.many])
  .reduce((sum, one) => sum + one.errors, 0)
const rows = [...questions, ...untouched].map(({ name, bound }) => {
  const found = results.get(name)
  const [before, after] = [median(found?.few, 'perSecond'), median(found?.many, 'perSecond')]
  const ms = (perSecond: number, connections: number) => `${((1000 / perSecond) * connections).toFixed(2)} ms`
  const connections = name.startsWith('hot') ? 16 : 1
  return `| ${name} | ${ms(before, connections)} | ${ms(after, connections)} | ${(before / after).toFixed(2)} | ${bound} |`
})
writeSection(
  'scale',
  `Measured with \`npm run bench:scale\` on ${machine()}: ${FEW} and ${MANY} releases in two languages, each with texts of 5 kB, in two databases of one server, turn and turn about; median of ${RUNS} runs of ${SECONDS} s; what is hot at 16 connections, what is cold (every request another, none that is kept) at one. Requests answered with an error: ${errors}.

| what | of ${FEW} | of ${MANY} | times | bound |
|---|---|---|---|---|
${rows.join('\n')}
`,
)
await few.instance.stop()
await many.instance.stop()
await server.stop()
rmSync(directory, { recursive: true, force: true })
process.exit(0)
