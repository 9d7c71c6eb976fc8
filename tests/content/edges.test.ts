import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { limitAddresses } from '../../src/plugins/content-api/limitAddresses.ts'
import { rebuildReadModel } from '../../src/plugins/publication/index.ts'
import { document, paragraph, text } from '../../src/text/richText.ts'
import { type BackOffice, openBackOffice } from '../support/backOffice.ts'
import { contentReader } from '../support/contentReader.ts'
import { jpeg, makeNetwork, makeRelease } from '../support/factories.ts'

let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>
let get: ReturnType<typeof contentReader>['get']
let release: { id: string; slug: string }

beforeAll(async () => {
  office = await openBackOffice({ worker: 'off' })
  network = await makeNetwork(office)
  get = contentReader(office).get
  const made = await makeRelease(office, {
    title: 'Fin </script><script>alert(1)</script>',
    owner: network.a,
    contacts: [network.contactOfA],
  })
  release = { id: made.id, slug: String(made.slug) }
})
afterAll(() => office.close())

const cursor = (values: unknown[]) => Buffer.from(JSON.stringify(values)).toString('base64url')

describe('kept answers', () => {
  it('count no longer when the read model is made anew, though the ledger stands where it stood', async () => {
    const path = `/press-releases/${release.id}?select[title]=true`
    const title = async () => (await get(path)).body.title as string
    const asItIsKept = async (etag = '') => get(`/press-releases/${release.id}`, { 'if-none-match': etag })
    const changes = async (etag = '') => get('/changes', { 'if-none-match': etag })
    await office.pool.query(
      `update published_documents set content = jsonb_set(content::jsonb, '{title}', '"Faux"') where document_id = $1`,
      [release.id],
    )
    for (let n = 0; n < 3; n++) expect(await title()).toBe('Faux')
    const [kept, told] = [await asItIsKept(), await changes()]
    expect(kept.body.title).toBe('Faux')
    await rebuildReadModel(office.payload)
    await expect.poll(title, { timeout: 2_000 }).toMatch(/^Fin/)
    // Of the same position of the ledger, and not the same.
    for (const again of [asItIsKept(kept.headers.get('etag') ?? ''), changes(told.headers.get('etag') ?? '')])
      expect((await again).status).toBe(200)
  })

  it('are not of another cursor: asked for twice or in disguise it is refused, and a redirection drops it', async () => {
    for (const query of ['min-cursor=1&min-cursor=999999', 'min-cursor=1&min%2Dcursor=9', 'min-cursor[]=9']) {
      const answer = await get(`/press-releases?${query}`)
      expect([answer.status, answer.body.errors?.[0]?.field], query).toEqual([400, 'min-cursor'])
    }
  })
})

it('a search that takes long holds up who searches, and nobody else', async () => {
  const { rows } = await office.pool.query<{ source: string }>(
    `select pg_get_functiondef('content_query'::regproc) as source`,
  )
  await office.pool.query(`create or replace function content_query(language text, words text) returns tsquery
    language plpgsql as $$ begin perform pg_sleep(1.5); return websearch_to_tsquery('french', words); end $$`)
  const searches = Array.from({ length: 8 }, (_, n) => get(`/press-releases?q=lent${n}`))
  const first = Promise.race(searches)
  try {
    await new Promise((resolve) => setTimeout(resolve, 100))
    const read = await Promise.race([
      get(`/press-releases?where[title][not_equals]=${randomUUID()}`),
      first.then(() => 'the search was first'),
    ])
    expect(read).toMatchObject({ status: 200 })
  } finally {
    // One that runs would find the words of one language in the other.
    await Promise.allSettled(searches)
    await office.pool.query(rows[0]?.source ?? '')
  }
  for (const { status } of await Promise.all(searches)) expect(status).toBe(200)
})

it('is kept by a dump: what the database makes of a content it makes without a search path, as when it is restored', async () => {
  const client = await office.pool.connect()
  try {
    await client.query(`select set_config('search_path', '', false)`)
    const { rowCount } = await client.query('update public.published_documents set content = content, slug = slug')
    expect(rowCount).toBeGreaterThan(0)
  } finally {
    client.release(true)
  }
})

describe('a made-up cursor', () => {
  it('is refused whatever it holds', async () => {
    for (const [sort, values] of [
      ['-publishedAt', ['x', 'y']],
      ['-publishedAt', [null, null]],
      ['createdAt', ['x', randomUUID()]],
      ['createdAt', ['9999999-01-01T00:00:00Z', randomUUID()]],
      ['createdAt', ['\u0000', randomUUID()]],
      ['owner', ['x', randomUUID()]],
      ['title', ['x']],
    ] as const) {
      const answer = await get(`/press-releases?sort=${sort}&cursor=${cursor([...values])}`)
      expect([answer.status, answer.body.errors?.[0]?.field], JSON.stringify(values)).toEqual([400, 'cursor'])
    }
  })
})

