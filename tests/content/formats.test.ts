import { readFileSync } from 'node:fs'
import { check as checkGeoJson } from '@placemarkio/check-geojson'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addAjvFormats from 'ajv-formats'
import { parseFeed } from 'feedsmith'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readContract } from '../../src/plugins/content-api/contract.ts'
import { deriveContract } from '../../src/plugins/content-api/deriveContract.ts'
import { document, paragraph, text } from '../../src/text/richText.ts'
import { type BackOffice, openBackOffice } from '../support/backOffice.ts'
import { contentReader } from '../support/contentReader.ts'
import { jpeg, makeNetwork, makeRelease } from '../support/factories.ts'

/** The names of ninjs 3.1 (IPTC, spring 2025), which takes no others. */
const NINJS_PROPERTIES =
  'uri type representationType profile version firstCreated versionCreated contentCreated embargoedUntil pubStatus urgency copyrightHolder copyrightNotice usageTerms edNote language descriptions bodies headlines people organisations places subjects events eventDetails plannedCoverage objects infoSources title by slugline located renditions associations altIds trustIndicators standard genres expires rightsInfo digitalSourceType'.split(
    ' ',
  )
const NINJS_RENDITION =
  'name href contentType title width height sizeInBytes duration format aspectRatio videoCodec frameRate poi transportProtocol scanType bitrate'.split(
    ' ',
  )

let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>
let get: ReturnType<typeof contentReader>['get']
let release: { id: string; slug?: string | null }

beforeAll(async () => {
  office = await openBackOffice({ worker: 'off' })
  network = await makeNetwork(office)
  get = contentReader(office).get
  const officer = await office.as('network-communication')
  const picture = await officer.upload(
    '/api/media',
    { name: 'cour.jpg', data: await jpeg(), type: 'image/jpeg' },
    { alt: 'La cour', credit: 'Réseau', caption: 'La cour & le jardin' },
  )
  await office.payload.update({
    collection: 'members',
    id: network.a,
    data: { location: { latitude: 48.1, longitude: 2.3 }, city: 'Asnières', region: 'Île-de-France' },
    overrideAccess: true,
  })
  release = await makeRelease(office, {
    title: 'Été <fini> & ]]> \u0001 repris',
    subtitle: 'Sous-titre',
    summary: 'Le « chapô » & la suite.',
    body: document([paragraph([text('Un texte & un <signe>.')])]),
    owner: network.a,
    members: [network.b],
    contacts: [network.contactOfA],
    images: [picture.body.doc.id],
    keywords: ['été', 'patrimoine'],
    publishedAt: '2026-05-01T08:00:00.000Z',
    dateline: { place: 'Asnières', date: '2026-05-01T12:00:00.000Z' },
  })
  await makeRelease(office, {
    title: 'D’un autre site',
    owner: network.b,
    contacts: [network.contactOfB],
    publishedAt: '2026-04-01T08:00:00.000Z',
  })
})
afterAll(() => office.close())

