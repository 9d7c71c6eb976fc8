import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { document, paragraph, text } from '../../src/text/richText.ts'
import { type BackOffice, openBackOffice } from '../support/backOffice.ts'
import { contentReader } from '../support/contentReader.ts'
import { jpeg, makeNetwork, makeRelease } from '../support/factories.ts'

let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>
/** Releases of site A, the newest first. */
const releases: Array<{ id: string; slug: string }> = []

beforeAll(async () => {
  office = await openBackOffice({ worker: 'off' })
  network = await makeNetwork(office)
  get = contentReader(office).get
  for (let n = 0; n < 12; n++) {
    const release = await makeRelease(office, {
      title: `Communiqué numéro ${String(n).padStart(2, '0')}`,
      owner: n < 8 ? network.a : network.b,
      members: n === 3 ? [network.b] : [],
      releaseType: n % 2 ? 'news' : 'release',
      publishedAt: new Date(Date.UTC(2026, 0, 1 + n)).toISOString(),
      contacts: [n < 8 ? network.contactOfA : network.contactOfB],
    })
    releases.unshift({ id: release.id, slug: String(release.slug) })
  }
})
afterAll(() => office.close())

let get: ReturnType<typeof contentReader>['get']
const ids = ({ body }: { body: { docs: Array<{ id: string }> } }) => body.docs.map(({ id }) => id)

describe('a list', () => {
  it('is Payload’s: documents, pages, the newest first', async () => {
    const answer = await get('/press-releases?limit=5')
    expect(answer.status).toBe(200)
    expect(ids(answer)).toEqual(releases.slice(0, 5).map(({ id }) => id))
    const { docs, nextCursor, ...pages } = answer.body
    expect(pages).toEqual({
      totalDocs: 12,
      limit: 5,
      totalPages: 3,
      page: 1,
      pagingCounter: 1,
      hasPrevPage: false,
      hasNextPage: true,
      prevPage: null,
      nextPage: 2,
    })
    expect(typeof nextCursor).toBe('string')
    expect(docs[0]).toMatchObject({
      language: 'fr',
      languages: ['fr'],
      owner: network.b,
      title: 'Communiqué numéro 11',
    })
    expect(ids(await get('/press-releases?limit=5&page=3'))).toEqual(releases.slice(10).map(({ id }) => id))
  })

  it('goes on by cursor, each document once', async () => {
    for (const sort of ['-publishedAt', 'title', '-releaseType,title', 'owner']) {
      const seen: string[] = []
      let path = `/press-releases?limit=5&sort=${sort}`
      for (let turn = 0; turn < 5; turn++) {
        const answer = await get(path)
        expect(answer.status).toBe(200)
        seen.push(...ids(answer))
        if (!answer.body.nextCursor) break
        path = `/press-releases?limit=5&sort=${sort}&cursor=${answer.body.nextCursor}`
      }
      expect(new Set(seen).size).toBe(12)
      expect(seen).toHaveLength(12)
    }
  })

  it.each([
    ['where[owner][equals]=A', 8],
    ['where[owner.slug][equals]=abbaye-a', 8],
    ['where[owner][not_equals]=A', 4],
    ['where[releaseType][in]=news,kit', 6],
    ['where[title][like]=num%C3%A9ro%2003', 1],
    ['where[title][contains]=o%200', 10],
    ['where[title][like]=%25', 0],
    ['where[publishedAt][greater_than]=2026-01-10', 2],
    ['where[members][equals]=B', 1],
    ['where[members.name][like]=saline', 1],
    ['where[members][exists]=false', 11],
    ['where[subtitle][exists]=true', 0],
    ['where[or][0][releaseType][equals]=news&where[or][1][owner][equals]=B', 8],
    ['where[and][0][releaseType][equals]=news&where[and][1][owner][equals]=B', 2],
    ['where[id][in]=A', 0],
  ])('finds by %s', async (where, found) => {
    const answer = await get(
      `/press-releases?${where.replace(/=A$/, `=${network.a}`).replace(/=B$/, `=${network.b}`)}&limit=100`,
    )
    expect(answer.status).toBe(200)
    expect(answer.body.totalDocs).toBe(found)
    expect(answer.body.docs).toHaveLength(found)
  })

  it.each([
    ['where[review.note][equals]=x', 'where[review.note][equals]'],
    ['where[embargoUntil][exists]=true', 'where[embargoUntil][exists]'],
    ['where[title][near]=1,2,3', 'where[title][near]'],
    ['where[body][like]=x', 'where[body][like]'],
    ['where[__proto__][equals]=x', undefined],
    ['where=x', 'where'],
    ['sort=review', 'sort'],
    ['sort=members', 'sort'],
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['page=-1', 'page'],
    ['depth=3', 'depth'],
    ['locale=de', 'locale'],
    ['select[review]=true', 'select[review]'],
    ['nonsense=1', 'nonsense'],
    ['cursor=x', 'cursor'],
    ['where[publishedAt][equals]=yesterday', 'where[publishedAt][equals]'],
    ['where[owner][equals]=me', 'where[owner][equals]'],
    ['min-cursor=x', 'min-cursor'],
  ])('says what is wrong with %s', async (query, field) => {
    const { status, body } = await get(`/press-releases?${query}`)
    expect(status).toBe(query.includes('__proto__') ? 200 : 400)
    if (field) expect(body.errors[0]).toMatchObject({ field, message: expect.stringContaining('accepts') })
  })
})

