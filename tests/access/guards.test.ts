import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { document, paragraph, text } from '../../src/text/richText.ts'
import { type BackOffice, type Caller, openBackOffice } from '../support/backOffice.ts'
import { jpeg, makeNetwork, makeRelease, releaseData } from '../support/factories.ts'

let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>
let editor: Caller
let publisher: Caller
let manager: Caller
let officer: Caller

beforeAll(async () => {
  office = await openBackOffice()
  network = await makeNetwork(office)
  editor = await office.as('site-editor', network.a)
  publisher = await office.as('site-publisher', network.a)
  manager = await office.as('site-manager', network.a)
  officer = await office.as('network-communication')
})
afterAll(() => office.close())

const own = (values = {}) => makeRelease(office, { owner: network.a, contacts: [network.contactOfA], ...values })
const isPublic = async (id: string) =>
  (await office.pool.query('select 1 from published_documents where document_id = $1', [id])).rows.length > 0
const picture = async (owner: string, alt = 'Privé') =>
  (
    await office.payload.create({
      collection: 'media',
      data: { alt, credit: '© B', owner },
      file: { data: await jpeg(), name: 'b.jpg', mimetype: 'image/jpeg', size: 1 },
      overrideAccess: true,
    })
  ).id

describe('an editor who may not publish', () => {
  it('cannot unpublish by way of a draft beside the published release', async () => {
    const { id } = await own()
    expect(
      (await editor.call('PATCH', `/api/press-releases/${id}?draft=true`, { subtitle: 'Proposé', _status: 'draft' }))
        .status,
    ).toBe(200)
    for (const query of ['', '?publishSpecificLocale=fr', '?unpublishAllLocales=true']) {
      expect(
        (await editor.call('PATCH', `/api/press-releases/${id}${query}`, { subtitle: 'Encore', _status: 'draft' }))
          .status,
      ).toBe(403)
    }
    expect(await isPublic(id)).toBe(true)
  })

  it('cannot restore a version over what is public, and may restore one as a draft', async () => {
    const { id } = await own({ title: 'Version une' })
    await office.payload.update({
      collection: 'press-releases',
      id,
      data: { subtitle: 'Deux', _status: 'published' },
      overrideAccess: true,
    })
    const { docs } = await office.payload.findVersions({
      collection: 'press-releases',
      where: { parent: { equals: id } },
      sort: 'createdAt',
      overrideAccess: true,
    })
    const version = docs[0]?.id
    expect((await editor.call('POST', `/api/press-releases/versions/${version}`)).status).toBe(403)
    expect((await editor.call('POST', `/api/press-releases/versions/${version}?draft=true`)).status).toBe(200)
    const main = await office.payload.findByID({ collection: 'press-releases', id, overrideAccess: true })
    expect(main).toMatchObject({ _status: 'published', subtitle: 'Deux' })
  })

  it('cannot change what is public where there are no drafts: a contact, a picture, a residency', async () => {
    const image = await picture(network.a)
    await own({ images: [image] })
    expect(await isPublic(image)).toBe(true)
    expect(
      (
        await editor.call('PATCH', `/api/contacts/${network.contactOfA}`, {
          phone: '+33 3 21 00 00 00',
          public: { listed: true, showPhone: true },
        })
      ).status,
    ).toBe(403)
    expect((await editor.call('PATCH', `/api/media/${image}`, { alt: 'Autre' })).status).toBe(403)
    expect(
      (await editor.call('POST', '/api/residencies', { host: network.a, person: 'Nom', publicity: 'named' })).status,
    ).toBe(403)
    expect(
      (await editor.call('POST', '/api/residencies', { host: network.a, person: 'Nom', publicity: 'private' })).status,
    ).toBe(201)
  })

  it('cannot do it in bulk either, and a bulk change that fails for one changes none', async () => {
    const mine = await office.payload.create({
      collection: 'contacts',
      data: { kind: 'staff', role: 'Régie', owner: network.a },
      overrideAccess: true,
    })
    const { status } = await editor.call('PATCH', `/api/contacts?where[owner][equals]=${network.a}`, {
      organisation: 'En masse',
    })
    expect(status).toBe(400)
    const after = await office.payload.findByID({ collection: 'contacts', id: mine.id, overrideAccess: true })
    expect(after.organisation).toBeFalsy()
  })
})

