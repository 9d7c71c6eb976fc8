import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SHIPPED_ROLES } from '../../src/access/shippedRoles.ts'
import { type Answer, type BackOffice, type Caller, openBackOffice } from '../support/backOffice.ts'
import { jpeg, makeNetwork, makeRelease, releaseData } from '../support/factories.ts'
import { give, makeRole } from '../support/roles.ts'
import { say } from '../support/scale.ts'

/**
 * The attacks that a stock Payload 3.90.2 was measured with, by their numbers: `A` edits at site A and
 * knows the ids of site B, `F` works for the network, `–` is anonymous. What each wants is refused as if
 * there were nothing.
 */
let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>
let A: Caller & { user: string; token: string }
let F: Caller & { user: string; token: string }
let anonymous: Caller
let victim: { id: string; file: string }
const ABSENT = '11111111-2222-4333-8444-555555555555'
const ids = { own: '', ownDraft: '', other: '', otherDraft: '', otherVersion: '', ownVersion: '' }

beforeAll(async () => {
  office = await openBackOffice({ worker: 'off', trustedProxies: '127.0.0.1' })
  network = await makeNetwork(office)
  A = await office.as('site-editor', network.a)
  F = await office.as('network-admin')
  anonymous = office.anonymous
  ids.own = (await makeRelease(office, { title: 'Chez A', owner: network.a, contacts: [network.contactOfA] })).id
  ids.other = (await makeRelease(office, { title: 'Chez B', owner: network.b, contacts: [network.contactOfB] })).id
  for (const [name, owner] of [['ownDraft', network.a] as const, ['otherDraft', network.b] as const])
    ids[name] = (
      await makeRelease(office, { title: name, owner, contacts: [network.contactOfNetwork], _status: 'draft' })
    ).id
  await F.call('PATCH', `/api/press-releases/${ids.other}?draft=true`, { title: 'Un brouillon de B', _status: 'draft' })
  const version = async (parent: string) =>
    (
      await office.payload.findVersions({
        collection: 'press-releases',
        where: { parent: { equals: parent } },
        limit: 1,
        overrideAccess: true,
      })
    ).docs[0]?.id ?? ''
  ids.otherVersion = await version(ids.other)
  ids.ownVersion = await version(ids.own)
  const picture = await F.upload(
    '/api/media',
    { name: 'b.jpg', data: await jpeg(), type: 'image/jpeg' },
    { alt: 'B', credit: 'B', owner: network.b },
  )
  victim = { id: picture.body.doc.id, file: picture.body.doc.filename }
})
afterAll(() => office.close())

const titles = ({ body }: Answer): string[] => (body?.docs ?? []).map(({ title }: { title: string }) => title)
const owners = ({ body }: Answer): Set<string> =>
  new Set((body?.docs ?? []).map(({ owner }: { owner: string }) => owner))
/** The answer to what is another's is that to what is not there, but for the id itself. */
async function asAbsent(by: Caller, method: string, path: (id: string) => string, id: string, body?: unknown) {
  const [there, nowhere] = [await by.call(method, path(id), body), await by.call(method, path(ABSENT), body)]
  expect(there.status).toBeGreaterThanOrEqual(400)
  expect(there.status).toBeLessThan(500)
  expect(there.status).toBe(nowhere.status)
  expect(JSON.stringify(there.body).replaceAll(id, ABSENT)).toBe(JSON.stringify(nowhere.body))
}
const R = '/api/press-releases'

