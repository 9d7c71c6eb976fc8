import { PayloadSDK } from '@payloadcms/sdk'
import { stringify } from 'qs-esm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Config } from '../../src/payload-types.ts'
import { FORMATS } from '../../src/plugins/content-api/formats/index.ts'
import { limitAddresses } from '../../src/plugins/content-api/limitAddresses.ts'
import { document, paragraph, text } from '../../src/text/richText.ts'
import { type BackOffice, openBackOffice } from '../support/backOffice.ts'
import { contentReader } from '../support/contentReader.ts'
import { jpeg, makeNetwork, makeRelease, releaseData } from '../support/factories.ts'
import { type Instance, startInstance } from '../support/instances.ts'
import { type Random, seeded } from '../support/random.ts'
import { rounds, say } from '../support/scale.ts'

let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>
let get: ReturnType<typeof contentReader>['get']
let release: { id: string; slug?: string | null }

beforeAll(async () => {
  office = await openBackOffice({ worker: 'off' })
  network = await makeNetwork(office)
  get = contentReader(office).get
  release = await makeRelease(office, { title: 'Publié', owner: network.a, contacts: [network.contactOfA] })
})
afterAll(() => office.close())

describe('what is not public', () => {
  /** Words that stand in what nobody may read. */
  const markers: string[] = []
  const marker = () => {
    const word = `zq${markers.length}x${'kvw'.repeat(2)}`
    markers.push(word)
    return word
  }
  const rich = () => document([paragraph([text(marker())])])
  const values = () => ({
    ...releaseData({ title: marker(), summary: marker(), body: rich(), keywords: [marker()], subtitle: marker() }),
    contacts: [network.contactOfA],
  })

  beforeAll(async () => {
    const { payload } = office
    const create = (collection: string, data: object, more: object = {}) =>
      payload.create({ collection: collection as never, data: data as never, overrideAccess: true, ...more })
    for (let n = 0; n < 10; n++) {
      await create('press-releases', { ...values(), _status: 'draft' })
      await create('press-releases', { ...values(), _status: 'published', embargoUntil: '2099-01-01T00:00:00Z' })
      const withdrawn = await makeRelease(office, { ...values(), contacts: [network.contactOfA] })
      await payload.update({
        collection: 'press-releases',
        id: withdrawn.id,
        data: { _status: 'draft' },
        overrideAccess: true,
      })
      await create('contacts', {
        kind: 'journalist',
        familyName: marker(),
        organisation: marker(),
        email: `${marker()}@secret.example`,
        role: marker(),
      })
    }
    // Published, with private parts: another language that is not ready, a review, a draft that goes on.
    for (let n = 0; n < 5; n++) {
      const open = await makeRelease(office, {
        title: `Ouvert ${n}`,
        owner: network.a,
        contacts: [network.contactOfA],
        review: { note: marker() },
      })
      await payload.update({
        collection: 'press-releases',
        id: open.id,
        locale: 'en',
        data: { title: marker(), summary: marker() } as never,
        overrideAccess: true,
        draft: true,
      })
      await payload.update({
        collection: 'press-releases',
        id: open.id,
        data: { title: marker() } as never,
        draft: true,
        overrideAccess: true,
      })
      await create('contacts', {
        kind: 'press',
        familyName: 'Ouverte',
        role: 'Presse',
        email: `${marker()}@secret.example`,
        phone: `+3312345${600 + n}`,
        owner: network.a,
        public: { listed: true },
      })
      await create('members', {
        name: marker(),
        country: 'FR',
        languages: ['fr'],
        networkNotes: marker(),
        _status: 'draft',
      })
      await payload.update({
        collection: 'members',
        id: network.a,
        data: { networkNotes: marker(), label: { decreeReference: marker() } } as never,
        overrideAccess: true,
      })
      await create(
        'media',
        { alt: marker(), credit: marker() },
        { file: { name: `${marker()}.jpg`, data: await jpeg({ width: 100 + n }), mimetype: 'image/jpeg', size: 100 } },
      )
    }
    await create('roles', { name: marker(), scope: 'network', permissions: [], abilities: [] })
  })

  it('stands nowhere: over every address and format, in lists, conditions, orders, searches and errors', async () => {
    const collections = Object.keys((await get('/openapi.json')).body.paths).flatMap(
      (path) => /^\/content\/([\w-]+)$/.exec(path)?.[1] ?? [],
    )
    const addresses = [
      ...collections.flatMap((name) =>
        [
          '',
          '&depth=2',
          '&rich-text=html&depth=1',
          '&rich-text=text',
          '&locale=en',
          '&locale=en&fallback-locale=none',
          '&page=2',
          '&select[title]=true',
        ].map((query) => `/${name}?limit=100${query}`),
      ),
      '/changes?limit=1000',
      '/changes?limit=1000&after=0',
      `/press-releases/${release.id}?depth=2&rich-text=html`,
      ...FORMATS.map(
        ({ path }) =>
          `${path.replace('/content', '').replace(':key', path.includes('members') ? 'abbaye-a' : String(release.slug))}${path.includes('oembed') ? `?url=https://a.example/${release.slug}` : ''}`,
      ),
    ]
    const leaks: string[] = []
    let read = 0
    const look = async (path: string) => {
      const answer = await office.anonymous.call('GET', `/content${path}`)
      expect(answer.status, path).toBeLessThan(500)
      const said = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
      read += 1
      for (const word of markers) if (said.includes(word) && !path.includes(word)) leaks.push(`${word} at ${path}`)
      return answer
    }
    for (const path of addresses) await look(path)
    // Asking for a word tells nothing of where it stands either.
    for (const word of markers) {
      for (const query of [
        `q=${word}`,
        `where[title][like]=${word}`,
        `where[summary][contains]=${word}`,
        `where[slug][equals]=${word}`,
      ]) {
        const { body } = await look(`/press-releases?${query}`)
        if (body.totalDocs !== 0) leaks.push(`${body.totalDocs} by ${query}`)
      }
    }
    say('content API, markers of what is not public', `${leaks.length} of ${markers.length} found, ${read} answers`)
    expect(markers.length).toBeGreaterThanOrEqual(200)
    expect(leaks).toEqual([])
  }, 120_000)

  it('cannot be had by its files', async () => {
    const { rows } = await office.pool.query<{ id: string; filename: string }>('select id, filename from media')
    expect(rows.length).toBeGreaterThan(0)
    for (const { id, filename } of rows)
      expect((await office.anonymous.call('GET', `/content/media/${id}/original/${filename}`)).status).toBe(404)
  })
})