describe('one document', () => {
  it('is found by id and by its name in addresses, under its old name too', async () => {
    const release = await makeRelease(office, { title: 'Déménage', contacts: [network.contactOfA] })
    const [byId, bySlug] = [await get(`/press-releases/${release.id}`), await get('/press-releases/demenage')]
    expect(byId.body).toEqual(bySlug.body)
    expect(byId.body.title).toBe('Déménage')
    const officer = await office.as('network-communication')
    expect((await officer.call('PATCH', `/api/press-releases/${release.id}`, { slug: 'a-demenage' })).status).toBe(200)
    const moved = await get('/press-releases/demenage?depth=1')
    expect(moved.status).toBe(308)
    expect(moved.headers.get('location')).toBe('/content/press-releases/a-demenage?depth=1')
    expect((await get('/press-releases/a-demenage')).status).toBe(200)
    for (const absent of [
      '/press-releases/nothing',
      `/press-releases/${network.a}`,
      '/users',
      '/users/x',
      '/constructor',
    ])
      expect((await get(absent)).status).toBe(404)
  })

  it('has what it refers to, as deep as asked, and no more than was selected', async () => {
    const [{ id = '' } = {}] = releases
    const shallow = await get(`/press-releases/${id}`)
    expect(shallow.body.owner).toBe(network.b)
    const deep = await get(`/press-releases/${id}?depth=1`)
    expect(deep.body.owner).toMatchObject({ id: network.b, name: 'Saline B' })
    expect(deep.body.contacts[0]).toMatchObject({ email: 'presse@b.example', owner: network.b })
    const deeper = await get(`/press-releases/${id}?depth=2`)
    expect(deeper.body.contacts[0].owner).toMatchObject({ name: 'Saline B' })
    const little = await get(`/press-releases/${id}?select[title]=true&select[dateline][place]=true`)
    expect(little.body).toEqual({ id, title: 'Communiqué numéro 11', dateline: { place: null } })
    expect((await get(`/press-releases/${id}?select[body]=false`)).body).not.toHaveProperty('body')
  })

  it('has documents in place of the ids that its fields name, and of nothing in its words that looks like one', async () => {
    const named = `"owner":"${network.b}","members":["${network.b}"]`
    const { id } = await makeRelease(office, {
      title: `L’été 🎪 ${named}`,
      body: document([paragraph([text(`Là où ${named}`)])]),
      owner: network.a,
      members: [network.b, network.a],
      contacts: [network.contactOfA],
    })
    const { body } = await get(`/press-releases/${id}?depth=1`)
    expect([body.title, body.body.root.children[0].children[0].text]).toEqual([`L’été 🎪 ${named}`, `Là où ${named}`])
    expect([body.owner.id, ...body.members.map((one: { id: string }) => one.id)]).toEqual([
      network.a,
      network.b,
      network.a,
    ])
    // What is selected of is taken apart and put together again: the same comes out.
    const { title: _, ...rest } = body
    expect((await get(`/press-releases/${id}?depth=1&select[title]=false`)).body).toEqual(rest)
    const listed = (await get(`/press-releases?depth=1&where[id][equals]=${id}`)).body.docs
    expect(listed).toEqual([body])
    await office.payload.delete({ collection: 'press-releases', id, overrideAccess: true })
  })

  it('comes in its language, or in the other one where it is ready in that alone', async () => {
    const [{ id = '' } = {}] = releases
    expect((await get(`/press-releases/${id}?locale=en`)).body).toMatchObject({ language: 'fr', languages: ['fr'] })
    expect((await get(`/press-releases/${id}?locale=en&fallback-locale=none`)).status).toBe(404)
    expect((await get('/press-releases?locale=en&fallback-locale=none')).body.totalDocs).toBe(0)
    const officer = await office.as('network-communication')
    const english = {
      title: 'In English',
      summary: 'What, where, when.',
      body: document([paragraph([text('The text.')])]),
    }
    await officer.call('PATCH', `/api/press-releases/${id}?locale=en&draft=true`, english)
    expect(
      (
        await officer.call('PATCH', `/api/press-releases/${id}?locale=en`, {
          languages: ['fr', 'en'],
          _status: 'published',
        })
      ).status,
    ).toBe(200)
    expect((await get(`/press-releases/${id}?locale=en`)).body).toMatchObject({
      language: 'en',
      languages: ['fr', 'en'],
      title: 'In English',
    })
    expect((await get(`/press-releases/${id}`)).body).toMatchObject({ language: 'fr', languages: ['fr', 'en'] })
    const all = await get('/press-releases?locale=en&limit=100')
    expect(new Set(ids(all)).size).toBe(all.body.totalDocs)
  })
})

