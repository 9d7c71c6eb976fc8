import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SHIPPED_ROLES } from '../../src/access/shippedRoles.ts'
import { signPreview } from '../../src/plugins/previews/previewToken.ts'
import { document, paragraph, text } from '../../src/text/richText.ts'
import { type BackOffice, type Caller, openBackOffice, SECRET } from '../support/backOffice.ts'
import { contentReader } from '../support/contentReader.ts'
import { jpeg, makeNetwork, makeRelease } from '../support/factories.ts'

let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>
let reader: ReturnType<typeof contentReader>
let editor: Caller & { user: string }
let release: { id: string; slug?: string | null }
let picture: { id: string; filename: string; filesize: number }

beforeAll(async () => {
  office = await openBackOffice({ worker: 'off' })
  network = await makeNetwork(office)
  reader = contentReader(office)
  editor = await office.as('site-editor', network.a)
  const file = { name: 'secret.jpg', data: await jpeg(), type: 'image/jpeg' }
  picture = (await editor.upload('/api/media', file, { alt: 'Sous embargo', credit: '© A', owner: network.a })).body.doc
  release = await makeRelease(office, {
    title: 'Sous embargo',
    summary: 'Bientôt.',
    body: document([paragraph([text('Le corps du brouillon.')])]),
    owner: network.a,
    contacts: [network.contactOfA],
    images: [picture.id],
    embargoUntil: '2099-01-01T00:00:00Z',
  })
})
afterAll(() => office.close())

const link = async (by: Caller = editor, id = release.id, body: object = {}) =>
  by.call('POST', `/api/press-releases/${id}/preview`, body)
const path = (token: string, more = '', key: string = release.id) => `/press-releases/${key}?preview=${token}${more}`

describe('a preview link', () => {
  it('shows what is not public yet in the form in which it will be, and is kept by no cache', async () => {
    expect((await reader.get(`/press-releases/${release.id}`)).status).toBe(404)
    const { status, body } = await link()
    expect(status).toBe(200)
    expect(body.address).toBe(`http://localhost:3999/content/press-releases/${release.id}?preview=${body.token}`)
    expect(Date.parse(body.until) - Date.now()).toBeGreaterThan(6.9 * 86_400_000)

    const seen = await reader.get(path(body.token, '&depth=1&rich-text=html'))
    expect(seen.status).toBe(200)
    expect(seen.headers.get('cache-control')).toBe('private, no-store')
    expect(seen.headers.get('x-robots-tag')).toBe('noindex')
    expect(seen.headers.get('access-control-allow-origin')).toBe('*')
    expect(seen.headers.get('etag')).toBeNull()
    expect(seen.body).toMatchObject({
      id: release.id,
      title: 'Sous embargo',
      body: '<p>Le corps du brouillon.</p>',
      owner: { name: 'Abbaye A' },
      contacts: [{ email: 'presse@a.example' }],
      images: [{ alt: 'Sous embargo' }],
    })
    expect((await reader.get(path(body.token, '&select[title]=true'))).body).toEqual({
      id: release.id,
      title: 'Sous embargo',
    })
    // By its name in addresses too.
    expect((await reader.get(path(body.token, '', release.slug ?? ''))).status).toBe(200)
    // And still not public.
    expect((await reader.get(`/press-releases/${release.id}`)).status).toBe(404)
    expect((await reader.get('/press-releases')).body.totalDocs).toBe(0)
  })

  it('shows the files of the draft, by the link alone', async () => {
    const { body } = await link()
    const seen = await reader.get(path(body.token, '&depth=1'))
    const { url } = seen.body.images[0] as { url: string }
    const own = url.replace('http://localhost:3999', office.url)
    const answer = await fetch(own)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    expect((await answer.arrayBuffer()).byteLength).toBe(picture.filesize)
    expect((await fetch(own, { headers: { range: 'bytes=0-9' } })).status).toBe(206)
    expect((await fetch(own.replace(/\?.*/, ''))).status).toBe(404)
    expect((await fetch(own.replace(picture.id, network.a))).status).toBe(404)
    expect((await fetch(own.replace('/original/', '/constructor/'))).status).toBe(404)
  })

  it('always shows the newest draft, also of what is public', async () => {
    const open = await makeRelease(office, { title: 'Public', owner: network.a, contacts: [network.contactOfA] })
    const { body } = await link(editor, open.id)
    await editor.call('PATCH', `/api/press-releases/${open.id}?draft=true`, { title: 'Public, remanié' })
    expect((await reader.get(path(body.token, '', open.id))).body.title).toBe('Public, remanié')
    expect((await reader.get(`/press-releases/${open.id}`)).body.title).toBe('Public')
  })

  it('tells the addresses of public sites that show drafts, the network’s and the owner’s alone', async () => {
    const site = (name: string, more: object) =>
      office.payload.create({
        collection: 'public-sites',
        data: {
          name,
          address: 'https://site.example/',
          hook: { provider: 'webhook', url: 'https://hook.example/x' },
          previewPath: '/apercu/#{collection}/{id}/{token}',
          quietSeconds: 5,
          longestWaitSeconds: 60,
          enabled: true,
          ...more,
        } as never,
        overrideAccess: true,
      })
    await site('Réseau', {})
    await site('De A', { owner: network.a })
    await site('De B', { owner: network.b })
    await site('Sans communiqués', { shows: { collections: ['members'] } })
    await site('Sans page', { previewPath: '' })
    const { body } = await link()
    expect(body.pages.map(({ name }: { name: string }) => name)).toEqual(['De A', 'Réseau'])
    expect(body.pages[0].address).toBe(`https://site.example/apercu/#press-releases/${release.id}/${body.token}`)
    const refused = await (await office.as('network-admin')).call('PATCH', `/api/public-sites/${body.pages[0].site}`, {
      previewPath: 'apercu',
    })
    expect(refused.status).toBe(400)
    expect(JSON.stringify(refused.body)).toContain('porte {token}')
  })
})

