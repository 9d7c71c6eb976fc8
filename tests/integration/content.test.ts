import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { document, heading, paragraph, plainText, text } from '../../src/text/richText.ts'
import { type BackOffice, type Caller, openBackOffice } from '../support/backOffice.ts'
import { makeNetwork, makeRelease, releaseData } from '../support/factories.ts'

let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>
let officer: Caller

beforeAll(async () => {
  office = await openBackOffice()
  network = await makeNetwork(office)
  officer = await office.as('network-communication')
})
afterAll(() => office.close())

const create = (body: object, query = '') => officer.call('POST', `/api/press-releases${query}`, body)
const messages = (body: {
  errors: Array<{ message: string; data?: { errors?: Array<{ path: string; message: string }> } }>
}) =>
  body.errors.flatMap(
    ({ message, data }) => data?.errors?.map((error) => `${error.path}: ${error.message}`) ?? [message],
  )

describe('a release', () => {
  it('cannot be published without a press contact, and says so in French', async () => {
    const { status, body } = await create({ ...releaseData({ title: 'Sans contact' }), _status: 'published' })
    expect(status).toBe(400)
    expect(messages(body)).toEqual(['contacts: Ce champ est requis.'])
  })

  it('can be saved as a draft with a title alone', async () => {
    expect((await create({ title: 'Début', languages: ['fr'], _status: 'draft' }, '?draft=true')).status).toBe(201)
  })

  it('refuses a title that is too long and a bad slug, saying what to do', async () => {
    const { status, body } = await create({
      ...releaseData({ title: 'x'.repeat(201), contacts: [network.contactOfA], slug: 'Été !' }),
      _status: 'published',
    })
    expect(status).toBe(400)
    expect(messages(body).join('\n')).toMatch(/200/)
    expect(messages(body).join('\n')).toContain('lettres minuscules sans accent')
  })

  it('answers in English to who chose English', async () => {
    const { body } = await officer.call(
      'POST',
      '/api/press-releases',
      { ...releaseData({ contacts: [network.contactOfA], slug: 'Été !' }), _status: 'published' },
      { cookie: 'payload-lng=en' },
    )
    expect(messages(body).join('\n')).toContain('lower-case letters without accents')
  })

  it('gets its slug from its title, another one when that is taken, and keeps it', async () => {
    const [one, two] = [
      await makeRelease(office, { title: 'L’Été à Žďár', contacts: [network.contactOfA] }),
      await makeRelease(office, { title: 'L’Été à Žďár', contacts: [network.contactOfA] }),
    ]
    expect([one.slug, two.slug]).toEqual(['l-ete-a-zdar', 'l-ete-a-zdar-2'])
    const { body } = await officer.call('PATCH', `/api/press-releases/${one.id}`, { title: 'Autre titre' })
    expect(body.doc.slug).toBe('l-ete-a-zdar')
  })

  it('refuses a slug that another release bears, in words', async () => {
    const release = await makeRelease(office, { title: 'Libre', contacts: [network.contactOfA] })
    const { status, body } = await officer.call('PATCH', `/api/press-releases/${release.id}`, { slug: 'l-ete-a-zdar' })
    expect(status).toBe(400)
    expect(messages(body)).toEqual([
      'slug: L’adresse « l-ete-a-zdar » est déjà prise. Choisissez-en une autre, ou videz le champ.',
    ])
  })

  it('gets French typography in its title and its text, and not in English', async () => {
    const body = document([heading([text("L'accueil :")]), paragraph([text("Rendez-vous à 9 h ; c'est ici !")])])
    const release = await makeRelease(office, { title: "L'été : enfin !", body, contacts: [network.contactOfA] })
    expect(release.title).toBe('L’été\u00A0: enfin\u202F!')
    expect(plainText(release.body)).toBe('L’accueil\u00A0:\nRendez-vous à 9\u00A0h\u202F; c’est ici\u202F!')
    const { body: saved } = await officer.call('PATCH', `/api/press-releases/${release.id}?locale=en`, {
      ...releaseData({ title: "It's on: now !" }),
    })
    expect(saved.doc.title).toBe("It's on: now !")
  })

  it('keeps the typography of an author who asks for it', async () => {
    const release = await makeRelease(office, {
      title: "L'été : brut",
      keepTypography: true,
      contacts: [network.contactOfA],
    })
    expect(release.title).toBe("L'été : brut")
  })

  it('cannot call a language ready that has no text', async () => {
    const { status, body } = await create({
      ...releaseData({ contacts: [network.contactOfA], languages: ['fr', 'en'] }),
      _status: 'published',
    })
    expect(status).toBe(400)
    expect(messages(body)[0]).toContain('L’anglais n’est pas prêt : il manque le titre, le chapô, le corps du texte.')
  })

  it('freezes the boilerplate of its site at publication', async () => {
    await office.payload.update({
      collection: 'members',
      id: network.a,
      data: { boilerplate: 'À propos, version 1.' },
      overrideAccess: true,
    })
    const release = await makeRelease(office, {
      title: 'Avec à propos',
      owner: network.a,
      contacts: [network.contactOfA],
    })
    await office.payload.update({
      collection: 'members',
      id: network.a,
      data: { boilerplate: 'À propos, version 2.' },
      overrideAccess: true,
    })
    const { body } = await officer.call('PATCH', `/api/press-releases/${release.id}`, { summary: 'Corrigé.' })
    expect(body.doc.boilerplates.map(({ text: value }: { text: string }) => value)).toEqual(['À propos, version 1.'])
    expect(body.doc.title).toBe('Avec à propos')
  })

  it.each([
    ['HTML', '<script>alert(1)</script><b>gras</b>'],
    ['emoji', '🎪 Cirque 👨‍👩‍👧 ouvert'],
    ['right-to-left', 'مركز ثقافي في القاهرة'],
    ['Chinese', '南通文化中心'],
    ['combining marks', 'Žďár nad Sázavou'],
  ])('takes %s as text and gives it back unchanged', async (_name, title) => {
    const release = await makeRelease(office, {
      title,
      summary: title,
      keepTypography: true,
      contacts: [network.contactOfA],
    })
    const { body } = await officer.call('GET', `/api/press-releases/${release.id}`)
    expect(body.title).toBe(title)
    expect(body.slug).toMatch(/^[a-z0-9-]+$/)
  })

  it('takes a body of 5,000 words', async () => {
    const body = document(Array.from({ length: 100 }, () => paragraph([text("mot d'essai ".repeat(25))])))
    const release = await makeRelease(office, { title: 'Long', body, contacts: [network.contactOfA] })
    expect(plainText(release.body).split(/\s+/).length).toBeGreaterThan(4900)
  })

  it.each([
    ['a body that is no rich text', { body: 'texte' }],
    ['a body with broken nodes', { body: { root: { children: [null, 3, { type: 'no-such' }] } } }],
    ['a number for a title', { title: 12 }],
    ['an object for a title', { title: { a: 1 } }],
    ['an unknown type', { releaseType: 'scoop' }],
    ['a contact that does not exist', { contacts: ['00000000-0000-4000-8000-000000000000'] }],
    ['a contact id that is no id', { contacts: ['x'] }],
    ['a date that is none', { embargoUntil: 'demain' }],
    ['a null character', { title: 'a\u0000b' }],
  ])('answers %s with a 400, never a 500', async (_name, values) => {
    const { status } = await create({
      ...releaseData({ contacts: [network.contactOfA] }),
      ...values,
      _status: 'published',
    })
    expect(status).toBe(400)
  })
})

