/**
 * `npm run bench`, second part: what rights cost. 50 sites, 10,000 releases; a decision, the queries of a
 * request, and lists with rights against the same lists without, turn and turn about in one run.
 */
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import pg from 'pg'
import { actorOf } from '../../src/access/actor.ts'
import { decide } from '../../src/access/decide.ts'
import { asActing } from '../../src/access/loadGrants.ts'
import { startEmbeddedDatabase } from '../../src/server/embeddedDatabase.ts'
import { openBackOffice, SECRET } from '../support/backOffice.ts'
import { makeNetwork, makeRelease } from '../support/factories.ts'
import { reachableDirectory } from '../support/runningProduct.ts'
import { percentile } from '../support/scale.ts'
import { machine, writeSection } from './figures.mjs'

const SITES = 50
const RELEASES = 10_000
const DECISIONS = 100_000
const LISTS = 300
const RELEASES_SUBJECT = { collection: 'press-releases', area: 'content' } as const

const directory = reachableDirectory()
const database = await startEmbeddedDatabase(directory)
execFileSync(process.execPath, ['src/commands/migrate.ts'], {
  env: { ...process.env, DATABASE_URL: database.url, PAYLOAD_SECRET: SECRET },
  stdio: 'ignore',
})
const office = await openBackOffice({ worker: 'off', databaseUrl: database.url })
const network = await makeNetwork(office)
const editor = await office.as('site-editor', network.a)
const model = await makeRelease(office, { title: 'Modèle', owner: network.a, contacts: [network.contactOfA] })
await multiply()

/** Copies the model, so that there are as many releases as asked for, shared out among the sites. */
async function multiply(): Promise<void> {
  const { pool } = office
  const columns = async (table: string) =>
    (
      await pool.query<{ name: string }>(
        `select quote_ident(column_name) as name from information_schema.columns where table_name = $1 order by ordinal_position`,
        [table],
      )
    ).rows.map(({ name }) => name)
  const site = await columns('members')
  await pool.query(
    `insert into members (${site.join(', ')}) select ${site
      .map((name) => (name === 'id' ? 'gen_random_uuid()' : name === 'slug' ? `'site-' || n` : name))
      .join(', ')} from members, generate_series(3, ${SITES}) n where id = $1`,
    [network.a],
  )
  const release = await columns('press_releases')
  const values = (name: string) =>
    name === 'id' ? 'c.copy' : name === 'owner_id' ? 'c.site' : name === 'slug' ? `'copie-' || c.n` : `r.${name}`
  const client = await pool.connect()
  try {
    await client.query('begin')
    await client.query(
      `create temporary table copies on commit drop as select gen_random_uuid() as copy, n,
         (array(select id from members order by id))[1 + n % ${SITES}] as site from generate_series(2, ${RELEASES}) n`,
    )
    await client.query(
      `insert into press_releases (${release.join(', ')}) select ${release.map(values).join(', ')} from press_releases r, copies c where r.id = $1`,
      [model.id],
    )
    const locales = await columns('press_releases_locales')
    await client.query(
      `insert into press_releases_locales (${locales.filter((name) => name !== 'id').join(', ')})
       select ${locales
         .filter((name) => name !== 'id')
         .map((name) => (name === '_parent_id' ? 'c.copy' : `l.${name}`))
         .join(', ')} from press_releases_locales l, copies c where l._parent_id = $1`,
      [model.id],
    )
    await client.query('commit')
    await client.query('analyze')
  } finally {
    client.release()
  }
}

const account = await office.payload.findByID({ collection: 'users', id: editor.user, depth: 0, overrideAccess: true })
const user = await asActing(office.payload, { collection: 'users', account })
const actor = actorOf(user)

const decisions: number[] = []
for (let n = 0; n < DECISIONS; n++) {
  const from = performance.now()
  decide(actor, n % 2 ? 'update' : 'read', RELEASES_SUBJECT, { owner: n % 3 ? network.a : network.b })
  decisions.push(performance.now() - from)
}

/** How many statements one request sends that read rights, and how many in all. */
let statements = { all: 0, rights: 0 }
const original = pg.Client.prototype.query as (...args: unknown[]) => unknown
pg.Client.prototype.query = function query(this: object, ...args: unknown[]) {
  const given = args[0] as string | { text?: string }
  const text = typeof given === 'string' ? given : (given?.text ?? '')
  statements = { all: statements.all + 1, rights: statements.rights + (/join roles/.test(text) ? 1 : 0) }
  return original.apply(this, args)
} as never
await editor.call('GET', '/api/press-releases?limit=10')
statements = { all: 0, rights: 0 }
await editor.call('GET', '/api/press-releases?limit=10')
const counted = statements
pg.Client.prototype.query = original as never

/** `rights`: as a site editor; `plain`: the same documents without rights; `ordered`: those in the order that the editor sees, one's own first. */
const listed = async (how: 'rights' | 'plain' | 'ordered'): Promise<number> => {
  const from = performance.now()
  const { docs } = await office.payload.find({
    collection: 'press-releases',
    limit: 50,
    depth: 0,
    sort: how === 'ordered' ? ['owner', '-updatedAt'] : '-updatedAt',
    ...(how === 'rights'
      ? { overrideAccess: false, user: user as never }
      : // The same documents, asked for by who needs no right.
        { overrideAccess: true, where: { or: [{ owner: { in: [network.a] } }, { owner: { exists: false } }] } }),
  })
  if (docs.length !== 50) throw new Error(`${docs.length} documents`)
  return performance.now() - from
}
for (let n = 0; n < 30; n++) await listed(n % 2 === 0 ? 'rights' : 'plain')
const [withRights, without, ordered]: [number[], number[], number[]] = [[], [], []]
for (let n = 0; n < LISTS; n++) {
  withRights.push(await listed('rights'))
  without.push(await listed('plain'))
  ordered.push(await listed('ordered'))
}
const [median, baseline, sameOrder] = [withRights, without, ordered].map((list) => percentile(list, 0.5)) as [
  number,
  number,
  number,
]
const { rows } = await office.pool.query<{ count: number }>('select count(*)::int as count from press_releases')
await office.close()
await database.stop()
rmSync(directory, { recursive: true, force: true })

writeSection(
  'access',
  `Measured with \`npm run bench\` on ${machine()}: ${SITES} sites, ${rows[0]?.count} releases, as a site editor.

| what | figure | bound |
|---|---|---|
| a decision, median of ${DECISIONS} | ${percentile(decisions, 0.5).toFixed(4)} ms | at most 1 ms |
| queries for rights in a request for a list, of all that it sends | ${counted.rights} of ${counted.all} | at most 1 |
| a list of 50, median of ${LISTS} | ${median.toFixed(1)} ms | |
| the same documents without rights, turn and turn about | ${baseline.toFixed(1)} ms | |
| the same without rights in the order that the editor sees, one’s own first | ${sameOrder.toFixed(1)} ms | |
| list with rights to the same documents in the same order without | ${(median / sameOrder).toFixed(2)} | at most 1.15 |
| list with rights, one’s own first, to the same documents by date | ${(median / baseline).toFixed(2)} | |
`,
)
