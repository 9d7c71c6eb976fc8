import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SHIPPED_ROLES } from '../../src/access/shippedRoles.ts'
import { type BackOffice, type Caller, openBackOffice } from '../support/backOffice.ts'
import { jpeg, makeNetwork, makeRelease, releaseData } from '../support/factories.ts'
import { type Assignment, give, makeRole, shipped } from '../support/roles.ts'

let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>
let admin: Caller
let manager: Caller & { user: string }

beforeAll(async () => {
  office = await openBackOffice({ worker: 'off' })
  network = await makeNetwork(office)
  admin = await office.as('network-admin')
  manager = await office.as('site-manager', network.a)
})
afterAll(() => office.close())

describe('a role that a site makes for itself', () => {
  it('allows exactly what it says, at once, in a session that is open already', async () => {
    const colleague = await office.as('reader')
    await give(office, colleague.user, [])
    expect((await colleague.call('GET', '/api/press-releases')).status).toBe(403)
    const { status, body } = await makeRole(manager, {
      permissions: [{ collection: 'press-releases', actions: ['read', 'create'] }],
    })
    expect(status).toBe(201)
    expect(body.doc).toMatchObject({ scope: 'member', member: network.a })
    await give(office, colleague.user, [{ role: body.doc.id, member: network.a }])
    const own = await makeRelease(office, { owner: network.a, contacts: [network.contactOfA] })
    const ofNetwork = await makeRelease(office, { contacts: [network.contactOfNetwork] })
    const read = (id: string) => colleague.call('GET', `/api/press-releases/${id}`)
    expect((await read(own.id)).status).toBe(200)
    expect((await read(ofNetwork.id)).status).toBe(404)
    expect((await colleague.call('PATCH', `/api/press-releases/${own.id}`, { subtitle: 'X' })).status).toBe(403)
    const made = await colleague.call('POST', '/api/press-releases?draft=true', {
      ...releaseData(),
      _status: 'draft',
    })
    expect(made.status).toBe(201)
    expect(made.body.doc.owner).toBe(network.a)
    expect((await colleague.call('GET', '/api/contacts')).status).toBe(403)

    const changed = await manager.call('PATCH', `/api/roles/${body.doc.id}`, { permissions: [] })
    expect(changed.status).toBe(200)
    expect((await read(own.id)).status).toBe(403)
  })

  it('lets who holds it read the profile of the site for which they work, and no other', async () => {
    const colleague = await office.as('reader')
    const { body } = await makeRole(manager, {
      permissions: [{ collection: 'press-releases', actions: ['read'] }],
    })
    await give(office, colleague.user, [{ role: body.doc.id, member: network.a }])
    const own = await colleague.call('GET', `/api/members/${network.a}`)
    expect([own.status, own.body.name]).toEqual([200, 'Abbaye A'])
    expect((await colleague.call('GET', `/api/members/${network.b}`)).status).toBe(404)
    const { body: list } = await colleague.call('GET', '/api/members')
    expect(list.docs.map(({ id }: { id: string }) => id)).toEqual([network.a])
    // What is public alone: neither a draft beside it nor its history; also for who reads the history elsewhere.
    await give(office, colleague.user, [{ role: body.doc.id, member: network.a }, shipped('site-editor', network.b)])
    await office.payload.update({
      collection: 'members',
      id: network.a,
      data: { theme: 'En préparation' },
      draft: true,
      overrideAccess: true,
    })
    expect((await colleague.call('GET', `/api/members/${network.a}?draft=true`)).body.theme ?? null).toBeNull()
    const versions = await colleague.call('GET', '/api/members/versions')
    expect(versions.status).toBe(200)
    expect([...new Set(versions.body.docs.map(({ parent }: { parent: string }) => parent))]).toEqual([network.b])
    expect((await colleague.call('PATCH', `/api/members/${network.a}`, { theme: 'x' })).status).toBe(403)
    const release = await makeRelease(office, { owner: network.a, contacts: [network.contactOfA] })
    const shown = await colleague.call('GET', `/api/press-releases/${release.id}?depth=1`)
    expect(shown.body.owner.name).toBe('Abbaye A')
  })

  it('cannot allow what its maker does not hold there', async () => {
    for (const values of [
      { permissions: [{ collection: 'charters', actions: ['update'] }] },
      { permissions: [{ collection: 'public-sites', actions: ['read'] }] },
      { permissions: [{ collection: 'members', actions: ['delete'] }] },
    ]) {
      const { status, body } = await makeRole(manager, values)
      expect(status).toBe(400)
      expect(JSON.stringify(body)).toContain('Vous ne pouvez donner que ce que vous avez')
    }
    const { body } = await makeRole(manager, { scope: 'network', abilities: ['manageUsers'] })
    expect(body.doc).toMatchObject({ scope: 'member', member: network.a })
    expect((await makeRole(manager, { member: network.b })).status).toBe(403)
  })

  it('is not seen, changed or given by another site, and a shipped one by nobody', async () => {
    const { body } = await makeRole(manager, {})
    const other = await office.as('site-manager', network.b)
    expect((await other.call('GET', `/api/roles/${body.doc.id}`)).status).toBe(404)
    const absent = '11111111-2222-4333-8444-555555555555'
    const [there, nowhere] = await Promise.all(
      [body.doc.id, absent].map((id) => other.call('PATCH', `/api/roles/${id}`, { name: 'X' })),
    )
    expect([there?.status, there?.body]).toEqual([nowhere?.status, nowhere?.body])
    const { status } = await other.call('POST', '/api/users/invite', {
      name: 'X',
      email: 'x@b.example',
      assignments: [{ role: body.doc.id, member: network.b }],
    })
    expect(status).toBe(400)
    for (const by of [manager, admin]) {
      const refused = await by.call('PATCH', `/api/roles/${SHIPPED_ROLES['site-editor'].id}`, { name: 'X' })
      expect(refused.status).toBe(403)
      expect((await by.call('DELETE', `/api/roles/${SHIPPED_ROLES['site-editor'].id}`)).status).toBe(403)
    }
  })

  it('limits a change to the fields that it lists: in the answer, in what is stored, and when a version is restored', async () => {
    const { body } = await makeRole(manager, {
      permissions: [{ collection: 'members', actions: ['read', 'update', 'publish'], fields: ['theme'] }],
    })
    const keeper = await office.as('reader')
    await give(office, keeper.user, [{ role: body.doc.id, member: network.a }])
    const before = await office.payload.findByID({ collection: 'members', id: network.a, overrideAccess: true })
    const { status } = await keeper.call('PATCH', `/api/members/${network.a}`, {
      theme: 'Les jardins',
      city: 'Ailleurs',
      summary: 'Réécrit',
    })
    expect(status).toBe(200)
    const after = await office.payload.findByID({ collection: 'members', id: network.a, overrideAccess: true })
    expect(after).toMatchObject({ theme: 'Les jardins', city: before.city, summary: before.summary })
    await office.payload.update({
      collection: 'members',
      id: network.a,
      data: { city: 'Paris', _status: 'published' },
      overrideAccess: true,
    })
    const versions = await keeper.call('GET', '/api/members/versions?limit=50&sort=createdAt')
    const restored = await keeper.call('POST', `/api/members/versions/${versions.body.docs[0].id}`)
    expect(restored.status).toBe(200)
    const last = await office.payload.findByID({ collection: 'members', id: network.a, overrideAccess: true })
    expect(last.city).toBe('Paris')
    expect(
      (await makeRole(manager, { permissions: [{ collection: 'members', actions: ['update'], fields: ['nothing'] }] }))
        .status,
    ).toBe(400)
  })

  it('that lists fields of a picture does not replace its file', async () => {
    const keeper = await office.as('reader')
    const { body } = await makeRole(manager, {
      permissions: [{ collection: 'media', actions: ['read', 'update'], fields: ['alt'] }],
    })
    // Everything at another site: what counts is the document at hand.
    await give(office, keeper.user, [{ role: body.doc.id, member: network.a }, shipped('site-editor', network.b)])
    const send = (by: Caller, path: string, width: number, values: Record<string, unknown>, method?: string) =>
      jpeg({ width }).then((data) => by.upload(path, { name: 'x.jpg', data, type: 'image/jpeg' }, values, method))
    const made = await send(manager, '/api/media', 611, { alt: 'A', credit: 'A' })
    const { id, filename } = made.body.doc
    expect((await send(keeper, `/api/media/${id}`, 612, {}, 'PATCH')).status).toBe(403)
    expect((await keeper.call('PATCH', `/api/media/${id}`, { focalX: 10 })).status).toBe(403)
    expect((await keeper.call('PATCH', `/api/media/${id}`, { alt: 'Décrite' })).status).toBe(200)
    const after = await office.payload.findByID({ collection: 'media', id, overrideAccess: true })
    expect(after).toMatchObject({ alt: 'Décrite', filename })
  })

  it('is not deleted while somebody holds it', async () => {
    const { body } = await makeRole(manager, {})
    const holder = await office.as('reader')
    await give(office, holder.user, [{ role: body.doc.id, member: network.a }])
    expect((await manager.call('DELETE', `/api/roles/${body.doc.id}`)).status).toBe(409)
    await give(office, holder.user, [])
    expect((await manager.call('DELETE', `/api/roles/${body.doc.id}`)).status).toBe(200)
  })

  it.each([
    ['not a list', 'x'],
    ['an unknown collection', [{ collection: 'nothing', actions: ['read'] }]],
    ['accounts, which abilities govern', [{ collection: 'users', actions: ['read'] }]],
    ['a name of the language itself', [{ collection: '__proto__', actions: ['read'] }]],
    ['an unknown action', [{ collection: 'members', actions: ['fly'] }]],
    [
      'a collection twice',
      [
        { collection: 'members', actions: ['read'] },
        { collection: 'members', actions: ['update'] },
      ],
    ],
  ])('is refused with %s', async (_what, permissions) => {
    expect((await makeRole(admin, { permissions, scope: 'network' })).status).toBe(400)
  })
})