describe('reading', () => {
  it('1–5: anonymous callers read nothing of /api', async () => {
    for (const path of [
      `${R}?draft=true`,
      `${R}/${ids.otherDraft}?draft=true`,
      `${R}?where[_status][equals]=draft`,
      `${R}/${ids.other}?draft=true`,
      `${R}/versions`,
    ]) {
      const { status, body } = await anonymous.call('GET', path)
      expect([401, 403, 404]).toContain(status)
      expect(JSON.stringify(body)).not.toContain('Chez')
    }
  })

  it('6–8, 10, 11: versions, counts and documents of another site are not there', async () => {
    const versions = await A.call('GET', `${R}/versions?limit=0`)
    expect(versions.body.docs.length).toBeGreaterThan(0)
    for (const { version } of versions.body.docs) expect([network.a, null, undefined]).toContain(version.owner)
    await asAbsent(A, 'GET', (id) => `${R}/versions/${id}`, ids.otherVersion)
    await asAbsent(A, 'POST', (id) => `${R}/versions/${id}`, ids.otherVersion)
    expect((await A.call('GET', `${R}/count?where[owner][equals]=${network.b}`)).body.totalDocs).toBe(0)
    await asAbsent(A, 'GET', (id) => `${R}/${id}`, ids.other)
    await asAbsent(A, 'GET', (id) => `${R}/${id}?draft=true`, ids.otherDraft)
  })

  it('9: a version that says it was another site’s is not restored into it', async () => {
    await office.pool.query('update _press_releases_v set version_owner_id = $1 where id = $2', [
      network.b,
      ids.ownVersion,
    ])
    await A.call('POST', `${R}/versions/${ids.ownVersion}?draft=true`)
    const { rows } = await office.pool.query('select owner_id from press_releases where id = $1', [ids.own])
    expect(rows[0].owner_id).toBe(network.a)
    const { rows: newest } = await office.pool.query(
      'select version_owner_id as owner from _press_releases_v where parent_id = $1 and latest',
      [ids.own],
    )
    expect(newest[0].owner).toBe(network.a)
  })

  it.each([
    [21, 'where[contacts.email][like]=x'],
    [22, 'where[contacts][contains][email][like]=presse'],
    [23, 'where[contacts][contains][owner.name][equals]=Saline B'],
  ])('%i: conditions on related documents tell nothing of another site’s: %s', async (_number, query) => {
    for (const path of [R, `${R}/count`]) {
      const { status, body } = await A.call('GET', `${path}?${encodeURI(query)}`)
      if (status === 200) expect(owners({ body, status } as Answer).has(network.b)).toBe(false)
      else expect(status).toBe(400)
    }
  })

  it('25–29: what one may not read is not asked for, sorted by, selected or populated', async () => {
    await office.payload.update({
      collection: 'members',
      id: network.b,
      data: { networkNotes: 'privé' },
      overrideAccess: true,
    })
    for (const query of ['where[networkNotes][like]=priv', 'sort=networkNotes'])
      expect((await A.call('GET', `/api/members?${query}`)).status).toBe(400)
    expect((await A.call('GET', '/api/members/versions?where[version.networkNotes][like]=priv')).status).toBe(400)
    for (const query of ['select[networkNotes]=true', 'depth=2']) {
      const { body } = await A.call('GET', `/api/members?${query}`)
      expect(JSON.stringify(body)).not.toContain('privé')
    }
    const populated = await A.call('GET', `${R}?depth=2&populate[members][networkNotes]=true`)
    expect(JSON.stringify(populated.body)).not.toContain('privé')
  })

  it('when the agreement of a site ends is its own affair and the network’s', async () => {
    const agreed = async (id: string, agreementUntil: string) =>
      office.payload.update({
        collection: 'members',
        id,
        data: { label: { agreementUntil, nextEvaluation: agreementUntil } },
        overrideAccess: true,
      })
    await agreed(network.a, '2031-03-01T12:00:00.000Z')
    await agreed(network.b, '2032-04-01T12:00:00.000Z')
    const own = await A.call('GET', `/api/members/${network.a}`)
    expect(own.body.label.agreementUntil).toBe('2031-03-01T12:00:00.000Z')
    const versions = await A.call('GET', '/api/members/versions?sort=-updatedAt')
    expect(JSON.stringify(versions.body)).toContain('2031-03-01')
    const members = [network.a, network.b]
    const { id } = await makeRelease(office, { owner: network.a, contacts: [network.contactOfA], members })
    const { body: populated } = await A.call('GET', `${R}/${id}?depth=2`)
    expect(JSON.stringify(populated)).toContain('Saline B')
    for (const path of [
      `/api/members/${network.b}`,
      `/api/members/${network.b}?draft=true`,
      '/api/members',
      '/api/members?select[label]=true&select[id]=false',
      '/api/members/versions',
      `${R}/${id}?depth=2`,
      `${R}/${id}?depth=2&populate[members][label]=true`,
    ])
      expect(JSON.stringify((await A.call('GET', path)).body), path).not.toContain('2032-04-01')
    const later = '[greater_than]=2032-01-01'
    for (const path of [
      `/api/members?where[label.nextEvaluation]${later}`,
      '/api/members?sort=label.agreementUntil',
      `/api/members/versions?where[version.label.agreementUntil]${later}`,
      `${R}?where[owner.label.nextEvaluation]${later}`,
      `${R}/count?where[members.label.agreementUntil]${later}`,
    ])
      expect((await A.call('GET', path)).status, path).toBe(400)
    const { body: may } = await A.call('POST', `/api/members/access/${network.b}`, { theme: 'x' })
    expect(JSON.stringify(may.fields.label)).not.toContain('"agreementUntil":{"read"')
    // What is not seen is not lost either.
    const blind = await office.as('reader')
    const { body: made } = await makeRole(await office.as('site-manager', network.a), {
      permissions: [{ collection: 'members', actions: ['update', 'publish'] }],
    })
    await give(office, blind.user, [{ role: made.doc.id, member: network.a }])
    expect((await blind.call('GET', `/api/members/${network.a}`)).body.label.agreementUntil).toBeUndefined()
    expect((await blind.call('PATCH', `/api/members/${network.a}`, { theme: 'Autre thème' })).status).toBe(200)
    const { label } = await office.payload.findByID({ collection: 'members', id: network.a, overrideAccess: true })
    expect(label?.nextEvaluation).toBe('2031-03-01T12:00:00.000Z')
    const administrator = await office.as('network-admin')
    expect((await administrator.call('GET', `/api/members/${network.b}`)).body.label.agreementUntil).toContain('2032')
  })

  it('30–32: joins and distinct values are not a way around', async () => {
    expect((await anonymous.call('GET', '/api/members?joins[pressReleases][where][title][like]=B')).status).toBe(403)
    const { body } = await A.call('GET', `/api/members/${network.b}?depth=1&joins[pressReleases][limit]=0`)
    expect(JSON.stringify(body)).not.toContain('Chez B')
    expect([400, 403, 404]).toContain((await A.call('GET', '/api/members/distinct?field=networkNotes')).status)
  })

  it('33: secrets of accounts are no condition, also for the network', async () => {
    for (const field of ['hash', 'salt', 'resetPasswordToken', 'sessions.id'])
      expect((await F.call('GET', `/api/users?where[${field}][like]=a`)).status).toBe(400)
    const { body } = await F.call('GET', '/api/users?limit=100')
    for (const word of ['hash', 'salt', 'resetPasswordToken']) expect(JSON.stringify(body)).not.toContain(`"${word}"`)
  })

  it('40–43: trash, every language, and files of another site', async () => {
    expect(titles(await A.call('GET', `${R}?trash=true&limit=100`))).not.toContain('Chez B')
    expect((await A.call('DELETE', `${R}?trash=true&where[owner][equals]=${network.b}`)).body.docs ?? []).toEqual([])
    const { body } = await A.call('GET', '/api/members?locale=all&fallback-locale=en')
    expect(JSON.stringify(body)).not.toContain('privé')
    for (const path of [victim.file, `${victim.file}?prefix=/`, `..%2f${victim.file}`, `%2e%2e/${victim.file}`]) {
      const { status } = await A.call('GET', `/api/media/file/${path}`)
      expect(status).toBe(404)
    }
    await asAbsent(A, 'GET', (id) => `/api/media/file/${id === ABSENT ? 'rien.jpg' : id}`, victim.file)
  })
})

