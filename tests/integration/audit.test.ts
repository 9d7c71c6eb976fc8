import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SHIPPED_ROLES } from '../../src/access/shippedRoles.ts'
import { type BackOffice, type Caller, openBackOffice, SECRET } from '../support/backOffice.ts'
import { makeNetwork, makeRelease, releaseData } from '../support/factories.ts'
import { until } from '../support/runningProduct.ts'

let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>
let admin: Caller & { user: string }
let manager: Caller & { user: string }
let editor: Caller & { user: string }

beforeAll(async () => {
  office = await openBackOffice()
  network = await makeNetwork(office)
  admin = await office.as('network-admin')
  manager = await office.as('site-manager', network.a)
  editor = await office.as('site-editor', network.a)
})
afterAll(() => office.close())

type Act = {
  act: string
  outcome: string
  actorId: string
  documentId: string | null
  owner: string | null
  detail: unknown
}
const actsOf = async (by: Caller, query: string): Promise<Act[]> =>
  (await by.call('GET', `/api/audit?${query}`)).body.acts

it('tells of each document who did what, the newest first, with the names of fields and no value', async () => {
  const made = await editor.call('POST', '/api/press-releases?draft=true', {
    ...releaseData({ contacts: [network.contactOfA], title: 'Texte très privé' }),
    _status: 'draft',
  })
  const { id } = made.body.doc
  await editor.call('PATCH', `/api/press-releases/${id}?draft=true`, { subtitle: 'Autre chose', _status: 'draft' })
  await editor.call('PATCH', `/api/press-releases/${id}`, { _status: 'published' })
  await manager.call('PATCH', `/api/press-releases/${id}`, { _status: 'published' })
  await manager.call('PATCH', `/api/press-releases/${id}`, { _status: 'draft' })
  await manager.call('DELETE', `/api/press-releases/${id}`)
  const acts = await actsOf(manager, `collection=press-releases&id=${id}`)
  expect(acts.map(({ act, outcome, actorId }) => [act, outcome, actorId])).toEqual([
    ['deleted', 'done', manager.user],
    ['withdrawn', 'done', manager.user],
    ['published', 'done', manager.user],
    ['PATCH /api/press-releases/:id', 'denied', editor.user],
    ['changed', 'done', editor.user],
    ['created', 'done', editor.user],
  ])
  expect(acts[4]?.detail).toEqual({ fields: ['subtitle'], fieldLabels: ['Sous-titre'] })
  const { rows } = await office.pool.query(`select coalesce(string_agg(a::text, ' '), '') as all from audit_log a`)
  expect(rows[0].all).not.toContain('privé')
  expect(rows[0].all).not.toContain('Autre chose')
  expect(rows[0].all).not.toContain('@test.example')
})

it('says nothing of an operation that was undone', async () => {
  const release = await makeRelease(office, { owner: network.a, contacts: [network.contactOfA] })
  const { status } = await manager.call('PATCH', `/api/press-releases/${release.id}`, {
    title: '',
    _status: 'published',
  })
  expect(status).toBe(400)
  expect(await actsOf(manager, `collection=press-releases&id=${release.id}`)).toEqual([])
})

it('tells of sign-ins, refused ones too, by the id of the account alone', async () => {
  const { body } = await admin.call('GET', `/api/users/${editor.user}`)
  await office.anonymous.call('POST', '/api/users/login', { email: body.email, password: 'un mauvais mot de passe' })
  await office.anonymous.call('POST', '/api/users/login', { email: 'rien@test.example', password: 'un mauvais mot' })
  await office.anonymous.call('POST', '/api/users/login', { email: body.email, password: 'a password for tests' })
  const acts = await actsOf(admin, `actor=${editor.user}`)
  expect(acts.slice(0, 2).map(({ act, outcome }) => [act, outcome])).toEqual([
    ['signed-in', 'done'],
    ['sign-in', 'failed'],
  ])
  const unknown = await office.pool.query(`select actor_id from audit_log where act = 'sign-in' and actor_id is null`)
  expect(unknown.rowCount).toBe(1)
})

