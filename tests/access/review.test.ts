import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BackOffice, type Caller, openBackOffice } from '../support/backOffice.ts'
import { makeNetwork, makeRelease } from '../support/factories.ts'

let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>
let A: Caller & { user: string }
const ABSENT = '11111111-2222-4333-8444-555555555555'

beforeAll(async () => {
  office = await openBackOffice({ worker: 'off' })
  network = await makeNetwork(office)
  A = await office.as('site-editor', network.a)
  await office.payload.update({
    collection: 'contacts',
    id: network.contactOfB,
    data: { phone: '+33 1 23 45 67 89' },
    overrideAccess: true,
  })
  // A reads this one, and it points at what A does not read.
  await makeRelease(office, {
    title: 'De A, avec le contact de B',
    owner: network.a,
    contacts: [network.contactOfB],
  })
})
afterAll(() => office.close())

describe('what stands in a related document that one may not read', () => {
  const contains = '[contacts][contains][phone][like]=23'
  it.each([
    `/api/press-releases?where[AND][0]${contains}`,
    `/api/press-releases?where[Or][0]${contains}`,
    `/api/press-releases/count?where[AND][0]${contains}`,
    '/api/press-releases/versions?where[AND][0][version.contacts][contains][phone][like]=23',
    '/api/press-releases?sort=contacts.phone',
    '/api/press-releases?sort=title,-contacts.phone',
    '/api/press-releases/versions?sort=version.contacts.phone',
  ])('is not told by %s', async (path) => {
    expect((await A.call('GET', path)).status).toBe(400)
  })

  it('is not told by what is joined', async () => {
    for (const asked of [
      'joins[pressReleases][where][contacts][contains][phone][like]=23',
      'joins[pressReleases][where][or][0][contacts.phone][like]=23',
      'joins[pressReleases][sort]=contacts.phone',
    ])
      expect((await A.call('GET', `/api/members/${network.a}?${asked}`)).status, asked).toBe(400)
    const own = await A.call('GET', `/api/members/${network.a}?joins[pressReleases][limit]=1&depth=0`)
    expect(own.status).toBe(200)
  })
})

it('what one may do with a document is told to who may read it, and to others as of one that is not there', async () => {
  const ofB = await makeRelease(office, {
    title: 'Brouillon de B',
    owner: network.b,
    contacts: [network.contactOfB],
    _status: 'draft',
  })
  const manager = await office.as('site-manager', network.b)
  for (const caller of [A, office.anonymous]) {
    for (const [slug, id] of [
      ['press-releases', ofB.id],
      ['contacts', network.contactOfB],
      ['users', manager.user],
    ]) {
      const other = await caller.call('POST', `/api/${slug}/access/${id}`, {})
      const absent = await caller.call('POST', `/api/${slug}/access/${ABSENT}`, {})
      expect([other.status, other.body]).toEqual([404, absent.body])
      expect(absent.status).toBe(404)
    }
  }
  const own = await A.call('POST', `/api/users/access/${A.user}`, {})
  expect(own.status).toBe(200)
  expect(own.body.fields.name.read).toBe(true)
  expect((await A.call('POST', '/api/press-releases/access', {})).status).toBe(200)
})

it('a site that works on its profile is in the lists of the others as it is public', async () => {
  const ofB = await office.as('site-manager', network.b)
  const drafted = await ofB.call('PATCH', `/api/members/${network.b}?draft=true`, {
    name: 'Nom encore secret',
    _status: 'draft',
  })
  expect(drafted.status).toBe(200)
  const list = await A.call('GET', '/api/members?draft=true')
  expect(list.body.docs.map(({ name }: { name: string }) => name)).toContain('Saline B')
  expect(JSON.stringify(list.body)).not.toContain('secret')
  expect((await ofB.call('GET', `/api/members/${network.b}?draft=true`)).body.name).toBe('Nom encore secret')
})

it('when what is public goes by itself is for who may publish to say', async () => {
  const refused = await A.call('PATCH', `/api/contacts/${network.contactOfA}`, { until: '2030-01-01' })
  expect(refused.status).toBe(403)
  const publisher = await office.as('site-publisher', network.a)
  const set = await publisher.call('PATCH', `/api/contacts/${network.contactOfA}`, { until: '2030-01-01' })
  expect(set.status).toBe(200)
  expect((await A.call('PATCH', `/api/contacts/${network.contactOfA}`, { until: null })).status).toBe(403)
  expect((await A.call('PATCH', `/api/contacts/${network.contactOfA}`, { topics: 'Interne' })).status).toBe(200)
})

it('a session leaves by https alone where people come by https', async () => {
  const { accounts } = await import('../../src/plugins/accounts/index.ts')
  const cookiesOf = async (serverURL: string) => {
    const config = await accounts()({ serverURL, collections: [], db: office.payload.config.db } as never)
    const users = config.collections?.find(({ slug }) => slug === 'users')
    return (users?.auth as { cookies?: object } | undefined)?.cookies
  }
  expect(await cookiesOf('https://reseau.example')).toEqual({ secure: true, sameSite: 'Lax' })
  expect(await cookiesOf('http://localhost:3000')).toEqual({ secure: false, sameSite: 'Lax' })
})

it('a look through other eyes changes nothing, however its cookie is written', async () => {
  const manager = await office.as('site-manager', network.a)
  for (const value of [A.user, A.user.toUpperCase(), A.user.replace('-', '%2d')]) {
    const { status } = await manager.call('DELETE', '/api/users/sessions', undefined, {
      cookie: `rencontre-see-as=${value}`,
    })
    expect(status, value).toBe(403)
  }
})

it('a forgotten password is asked for by the form of the admin and by programs', async () => {
  const form = new FormData()
  form.set('_payload', JSON.stringify({ email: 'personne@test.example' }))
  const answer = await fetch(`${office.url}/api/users/forgot-password`, { method: 'POST', body: form })
  expect(answer.status).toBe(200)
  const { status } = await office.anonymous.call('POST', '/api/users/forgot-password', {
    email: 'personne@test.example',
  })
  expect(status).toBe(200)
  expect((await office.anonymous.call('POST', '/api/users/forgot-password', { email: 12 })).status).toBe(400)
})

it('one’s current password is asked for and never told', async () => {
  const person = await office.as('site-editor', network.a)
  const path = `/api/users/${person.user}`
  const refused = await person.call('PATCH', path, { password: 'un autre mot de passe assez long' })
  expect(refused.status).toBe(400)
  expect(refused.body.errors[0].data.errors[0].path).toBe('currentPassword')
  const changed = await person.call('PATCH', path, {
    password: 'un autre mot de passe assez long',
    currentPassword: 'a password for tests',
  })
  expect(changed.status).toBe(200)
  expect(JSON.stringify(changed.body)).not.toContain('a password for tests')
  expect((await person.call('PATCH', path, { password: 12345, currentPassword: 'x' })).status).toBe(400)
})

// Last: it opens a back office of its own.
it('tries from one network of IPv6 count together', async () => {
  const proxied = await openBackOffice({ worker: 'off', trustedProxies: '127.0.0.1' })
  const statuses = []
  for (let n = 1; n <= 14; n++) {
    const { status } = await proxied.anonymous.call(
      'POST',
      '/api/users/login',
      { email: 'quelquun@test.example', password: 'not the password' },
      { 'x-forwarded-for': `2001:db8:1:2::${n.toString(16)}` },
    )
    statuses.push(status)
  }
  expect(statuses).toContain(429)
  await proxied.close()
})