describe('the description', () => {
  it('is OpenAPI 3.1 that a strict linter accepts', async () => {
    const { body, status } = await get('/openapi.json')
    expect(status).toBe(200)
    expect(body.openapi).toMatch(/^3\.1/)
    const problems = await lintFromString({
      source: JSON.stringify(body),
      // The one rule left out: the address of this test is a local one.
      config: await createConfig({ extends: ['recommended-strict'], rules: { 'no-server-example.com': 'off' } }),
    })
    expect(problems.map(({ message, location }) => `${location[0]?.pointer}: ${message}`)).toEqual([])
  })

  it('says every collection, its fields and operators, and what webhooks bring', async () => {
    const { body } = await get('/openapi.json')
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        '/content/press-releases',
        '/content/members/{key}',
        '/content/changes',
        '/content/feeds/atom.xml',
      ]),
    )
    expect(body.paths['/content/press-releases'].get.description).toContain('`publishedAt` (equals')
    expect(body.webhooks.contentChanged.post.requestBody.content['application/json'].schema.$ref).toContain(
      'RebuildEvent',
    )
    const schema = await get('/schemas/PressRelease.json')
    expect(schema.body.$defs.PressRelease.properties.title.type).toEqual(['string', 'null'])
    expect((await get('/schemas/constructor')).status).toBe(404)
  })

  it('is generated from the configuration: `npm run types` writes it anew', async () => {
    const { default: config } = await import('../../payload.config.ts')
    expect(readContract()).toEqual(JSON.parse(JSON.stringify(deriveContract(await config))))
  })

  it('breaks no promise: what was there stays as it was until the first number of the version is raised', () => {
    const promised = JSON.parse(readFileSync('docs/contract.json', 'utf8'))
    const now = readContract()
    const isNewVersion = now.version.split('.')[0] !== promised.version.split('.')[0]
    expect(isNewVersion ? [] : broken(promised.collections, now.collections, '')).toEqual([])
    expect(readFileSync('CHANGELOG.md', 'utf8')).toContain(`Content API ${now.version}`)
  })

  it('is shown by a viewer that is served from here alone', async () => {
    const page = await office.anonymous.call('GET', '/content/docs')
    expect(page.status).toBe(200)
    expect(page.body).not.toMatch(/https?:\/\//)
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'")
    for (const file of ['swagger-ui.css', 'swagger-ui-bundle.js', 'start.js'])
      expect((await office.anonymous.call('GET', `/content/docs/${file}`)).status).toBe(200)
  })
})

/** What readers had and have no more: fields and options that are gone, values of another kind. Labels may change. */
function broken(before: unknown, after: unknown, at: string): string[] {
  if (['label', 'description', 'labels'].includes(at.split('.').at(-1) ?? '')) return []
  if (Array.isArray(before)) {
    return before.flatMap((one) => ((after as unknown[] | undefined)?.includes(one) ? [] : [`${at}: ${one} is gone`]))
  }
  if (typeof before === 'object' && before !== null) {
    return Object.entries(before).flatMap(([name, value]) =>
      broken(value, (after as Record<string, unknown> | undefined)?.[name], `${at}.${name}`),
    )
  }
  return before === after ? [] : [`${at}: ${before} has become ${after}`]
}

it('tells a broken promise from an addition', () => {
  const promised = { members: { fields: { name: { kind: 'text', label: 'Name', options: ['a'] } } } }
  expect(
    broken(
      promised,
      { members: { fields: { name: { kind: 'text', label: 'Other', options: ['a', 'b'] }, more: {} } } },
      '',
    ),
  ).toEqual([])
  expect(broken(promised, { members: { fields: {} } }, '')).not.toEqual([])
  expect(broken(promised, { members: { fields: { name: { kind: 'number', options: ['a'] } } } }, '')).not.toEqual([])
  expect(broken(promised, { members: { fields: { name: { kind: 'text', options: [] } } } }, '')).not.toEqual([])
})