describe('lists of many ids', () => {
  it('are found by each of them, however many they are', async () => {
    const members = Array.from({ length: 80 }, () => randomUUID())
    await office.pool.query(
      `update published_documents set content = jsonb_set(content::jsonb, '{members}', $2::jsonb) where document_id = $1`,
      [release.id, JSON.stringify(members)],
    )
    for (const id of [members[0], members[79]]) {
      const { body } = await get(`/press-releases?where[members][equals]=${id}&select[title]=true`)
      expect(body.docs).toHaveLength(1)
    }
  })
})

it('a page behind the last hit still says how many there are', async () => {
  const first = await get('/press-releases?q=fin&limit=1')
  expect(first.body.totalDocs).toBe(1)
  const behind = await get('/press-releases?q=fin&limit=1&page=99')
  expect(behind.body).toMatchObject({ docs: [], totalDocs: 1, totalPages: 1, page: 99 })
})

it('words that end a script end nothing where JSON-LD is put into a page', async () => {
  const answer = await fetch(`${office.url}/content/press-releases/${release.slug}/jsonld.json`)
  const text = await answer.text()
  expect([answer.status, text.includes('<')]).toEqual([200, false])
  expect(JSON.parse(text).headline).toContain('</script>')
})

it('the description and the schemas refuse parameters: nobody fills the memory with them', async () => {
  expect((await get('/openapi.json?x=1')).status).toBe(400)
  expect((await get('/schemas/Member.json?x=1')).status).toBeOneOf([400, 404])
})

it('a range behind the end of a file is refused and kept by nobody; HEAD has no range', async () => {
  const image = await office.payload.create({
    collection: 'media',
    data: { alt: 'Cloître', credit: 'A', owner: network.a } as never,
    file: { name: 'cloitre.jpg', data: await jpeg({ width: 900 }), mimetype: 'image/jpeg', size: 100 },
    overrideAccess: true,
  })
  await makeRelease(office, {
    title: 'Avec image',
    owner: network.a,
    contacts: [network.contactOfA],
    images: [image.id],
  })
  const { body } = await get(`/media/${image.id}`)
  const url = new URL(body.url, office.url).pathname
  const ask = (method: string, range: string) => fetch(`${office.url}${url}`, { method, headers: { range } })
  const beyond = await ask('GET', 'bytes=99999999-')
  expect([beyond.status, beyond.headers.get('cache-control'), beyond.headers.get('etag')]).toEqual([
    416,
    'no-store',
    null,
  ])
  expect((await ask('GET', 'bytes=0-9')).status).toBe(206)
  expect((await ask('HEAD', 'bytes=0-9')).status).toBe(200)
})

it('counts the addresses of one IPv6 network as one, and IPv4 as it comes by IPv6', () => {
  const limit = limitAddresses({ most: 1 })
  expect(limit.take('2001:db8:1:2::1').isAllowed).toBe(true)
  expect(limit.take('2001:db8:1:2:ffff::9').isAllowed).toBe(false)
  expect(limit.take('2001:db8:1:3::1').isAllowed).toBe(true)
  expect(limit.take('::ffff:192.0.2.1').isAllowed).toBe(true)
  expect(limit.take('192.0.2.1').isAllowed).toBe(false)
  expect(limit.take('fe80::1%eth0').isAllowed).toBe(true)
})

describe('a content', () => {
  const long = (letters: number) =>
    document(Array.from({ length: letters / 500 }, (_, n) => paragraph([text(`${n} é `.padEnd(500, 'œuvre ciel '))])))

  it.each([[1_000], [12_000], [60_000]])('of %i letters goes out as it came', async (letters) => {
    const made = await makeRelease(office, {
      title: `De ${letters} lettres`,
      body: long(letters),
      owner: network.a,
      contacts: [network.contactOfA],
    })
    const { body } = (await get(`/press-releases/${made.id}`)).body
    const words = ({ root }: ReturnType<typeof long>) =>
      root.children.map((one) => JSON.stringify(one).match(/"text":"[^"]*"/)?.[0])
    expect(words(body).length).toBe(letters / 500)
    expect(words(body)).toEqual(words(long(letters)))
  })

  it('is the same by each order and from each page, whether it is carried or found by its key', async () => {
    const titles = async (query: string) =>
      ((await get(`/press-releases?${query}`)).body.docs as Array<{ title: string; body: object }>).map(
        ({ title, body }) => [title, JSON.stringify(body).length],
      )
    const newest = await titles('limit=50&sort=-publishedAt')
    const byTitle = await titles('limit=50&sort=title')
    expect(byTitle).toEqual([...newest].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)))
    const pages = []
    for (let page = 1; page <= newest.length; page++) pages.push(...(await titles(`limit=1&page=${page}&sort=title`)))
    expect(pages).toEqual(byTitle)
    expect(await titles('limit=1&page=300&sort=-publishedAt')).toEqual([])
  })
})