describe('writing', () => {
  it('12–15: another site’s documents are changed and deleted like absent ones', async () => {
    await asAbsent(A, 'PATCH', (id) => `${R}/${id}`, ids.other, { title: 'Pris' })
    await asAbsent(A, 'DELETE', (id) => `${R}/${id}`, ids.other)
    const bulk = await A.call('PATCH', `${R}?where[id][exists]=true&draft=true`, { subtitle: 'Partout' })
    expect((bulk.body.docs ?? []).every(({ owner }: { owner: string }) => owner === network.a)).toBe(true)
    expect((await A.call('PATCH', R, { subtitle: 'Partout' })).status).toBe(400)
    await A.call('DELETE', `${R}?where[id][exists]=true`)
    const { rows } = await office.pool.query(
      'select title, subtitle from press_releases r join press_releases_locales l on l._parent_id = r.id where r.id = $1',
      [ids.other],
    )
    expect(rows[0]).toMatchObject({ title: 'Chez B', subtitle: null })
  })

  it('16–19: nothing is moved, made or copied into another site', async () => {
    expect((await A.call('PATCH', `${R}/${ids.ownDraft}`, { owner: network.b })).status).toBe(403)
    const made = await A.call('POST', R, { ...releaseData(), owner: network.b, _status: 'published' })
    expect(made.status).toBe(403)
    expect((await A.call('POST', `${R}/${ids.ownDraft}/duplicate`, { owner: network.b })).status).toBe(403)
    await asAbsent(A, 'POST', (id) => `${R}/${id}/duplicate`, ids.other, {})
  })

  it('20: nothing points at what one may not read', async () => {
    const { status } = await A.call('PATCH', `${R}/${ids.ownDraft}?draft=true`, {
      contacts: [network.contactOfB],
      _status: 'draft',
    })
    expect(status).toBe(400)
  })

  it('35: an open session does not change the password or the address of its account', async () => {
    const person = await office.as('site-editor', network.a)
    const { body } = await person.call('GET', '/api/users/me')
    const change = (values: Record<string, unknown>) => person.call('PATCH', `/api/users/${person.user}`, values)
    const fresh = 'un tout nouveau mot de passe'
    expect((await change({ password: fresh })).status).toBe(400)
    expect((await change({ password: fresh, currentPassword: 'faux' })).status).toBe(400)
    expect((await change({ email: 'pris@evil.example' })).status).toBe(400)
    expect((await change({ password: 'court', currentPassword: 'a password for tests' })).status).toBe(400)
    expect((await change({ name: 'Autre nom' })).status).toBe(200)
    // Nor in bulk, nor by the same id written otherwise.
    for (const values of [{ password: fresh }, { email: 'pris@evil.example' }]) {
      expect((await person.call('PATCH', `/api/users?where[id][equals]=${person.user}`, values)).status).toBe(403)
      expect((await person.call('PATCH', `/api/users/${person.user.toUpperCase()}`, values)).status).toBe(400)
    }
    const changed = await change({ password: fresh, currentPassword: 'a password for tests' })
    expect(changed.status).toBe(200)
    expect(JSON.stringify(changed.body)).not.toContain('a password for tests')
    const login = (password: string) =>
      office.anonymous.call('POST', '/api/users/login', { email: body.user.email, password })
    expect([(await login('a password for tests')).status, (await login(fresh)).status]).toEqual([401, 200])
  })

  it('34, 36–38: nobody raises themselves, unlocks another, or runs the jobs', async () => {
    const before = await A.call('GET', '/api/users/me')
    await A.call('PATCH', `/api/users/${A.user}`, { assignments: [{ role: SHIPPED_ROLES['network-admin'].id }] })
    expect((await A.call('GET', '/api/users/me')).body.user.assignments).toEqual(before.body.user.assignments)
    expect((await A.call('POST', '/api/users/unlock', { email: 'person2@test.example' })).status).toBe(403)
    for (const [method, path] of [
      ['GET', '/api/payload-jobs/run?limit=0'],
      ['GET', '/api/payload-jobs/handle-schedules'],
      ['GET', '/api/payload-jobs'],
      ['POST', '/api/payload-jobs'],
    ] as const)
      expect((await A.call(method, path, method === 'POST' ? {} : undefined)).status).toBe(404)
  })

  it('39: nobody schedules what they may not publish', async () => {
    for (const id of [ids.otherDraft, ids.ownDraft]) {
      const { status } = await A.call('POST', '/api/schedules', {
        document: { relationTo: 'press-releases', value: id },
        action: 'publish',
        at: new Date(Date.now() + 60_000).toISOString(),
      })
      expect([400, 403]).toContain(status)
    }
  })

  it('44: files that are not what they say are refused', async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>')
    const picture = await jpeg()
    for (const [name, data, type] of [
      ['x.svg', svg, 'image/svg+xml'],
      ['x.png', svg, 'image/png'],
      ['x.png', Buffer.from('<!doctype html><script>alert(1)</script>'), 'image/png'],
      ['x.html', picture, 'text/html'],
      ['x.html', picture, 'image/jpeg'],
    ] as const) {
      const { status } = await A.upload('/api/media', { name, data, type }, { alt: 'x', credit: 'x' })
      expect(status).toBe(400)
    }
    const outside = await A.upload(
      '/api/media',
      { name: '../../x.jpg', data: picture, type: 'image/jpeg' },
      { alt: 'x', credit: 'x' },
    )
    expect(outside.body.doc?.filename ?? '').not.toContain('/')
    const elsewhere = await A.upload(
      '/api/media',
      { name: 'x.jpg', data: await jpeg({ width: 641 }), type: 'image/jpeg' },
      { alt: 'x', credit: 'x', owner: network.b },
    )
    expect(elsewhere.status).toBe(403)
  })
})