describe('feeds', () => {
  it.each(['atom.xml', 'rss.xml', 'feed.json'])(
    '%s is read by a feed parser: stable ids, dates, the whole text',
    async (name) => {
      const answer = await office.anonymous.call(
        'GET',
        `/content/feeds/${name}?member=abbaye-a&link=https://site.example/actus/{slug}/`,
      )
      expect(answer.status).toBe(200)
      const source = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
      const { format, feed } = parseFeed(source) as { format: string; feed: Record<string, never> }
      expect(format).toBe({ 'atom.xml': 'atom', 'rss.xml': 'rss', 'feed.json': 'json' }[name])
      const entries = ((feed.entries ?? feed.items) as unknown as Array<Record<string, never>>) ?? []
      expect(entries).toHaveLength(1)
      const said = JSON.stringify(entries[0])
      expect(said).toContain(`tag:localhost,2026:${release.id}:fr`)
      expect(said).toContain(`https://site.example/actus/${release.slug}/`)
      expect(said).toContain('Un texte &amp; un &lt;signe&gt;.')
      expect(said).not.toContain('\u0001')
    },
  )

  it('keep ids and dates of publication through a correction, which changes `updated` alone', async () => {
    const one = async () => {
      const { body } = await office.anonymous.call('GET', '/content/feeds/feed.json?programme=&locale=fr')
      return body.items.find(({ id }: { id: string }) => id.includes(release.id))
    }
    const before = await one()
    const officer = await office.as('network-communication')
    await officer.call('PATCH', `/api/press-releases/${release.id}`, {
      corrections: [{ kind: 'minor', note: 'Une date.', at: '2026-06-01T08:00:00.000Z' }],
    })
    // Who asks without `min-cursor` may be answered as it was until the news of the commit is here.
    const modified = async () => (await one()).date_modified
    await expect.poll(modified, { timeout: 2_000 }).toBe('2026-06-01T08:00:00.000Z')
    const after = await one()
    expect(after.id).toBe(before.id)
    expect(after.date_published).toBe(before.date_published)
    // As people do it: a note, published anew. It counts once, and a draft beside it not at all.
    const correctionNote = 'La date du colloque était fausse.'
    const startedAt = new Date().toISOString()
    await officer.call('PATCH', `/api/press-releases/${release.id}?draft=true`, { correctionNote, _status: 'draft' })
    expect((await one()).date_modified).toBe('2026-06-01T08:00:00.000Z')
    await officer.call('PATCH', `/api/press-releases/${release.id}`, { correctionNote, _status: 'published' })
    await expect.poll(async () => (await modified()) > startedAt, { timeout: 2_000 }).toBe(true)
    const corrected = await one()
    expect([corrected.id, corrected.date_published]).toEqual([before.id, before.date_published])
    await officer.call('PATCH', `/api/press-releases/${release.id}`, { keywords: ['colloque'], _status: 'published' })
    expect((await one()).date_modified).toBe(corrected.date_modified)
    const { body: jsonLd } = await office.anonymous.call('GET', `/content/press-releases/${release.id}/jsonld.json`)
    expect(jsonLd.dateModified).toBe(corrected.date_modified)
    expect(JSON.stringify(jsonLd.correction)).toContain('colloque était fausse')
  })

  it('of one member say whose they are; of one that is not public there are none', async () => {
    const { body } = await office.anonymous.call('GET', '/content/feeds/feed.json?member=abbaye-a')
    expect(body.title).toBe('Centres culturels de rencontre : communiqués – Abbaye A')
    for (const query of ['member=nulle-part', 'programme=nulle-part'])
      expect((await get(`/feeds/atom.xml?${query}`)).status, query).toBe(404)
  })

  it('say what is wrong with a question', async () => {
    for (const query of [
      'limit=0',
      'limit=x',
      'locale=de',
      'link=javascript:alert(1)',
      'link=https://a.example/',
      'nonsense=1',
    ])
      expect((await get(`/feeds/atom.xml?${query}`)).status, query).toBe(400)
  })
})