describe('a site’s people', () => {
  it('cannot publish another site’s picture, by whatever field', async () => {
    const foreign = await picture(network.b)
    const upload = {
      type: 'upload',
      version: 3,
      relationTo: 'media',
      value: foreign,
      fields: {},
      format: '',
      id: '5f5f5f5f5f5f5f5f5f5f5f5f',
    }
    const values = { ...releaseData({ contacts: [network.contactOfA] }), _status: 'published' }
    const body = document([paragraph([text('Texte')]), upload as never])
    for (const attempt of [{ attachments: [foreign] }, { images: [foreign] }, { body }]) {
      expect((await publisher.call('POST', '/api/press-releases', { ...values, ...attempt })).status).toBe(400)
      expect(
        (await publisher.call('POST', '/api/press-releases?draft=true', { ...values, ...attempt, _status: 'draft' }))
          .status,
      ).toBe(400)
    }
    expect((await publisher.call('PATCH', `/api/members/${network.a}`, { hero: foreign })).status).toBe(400)
    expect(await isPublic(foreign)).toBe(false)
  })

  it('cannot publish an unfinished draft by way of the status per language', async () => {
    const { body } = await publisher.call('POST', '/api/press-releases?draft=true', {
      title: 'Inachevé',
      languages: ['fr'],
      _status: 'draft',
    })
    for (const query of ['unpublishAllLocales=true', 'publishSpecificLocale=fr', 'publishAllLocales=true']) {
      const { status } = await publisher.call('PATCH', `/api/press-releases/${body.doc.id}?${query}`, {
        _status: 'published',
      })
      expect([query, status]).toEqual([query, 400])
    }
    expect(await isPublic(body.doc.id)).toBe(false)
  })

  it('cannot name another site as the host of a residency', async () => {
    expect(
      (await manager.call('POST', '/api/residencies', { host: network.b, person: 'Nom', publicity: 'private' })).status,
    ).toBe(403)
  })

  it('cannot spell out what they may not read, letter by letter', async () => {
    await office.payload.update({
      collection: 'contacts',
      id: network.contactOfB,
      data: { phone: '+33 6 12 34 56 78' },
      overrideAccess: true,
    })
    for (const path of ['', '/count']) {
      const { status } = await editor.call(
        'GET',
        `/api/press-releases${path}?where[contacts][contains][phone][like]=12`,
      )
      expect([path, status]).toEqual([path, 400])
    }
    const { body } = await editor.call('GET', `/api/press-releases?where[contacts.phone][like]=12`)
    expect(body.docs ?? []).toEqual([])
  })

  it('lose nothing that they may not write when they restore a version of their profile', async () => {
    await office.payload.update({
      collection: 'members',
      id: network.a,
      data: {
        memberships: [{ kind: 'labelled', since: '2008' }],
        sources: ['https://source.example'],
        networkNotes: 'Notes',
        _status: 'published',
      },
      overrideAccess: true,
    })
    await office.payload.update({
      collection: 'members',
      id: network.a,
      data: { theme: 'Suite', _status: 'published' },
      overrideAccess: true,
    })
    const { docs } = await office.payload.findVersions({
      collection: 'members',
      where: { parent: { equals: network.a } },
      sort: '-createdAt',
      overrideAccess: true,
    })
    expect((await manager.call('POST', `/api/members/versions/${docs[1]?.id}`)).status).toBe(200)
    const member = await office.payload.findByID({ collection: 'members', id: network.a, overrideAccess: true })
    expect(member).toMatchObject({ kind: 'labelled', networkNotes: 'Notes', sources: ['https://source.example'] })
    expect(member.memberships).toMatchObject([{ kind: 'labelled', since: '2008' }])
    // By way of a draft, too.
    expect((await manager.call('POST', `/api/members/versions/${docs[1]?.id}?draft=true`)).status).toBe(200)
    expect((await manager.call('PATCH', `/api/members/${network.a}`, { _status: 'published' })).status).toBe(200)
    const again = await office.payload.findByID({ collection: 'members', id: network.a, overrideAccess: true })
    expect(again).toMatchObject({ kind: 'labelled', networkNotes: 'Notes', sources: ['https://source.example'] })
    expect(again.memberships).toMatchObject([{ kind: 'labelled', since: '2008' }])
  })

  it('do not read the history of what was another site’s, nor another profile’s', async () => {
    const moved = await makeRelease(office, { title: 'De B', owner: network.a, contacts: [network.contactOfA] })
    await office.payload.update({
      collection: 'press-releases',
      id: moved.id,
      data: { owner: network.b, _status: 'published' },
      overrideAccess: true,
    })
    expect(
      (await editor.call('GET', `/api/press-releases/versions?where[parent][equals]=${moved.id}`)).body.docs,
    ).toEqual([])
    expect((await editor.call('GET', `/api/members/versions?where[parent][equals]=${network.b}`)).body.docs).toEqual([])
    expect(
      (await editor.call('GET', `/api/members/versions?where[parent][equals]=${network.a}`)).body.docs.length,
    ).toBeGreaterThan(0)
  })

  it('find no edit locks to take or remove', async () => {
    const { status } = await editor.call('POST', '/api/payload-locked-documents', {
      document: { relationTo: 'press-releases', value: (await own()).id },
    })
    expect(status).toBe(404)
  })
})