describe('the door', () => {
  it('42, 48: what nobody needs is not there', async () => {
    for (const by of [A, F, anonymous])
      for (const [method, path] of [
        ['GET', '/api/payload-preferences'],
        ['GET', '/api/payload-preferences?where[key][exists]=true'],
        ['GET', '/api/payload-locked-documents'],
        ['GET', '/api/payload-kv'],
        ['GET', '/api/payload-migrations'],
        ['POST', '/api/graphql'],
        ['GET', '/api/graphql'],
        ['GET', '/api/GraphQL'],
        ['GET', '/api//graphql'],
        ['GET', '/api/%67raphql'],
        ['GET', '/api/graphql-playground'],
        ['POST', '/api/users/first-register'],
        ['POST', '/api/reorder'],
      ] as const)
        expect([
          path,
          (await by.call(method, path, method === 'POST' ? { query: '{__schema{types{name}}}' } : undefined)).status,
        ]).toEqual([path, 404])
    await A.call('POST', '/api/payload-preferences/mine', { value: { a: 1 } })
    expect((await A.call('GET', '/api/payload-preferences/mine')).body.value).toEqual({ a: 1 })
    expect((await F.call('GET', '/api/payload-preferences/mine')).body.value ?? null).toBeNull()
  })

  it('45: a query is bounded', async () => {
    const many = Array.from({ length: 60 }, (_, n) => `where[or][${n}][title][equals]=${n}`).join('&')
    expect((await A.call('GET', `${R}?${many}`)).status).toBe(400)
    const overridden = await fetch(`${office.url}${R}`, {
      method: 'POST',
      headers: {
        Authorization: `JWT ${A.token}`,
        'X-HTTP-Method-Override': 'GET',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: Array.from({ length: 900 }, (_, n) => `where[or][${n}][title][equals]=${n}`).join('&'),
    })
    expect(overridden.status).toBe(400)
    for (let n = 0; n < 101; n++) await office.pool.query('select 1')
    for (const query of ['limit=0', 'limit=100000', 'limit=-1', 'pagination=false', 'limit=x'])
      expect((await F.call('GET', `${R}?${query}`)).body.limit ?? 100).toBeLessThanOrEqual(100)
    expect((await A.call('GET', `${R}?depth=99`)).status).toBe(200)
  })

  it('46: a cookie counts only from the product’s own pages', async () => {
    const withCookie = (method: string, path: string, headers: Record<string, string>, body?: string) =>
      fetch(`${office.url}${path}`, {
        method,
        headers: { cookie: `payload-token=${A.token}`, ...headers },
        ...(body ? { body } : {}),
      })
    const evil = { origin: 'https://evil.example' }
    expect((await withCookie('GET', R, evil)).status).toBe(403)
    expect((await withCookie('DELETE', `${R}/${ids.ownDraft}`, evil)).status).toBe(403)
    const plain = await withCookie('POST', R, { ...evil, 'content-type': 'text/plain' }, '{"title":"x"}')
    expect(plain.status).toBeGreaterThanOrEqual(400)
    expect(plain.status).toBeLessThan(500)
    expect((await withCookie('GET', R, { origin: 'http://localhost:3999' })).status).toBe(200)
  })

  it('47: guessing is slowed where it comes from, and the owner signs in from elsewhere', async () => {
    const email = 'person1@test.example'
    const attempt = (password: string, from: string) =>
      office.anonymous.call('POST', '/api/users/login', { email, password }, { 'X-Forwarded-For': from })
    const answers: Answer[] = []
    for (let n = 0; n < 12; n++) answers.push(await attempt(`faux ${n}`, '203.0.113.7'))
    expect(answers.slice(0, 10).map(({ status }) => status)).toEqual(Array(10).fill(401))
    expect(answers.slice(10).map(({ status }) => status)).toEqual([429, 429])
    expect(Number(answers[10]?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await attempt('a password for tests', '203.0.113.7')).status).toBe(429)
    expect((await attempt('a password for tests', '198.51.100.4')).status).toBe(200)
  })

  it('47: neither the answer nor its time tells who has an account', { timeout: 240_000 }, async () => {
    const times = { known: [] as number[], unknown: [] as number[] }
    const bodies = new Set<string>()
    for (let n = 0; n < 200; n++) {
      for (const [kind, email] of [
        ['known', 'person2@test.example'] as const,
        ['unknown', `rien${n}@test.example`] as const,
      ]) {
        const startedAt = performance.now()
        const { status, body } = await office.anonymous.call(
          'POST',
          '/api/users/login',
          { email, password: 'un mauvais mot de passe' },
          { 'X-Forwarded-For': `198.18.7.${n}` },
        )
        times[kind].push(performance.now() - startedAt)
        bodies.add(`${status} ${JSON.stringify(body)}`)
      }
    }
    const median = (list: number[]) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0
    const apart = Math.abs(median(times.known) - median(times.unknown))
    say('log-in of a known and of an unknown account, medians of 200 apart', `${apart.toFixed(1)} ms`)
    expect(bodies.size).toBe(1)
    expect(apart).toBeLessThan(10)
  })
})