const FUZZED = rounds(10_000)

function oddQuery(random: Random): string {
  const names = [
    'where',
    'sort',
    'limit',
    'page',
    'depth',
    'select',
    'locale',
    'fallback-locale',
    'q',
    'rich-text',
    'cursor',
    'min-cursor',
    'pagination',
    'after',
    '__proto__',
    'x',
  ]
  const fields = [
    'title',
    'owner',
    'owner.slug',
    'members',
    'publishedAt',
    'dateline.place',
    'location',
    'id',
    'slug',
    'createdAt',
    '__proto__',
    'constructor',
    'review.note',
    '',
    'x'.repeat(300),
    'title.x',
    'members.owner.name',
  ]
  const operators = [
    'equals',
    'in',
    'not_in',
    'like',
    'contains',
    'near',
    'exists',
    'greater_than',
    'less_than',
    'all',
    'within',
    'x',
    '__proto__',
  ]
  const odd = [
    '',
    'null',
    'true',
    '1',
    '-1',
    '1e999',
    '9'.repeat(40),
    '2026-02-31',
    '+275760-09-13',
    'x'.repeat(2000),
    '%00',
    '\u{10FFFF}',
    "'; drop table users; --",
    '%27',
    '{}',
    '[]',
    '../..',
    '\\',
    '%',
    '_',
    network.a,
    '0,0,1',
    '181,0,1',
    '1,2',
    'fr',
    'W10',
    Buffer.from('["x","y"]').toString('base64url'),
    Buffer.from(`[null,"${network.a}"]`).toString('base64url'),
    Buffer.from('["2026","not-an-id"]').toString('base64url'),
  ]
  const nested = (depth: number): unknown =>
    depth === 0
      ? random.of(odd)
      : random.of([
          () => ({ [random.of(fields)]: { [random.of(operators)]: random.of(odd) } }),
          () => ({ [random.of(['and', 'or'])]: Array.from({ length: random.below(4) }, () => nested(depth - 1)) }),
          () => random.of(odd),
        ])()
  const query = Object.fromEntries(
    Array.from({ length: 1 + random.below(4) }, () => [
      random.of(names),
      random.next() < 0.5 ? nested(1 + random.below(4)) : random.of(odd),
    ]),
  )
  return random.next() < 0.1
    ? `${random.of(names)}${random.of(['[', ']', '[[]]', '[0]', '=%', '=%E0%A4%A', '&&&', '[a][b][c][d][e][f][g][h][i][j][k][l][m][n]=1'])}`
    : stringify(query)
}