describe('a member', () => {
  it('shows its releases, contacts, signatures and residencies', async () => {
    const { id: charter } = await office.payload.create({
      collection: 'charters',
      data: { title: 'Charte', languages: ['fr'], _status: 'published' } as never,
      overrideAccess: true,
    })
    await office.payload.create({
      collection: 'charter-signatures',
      data: { charter, member: network.b, signedAt: '2024-06' } as never,
      overrideAccess: true,
    })
    await office.payload.create({
      collection: 'residencies',
      data: { host: network.b, person: 'Pseudonyme', publicity: 'anonymous' } as never,
      overrideAccess: true,
    })
    await makeRelease(office, { title: 'De B', owner: network.b, contacts: [network.contactOfB] })
    const { body } = await officer.call('GET', `/api/members/${network.b}?depth=1`)
    expect(body.pressReleases.docs.map(({ title }: { title: string }) => title)).toEqual(['De B'])
    expect(body.contacts.docs).toHaveLength(1)
    expect(body.charterSignatures.docs[0].title).toBe('Saline B (2024)')
    expect(body.residencies.docs[0].person).toBe('Pseudonyme')
  })

  it('has the kind that its memberships give it, whatever is sent', async () => {
    const { body } = await officer.call('PATCH', `/api/members/${network.b}`, {
      kind: 'labelled',
      memberships: [{ kind: 'associate', since: '2024-06' }],
    })
    expect(body.doc.kind).toBe('associate')
  })

  it('takes partial dates and refuses others', async () => {
    const { status, body } = await officer.call('PATCH', `/api/members/${network.b}`, {
      memberships: [{ kind: 'associate', since: 'juin 2024' }],
    })
    expect(status).toBe(400)
    expect(messages(body)[0]).toContain('Écrivez une année, un mois ou un jour')
  })
})