describe('two people', () => {
  it('who save different fields at once both keep theirs', async () => {
    const { id } = await own({ title: 'À deux' })
    for (let round = 0; round < 10; round++) {
      const answers = await Promise.all([
        officer.call('PATCH', `/api/press-releases/${id}`, { subtitle: `un ${round}` }),
        manager.call('PATCH', `/api/press-releases/${id}`, { summary: `deux ${round}` }),
      ])
      expect(answers.map(({ status }) => status)).toEqual([200, 200])
      const release = await office.payload.findByID({ collection: 'press-releases', id, overrideAccess: true })
      expect(release).toMatchObject({ subtitle: `un ${round}`, summary: `deux ${round}` })
    }
  })

  it('the second of whom sends an old form are told so, in words, and undo nothing', async () => {
    const { id } = await own({ title: 'Formulaire' })
    const { body: opened } = await officer.call('GET', `/api/press-releases/${id}`)
    await manager.call('PATCH', `/api/press-releases/${id}`, { subtitle: 'Entre-temps', revision: opened.revision })
    const { status, body } = await officer.call('PATCH', `/api/press-releases/${id}`, {
      ...releaseData(),
      subtitle: null,
      revision: opened.revision,
    })
    expect(status).toBe(409)
    expect(body.errors[0].message).toContain('Une autre personne a enregistré ce document entre-temps')
    expect(body.errors[0].message).toContain('Sous-titre')
    expect((await officer.call('GET', `/api/press-releases/${id}`)).body.subtitle).toBe('Entre-temps')
  })
})

it('a hundred writers at once are all answered, 200 or 503 with when to try again, and reads go on', async () => {
  const releases = await Promise.all(Array.from({ length: 10 }, (_, n) => own({ title: `Foule ${n}` })))
  const statuses = await Promise.all(
    Array.from({ length: 100 }, (_, n) =>
      officer
        .call('PATCH', `/api/press-releases/${releases[n % 10]?.id}`, { subtitle: `n° ${n}` })
        .then(({ status, headers }) => (status === 503 && headers.get('retry-after') ? 'later' : status)),
    ),
  )
  expect(statuses.filter((status) => status !== 200 && status !== 'later')).toEqual([])
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(50)
  expect((await officer.call('GET', '/api/press-releases?limit=1')).status).toBe(200)
  const { rows } = await office.pool.query(
    `select 1 from pg_stat_activity where state = 'idle in transaction' and datname = current_database()`,
  )
  expect(rows).toEqual([])
}, 60_000)

it('a member that still owns something is not deleted', async () => {
  const admin = await office.as('network-admin')
  const { status, body } = await admin.call('DELETE', `/api/members/${network.b}`)
  expect(status).toBe(409)
  expect(body.errors[0].message).toContain('date de fin')
  expect(
    (await office.payload.findByID({ collection: 'contacts', id: network.contactOfB, overrideAccess: true })).owner,
  ).toBeTruthy()
})

