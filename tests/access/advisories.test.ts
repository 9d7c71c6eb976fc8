import { createServer, request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BackOffice, type Caller, caller, openBackOffice } from '../support/backOffice.ts'
import { makeNetwork, makeRelease } from '../support/factories.ts'

/** Published advisories of 2025 and 2026 that touch parts in use, each tried at the door. Those of Next: tests/browser/advisories.test.ts. */

let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>
let editor: Caller & { user: string; token: string }
let admin: Caller & { user: string; token: string }

beforeAll(async () => {
  office = await openBackOffice({ worker: 'off' })
  network = await makeNetwork(office)
  editor = await office.as('site-editor', network.a)
  admin = await office.as('network-admin')
  await makeRelease(office, { owner: network.a, contacts: [network.contactOfA] })
})
afterAll(() => office.close())

const SLEEP_S = 3
const query = (pairs: Record<string, string>) => new URLSearchParams(pairs)

describe('SQL by way of a query', () => {
  it.each([
    ['CVE-2026-25544', 'press-releases', { 'where[body.root.x][equals]': `' or pg_sleep(${SLEEP_S}) is null--` }],
    ['CVE-2026-25544', 'press-releases', { "where[body.x') or pg_sleep(3)--][like]": 'x' }],
    ['CVE-2026-105856', 'roles', { [`where[permissions.a'||(select pg_sleep(${SLEEP_S}))--][like]`]: 'x' }],
    ['CVE-2026-105845', 'roles', { [`where[permissions][x'; select pg_sleep(${SLEEP_S})--]`]: 'x' }],
    ['CVE-2026-63316', 'press-releases', { 'where[title][in]': `x') or pg_sleep(${SLEEP_S}) is null--` }],
    ['CVE-2026-63316', 'press-releases', { 'where[owner][not_in]': `x') or pg_sleep(${SLEEP_S}) is null--` }],
    ['CVE-2026-39356', 'press-releases', { sort: `title" desc; select pg_sleep(${SLEEP_S});--` }],
    ['CVE-2026-39356', 'press-releases', { 'where[title"x][equals]': '1' }],
    ['CVE-2026-39356', 'press-releases', { locale: `fr" or pg_sleep(${SLEEP_S}) is null--` }],
  ])('%s: is refused or finds nothing more, at once (%s)', async (_advisory, collection, pairs) => {
    const startedAt = performance.now()
    const { status } = await admin.call('GET', `/api/${collection}?${query(pairs as Record<string, string>)}`)
    expect([200, 400]).toContain(status)
    expect(performance.now() - startedAt).toBeLessThan(SLEEP_S * 1000)
  })
})