describe('people and their roles', () => {
  it('end by themselves, without a new session', async () => {
    const guest = await office.as('reader')
    await give(office, guest.user, [{ ...shipped('reader'), until: new Date(Date.now() + 1_500).toISOString() }])
    expect((await guest.call('GET', '/api/press-releases')).status).toBe(200)
    await new Promise((resolve) => setTimeout(resolve, 1_700))
    expect((await guest.call('GET', '/api/press-releases')).status).toBe(403)
  })

  it('add up over several sites, each right at its own', async () => {
    const person = await office.as('reader')
    await give(office, person.user, [shipped('site-editor', network.a), shipped('site-publisher', network.b)])
    const make = (owner: string, _status: 'draft' | 'published') =>
      person.call('POST', `/api/press-releases?draft=${_status === 'draft'}`, {
        ...releaseData({ contacts: [owner === network.a ? network.contactOfA : network.contactOfB] }),
        owner,
        _status,
      })
    expect((await make(network.a, 'draft')).body.doc.owner).toBe(network.a)
    expect((await make(network.a, 'published')).status).toBe(403)
    const published = await make(network.b, 'published')
    expect(published.status).toBe(201)
    expect(
      (await person.call('PATCH', `/api/press-releases/${published.body.doc.id}`, { owner: network.a })).status,
    ).toBe(403)
    // A copy stays with the site of what it is made from.
    const draftAtB = await make(network.b, 'draft')
    const copied = await person.call('POST', `/api/press-releases/${draftAtB.body.doc.id}/duplicate?draft=true`, {})
    expect(copied.body.doc.owner).toBe(network.b)
    const { body } = await person.call('GET', '/api/press-releases?limit=100')
    const owners = new Set(body.docs.map(({ owner }: { owner: string | null }) => owner))
    expect([...owners].sort()).toEqual([null, network.a, network.b].sort())
  })

  it('a manager gives no more than they hold, and only at their site', async () => {
    const colleague = async (assignments: Assignment[]) =>
      (
        await manager.call('POST', '/api/users/invite', {
          name: 'Collègue',
          email: `collegue${Math.random()}@a.example`,
          assignments,
        })
      ).status
    expect(await colleague([shipped('site-publisher', network.a)])).toBe(200)
    expect(await colleague([shipped('site-manager', network.a)])).toBe(200)
    expect(await colleague([shipped('site-editor', network.b)])).toBe(403)
    expect(await colleague([{ ...shipped('network-admin'), member: null as never }])).toBe(403)
    // A network role at a site is nothing; a role without a site is for the manager's own.
    expect(await colleague([shipped('network-admin', network.a)])).toBe(400)
    expect(await colleague([shipped('network-admin')])).toBe(400)
    expect(await colleague([shipped('site-editor')])).toBe(200)
    expect(await colleague([])).toBe(400)
  })

  it('a manager neither sees nor undoes what a colleague holds elsewhere, nor takes the account over', async () => {
    const shared = await office.as('reader')
    await give(office, shared.user, [shipped('site-editor', network.a), shipped('site-manager', network.b)])
    const { body } = await manager.call('GET', `/api/users/${shared.user}`)
    expect(body.assignments.map(({ member }: Assignment) => member)).toEqual([network.a])
    for (const values of [{ password: 'pris par un autre site' }, { email: 'autre@a.example' }, { suspended: true }])
      expect((await manager.call('PATCH', `/api/users/${shared.user}`, values)).status).toBe(403)
    expect((await manager.call('DELETE', `/api/users/${shared.user}`)).status).toBe(403)
    const changed = await manager.call('PATCH', `/api/users/${shared.user}`, {
      assignments: [shipped('site-publisher', network.a)],
    })
    expect(changed.status).toBe(200)
    const stored = await office.payload.findByID({
      collection: 'users',
      id: shared.user,
      depth: 0,
      overrideAccess: true,
    })
    expect(stored.assignments?.map(({ role, member }) => [role, member])).toEqual([
      [SHIPPED_ROLES['site-manager'].id, network.b],
      [SHIPPED_ROLES['site-publisher'].id, network.a],
    ])
  })

  it('a manager does not take over the account of a colleague who holds more at the same site', async () => {
    const { body } = await makeRole(admin, {
      scope: 'member',
      permissions: [{ collection: 'public-sites', actions: ['read', 'update'] }],
    })
    const technician = await office.as('reader')
    await give(office, technician.user, [{ role: body.doc.id, member: network.a }])
    const { status } = await manager.call('PATCH', `/api/users/${technician.user}`, {
      password: 'un autre mot de passe',
    })
    expect(status).toBe(403)
  })

  it('a manager gives nothing for longer than they hold it', async () => {
    const temporary = await office.as('reader')
    const end = new Date(Date.now() + 3_600_000).toISOString()
    const own = { ...shipped('site-manager', network.a), until: end }
    await give(office, temporary.user, [own])
    const stay = (until: string | null) =>
      temporary.call('PATCH', `/api/users/${temporary.user}`, { assignments: [{ ...own, until }] })
    expect((await stay(null)).status).toBe(400)
    expect((await stay(new Date(Date.now() + 7_200_000).toISOString())).status).toBe(400)
    expect((await stay(new Date(Date.now() + 1_800_000).toISOString())).status).toBe(200)
    const invited = await temporary.call('POST', '/api/users/invite', {
      name: 'Durable',
      email: `durable${Math.random()}@a.example`,
      assignments: [shipped('site-editor', network.a)],
    })
    expect(invited.status).toBe(400)
  })

  it('nor by a role that is given first and widened afterwards', async () => {
    const until = new Date(Date.now() + 3_600_000).toISOString()
    const temporary = await office.as('site-manager', network.a)
    const { body: made } = await makeRole(manager, { permissions: [{ collection: 'contacts', actions: ['read'] }] })
    const colleague = await office.as('reader')
    await give(office, colleague.user, [{ role: made.doc.id, member: network.a }])
    await give(office, temporary.user, [{ ...shipped('site-manager', network.a), until }])
    const widen = (actions: string[]) =>
      temporary.call('PATCH', `/api/roles/${made.doc.id}`, { permissions: [{ collection: 'contacts', actions }] })
    const refused = await widen(['read', 'update'])
    expect(refused.status).toBe(400)
    expect(JSON.stringify(refused.body)).toContain('Vous ne pouvez donner que ce que vous avez')
    // What others gave stays as it is, and may be named and described anew.
    expect((await temporary.call('PATCH', `/api/roles/${made.doc.id}`, { description: 'Autre' })).status).toBe(200)
    await give(office, colleague.user, [{ role: made.doc.id, member: network.a, until }])
    expect((await widen(['read', 'update'])).status).toBe(200)
  })

  it('reads of the network are not put together from two roles that do not read them', async () => {
    const { body: one } = await makeRole(admin, {
      scope: 'member',
      member: network.a,
      permissions: [
        { collection: 'press-releases', actions: ['read'] },
        { collection: 'members', actions: ['read'] },
      ],
      abilities: ['readNetwork', 'manageRoles', 'manageUsers'],
    })
    const { body: two } = await makeRole(admin, {
      scope: 'member',
      member: network.a,
      permissions: [{ collection: 'contacts', actions: ['read'] }],
    })
    const person = await office.as('reader')
    await give(office, person.user, [
      { role: one.doc.id, member: network.a },
      { role: two.doc.id, member: network.a },
    ])
    const permissions = [{ collection: 'contacts', actions: ['read'] }]
    expect((await makeRole(person, { permissions, abilities: ['readNetwork'] })).status).toBe(400)
    expect((await makeRole(person, { permissions })).status).toBe(201)
  })

  it('a role to read the whole network makes nobody the network', async () => {
    const both = await office.as('reader')
    await give(office, both.user, [shipped('reader'), shipped('site-manager', network.a)])
    await office.payload.update({
      collection: 'members',
      id: network.a,
      data: { networkNotes: 'du réseau' },
      overrideAccess: true,
    })
    expect((await both.call('PATCH', `/api/members/${network.a}`, { networkNotes: 'à moi', theme: 'T' })).status).toBe(
      200,
    )
    const member = await office.payload.findByID({ collection: 'members', id: network.a, overrideAccess: true })
    expect(member).toMatchObject({ networkNotes: 'du réseau', theme: 'T' })
    const made = await both.call('POST', '/api/press-releases?draft=true', {
      ...releaseData({ contacts: [network.contactOfB] }),
      _status: 'draft',
    })
    // What one reads one may point at; a narrow network role reads no contacts.
    expect(made.status).toBe(201)
    const { body: narrow } = await makeRole(admin, {
      scope: 'network',
      permissions: [{ collection: 'charters', actions: ['read'] }],
    })
    await give(office, both.user, [{ role: narrow.doc.id }, shipped('site-manager', network.a)])
    const refused = await both.call('POST', '/api/press-releases?draft=true', {
      ...releaseData({ contacts: [network.contactOfB] }),
      _status: 'draft',
    })
    expect(refused.status).toBe(400)
  })

  it('taking away is bound by the ceiling too, and one administrator always stays', async () => {
    const { body } = await makeRole(admin, { scope: 'member', member: network.a, abilities: ['manageUsers'] })
    const clerk = await office.as('reader')
    await give(office, clerk.user, [{ role: body.doc.id, member: network.a }])
    const victim = await office.as('site-manager', network.a)
    await clerk.call('PATCH', `/api/users/${victim.user}`, { assignments: [] })
    const read = async (user: string) =>
      (await office.payload.findByID({ collection: 'users', id: user, depth: 0, overrideAccess: true })).assignments
    expect(await read(victim.user)).toHaveLength(1)
    const { rows } = await office.pool.query<{ id: string }>(
      `select _parent_id as id from users_assignments where role_id = $1`,
      [SHIPPED_ROLES['network-admin'].id],
    )
    const [me] = (await admin.call('GET', '/api/users/me')).body.user
      ? [(await admin.call('GET', '/api/users/me')).body.user.id]
      : []
    for (const { id } of rows.filter(({ id: other }) => other !== me)) await give(office, id, [])
    for (const values of [{ assignments: [] }, { suspended: true }])
      expect((await admin.call('PATCH', `/api/users/${me}`, values)).status).toBe(409)
    expect((await admin.call('DELETE', `/api/users/${me}`)).status).toBe(409)
  })

  it('find what is their own first in the pickers of forms; programs get the order that they ask for', async () => {
    const editor = await office.as('site-editor', network.a)
    const named = (id: string, name: string) =>
      office.pool.query('update contacts set display_name = $1 where id = $2', [name, id])
    await named(network.contactOfNetwork, 'Aa, du réseau')
    await named(network.contactOfA, 'Zz, du site')
    const picker = await fetch(`${office.url}/api/contacts`, {
      method: 'POST',
      headers: {
        authorization: `JWT ${editor.token}`,
        'content-type': 'application/x-www-form-urlencoded',
        'x-payload-http-method-override': 'GET',
      },
      body: 'depth=0&draft=true&limit=10&sort=displayName',
    })
    const ids = ({ docs }: { docs: Array<{ id: string }> }) => docs.map(({ id }) => id)
    expect(ids(await picker.json())).toEqual([network.contactOfA, network.contactOfNetwork])
    const { body } = await editor.call('GET', '/api/contacts?depth=0&draft=true&limit=10&sort=displayName')
    expect(ids(body)).toEqual([network.contactOfNetwork, network.contactOfA])
  })

  it('who is suspended is out at once and does not sign in', async () => {
    const person = await office.as('site-editor', network.a)
    const { email } = (await person.call('GET', '/api/users/me')).body.user
    await office.payload.update({
      collection: 'users',
      id: person.user,
      data: { suspended: true },
      overrideAccess: true,
    })
    expect((await person.call('GET', '/api/users/me')).body.user).toBeNull()
    expect((await person.call('PATCH', `/api/users/${person.user}`, { name: 'X' })).status).toBe(403)
    const login = await office.anonymous.call('POST', '/api/users/login', { email, password: 'a password for tests' })
    expect(login.status).toBe(401)
  })

  it('an account without a role can do nothing, and does not see who else is there', async () => {
    const nobody = await office.as('reader')
    await give(office, nobody.user, [])
    for (const path of ['press-releases', 'members', 'roles', 'contacts', 'media', 'api-clients'])
      expect((await nobody.call('GET', `/api/${path}`)).status).toBe(403)
    const { body } = await nobody.call('GET', '/api/users')
    expect(body.docs.map(({ id }: { id: string }) => id)).toEqual([nobody.user])
  })
})