it('tells of roles given, with the ids of role and site', async () => {
  const { body } = await manager.call('POST', '/api/roles', { name: 'Relecture', permissions: [], abilities: [] })
  const given = [{ role: body.doc.id, member: network.a }]
  await manager.call('PATCH', `/api/users/${editor.user}`, { assignments: given })
  const [act] = await actsOf(manager, `collection=users&id=${editor.user}`)
  expect(act).toMatchObject({ act: 'changed', actorId: manager.user })
  expect(act?.detail).toEqual({
    fields: ['assignments'],
    fieldLabels: ['Rôles'],
    assignments: given,
    sites: [network.a],
  })
})

it('tells of what was denied, however it was answered, alike for what is another’s and what is not there', async () => {
  const writer = await office.as('site-editor', network.a)
  const absent = '11111111-2222-4333-8444-555555555555'
  const contact = (await office.pool.query('select id from contacts where owner_id = $1', [network.b])).rows[0].id
  // Whose it is does not hang on how its id is typed.
  expect((await writer.call('GET', `/api/contacts/${contact.toUpperCase()}`)).status).toBe(404)
  expect((await writer.call('GET', `/api/contacts/${absent}`)).status).toBe(404)
  // Beyond the ceiling, at a field.
  const excess = { collection: 'charters', actions: ['create'] }
  const role = { name: 'Trop', permissions: [excess], abilities: [] }
  expect((await manager.call('POST', '/api/roles', role)).status).toBe(400)
  // A pointer to another site's contact; a new password without the current one.
  const pointing = { ...releaseData({ contacts: [contact] }), _status: 'draft' }
  expect((await writer.call('POST', '/api/press-releases?draft=true', pointing)).status).toBe(400)
  const password = { password: 'quatre mots au hasard', currentPassword: 'pas le bon' }
  expect((await writer.call('PATCH', `/api/users/${writer.user}`, password)).status).toBe(400)
  // The name of a file that somebody typed is not kept.
  expect((await writer.call('GET', '/api/media/file/secret-de-marie.jpg')).status).toBe(404)

  const seen = await actsOf(manager, `actor=${writer.user}`)
  const denied = seen
    .filter(({ outcome }) => outcome === 'denied')
    .map(({ act, documentId, owner }) => [act, documentId, owner])
  expect(denied).toEqual(
    expect.arrayContaining([
      ['GET /api/contacts/:id', contact, null],
      ['GET /api/contacts/:id', absent, null],
      ['POST /api/press-releases', null, null],
      ['PATCH /api/users/:id', writer.user, network.a],
    ]),
  )
  expect((await actsOf(manager, `actor=${manager.user}`))[0]).toMatchObject({
    act: 'POST /api/roles',
    outcome: 'denied',
  })
  const ofB = await office.as('site-manager', network.b)
  expect((await actsOf(ofB, `collection=contacts&id=${contact}`))[0]).toMatchObject({
    owner: network.b,
    outcome: 'denied',
  })
  expect(await actsOf(ofB, `collection=contacts&id=${absent}`)).toEqual([])
  const { rows } = await office.pool.query(`select coalesce(string_agg(a::text, ' '), '') as all from audit_log a`)
  expect(rows[0].all).not.toContain('marie')
})

it('tells of each document that was denied inside one request for many', async () => {
  const writer = await office.as('site-editor', network.a)
  const ids: string[] = []
  for (const title of ['Un', 'Deux'])
    ids.push((await makeRelease(office, { title, owner: network.a, contacts: [network.contactOfA] })).id)
  const draft = await makeRelease(office, {
    title: 'Trois',
    owner: network.a,
    contacts: [network.contactOfA],
    _status: 'draft',
  })
  const where = [...ids, draft.id].map((id, index) => `where[id][in][${index}]=${id}`).join('&')
  const answer = await writer.call('PATCH', `/api/press-releases?${where}`, { subtitle: 'Pour tous' })
  expect(answer.status).toBe(400)
  expect(answer.body.errors).toEqual([{ message: 'Vous n’êtes pas autorisé à effectuer cette action.' }])
  const denied = (await actsOf(manager, `actor=${writer.user}`)).filter(({ outcome }) => outcome === 'denied')
  expect(denied.map(({ act, documentId, owner }) => [act, documentId, owner]).sort()).toEqual(
    [...ids].sort().map((id) => ['PATCH /api/press-releases', id, network.a]),
  )
})

