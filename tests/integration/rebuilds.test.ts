import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { PLAN_LOCK, planRebuilds } from '../../src/plugins/rebuilds/planRebuilds.ts'
import { type BackOffice, openBackOffice } from '../support/backOffice.ts'
import { makeNetwork, makeRelease } from '../support/factories.ts'
import { report } from '../support/receiver.ts'
import { until } from '../support/runningProduct.ts'

type Call = { headers: Record<string, string>; body: string }

let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>
let receiver: Server
let address: string
let calls: Call[] = []
let answers: number[] = []
let secret: string
let siteId: string

beforeAll(async () => {
  office = await openBackOffice()
  network = await makeNetwork(office)
  receiver = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    calls.push({ headers: request.headers as Record<string, string>, body })
    response.writeHead(answers.shift() ?? 202).end('received')
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`
  const admin = await office.as('network-admin')
  const { body } = await admin.call('POST', '/api/public-sites', {
    name: 'Site',
    address: 'https://site.example',
    hook: { provider: 'webhook', url: address },
    quietSeconds: 0,
    longestWaitSeconds: 5,
    shows: { collections: ['press-releases'] },
    enabled: true,
  })
  secret = body.doc.hook.secret
  siteId = body.doc.id
})
afterAll(async () => {
  await office.close()
  receiver.close()
})
beforeEach(async () => {
  // What an earlier test left in flight would hold up the next one.
  await allLive()
  calls = []
  answers = []
})

const allLive = () =>
  office.pool.query(
    `update rebuilds set state = 'live', live_at = now() where state in ('pending', 'asked', 'building')`,
  )

const arrive = async (count: number, within = 5_000): Promise<void> => {
  const until = Date.now() + within
  while (calls.length < count && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20))
}
const stateOf = async (id: string) =>
  (await office.pool.query('select state from rebuilds where id = $1', [id])).rows[0]?.state

it('tells a public site of a publication, signed as Standard Webhooks asks', async () => {
  const release = await makeRelease(office, { title: 'En ligne', contacts: [network.contactOfA] })
  await arrive(1)
  const [call] = calls
  const message = new Webhook(secret).verify(call?.body ?? '', call?.headers ?? {}) as {
    type: string
    data: { rebuild: string; cursor: number; changes: Array<{ id: string; collection: string; kind: string }> }
  }
  expect(message.type).toBe('content.changed')
  expect(message.data.changes).toContainEqual(
    expect.objectContaining({ id: release.id, collection: 'press-releases', kind: 'published' }),
  )
  expect(call?.headers['webhook-id']).toBe(message.data.rebuild)
})

it('makes a secret and shows it once', async () => {
  expect(secret).toMatch(/^whsec_/)
  const admin = await office.as('network-admin')
  const { body } = await admin.call('GET', `/api/public-sites/${siteId}`)
  expect(JSON.stringify(body)).not.toContain('whsec_')
  const { rows } = await office.pool.query('select secret from rebuild_targets')
  expect(JSON.stringify(rows)).not.toContain(secret.slice(6))
})

it('says nothing of a change that is rolled back', async () => {
  await office.pool.query(`
    create function refuse_late() returns trigger language plpgsql as $$
      begin if new.title = 'Jamais' then raise exception 'refused at commit'; end if; return null; end $$;
    create constraint trigger refuse_late after insert on press_releases_locales deferrable initially deferred
      for each row execute function refuse_late()`)
  await expect(makeRelease(office, { title: 'Jamais', contacts: [network.contactOfA] })).rejects.toThrow()
  await office.pool.query('drop trigger refuse_late on press_releases_locales; drop function refuse_late')
  // What comes next is told alone.
  const next = await makeRelease(office, { title: 'Ensuite', contacts: [network.contactOfA] })
  await arrive(1)
  expect(calls.flatMap(({ body }) => JSON.parse(body).data.changes.map(({ id }: { id: string }) => id))).toEqual([
    next.id,
  ])
})

it('tells of a member only because a release that is shown points at it', async () => {
  await office.payload.update({
    collection: 'members',
    id: network.b,
    data: { theme: 'personne ne le montre' },
    overrideAccess: true,
  })
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  expect(calls).toEqual([])
  await makeRelease(office, { title: 'De A', owner: network.a, contacts: [network.contactOfA] })
  await arrive(1)
  calls = []
  await office.payload.update({
    collection: 'members',
    id: network.a,
    data: { name: 'Abbaye A, renommée' },
    overrideAccess: true,
  })
  await arrive(1)
  expect(JSON.parse(calls[0]?.body ?? '{}').data.changes).toEqual([
    expect.objectContaining({ collection: 'members', id: network.a }),
  ])
})

it('tries again with the same id when the site fails', async () => {
  answers = [500]
  await makeRelease(office, { title: 'Deux fois', contacts: [network.contactOfA] })
  await arrive(1)
  await office.pool.query(`update rebuilds set due_at = now() where state = 'pending'`)
  await arrive(2, 8_000)
  expect(calls).toHaveLength(2)
  expect(calls[1]?.headers['webhook-id']).toBe(calls[0]?.headers['webhook-id'])
  // An attempt is written down once its answer is there.
  await expect
    .poll(async () => {
      const { rows } = await office.pool.query(
        'select status from rebuild_attempts where rebuild_id = $1 order by at',
        [calls[0]?.headers['webhook-id']],
      )
      return rows.map(({ status }) => status)
    })
    .toEqual([500, 202])
})

it('hears from the site how its build stands, if it signs', async () => {
  await makeRelease(office, { title: 'Suivi', contacts: [network.contactOfA] })
  await arrive(1)
  const id = calls[0]?.headers['webhook-id'] ?? ''
  const report = async (state: string, key: string) => {
    const body = JSON.stringify({ state })
    const at = new Date()
    const answer = await fetch(`${office.url}/rebuilds/${id}/status`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': 'report',
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(key).sign('report', at, body),
      },
      body,
    })
    return answer.status
  }
  expect(await report('live', `whsec_${Buffer.alloc(32).toString('base64')}`)).toBe(401)
  expect(await report('finished', secret)).toBe(400)
  expect(await report('building', secret)).toBe(200)
  expect(await stateOf(id)).toBe('building')
  expect(await report('live', secret)).toBe(200)
  expect(await stateOf(id)).toBe('live')
})

it('says with each change whether the site shows it itself', async () => {
  await makeRelease(office, { title: 'Motif', owner: network.a, contacts: [network.contactOfA] })
  await arrive(1)
  expect(JSON.parse(calls[0]?.body ?? '{}').data.changes[0]).toMatchObject({
    reason: 'direct',
    collection: 'press-releases',
  })
  await allLive()
  calls = []
  await office.payload.update({
    collection: 'members',
    id: network.a,
    data: { name: 'Abbaye A, encore' },
    overrideAccess: true,
  })
  await arrive(1)
  expect(JSON.parse(calls[0]?.body ?? '{}').data.changes[0]).toMatchObject({
    reason: 'reference',
    collection: 'members',
  })
})

it('signs with the old secret as well for a day when it is changed, and takes reports signed with either', async () => {
  const admin = await office.as('network-admin')
  const next = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
  expect(
    (
      await admin.call('PATCH', `/api/public-sites/${siteId}`, {
        hook: { provider: 'webhook', url: address, secret: next },
      })
    ).status,
  ).toBe(200)
  await makeRelease(office, { title: 'Deux signatures', contacts: [network.contactOfA] })
  await arrive(1)
  const { body, headers } = calls[0] ?? { body: '', headers: {} }
  expect(headers['webhook-signature']?.split(' ')).toHaveLength(2)
  for (const key of [secret, next]) expect(() => new Webhook(key).verify(body, headers)).not.toThrow()
  const rebuild = headers['webhook-id'] ?? ''
  expect(await report(office.url, { rebuild, state: 'building', secret })).toBe(200)
  expect(await report(office.url, { rebuild, state: 'live', secret: next })).toBe(200)
  await office.pool.query(`update rebuild_targets set previous_secret_until = now() - interval '1 second'`)
  calls = []
  await makeRelease(office, { title: 'Une signature', contacts: [network.contactOfA] })
  await arrive(1)
  expect(calls[0]?.headers['webhook-signature']?.split(' ')).toHaveLength(1)
  expect(await report(office.url, { rebuild: calls[0]?.headers['webhook-id'] ?? '', state: 'live', secret })).toBe(401)
  expect(
    await report(office.url, { rebuild: calls[0]?.headers['webhook-id'] ?? '', state: 'live', secret: next }),
  ).toBe(200)
  secret = next
})

it('sends one build at a time to a site that reports, and keeps one waiting', async () => {
  await makeRelease(office, { title: 'Premier', contacts: [network.contactOfA] })
  await arrive(1)
  const first = calls[0]?.headers['webhook-id'] ?? ''
  await report(office.url, { rebuild: first, state: 'building', secret })
  for (const title of ['Deuxième', 'Troisième']) await makeRelease(office, { title, contacts: [network.contactOfA] })
  await new Promise((resolve) => setTimeout(resolve, 2_500))
  expect(calls).toHaveLength(1)
  const { rows } = await office.pool.query(`select count(*)::int as waiting from rebuilds where state = 'pending'`)
  expect(rows[0].waiting).toBe(1)
  await report(office.url, { rebuild: first, state: 'live', secret })
  await arrive(2)
  expect(JSON.parse(calls[1]?.body ?? '{}').data.changes).toHaveLength(2)
  await report(office.url, { rebuild: calls[1]?.headers['webhook-id'] ?? '', state: 'live', secret })
})

it('can be held, run now, tested, replayed and rebuilt from nothing by who publishes', async () => {
  const officer = await office.as('network-communication')
  const act = (body: object) => officer.call('POST', `/api/public-sites/${siteId}/rebuilds`, body)
  expect((await act({ act: 'hold' })).status).toBe(200)
  const release = await makeRelease(office, { title: 'Retenu', contacts: [network.contactOfA] })
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  expect(calls).toEqual([])
  const receipt = async () => (await officer.call('GET', `/api/press-releases/${release.id}/receipt`)).body
  expect((await receipt()).sites[0]).toMatchObject({ state: 'held', mayRun: true })
  const tray = await officer.call('GET', '/api/public-sites/tray')
  expect(tray.body.sites[0].pending.changes[0]).toMatchObject({ title: 'Retenu', id: release.id })
  expect((await act({ act: 'run' })).status).toBe(200)
  await arrive(1)
  const rebuild = calls[0]?.headers['webhook-id'] ?? ''
  await report(office.url, { rebuild, state: 'live', secret })
  expect((await receipt()).sites[0]).toMatchObject({ state: 'live', rebuild, liveAt: expect.any(String) })

  calls = []
  await act({ act: 'test' })
  await arrive(1)
  expect(JSON.parse(calls[0]?.body ?? '{}')).toMatchObject({ type: 'webhook.test', data: { changes: [] } })
  calls = []
  await act({ act: 'everything' })
  await arrive(1)
  expect(JSON.parse(calls[0]?.body ?? '{}')).toMatchObject({ type: 'content.changed', data: { everything: true } })
  await report(office.url, { rebuild: calls[0]?.headers['webhook-id'] ?? '', state: 'live', secret })
  calls = []
  const { rows } = await office.pool.query(
    'select position::float8 as position from publications where document_id = $1',
    [release.id],
  )
  await act({ act: 'replay', from: rows[0].position, to: rows[0].position })
  await arrive(1)
  expect(JSON.parse(calls[0]?.body ?? '{}').data.changes).toEqual([expect.objectContaining({ id: release.id })])
  await report(office.url, { rebuild: calls[0]?.headers['webhook-id'] ?? '', state: 'live', secret })
  expect((await act({ act: 'replay', from: 5, to: 2 })).status).toBe(400)
  expect((await act({ act: 'explode' })).status).toBe(400)
})

it('keeps the rebuilds of the network from a member’s people, and those of a member from other members', async () => {
  const admin = await office.as('network-admin')
  const { body } = await admin.call('POST', '/api/public-sites', {
    name: 'Site de B',
    address: 'https://b.example',
    hook: { provider: 'webhook', url: address },
    owner: network.b,
    shows: { collections: ['press-releases'] },
    enabled: false,
  })
  const [ofA, ofB, editorOfB] = await Promise.all([
    office.as('site-manager', network.a),
    office.as('site-manager', network.b),
    office.as('site-editor', network.b),
  ])
  const names = async (who: typeof ofA) =>
    (await who.call('GET', '/api/public-sites/tray')).body.sites.map(
      ({ name, mayRun }: { name: string; mayRun: boolean }) => [name, mayRun],
    )
  expect(await names(ofA)).toEqual([['Site', false]])
  expect(await names(ofB)).toEqual([
    ['Site', false],
    ['Site de B', true],
  ])
  expect(await names(editorOfB)).toEqual([
    ['Site', false],
    ['Site de B', false],
  ])
  const test = (who: typeof ofA, site: string) =>
    who.call('POST', `/api/public-sites/${site}/rebuilds`, { act: 'hold' })
  expect((await test(ofA, siteId)).status).toBe(404)
  expect((await test(ofA, body.doc.id)).status).toBe(404)
  expect((await test(editorOfB, body.doc.id)).status).toBe(403)
  expect((await test(ofB, body.doc.id)).status).toBe(200)
  expect((await ofA.call('GET', `/api/public-sites/${body.doc.id}/deliveries`)).status).toBe(404)
  expect((await office.anonymous.call('GET', '/api/public-sites/tray')).status).toBe(403)
  const release = await makeRelease(office, { owner: network.b, contacts: [network.contactOfB], _status: 'draft' })
  const absent = await ofA.call('GET', '/api/press-releases/00000000-0000-4000-8000-000000000000/receipt')
  const other = await ofA.call('GET', `/api/press-releases/${release.id}/receipt`)
  expect([absent.status, other.status]).toEqual([404, 404])
  expect(JSON.stringify(other.body)).toBe(JSON.stringify(absent.body))
})

it('is switched off after five days of nothing but failure, its people are told once, and it gets its chance anew', async () => {
  await office.as('network-communication')
  answers = [500]
  await makeRelease(office, { title: 'En panne', contacts: [network.contactOfA] })
  await arrive(1)
  await until(
    async () =>
      (await office.pool.query('select failing_since from rebuild_targets where site_id = $1', [siteId])).rows[0]
        .failing_since !== null,
    5_000,
  )
  await office.pool.query(
    `update rebuild_targets set failing_since = now() - interval '5 days 1 minute' where site_id = $1`,
    [siteId],
  )
  await until(
    async () =>
      (await office.pool.query('select enabled from public_sites where id = $1', [siteId])).rows[0].enabled === false,
    5_000,
  )
  const directory = join(dirname(office.mediaDir), 'mail')
  const told = () =>
    (existsSync(directory) ? readdirSync(directory) : []).filter((name) =>
      readFileSync(join(directory, name), 'utf8').includes(siteId),
    )
  await until(async () => told().length > 0, 6_000)
  await until(async () => (await office.pool.query('select 1 from payload_jobs')).rows.length === 0, 6_000)
  const count = told().length
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  expect(told()).toHaveLength(count)
  calls = []
  const admin = await office.as('network-admin')
  expect((await admin.call('PATCH', `/api/public-sites/${siteId}`, { enabled: true })).status).toBe(200)
  await admin.call('POST', `/api/public-sites/${siteId}/rebuilds`, { act: 'run' })
  await arrive(1)
  expect(JSON.parse(calls[0]?.body ?? '{}').data.changes[0]).toMatchObject({ collection: 'press-releases' })
})

it('gets what it missed, under its own id, when it is switched on again after a 410', async () => {
  answers = [410]
  const release = await makeRelease(office, { title: 'Manqué', contacts: [network.contactOfA] })
  await arrive(1)
  const id = calls[0]?.headers['webhook-id']
  await until(async () => (await stateOf(id ?? '')) === 'failed', 5_000)
  const admin = await office.as('network-admin')
  // A test goes out to a site that is switched off: that is how one finds out that it is mended.
  calls = []
  await admin.call('POST', `/api/public-sites/${siteId}/rebuilds`, { act: 'test' })
  await arrive(1)
  expect(JSON.parse(calls[0]?.body ?? '{}').type).toBe('webhook.test')
  calls = []
  expect((await admin.call('PATCH', `/api/public-sites/${siteId}`, { enabled: true })).status).toBe(200)
  await arrive(1)
  expect(calls[0]?.headers['webhook-id']).toBe(id)
  expect(JSON.parse(calls[0]?.body ?? '{}').data.changes).toContainEqual(expect.objectContaining({ id: release.id }))
})

it('makes one pending rebuild when two instances plan at once', async () => {
  await office.pool.query('update rebuild_targets set quiet_seconds = 30, longest_wait_seconds = 60')
  const slow = new pg.Client({ connectionString: office.databaseUrl })
  await slow.connect()
  await makeRelease(office, { title: 'Plan', contacts: [network.contactOfA] })
  await until(
    async () => (await office.pool.query(`select 1 from rebuilds where state = 'pending'`)).rows.length > 0,
    5_000,
  )
  // Back to before it was planned: the slow instance plans it again, and has not committed when the next entry comes.
  await office.pool.query(`with gone as (delete from rebuilds where state = 'pending' returning after_position)
    update rebuild_targets set cursor = (select min(after_position) from gone) where site_id = '${siteId}'`)
  await slow.query('begin')
  await planRebuilds(slow as unknown as pg.Pool)
  await makeRelease(office, { title: 'Plan, suite', contacts: [network.contactOfA] })
  const quick = planRebuilds(office.pool)
  await new Promise((resolve) => setTimeout(resolve, 500))
  await slow.query('commit')
  await quick
  const { rows } = await office.pool.query(`select 1 from rebuilds where site_id = $1 and state = 'pending'`, [siteId])
  expect(rows).toHaveLength(1)
  await office.pool.query('update rebuild_targets set quiet_seconds = 0, longest_wait_seconds = 5')
  await slow.end()
})

it('plans in one instance at a time: a snapshot that is older than the lock would not see what another has planned', async () => {
  const other = new pg.Client({ connectionString: office.databaseUrl })
  await other.connect()
  await other.query('select pg_advisory_lock($1)', [PLAN_LOCK])
  let isPlanned = false
  const planning = planRebuilds(office.pool).then(() => (isPlanned = true))
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(isPlanned).toBe(false)
  await other.end()
  await planning
  expect(isPlanned).toBe(true)
})

it('tells the site of a member of a release that is given to another member', async () => {
  const admin = await office.as('network-admin')
  const { body } = await admin.call('POST', '/api/public-sites', {
    name: 'Site de A seul',
    address: 'https://a.example',
    hook: { provider: 'webhook', url: address },
    shows: { collections: ['press-releases'], members: [network.a] },
    quietSeconds: 0,
    enabled: true,
  })
  const release = await makeRelease(office, { title: 'Donné', owner: network.a, contacts: [network.contactOfA] })
  const toldOf = async () =>
    (await office.pool.query(`select count(*)::int as count from rebuilds where site_id = $1`, [body.doc.id])).rows[0]
      .count
  await until(async () => (await toldOf()) === 1, 5_000)
  await office.payload.update({
    collection: 'press-releases',
    id: release.id,
    data: { owner: network.b, _status: 'published' },
    overrideAccess: true,
  })
  await until(async () => (await toldOf()) === 2, 5_000)
  await admin.call('DELETE', `/api/public-sites/${body.doc.id}`)
})

it('makes a new secret on demand and shows it this once, to who administers', async () => {
  const [admin, officer] = [await office.as('network-admin'), await office.as('network-communication')]
  expect((await officer.call('POST', `/api/public-sites/${siteId}/secret`)).status).toBe(403)
  const { status, body } = await admin.call('POST', `/api/public-sites/${siteId}/secret`)
  expect(status).toBe(200)
  // Made twice, because the first was not written down: the receiver's own still counts.
  const again = await admin.call('POST', `/api/public-sites/${siteId}/secret`)
  await makeRelease(office, { title: 'Secret neuf', contacts: [network.contactOfA] })
  await arrive(1)
  for (const key of [again.body.secret, body.secret, secret])
    expect(() => new Webhook(key).verify(calls[0]?.body ?? '', calls[0]?.headers ?? {})).not.toThrow()
  secret = again.body.secret
})

it('refuses a hook inside a private network', async () => {
  const admin = await office.as('network-admin')
  const { status, body } = await admin.call('POST', '/api/public-sites', {
    name: 'Dedans',
    address: 'https://site.example',
    hook: { provider: 'webhook', url: 'https://10.0.0.4/hook' },
  })
  expect(status).toBe(400)
  expect(JSON.stringify(body)).toContain('ne peut pas être appelée')
})