describe('what is hidden', () => {
  it('CVE-2026-105852: a condition through a relationship tells nothing of what one may not read', async () => {
    const path = `/api/press-releases?${query({ 'where[contacts][contains][email][like]': '@' })}`
    expect((await editor.call('GET', path)).status).toBe(400)
    expect((await editor.call('GET', path.replace('press-releases?', 'press-releases/count?'))).status).toBe(400)
  })

  it.each(['hash', '-salt', 'resetPasswordToken'])('CVE-2026-105805: %s sorts nothing', async (sort) => {
    expect((await admin.call('GET', `/api/users?sort=${sort}`)).status).toBe(400)
  })

  it('CVE-2026-105849: no answer holds a key, its digest or a password', async () => {
    const made = await admin.call('POST', '/api/api-clients', {
      name: 'Agenda',
      assignments: [{ role: '00000000-0000-4000-8000-000000000007', member: network.a }],
    })
    const { body } = await admin.call('POST', `/api/api-clients/${made.body.doc.id}/keys`, { name: 'x', days: 1 })
    const { rows } = await office.pool.query('select digest from api_keys')
    for (const path of [
      '/api/api-clients?limit=100&showHiddenFields=true',
      '/api/api-clients?select[apiKey]=true&select[name]=true',
      `/api/api-clients/${made.body.doc.id}/keys`,
      '/api/users?limit=100&showHiddenFields=true',
    ]) {
      const text = JSON.stringify((await admin.call('GET', path)).body)
      expect(text).not.toContain(body.key)
      expect(text).not.toContain(rows[0].digest)
      expect(text).not.toMatch(/"(?:hash|salt|resetPasswordToken)":"/)
    }
  })

  it('CVE-2026-25574: a preference is its owner’s alone, whatever collection asks', async () => {
    await admin.call('POST', '/api/payload-preferences/columns', { value: { mine: true } })
    expect((await editor.call('GET', '/api/payload-preferences/columns')).body.value ?? null).toBeNull()
    expect((await admin.call('GET', '/api/payload-preferences/columns')).body.value).toEqual({ mine: true })
  })
})

describe('accounts', () => {
  it.each([
    ['/api/users/forgot-password', { email: { like: '%' } }],
    ['/api/users/forgot-password', { email: ['a@b.example', 'c@d.example'] }],
    ['/api/users/reset-password', { token: { exists: true }, password: 'quatre mots au hasard' }],
    ['/api/users/reset-password', { token: null, password: 'quatre mots au hasard' }],
    ['/api/users/reset-password', { token: '', password: 'quatre mots au hasard' }],
    ['/api/users/reset-password', { token: ['x'], password: 'quatre mots au hasard' }],
  ])('CVE-2026-34751: recovery by %s with %j gives nothing', async (path, body) => {
    const answer = await office.anonymous.call('POST', path, body)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(JSON.stringify(answer.body)).not.toContain('token":"')
  })

  it('CVE-2026-34751: a caller chooses neither that the token is answered nor how long it lives', async () => {
    const { rows } = await office.pool.query('select email from users where id = $1', [editor.user])
    const { status, body } = await office.anonymous.call('POST', '/api/users/forgot-password', {
      email: rows[0].email,
      disableEmail: true,
      expiration: 9e15,
    })
    expect(status).toBe(200)
    const { rows: after } = await office.pool.query(
      `select reset_password_token as token, reset_password_expiration < now() + interval '1 day' as soon from users where id = $1`,
      [editor.user],
    )
    expect(JSON.stringify(body)).not.toContain(after[0].token)
    expect(after[0].soon).toBe(true)
  })

  it.each(['users', 'api-clients'])('CVE-2026-11779: nobody unlocks an account of %s', async (collection) => {
    const { status } = await editor.call('POST', `/api/${collection}/unlock`, { email: 'person1@test.example' })
    expect([403, 404]).toContain(status)
  })

  it('CVE-2026-105863: what signs somebody in is not theirs to write', async () => {
    const { rows } = await office.pool.query('select id from users_sessions where _parent_id = $1', [admin.user])
    await editor.call('PATCH', `/api/users/${editor.user}`, {
      id: admin.user,
      collection: 'api-clients',
      _strategy: 'x',
      _sid: rows[0].id,
      _verified: true,
      sessions: [{ id: rows[0].id, expiresAt: '2099-01-01T00:00:00Z' }],
      hash: 'x',
      salt: 'x',
    })
    const { body } = await editor.call('GET', '/api/users/me')
    expect(body.user).toMatchObject({ id: editor.user, collection: 'users' })
    const { rows: after } = await office.pool.query('select _parent_id as owner from users_sessions where id = $1', [
      rows[0].id,
    ])
    expect(after[0].owner).toBe(admin.user)
  })

  it('CVE-2025-4643: a session that was left is over, in the cookie and in the header', async () => {
    const gone = await office.as('reader')
    expect((await gone.call('POST', '/api/users/logout')).status).toBe(200)
    expect((await gone.call('GET', '/api/press-releases')).status).toBe(403)
    const cookie = { cookie: `payload-token=${gone.token}`, origin: 'http://localhost:3999' }
    expect((await office.anonymous.call('GET', '/api/press-releases', undefined, cookie)).status).toBe(403)
  })

  it('CVE-2025-4644: the token of an account that is deleted opens nothing', async () => {
    const gone = await office.as('reader')
    expect((await admin.call('DELETE', `/api/users/${gone.user}`)).status).toBe(200)
    expect((await gone.call('GET', '/api/users/me')).body.user).toBeNull()
    expect((await gone.call('GET', '/api/press-releases')).status).toBe(403)
  })

  it.each([
    ['CVE-2026-125755', 'x@evil.example(c).good.example'],
    ['CVE-2026-121424', 'user@good.example (a(b) <x@evil.example>)'],
    ['CVE-2026-121425', 'a: "x;y" <x@evil.example>;'],
    ['CVE-2026-110870', '<(c)x@evil.example>'],
    ['CVE-2026-100699', '"user"@good.example(x)evil.example'],
  ])('%s: no mail goes to an address that reads in two ways', async (_advisory, email) => {
    const assignments = [{ role: '00000000-0000-4000-8000-000000000006' }]
    const before = await office.pool.query('select count(*) from payload_jobs')
    const made = await admin.call('POST', '/api/users', {
      email,
      name: 'X',
      password: 'quatre mots au hasard',
      assignments,
    })
    expect(made.status).toBe(400)
    expect((await admin.call('POST', '/api/users/invite', { email, name: 'X', assignments })).status).toBe(400)
    expect((await office.pool.query('select count(*) from payload_jobs')).rows).toEqual(before.rows)
  })
})

describe('addresses that are closed', () => {
  /** As it stands, where fetch would tidy it up. */
  const raw = (method: string, path: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(office.url)
      request({ hostname, port, method, path, headers: { Authorization: `JWT ${admin.token}` } }, (answer) => {
        answer.resume()
        resolve(answer.statusCode ?? 0)
      })
        .on('error', reject)
        .end()
    })

  it.each([
    '/api/reorder',
    '/api/%72eorder',
    '/api//reorder',
    '/api/users/../reorder',
    '/api/users/%2e%2e/reorder',
    '/api/users/.%2E/reorder',
    '/api\\reorder',
    '/api/./payload-jobs/run',
    '/x/../api/payload-jobs/run',
    'http://elsewhere.example/api/payload-jobs/run',
  ])('CVE-2026-105859: %s is not there, however it is written', async (path) => {
    expect(await raw('POST', path)).toBe(404)
    expect(await raw('GET', path)).toBe(404)
  })

  it.each(['forms', 'form-submissions', 'exports', 'imports'])(
    'CVE-2026-105857, CVE-2026-105844: there is no %s',
    async (slug) => {
      expect((await admin.call('POST', `/api/${slug}`, {})).status).toBe(404)
    },
  )

  it('CVE-2026-27567: nobody has the server fetch an address', async () => {
    let hits = 0
    const inside = createServer((_request, response) => {
      hits++
      response.end()
    })
    await new Promise<void>((resolve) => inside.listen(0, '127.0.0.1', resolve))
    const src = `http://127.0.0.1:${(inside.address() as { port: number }).port}/x.jpg`
    const pasted = await admin.call('GET', `/api/media/paste-url?${query({ src })}`)
    const uploaded = await admin.call('POST', '/api/media', {
      alt: 'x',
      file: { url: src },
      url: src,
      filename: 'x.jpg',
    })
    inside.close()
    expect([pasted.status, uploaded.status]).toEqual([400, 400])
    expect(hits).toBe(0)
  })

  it.each([
    ['CVE-2025-32442', 'Application/JSON ; charset=x'],
    ['CVE-2026-25223', 'application/json\ta'],
    ['CVE-2026-3419', 'application/json garbage'],
  ])('%s: a body of the kind %j is judged or refused, never taken as it is', async (_advisory, type) => {
    const answer = await fetch(`${office.url}/api/users/login`, {
      method: 'POST',
      headers: { 'content-type': type },
      body: JSON.stringify({ email: { like: '%' }, password: 'x' }),
    })
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
  })

  it('CVE-2026-3635: links in mails take their address from the configuration, not from a request', async () => {
    await caller(office.url).call(
      'POST',
      `/api/users/${editor.user}/invite`,
      {},
      { Authorization: `JWT ${admin.token}`, 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'gopher' },
    )
    const { rows: mails } = await office.pool.query(
      `select input->>'text' as text from payload_jobs order by created_at desc limit 1`,
    )
    expect(mails[0].text).toContain('http://localhost:3999/admin/reset/')
    expect(mails[0].text).not.toContain('evil.example')
  })
})