it('tells of the first hundred documents of one request by their ids, and of all by their number', async () => {
  const writer = await office.as('site-editor', network.a)
  for (let made = 0; made < 102; made += 6) {
    const six = Array.from({ length: 6 }, (_, index) =>
      makeRelease(office, { title: `En nombre ${made + index}`, owner: network.a, contacts: [network.contactOfA] }),
    )
    await Promise.all(six)
  }
  const answer = await writer.call('PATCH', '/api/press-releases?where[title][like]=En nombre', { subtitle: 'À tous' })
  expect(answer.status).toBe(400)
  const { rows } = await office.pool.query(
    `select count(distinct document_id)::int as named, count(*) filter (where document_id is null)::int as others,
       max(detail ->> 'documents') as documents, bool_and(owner_id = $2 or document_id is null) as told
     from audit_log where actor_id = $1 and outcome = 'denied'`,
    [writer.user, network.a],
  )
  expect(rows).toEqual([{ named: 100, others: 1, documents: '102', told: true }])
}, 90_000)

it('tells each site of an account of what was denied there', async () => {
  const shared = await office.as('site-editor', network.a)
  await admin.call('PATCH', `/api/users/${shared.user}`, {
    assignments: [network.a, network.b].map((member) => ({ role: SHIPPED_ROLES['site-editor'].id, member })),
  })
  const reader = await office.as('reader')
  expect((await reader.call('PATCH', `/api/users/${shared.user}`, { name: 'Pris' })).status).toBe(403)
  const ofB = await office.as('site-manager', network.b)
  for (const by of [manager, ofB])
    expect((await actsOf(by, `actor=${reader.user}`)).map(({ act, outcome }) => [act, outcome])).toEqual([
      ['PATCH /api/users/:id', 'denied'],
    ])
})

it('tells each site of its own part of what concerns several, and of the sign-ins of its people', async () => {
  const shared = await office.as('site-editor', network.a)
  await admin.call('PATCH', `/api/users/${shared.user}`, {
    assignments: [network.a, network.b].map((member) => ({ role: SHIPPED_ROLES['site-editor'].id, member })),
  })
  await admin.call('PATCH', `/api/users/${shared.user}`, { name: 'Un autre nom' })
  const { body } = await admin.call('GET', `/api/users/${shared.user}`)
  await office.anonymous.call('POST', '/api/users/login', { email: body.email, password: 'a password for tests' })
  const ofB = await office.as('site-manager', network.b)
  const there = await actsOf(ofB, `actor=${shared.user}`)
  expect(there.map(({ act, detail }) => [act, detail])).toEqual([['signed-in', { sites: [network.b] }]])
  const onAccount = async (by: Caller) =>
    (await actsOf(by, `collection=users&id=${shared.user}`)).map(
      ({ detail }) => (detail as { fields: string[] }).fields,
    )
  expect(await onAccount(ofB)).toEqual([['name'], ['assignments']])
  // The role at B is B's affair.
  expect(await onAccount(manager)).toEqual([['name']])

  // That a role at B lasts longer, or ends, is B's affair as well.
  const until = (end: string | null) =>
    admin.call('PATCH', `/api/users/${shared.user}`, {
      assignments: [
        { role: SHIPPED_ROLES['site-editor'].id, member: network.a },
        { role: SHIPPED_ROLES['site-editor'].id, member: network.b, until: end },
      ],
    })
  expect((await until('2099-01-01T00:00:00.000Z')).status).toBe(200)
  expect((await onAccount(ofB))[0]).toEqual(['assignments'])
  expect(await onAccount(ofB)).toHaveLength(3)
  expect(await onAccount(manager)).toHaveLength(1)
  await until(new Date(Date.now() + 500).toISOString())
  await new Promise((resolve) => setTimeout(resolve, 600))
  const before = (await actsOf(ofB, `actor=${shared.user}`)).length
  await office.anonymous.call('POST', '/api/users/login', { email: body.email, password: 'a password for tests' })
  expect(await actsOf(ofB, `actor=${shared.user}`)).toHaveLength(before)
  expect((await actsOf(manager, `actor=${shared.user}`))[0]).toMatchObject({
    act: 'signed-in',
    detail: { sites: [network.a] },
  })
})