describe('formats', () => {
  it('ninjs: a release with its pictures, credits and publisher', async () => {
    const { body, status } = await get(`/press-releases/${release.slug}/ninjs.json`)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      standard: { name: 'ninjs', version: '3.1' },
      uri: `urn:uuid:${release.id}`,
      type: 'text',
      pubStatus: 'usable',
      language: 'fr',
      firstCreated: '2026-05-01T08:00:00.000Z',
      by: 'Abbaye A',
      located: 'Asnières',
      bodies: [{ contentType: 'text/html', value: '<p>Un texte &amp; un &lt;signe&gt;.</p>' }],
      associations: [
        {
          type: 'picture',
          by: 'Réseau',
          renditions: expect.arrayContaining([
            expect.objectContaining({ name: 'original', contentType: 'image/jpeg' }),
          ]),
        },
      ],
    })
    expect((await get('/press-releases/nothing/ninjs.json')).status).toBe(404)
  })

  it('ninjs: says nothing that the standard has no name for', async () => {
    const { body } = await get(`/press-releases/${release.slug}/ninjs.json`)
    expect(Object.keys(body).filter((name) => !NINJS_PROPERTIES.includes(name))).toEqual([])
    for (const picture of body.associations) {
      expect(Object.keys(picture).filter((name) => ![...NINJS_PROPERTIES, 'name', 'rel'].includes(name))).toEqual([])
      for (const rendition of picture.renditions)
        expect(Object.keys(rendition).filter((name) => !NINJS_RENDITION.includes(name))).toEqual([])
    }
    expect(['text', 'picture']).toEqual([body.type, body.associations[0].type])
  })

  // The schema is IPTC's to give: https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json, kept in a file that NINJS_SCHEMA names.
  it.runIf(process.env.NINJS_SCHEMA)('ninjs: is valid by the schema of the IPTC', async () => {
    const schema = JSON.parse(readFileSync(String(process.env.NINJS_SCHEMA), 'utf8'))
    const ajv = addAjvFormats.default(new Ajv2020({ strict: false, allErrors: true }))
    // Of places alone, which a release has none of.
    ajv.addSchema({ $id: 'https://geojson.org/schema/GeoJSON.json', type: 'object' })
    const validate = ajv.compile(schema)
    for (const slug of [release.slug, 'd-un-autre-site']) {
      const { body } = await get(`/press-releases/${slug}/ninjs.json`)
      expect(validate(body), ajv.errorsText(validate.errors)).toBe(true)
      expect(validate({ ...body, uri: undefined })).toBe(false)
      expect(validate({ ...body, unheardOf: 1 })).toBe(false)
    }
  })

  it('JSON-LD: a release with genre and correction, a member with its place', async () => {
    const { body } = await get(`/press-releases/${release.slug}/jsonld.json`)
    expect(body).toMatchObject({
      '@type': 'NewsArticle',
      genre: 'communiqué de presse',
      author: { name: 'Abbaye A' },
      correction: expect.arrayContaining([
        expect.objectContaining({ '@type': 'CorrectionComment', text: 'Une date.' }),
      ]),
    })
    const member = await get('/members/abbaye-a/jsonld.json?link=https://site.example/membres/{slug}/')
    expect(member.body).toMatchObject({
      '@type': 'Organization',
      url: 'https://site.example/membres/abbaye-a/',
      location: { geo: { longitude: 2.3, latitude: 48.1 } },
    })
  })

  it('GeoJSON: the members that have a place', async () => {
    const { body, headers } = await get('/members.geojson')
    expect(headers.get('content-type')).toContain('application/geo+json')
    expect(checkGeoJson(JSON.stringify(body))).toEqual(body)
    expect(body.features).toHaveLength(1)
    expect(body.features[0].geometry.coordinates).toEqual([2.3, 48.1])
  })

  it('a sitemap of the pages of a site', async () => {
    const { body, status } = await office.anonymous.call(
      'GET',
      '/content/sitemap.xml?press-releases=https://site.example/actus/{slug}/',
    )
    expect(status).toBe(200)
    expect(body).toContain(`<loc>https://site.example/actus/${release.slug}/</loc><lastmod>`)
    expect(body).not.toContain('membres')
  })

  it('oEmbed: a release by the address of its page, as a card without scripts', async () => {
    const { body } = await get(
      `/oembed?url=${encodeURIComponent(`https://site.example/actus/${release.slug}/`)}&maxwidth=400`,
    )
    expect(body).toMatchObject({
      version: '1.0',
      type: 'rich',
      width: 400,
      author_name: 'Abbaye A',
      thumbnail_width: expect.any(Number),
    })
    expect(body.html).toContain('&lt;fini&gt;')
    expect(body.html).not.toContain('<script')
    expect((await get('/oembed?url=javascript:alert(1)')).status).toBe(400)
    expect((await get('/oembed?url=https://site.example/nothing')).status).toBe(404)
  })
})