describe('an answer', () => {
  it('is known by its ETag and not sent again, in each coding', async () => {
    for (const coding of ['identity', 'gzip', 'br']) {
      const headers = { 'accept-encoding': coding }
      const first = await get('/press-releases?depth=1', headers)
      expect(first.status).toBe(200)
      expect(first.headers.get('content-encoding')).toBe(coding === 'identity' ? null : coding)
      expect(first.headers.get('vary')).toBe('Accept-Encoding')
      expect(first.headers.get('access-control-allow-origin')).toBe('*')
      expect(first.headers.get('cache-control')).toContain('s-maxage')
      const again = await get('/press-releases?depth=1', {
        ...headers,
        'if-none-match': first.headers.get('etag') ?? '',
      })
      expect(again.status).toBe(304)
    }
    const head = await office.anonymous.call('HEAD', '/content/press-releases?depth=1')
    expect(head.status).toBe(200)
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(1000)
    for (const method of ['POST', 'PUT', 'DELETE'])
      expect((await office.anonymous.call(method, '/content/press-releases', {})).status).toBe(405)
    const preflight = await office.anonymous.call('OPTIONS', '/content/press-releases')
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-methods')).toBe('GET, HEAD')
  })

  it('has an ETag that stays while it is the same, and only then', async () => {
    const path = `/press-releases?depth=1&limit=2&pagination=false&where[owner][equals]=${network.b}`
    const ask = (etag = '') => get(path, { 'accept-encoding': 'identity', 'if-none-match': etag })
    const etagOf = ({ headers }: { headers: Headers }) => headers.get('etag') ?? ''
    const first = await ask()
    // Sent as it was read, then kept, then from memory.
    for (let n = 0; n < 3; n++) {
      const again = await ask()
      expect([etagOf(again), again.body]).toEqual([etagOf(first), first.body])
      expect(again.headers.get('content-length')).toBe(first.headers.get('content-length'))
    }
    expect(first.body.docs[0].title).toBe('Communiqué numéro 11')
    // What is not in it is published: nothing is kept, and nothing has changed.
    await makeRelease(office, { title: 'Ancien', owner: network.a, contacts: [network.contactOfA] })
    expect((await ask(etagOf(first))).status).toBe(304)
    // Of what it refers to, the name changes; its own documents do not.
    await office.payload.update({
      collection: 'members',
      id: network.b,
      data: { name: 'Site B à l’œuvre' },
      overrideAccess: true,
    })
    const renamed = await ask(etagOf(first))
    expect(renamed.status).toBe(200)
    expect(renamed.body.docs[0].owner.name).toBe('Site B à l’œuvre')
    expect(etagOf(renamed)).not.toBe(etagOf(first))
    // What it refers to is public no longer.
    const withdraw = (status: 'draft' | 'published') =>
      office.payload.update({
        collection: 'members',
        id: network.b,
        data: { _status: status },
        overrideAccess: true,
      })
    await withdraw('draft')
    const withdrawn = await ask(etagOf(renamed))
    expect(withdrawn.status).toBe(200)
    expect(withdrawn.body.docs[0].owner).toBeNull()
    await withdraw('published')
  })

  it('is new as soon as something is published, and says up to where it is true', async () => {
    const before = await get('/press-releases?limit=1')
    const release = await makeRelease(office, {
      title: 'Tout neuf',
      contacts: [network.contactOfA],
      publishedAt: '2027-10-01T10:00:00Z',
    })
    const { rows } = await office.pool.query('select max(position)::int as head from publications')
    const after = await get(`/press-releases?limit=1&min-cursor=${rows[0].head}`)
    expect(ids(after)).toEqual([release.id])
    expect(Number(after.headers.get('content-cursor'))).toBeGreaterThan(Number(before.headers.get('content-cursor')))
    expect((await get('/press-releases?limit=1&min-cursor=999999999')).status).toBe(400)
  })
})