it('is read by who may, each site of its own alone, and not by others', async () => {
  const other = await office.as('site-manager', network.b)
  expect(await actsOf(other, `member=${network.a}`)).toEqual([])
  for (const [by, site] of [
    [other, network.b],
    [manager, network.a],
  ] as const) {
    const acts = await actsOf(by, '')
    const sites = acts.map(({ owner, detail }) => [owner, (detail as { sites?: string[] } | null)?.sites].flat())
    for (const named of sites) expect(named).toContain(site)
    expect([...new Set(sites.flat().filter(Boolean))]).toEqual([site])
  }
  const publisher = await office.as('site-publisher', network.a)
  expect((await publisher.call('GET', '/api/audit')).status).toBe(403)
  expect((await office.anonymous.call('GET', '/api/audit')).status).toBe(403)
  for (const query of ['actor=x', 'member=1', 'before=-1', 'before=x'])
    expect((await admin.call('GET', `/api/audit?${query}`)).status).toBe(400)
})

it('is taken away as CSV, which is an act as well', async () => {
  const { status, body, headers } = await manager.call('GET', '/api/audit?format=csv')
  expect(status).toBe(200)
  expect(headers.get('content-type')).toContain('text/csv')
  expect(body.split('\r\n')[0]).toBe(
    'position,at,act,outcome,actorCollection,actorId,collection,documentId,owner,address,detail',
  )
  expect(body).not.toContain(network.b)
  const [act] = await actsOf(admin, `actor=${manager.user}`)
  expect(act).toMatchObject({ act: 'exported', outcome: 'done' })
})

it('is only added to, and its chain tells whether somebody has changed it all the same', {
  timeout: 120_000,
}, async () => {
  const unlinked = async () =>
    (await office.pool.query('select count(*)::int as n from audit_log where hash is null')).rows[0].n
  await until(async () => (await unlinked()) === 0, 10_000)
  for (const statement of [
    `update audit_log set act = 'nothing'`,
    'delete from audit_log',
    'truncate audit_log',
    `update audit_log set hash = repeat('0', 64)`,
    'update audit_log set link = null, hash = null',
  ])
    await expect(office.pool.query(statement)).rejects.toThrow('only added to')

  const verify = (...kept: string[]) =>
    spawnSync('node', ['src/commands/audit.ts', 'verify', ...kept], {
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: office.databaseUrl, PAYLOAD_SECRET: SECRET, LOG_LEVEL: 'silent' },
    })
  const sound = verify()
  expect(sound.stdout).toMatch(/^\d+ acts linked, last hash [0-9a-f]{64}$/m)
  expect(sound.status).toBe(0)
  const [, last, hash] = /--link (\d+) --hash ([0-9a-f]{64})/.exec(sound.stdout) ?? []
  const asKept = verify('--link', String(last), '--hash', String(hash))
  expect(asKept.status, asKept.stderr).toBe(0)
  expect(verify('--link', String(last)).stderr).toContain('npm run audit')
  // As if every hash had been made anew: only who has kept one knows.
  const anew = verify('--link', String(last), '--hash', '0'.repeat(64))
  expect(anew.status).toBe(1)
  expect(anew.stderr).toContain('is not what was kept')
  await office.pool.query(`alter table audit_log disable trigger all`)
  await office.pool.query(`update audit_log set act = act || ' not' where link = 2`)
  await office.pool.query(`alter table audit_log enable trigger all`)
  const broken = verify()
  expect(broken.status).toBe(1)
  expect(broken.stderr + broken.stdout).toContain('broken at link')
})