it('the feed forgets what was withdrawn, and what a later text replaced', async () => {
  const { id } = await own({ title: 'Secret du jour' })
  await office.payload.update({
    collection: 'press-releases',
    id,
    data: { title: 'Texte corrigé', _status: 'published' },
    overrideAccess: true,
  })
  expect(
    JSON.stringify((await office.anonymous.call('GET', '/content/changes?after=0&limit=1000')).body),
  ).not.toContain('Secret du jour')
  await office.payload.update({ collection: 'press-releases', id, data: { _status: 'draft' }, overrideAccess: true })
  const { body } = await office.anonymous.call('GET', '/content/changes?after=0&limit=1000')
  expect(JSON.stringify(body)).not.toContain('Texte corrigé')
  expect(body.changes.findLast((change: { id: string }) => change.id === id)).toMatchObject({
    kind: 'withdrawn',
    content: null,
  })
})

it('what pointed at a deleted document is published anew without it', async () => {
  const image = await picture(network.a)
  const { id } = await own({ title: 'Image supprimée', images: [image] })
  await office.payload.delete({ collection: 'media', id: image, overrideAccess: true })
  const { rows } = await office.pool.query('select content from published_documents where document_id = $1', [id])
  expect(rows[0].content.images).toEqual([])
  expect(await isPublic(image)).toBe(false)
})

it('a copy gets an address of its own and no approval', async () => {
  const { id } = await own({ title: 'Original', review: { state: 'approved' } })
  const copies = []
  for (let n = 0; n < 2; n++)
    copies.push((await officer.call('POST', `/api/press-releases/${id}/duplicate?draft=true`, {})).body.doc)
  expect(copies.map(({ slug }) => slug)).toEqual([
    expect.stringMatching(/^original/),
    expect.stringMatching(/^original/),
  ])
  expect(new Set(copies.map(({ slug }) => slug)).size).toBe(2)
  expect(copies.every(({ slug }) => /^[a-z0-9-]+$/.test(slug))).toBe(true)
  expect(copies.every(({ review, publishedAt }) => review.state === 'none' && !publishedAt)).toBe(true)
})

describe('an upload', () => {
  it('never comes from an address in the data', async () => {
    const { status } = await officer.call('POST', '/api/media', {
      filename: 'x.jpg',
      url: 'https://example.org/x.jpg',
      alt: 'x',
      credit: 'x',
    })
    expect(status).toBe(400)
  })

  it('says of itself only what its bytes say', async () => {
    const image = await picture(network.a)
    await officer.call('PATCH', `/api/media/${image}`, { mimeType: 'application/pdf', width: 1, filename: '../x' })
    expect(await office.payload.findByID({ collection: 'media', id: image, overrideAccess: true })).toMatchObject({
      mimeType: 'image/jpeg',
      width: 640,
    })
  })

  it('keeps no size of the picture that a PDF replaced', async () => {
    const image = await picture(network.a)
    const pdf = Buffer.from(
      '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\nxref\n0 1\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF',
    )
    const { status } = await officer.upload(
      `/api/media/${image}`,
      { name: 'n.pdf', data: pdf, type: 'application/pdf' },
      {},
      'PATCH',
    )
    expect(status).toBe(200)
    const media = await office.payload.findByID({ collection: 'media', id: image, overrideAccess: true })
    expect(media.sizes?.thumbnail?.filename).toBeFalsy()
  })

  it('is written whole whatever the caller wants to see of it', async () => {
    const { status, body } = await officer.upload(
      '/api/media?select[alt]=true',
      { name: 's.jpg', data: await jpeg({ width: 643 }), type: 'image/jpeg' },
      { alt: 'a', credit: 'b' },
    )
    expect(status).toBe(201)
    const media = await office.payload.findByID({ collection: 'media', id: body.doc.id, overrideAccess: true })
    expect((await officer.call('GET', `/api/media/file/${media.sizes?.thumbnail?.filename}`)).status).toBe(200)
  })
})

it.each([
  '/content/media/------------------------------------/card/x.jpg',
  '/content/media/00000000-0000-4000-8000-000000000000/card/a%00b.jpg',
  '/rebuilds/000000000000000000000000000000000000/status',
])('no 500 at %s', async (path) => {
  expect((await office.anonymous.call('GET', path)).status).toBeLessThan(500)
  expect((await office.anonymous.call('POST', path, {})).status).toBeLessThan(500)
})
