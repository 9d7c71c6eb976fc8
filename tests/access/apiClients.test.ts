import { PayloadSDK } from '@payloadcms/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Config } from '../../src/payload-types.ts'
import { type BackOffice, type Caller, openBackOffice } from '../support/backOffice.ts'
import { makeNetwork, makeRelease, releaseData } from '../support/factories.ts'
import { type Assignment, give, shipped } from '../support/roles.ts'

let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>
let manager: Caller & { user: string }

beforeAll(async () => {
  office = await openBackOffice({ worker: 'off' })
  network = await makeNetwork(office)
  manager = await office.as('site-manager', network.a)
})
afterAll(() => office.close())

describe('a program', () => {
  const makeClient = async (assignments: Assignment[], by = manager) =>
    by.call('POST', '/api/api-clients', { name: 'Import', requestsPerMinute: 600, assignments })
  const makeKey = (client: string, values: Record<string, unknown> = { name: 'serveur' }, by = manager) =>
    by.call('POST', `/api/api-clients/${client}/keys`, values)
  const withKey = (key: string): Caller => ({
    ...office.anonymous,
    call: (method, path, body) =>
      office.anonymous.call(method, path, body, { Authorization: `api-clients API-Key ${key}` }),
  })

  it('signs in with a key that is shown once and kept as a digest', async () => {
    const { body: client } = await makeClient([shipped('api-client', network.a)])
    const { status, body, headers } = await makeKey(client.doc.id)
    expect(status).toBe(201)
    expect(headers.get('cache-control')).toBe('no-store')
    expect(body.key).toMatch(/^renc_[\w-]{43}$/)
    const listed = await manager.call('GET', `/api/api-clients/${client.doc.id}/keys`)
    expect(JSON.stringify(listed.body)).not.toContain(body.key)
    const { rows } = await office.pool.query('select * from api_keys where id = $1', [body.id])
    expect(JSON.stringify(rows)).not.toContain(body.key)

    const program = withKey(body.key)
    const made = await program.call('POST', '/api/press-releases?draft=true', { ...releaseData(), _status: 'draft' })
    expect(made.status).toBe(201)
    expect(made.body.doc.owner).toBe(network.a)
    expect(
      (await program.call('PATCH', `/api/press-releases/${made.body.doc.id}`, { _status: 'published' })).status,
    ).toBe(403)
    expect((await program.call('GET', '/api/users')).body.docs ?? []).toEqual([])
    const asked = await program.call('PATCH', `/api/press-releases/${made.body.doc.id}?draft=true`, {
      review: { state: 'requested' },
      _status: 'draft',
    })
    expect(asked.status).toBe(200)
    const { rows: used } = await office.pool.query('select last_used_at from api_keys where id = $1', [body.id])
    expect(used[0].last_used_at).not.toBeNull()
  })

  it('writes by Payload’s own SDK with its key, within its rights', async () => {
    const { body: client } = await makeClient([shipped('api-client', network.a)])
    const { body: made } = await makeKey(client.doc.id)
    const sdk = new PayloadSDK<Config>({
      baseURL: `${office.url}/api`,
      baseInit: { headers: { Authorization: `api-clients API-Key ${made.key}` } },
    })
    const draft = await sdk.create({
      collection: 'press-releases',
      draft: true,
      locale: 'fr',
      data: { ...releaseData({ title: 'Importé' }), _status: 'draft' } as never,
    })
    expect(draft.title).toBe('Importé')
    const changed = await sdk.update({
      collection: 'press-releases',
      id: draft.id,
      draft: true,
      data: { title: 'Importé, revu' },
    })
    expect(changed.title).toBe('Importé, revu')
    const { docs, totalDocs } = await sdk.find({
      collection: 'press-releases',
      draft: true,
      where: { title: { equals: 'Importé, revu' } },
      select: { title: true },
    })
    expect([totalDocs, docs[0]?.id]).toEqual([1, draft.id])
    await expect(
      sdk.update({ collection: 'press-releases', id: draft.id, data: { _status: 'published' } }),
    ).rejects.toMatchObject({ status: 403 })
    await expect(sdk.delete({ collection: 'press-releases', id: draft.id })).rejects.toMatchObject({ status: 403 })
    const ofOther = await makeRelease(office, { owner: network.b, contacts: [network.contactOfB], _status: 'draft' })
    await expect(sdk.findByID({ collection: 'press-releases', id: ofOther.id, draft: true })).rejects.toMatchObject({
      status: 404,
    })
  })

  it('is out at once when its key is revoked or ends, when it is suspended, and with any other key', async () => {
    const { body: client } = await makeClient([shipped('api-client', network.a)])
    const [{ body: first }, { body: second }] = [await makeKey(client.doc.id), await makeKey(client.doc.id)]
    const works = async (key: string) => (await withKey(key).call('GET', '/api/press-releases')).status === 200
    expect(await works(first.key)).toBe(true)
    await manager.call('DELETE', `/api/api-clients/${client.doc.id}/keys/${first.id}`)
    expect([await works(first.key), await works(second.key)]).toEqual([false, true])
    await office.pool.query('update api_keys set expires_at = now() where id = $1', [second.id])
    expect(await works(second.key)).toBe(false)
    const { body: third } = await makeKey(client.doc.id)
    await manager.call('PATCH', `/api/api-clients/${client.doc.id}`, { suspended: true })
    expect(await works(third.key)).toBe(false)
    for (const key of ['', 'renc_', `renc_${'A'.repeat(43)}`, third.key.toUpperCase(), third.prefix])
      expect(await works(key)).toBe(false)
  })

  it('has its keys listed and revoked by a manager whose time ends, who makes none that outlasts it', async () => {
    const { body: client } = await makeClient([shipped('api-client', network.a)])
    const { body: key } = await makeKey(client.doc.id)
    const temporary = await office.as('site-manager', network.a)
    const until = new Date(Date.now() + 3_600_000).toISOString()
    await give(office, temporary.user, [{ ...shipped('site-manager', network.a), until }])
    expect((await makeKey(client.doc.id, { name: 'sans fin' }, temporary)).status).toBe(403)
    const path = `/api/api-clients/${client.doc.id}/keys`
    expect((await temporary.call('GET', path)).body.keys).toHaveLength(1)
    expect((await temporary.call('DELETE', `${path}/${key.id}`)).status).toBe(200)
  })

  it('gets no roles that its maker does not hold, and no key from who does not hold them', async () => {
    expect((await makeClient([shipped('network-communication')])).status).toBe(400)
    expect((await makeClient([shipped('api-client', network.b)])).status).toBe(403)
    const { body: client } = await makeClient([shipped('api-client', network.a)])
    await office.payload.update({
      collection: 'api-clients',
      id: client.doc.id,
      data: { assignments: [shipped('api-client', network.a), shipped('network-communication')] },
      overrideAccess: true,
    })
    expect((await makeKey(client.doc.id)).status).toBe(403)
    const other = await office.as('site-manager', network.b)
    expect((await makeKey(client.doc.id, { name: 'X' }, other)).status).toBe(404)
    const editor = await office.as('site-editor', network.a)
    expect((await makeKey(client.doc.id, { name: 'X' }, editor)).status).toBe(403)
  })

  it.each([
    [{}],
    [{ name: '' }],
    [{ name: 'x', days: 0 }],
    [{ name: 'x', days: '3' }],
    [{ name: 'x'.repeat(81) }],
    [[]],
  ])('gets no key for %j', async (values) => {
    const { body: client } = await makeClient([shipped('api-client', network.a)])
    expect((await makeKey(client.doc.id, values as Record<string, unknown>)).status).toBe(400)
  })
})