describe('a preview link is refused', () => {
  it('to who may read and not change, who is of another site, and who is nobody', async () => {
    expect((await link(await office.as('reader'))).status).toBe(403)
    const stranger = await link(await office.as('site-editor', network.b))
    const absent = await link(await office.as('site-editor', network.b), '11111111-2222-4333-8444-555555555555')
    expect(stranger.status).toBe(absent.status)
    expect(stranger.status).toBe(404)
    expect([401, 403, 404]).toContain((await link(office.anonymous)).status)
    expect((await link(editor, release.id, { days: 365 })).status).toBe(400)
  })

  it('when it has ended, was changed, is signed by another, or is a session', async () => {
    const grant = {
      collection: 'press-releases',
      id: release.id,
      by: { collection: 'users' as const, id: editor.user },
      until: new Date(Date.now() + 60_000),
    }
    expect((await reader.get(path(await signPreview(grant, SECRET)))).status).toBe(200)
    const { token: session } = await office.as('network-admin')
    const bad = [
      await signPreview({ ...grant, until: new Date(Date.now() - 1_000) }, SECRET),
      (await signPreview(grant, SECRET)).replace(/.$/, (last) => (last === 'A' ? 'E' : 'A')).slice(0, -4),
      await signPreview(grant, `${SECRET} of somebody else`),
      await new SignJWT({ by: `users/${editor.user}` })
        .setProtectedHeader({ alg: 'HS256' })
        .setAudience('rencontre/preview')
        .setSubject(`press-releases/${release.id}`)
        .setExpirationTime('1h')
        .sign(new TextEncoder().encode(SECRET)),
      session,
      'x',
      '',
    ]
    for (const token of bad) {
      const { status, body } = await reader.get(path(token))
      expect(status).toBe(403)
      expect(body.errors[0].message).toMatch(/plus valable/)
    }
    // Nor is it a session.
    const { body } = await link()
    const asSession = await office.anonymous.call('GET', '/api/press-releases', undefined, {
      Authorization: `JWT ${body.token}`,
    })
    expect([401, 403]).toContain(asSession.status)
  })

  it('for another document, another collection, and lists', async () => {
    const { body } = await link()
    const other = await makeRelease(office, { title: 'Autre', contacts: [network.contactOfA], _status: 'draft' })
    expect((await reader.get(path(body.token, '', other.id))).status).toBe(404)
    expect((await reader.get(`/members/${network.a}?preview=${body.token}`)).status).toBe(404)
    const list = await reader.get(`/press-releases?preview=${body.token}`)
    expect(list.status).toBe(400)
    expect(list.body.errors[0].field).toBe('preview')
    expect((await reader.get(`${path(body.token)}&preview=${body.token}`)).status).toBe(400)
  })

  it('once who made it may no longer change the document, is suspended, or is gone', async () => {
    const maker = await office.as('site-editor', network.a)
    const { body } = await link(maker)
    const set = (data: object) =>
      office.payload.update({ collection: 'users', id: maker.user, data: data as never, overrideAccess: true })
    expect((await reader.get(path(body.token))).status).toBe(200)
    await set({ assignments: [{ role: SHIPPED_ROLES['site-editor'].id, member: network.b }] })
    expect((await reader.get(path(body.token))).status).toBe(403)
    await set({ assignments: [{ role: SHIPPED_ROLES['site-editor'].id, member: network.a }] })
    expect((await reader.get(path(body.token))).status).toBe(200)
    await set({ suspended: true })
    expect((await reader.get(path(body.token))).status).toBe(403)
    await office.payload.delete({ collection: 'users', id: maker.user, overrideAccess: true })
    expect((await reader.get(path(body.token))).status).toBe(403)
  })
})

it('the making of a link stands in the log of the document', async () => {
  await link()
  const { body } = await (await office.as('network-admin')).call(
    'GET',
    `/api/audit?collection=press-releases&id=${release.id}`,
  )
  expect(JSON.stringify(body)).toContain('preview-made')
})
