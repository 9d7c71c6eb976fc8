import { spawnSync } from 'node:child_process'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { type BackOffice, openBackOffice, SECRET } from '../support/backOffice.ts'
import { makeNetwork, releaseData } from '../support/factories.ts'
import { until } from '../support/runningProduct.ts'

const owner = new URL(inject('templateUrl'))
owner.pathname = `/owned_${process.pid}`
const application = new URL(owner)
application.username = `rencontre_app_${process.pid}`
application.password = 'a password of its own'
const migrate = (extra: Record<string, string>) =>
  spawnSync('node', ['src/commands/migrate.ts'], {
    encoding: 'utf8',
    env: {
      ...process.env,
      PAYLOAD_SECRET: SECRET,
      LOG_LEVEL: 'silent',
      DATABASE_URL: application.href,
      DATABASE_OWNER_URL: owner.href,
      ...extra,
    },
  })

let office: BackOffice
let asApplication: pg.Client

beforeAll(async () => {
  const maintenance = new pg.Client({ connectionString: inject('templateUrl') })
  await maintenance.connect()
  await maintenance.query(`create database owned_${process.pid}`)
  await maintenance.end()
  const { status, stderr } = migrate({})
  expect(status, stderr).toBe(0)
  office = await openBackOffice({ databaseUrl: application.href })
  asApplication = new pg.Client({ connectionString: application.href })
  await asApplication.connect()
}, 120_000)
afterAll(async () => {
  await asApplication?.end()
  await office?.close()
})

it('the product works as a role that owns no table', async () => {
  const network = await makeNetwork(office)
  const manager = await office.as('site-manager', network.a)
  const values = releaseData({ contacts: [network.contactOfA] })
  const made = await manager.call('POST', '/api/press-releases', { ...values, _status: 'published' })
  expect(made.status).toBe(201)
  const { body } = await office.anonymous.call(
    'GET',
    `/content/press-releases?where[slug][equals]=${made.body.doc.slug}`,
  )
  expect(body.docs).toHaveLength(1)
  expect((await manager.call('DELETE', `/api/press-releases/${made.body.doc.id}`)).status).toBe(200)
  // Its acts are written and linked as well.
  await until(async () => {
    const { rows } = await office.pool.query(
      `select count(*)::int as n from audit_log where hash is not null and document_id = $1`,
      [made.body.doc.id],
    )
    return rows[0].n === 2
  }, 10_000)
})

it.each([
  `update audit_log set act = 'nothing'`,
  `update audit_log set hash = repeat('0', 64)`,
  'delete from audit_log',
  'truncate audit_log',
  'drop table audit_log',
  'alter table audit_log disable trigger all',
  'drop trigger audit_log_append_only on audit_log',
  'create or replace function audit_log_is_append_only() returns trigger language plpgsql as $$ begin return new; end $$',
  'alter table audit_log owner to current_user',
  'alter table audit_log rename to other',
  'drop schema public cascade',
  'set session_replication_role = replica',
])('which cannot do this to the log of acts: %s', async (statement) => {
  await expect(asApplication.query(statement)).rejects.toThrow(/permission denied|must be owner|only added to/)
  const { rows } = await asApplication.query('select count(*)::int as n from audit_log')
  expect(rows[0].n).toBeGreaterThan(0)
})

it('a role that would own the log all the same is refused, in words', () => {
  const same = migrate({ DATABASE_URL: owner.href })
  expect(same.status).toBe(1)
  expect(same.stderr).toContain('name the same role')
})

it('so is one that only has to say SET ROLE', async () => {
  const asOwner = new pg.Client({ connectionString: owner.href })
  await asOwner.connect()
  const [its, one] = [decodeURIComponent(owner.username), application.username]
  await asOwner.query(`grant "${its}" to "${one}" with inherit false, set true`)
  const refused = migrate({})
  await asOwner.query(`revoke "${its}" from "${one}"`)
  await asOwner.end()
  expect(refused.status).toBe(1)
  expect(refused.stderr).toContain('owns the log of acts')
  expect(migrate({}).status).toBe(0)
})

it('a start that finds a migration to run, and may not, says who can', async () => {
  const asOwner = new pg.Client({ connectionString: owner.href })
  await asOwner.connect()
  await asOwner.query('delete from payload_migrations where name = (select max(name) from payload_migrations)')
  await asOwner.end()
  const { status, stderr } = spawnSync('node', ['src/server/start.ts'], {
    encoding: 'utf8',
    timeout: 30_000,
    env: { ...process.env, PORT: '39417', PAYLOAD_SECRET: SECRET, DATABASE_URL: application.href, DEMO: 'false' },
  })
  expect(status).toBe(1)
  expect(stderr).toContain('run `npm run migrate` with DATABASE_OWNER_URL first')
})