describe('a text', () => {
  it('comes as the editor keeps it, as HTML and as words', async () => {
    const officer = await office.as('network-communication')
    const picture = await officer.upload(
      '/api/media',
      { name: 'cour.jpg', data: await jpeg({ width: 800, height: 600 }), type: 'image/jpeg' },
      { alt: 'La cour', credit: 'Réseau' },
    )
    const [target] = releases
    const body = document([
      paragraph([
        text('Un <script>alert(1)</script> & un '),
        link({ linkType: 'internal', doc: { relationTo: 'press-releases', value: target?.id } }, 'lien'),
      ]),
      { type: 'upload', version: 1, relationTo: 'media', value: picture.body.doc.id, fields: {} } as never,
      { type: 'block', version: 1, fields: { blockType: 'pressContact', id: 'x', text: 'Sur rendez-vous' } } as never,
      paragraph([link({ linkType: 'custom', url: 'https://a.example/?a=1&b=2' }, 'dehors')]),
    ])
    const release = await makeRelease(office, { title: 'Avec texte', body, contacts: [network.contactOfA] })
    const path = `/press-releases/${release.id}`
    expect((await get(path)).body.body.root.children).toHaveLength(4)
    const html = (await get(`${path}?rich-text=html`)).body.body
    expect(html).toContain('&lt;script&gt;')
    expect(html).toContain(`data-slug="${target?.slug}">lien</a>`)
    expect(html).toMatch(
      /<figure><img src="http:\/\/localhost:3999\/content\/media\/.*alt="La cour" width="800" height="600".*<figcaption>Réseau<\/figcaption>/,
    )
    expect(html).toContain('mailto:presse@a.example')
    expect(html).toContain('href="https://a.example/?a=1&amp;b=2"')
    expect((await get(`${path}?rich-text=text`)).body.body).toContain('Un <script>alert(1)</script> & un lien')
    const deep = (await get(`${path}?depth=1`)).body.body.root.children
    expect(deep[0].children[1].fields.doc.value).toMatchObject({ id: target?.id, slug: target?.slug })
    expect(deep[1].value).toMatchObject({ alt: 'La cour', credit: 'Réseau', sizes: { card: expect.anything() } })
  })
})

const link = (fields: object, words: string) =>
  ({ ...paragraph([text(words)]), type: 'link', version: 3, fields, id: 'x' }) as never

describe('a search', () => {
  it('finds words as they are written, typed without accents, and in another form', async () => {
    const release = await makeRelease(office, {
      title: 'L’été des créateurs à la saline',
      summary: 'Une exposition présentée aux élèves.',
      contacts: [network.contactOfA],
    })
    for (const q of [
      'été',
      'ete',
      'créateur',
      'createurs',
      'présentée',
      'expositions',
      'l’été',
      '"des créateurs"',
      'presentee eleve',
    ]) {
      const { status, body } = await get(`/press-releases?q=${encodeURIComponent(q)}`)
      expect(status).toBe(200)
      expect(
        body.docs.map(({ id }: { id: string }) => id),
        q,
      ).toContain(release.id)
    }
    const { body } = await get('/press-releases?q=createurs')
    expect(body.docs[0].highlights.title).toBe('L’été des <mark>créateurs</mark> à la saline')
    expect((await get('/press-releases?q=absent')).body.totalDocs).toBe(0)
    for (const odd of ['%22', '%26', '!', '(', "'", '%00', ':*', '\\'])
      expect([200, 400]).toContain((await get(`/press-releases?q=${odd}`)).status)
  })
})