it(`${FUZZED} odd questions: 200, 400 or 404, never 500`, { timeout: 600_000 }, async () => {
  const random = seeded(42)
  const paths = [
    'press-releases',
    'members',
    'media',
    'contacts',
    'changes',
    'members.geojson',
    'feeds/atom.xml',
    'oembed',
    'sitemap.xml',
    `press-releases/${release.id}`,
    'press-releases/%00',
    'press-releases/x',
    'media/x/y/z',
    'editions',
    'schemas/x',
  ]
  const counts = new Map<number, number>()
  const broken: string[] = []
  for (let n = 0; n < FUZZED; n++) {
    const path = `/content/${random.of(paths)}?${oddQuery(random)}`
    const answer = await fetch(`${office.url}${path.slice(0, 8000)}`, {
      redirect: 'manual',
      headers:
        random.next() < 0.1
          ? {
              'accept-encoding': random.of(['*', 'br;q=0', 'gzip;q=x', ',,,', 'x'.repeat(500)]),
              'if-none-match': random.of(['*', '"x"', 'x'.repeat(500), '"']),
            }
          : {},
    })
    await answer.arrayBuffer()
    counts.set(answer.status, (counts.get(answer.status) ?? 0) + 1)
    if (![200, 304, 308, 400, 404, 410].includes(answer.status)) broken.push(`${answer.status} ${path.slice(0, 400)}`)
  }
  say(
    'content API, odd questions answered 500',
    `${broken.length} of ${FUZZED} (${[...counts].map(([status, count]) => `${status}: ${count}`).join(', ')})`,
  )
  expect(broken.slice(0, 10)).toEqual([])
  expect(counts.get(200)).toBeGreaterThan(FUZZED / 50)
})

it('Payload’s own SDK reads it, with the types of the collections', async () => {
  const sdk = new PayloadSDK<Config>({ baseURL: `${office.url}/content` })
  const { docs, totalDocs } = await sdk.find({
    collection: 'press-releases',
    where: { title: { equals: 'Publié' } },
    depth: 1,
    locale: 'fr',
    sort: '-publishedAt',
    limit: 5,
  })
  expect(totalDocs).toBe(1)
  const [found] = docs
  expect(found?.title).toBe('Publié')
  const owner = found?.owner
  expect(typeof owner === 'object' ? owner?.name : undefined).toBe('Abbaye A')
  const one = await sdk.findByID({ collection: 'press-releases', id: release.id, select: { title: true } })
  expect(one).toEqual({ id: release.id, title: 'Publié' })
  expect((await sdk.findByID({ collection: 'press-releases', id: network.a, disableErrors: true })) ?? null).toBeNull()
})