it('refuses the same contact twice, and takes it when the person insists', async () => {
  const contact = { kind: 'press', givenName: 'Zoé', familyName: 'Éloi', email: 'zoe@a.example', owner: network.a }
  expect((await officer.call('POST', '/api/contacts', contact)).status).toBe(201)
  const twin = { ...contact, givenName: 'ZOE', familyName: 'Eloi', email: 'autre@a.example' }
  const { status, body } = await officer.call('POST', '/api/contacts', twin)
  expect(status).toBe(400)
  expect(messages(body)[0]).toContain('« Zoé Éloi » existe déjà (zoe@a.example)')
  expect((await officer.call('POST', '/api/contacts', { ...twin, duplicateAccepted: true })).status).toBe(201)
})

it('refuses the same signature twice, and a call that closes before it opens', async () => {
  const { id: charter } = await office.payload.create({
    collection: 'charters',
    data: { title: 'Autre charte', languages: ['fr'] } as never,
    overrideAccess: true,
  })
  const signature = { charter, member: network.a, signedAt: '1992' }
  expect((await officer.call('POST', '/api/charter-signatures', signature)).status).toBe(201)
  expect((await officer.call('POST', '/api/charter-signatures', signature)).body.errors[0].message).toBe(
    'Cette signature est déjà enregistrée.',
  )
  const { id: programme } = await office.payload.create({
    collection: 'programmes',
    data: { title: 'P', kind: 'residency', languages: ['fr'] } as never,
    overrideAccess: true,
  })
  const { status, body } = await officer.call('POST', '/api/editions', {
    programmes: [programme],
    year: 2026,
    opensAt: '2026-03-01',
    closesAt: '2026-02-01',
  })
  expect(status).toBe(400)
  expect(messages(body)[0]).toContain('La clôture vient après l’ouverture')
})

it('keeps what another person is editing apart: the second save does not undo fields it did not touch', async () => {
  const release = await makeRelease(office, { title: 'À deux', contacts: [network.contactOfA] })
  const [one, two] = [await office.as('network-communication'), await office.as('network-admin')]
  await one.call('PATCH', `/api/press-releases/${release.id}`, { subtitle: 'De l’une' })
  await two.call('PATCH', `/api/press-releases/${release.id}`, { summary: 'De l’autre' })
  const { body } = await officer.call('GET', `/api/press-releases/${release.id}`)
  expect(body).toMatchObject({ subtitle: 'De l’une', summary: 'De l’autre' })
})