it('puts references into a text as it puts them into a document that it takes apart', async () => {
  await makeRelease(office, {
    title: 'Cite "owner":"x" et \\"members\\":[]',
    summary: `"owner":"${network.a}"`,
    owner: network.b,
    members: [network.a, network.b],
    contacts: [network.contactOfB],
  })
  const spliced = await get('/press-releases?depth=1&limit=100')
  const taken = await get('/press-releases?depth=1&limit=100&select[correctionNote]=false')
  expect(spliced.body.docs.map(({ correctionNote: _, ...rest }: Record<string, unknown>) => rest)).toEqual(
    taken.body.docs,
  )
  expect(spliced.body.docs.some(({ members }: { members: object[] }) => members.length === 2)).toBe(true)
})

it('bounds the requests of an address, and says so by the headers that the IETF drafts', () => {
  const limit = limitAddresses({ most: 2 })
  expect(limit.take('a')).toEqual({
    isAllowed: true,
    headers: ['RateLimit-Policy', '"content";q=2;w=60', 'RateLimit', expect.stringMatching(/^"content";r=1;t=\d+$/)],
  })
  expect(limit.take('a').isAllowed).toBe(true)
  const { isAllowed, headers } = limit.take('a')
  expect(isAllowed).toBe(false)
  expect(headers).toContain('Retry-After')
  expect(limit.take('b').isAllowed).toBe(true)
})

describe('two instances', () => {
  let instances: Instance[] = []
  beforeAll(async () => {
    const extra = { WORKER: 'off', CONTENT_REQUESTS_PER_MINUTE: '0' }
    instances = await Promise.all([startInstance(office.databaseUrl, extra), startInstance(office.databaseUrl, extra)])
  }, 120_000)
  afterAll(async () => {
    for (const instance of instances) await instance.stop()
  })

  it('answer what one of them published: by min-cursor never the old, and by themselves within 100 ms', {
    timeout: 600_000,
  }, async () => {
    const TRIES = rounds(10_000)
    const one = await makeRelease(office, { title: 'Version 0', owner: network.a, contacts: [network.contactOfA] })
    const path = `/content/press-releases/${one.id}`
    let old = 0
    const late: number[] = []
    for (let n = 1; n <= TRIES; n++) {
      // Past Payload, as ten thousand saves would take an hour: an entry as the ledger writes it, at its commit.
      const { rows } = await office.pool.query<{ position: string }>(
        `with entry as (
           insert into publications (kind, collection, document_id, language, owner_id, slug, content, content_hash, "references")
           select 'published', collection, document_id, language, owner_id, slug, jsonb_set(content::jsonb, '{title}', to_jsonb($2::text)), md5($2), '[]'
           from published_documents where document_id = $1 returning position, content
         ), told as (select pg_notify('publications', position::text) from entry)
         update published_documents d set content = e.content::text::json, position = e.position from entry e, told where d.document_id = $1 returning d.position`,
        [one.id, `Version ${n}`],
      )
      const from = performance.now()
      const cursor = rows[0]?.position
      expect(cursor).toBeDefined()
      const answers = await Promise.all(
        instances.map(({ url }) => fetch(`${url}${path}?min-cursor=${cursor}`).then((answer) => answer.json())),
      )
      old += answers.filter(({ title }) => title !== `Version ${n}`).length
      if (n % 50 === 0) {
        for (;;) {
          const titles = await Promise.all(
            instances.map(({ url }) => fetch(`${url}${path}`).then((answer) => answer.json())),
          )
          if (titles.every(({ title }) => title === `Version ${n}`)) break
        }
        late.push(performance.now() - from)
      }
    }
    say('content API, answers older than min-cursor', `${old} of ${TRIES * 2}`)
    say('content API, both instances answer what is new, at most after', `${Math.max(...late).toFixed(0)} ms`)
    expect(old).toBe(0)
    expect(Math.max(...late)).toBeLessThan(100)
  })
})
