import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BackOffice, type Caller, openBackOffice, SECRET } from '../support/backOffice.ts'
import { makeNetwork, makeRelease, releaseData } from '../support/factories.ts'

// What one site prepares takes no address from the other, or whoever tries an address would know of it.
let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>
let ofA: Caller
let ofB: Caller
const tomorrow = new Date(Date.now() + 86_400_000).toISOString()

beforeAll(async () => {
  office = await openBackOffice()
  network = await makeNetwork(office)
  ofA = await office.as('site-publisher', network.a)
  ofB = await office.as('site-publisher', network.b)
})
afterAll(() => office.close())

const write = (by: Caller, values = {}) => by.call('POST', '/api/press-releases?draft=true', releaseData(values))
const publish = (by: Caller, id: string, values = {}) =>
  by.call('PATCH', `/api/press-releases/${id}`, {
    contacts: [by === ofA ? network.contactOfA : network.contactOfB],
    _status: 'published',
    ...values,
  })
const idAt = async (slug: string) => (await ofA.call('GET', `/content/press-releases/${slug}`)).body.id

it('a draft or a release under embargo of another site takes no address, neither from a title nor typed', async () => {
  await write(ofB, { title: 'Un secret' })
  const embargoed = await write(ofB, { title: 'Sous embargo' })
  expect((await publish(ofB, embargoed.body.doc.id, { embargoUntil: tomorrow })).status).toBe(200)
  for (const title of ['Un secret', 'Sous embargo', 'Rien de tel']) {
    const { body, status } = await write(ofA, { title })
    const slug = title.toLowerCase().replaceAll(' ', '-')
    expect([status, body.doc.slug]).toEqual([201, slug])
    const typed = await write(ofA, { title: 'Autre titre', slug: `${slug}-2` })
    expect([typed.status, typed.body.doc.slug]).toEqual([201, `${slug}-2`])
  }
})

it('one of the own site, and one that is public, does', async () => {
  const { body } = await write(ofA, { title: 'Un secret' })
  expect(body.doc.slug).toBe('un-secret-3')
  await makeRelease(office, { title: 'Public ailleurs', owner: network.b, contacts: [network.contactOfB] })
  expect((await write(ofA, { title: 'Public ailleurs' })).body.doc.slug).toBe('public-ailleurs-2')
  const typed = await write(ofA, { title: 'x', slug: 'public-ailleurs' })
  expect(typed.status).toBe(400)
  expect(JSON.stringify(typed.body)).toContain(
    'L’adresse « public-ailleurs » est déjà prise. Choisissez-en une autre, ou videz le champ.',
  )
})

it('of two drafts with one address the second that becomes public gets another one, and shows it', async () => {
  const [a, b] = [await write(ofA, { title: 'La même' }), await write(ofB, { title: 'La même' })]
  expect([a.body.doc.slug, b.body.doc.slug]).toEqual(['la-meme', 'la-meme'])
  expect((await publish(ofB, b.body.doc.id)).body.doc.slug).toBe('la-meme')
  expect((await publish(ofA, a.body.doc.id)).body.doc.slug).toBe('la-meme-2')
  expect([await idAt('la-meme'), await idAt('la-meme-2')]).toEqual([b.body.doc.id, a.body.doc.id])
})

it('so does one that becomes public by itself; each keeps its own, also while the other is away', async () => {
  const [a, b] = [await write(ofA, { title: 'À l’heure' }), await write(ofB, { title: 'À l’heure' })]
  const ids: string[] = [a.body.doc.id, b.body.doc.id]
  expect((await publish(ofA, ids[0] ?? '', { embargoUntil: tomorrow })).body.doc.slug).toBe('a-l-heure')
  expect((await publish(ofB, ids[1] ?? '', { embargoUntil: tomorrow })).body.doc.slug).toBe('a-l-heure')
  await office.pool.query('update press_releases set embargo_until = now() where id = any($1)', [ids])
  await office.pool.query('update publication_instants set due_at = now() where document_id = any($1)', [ids])
  await expect
    .poll(async () => [await idAt('a-l-heure'), await idAt('a-l-heure-2')].sort(), { timeout: 15_000 })
    .toEqual([...ids].sort())
  const second = (await idAt('a-l-heure-2')) as string
  const first = ids.find((id) => id !== second) ?? ''
  const by = (id: string) => (id === ids[0] ? ofA : ofB)
  // The form shows it, and so does what would be published next.
  const newest = await office.pool.query(
    'select version_slug as slug from _press_releases_v where parent_id = $1 and latest',
    [second],
  )
  expect(newest.rows).toEqual([{ slug: 'a-l-heure-2' }])
  expect((await by(second).call('GET', `/api/press-releases/${second}?draft=true`)).body.slug).toBe('a-l-heure-2')
  // A form that was open meanwhile still says the old one.
  const late = await by(second).call('PATCH', `/api/press-releases/${second}?draft=true`, {
    slug: 'a-l-heure',
    title: 'Plus tard',
  })
  expect([late.status, late.body.doc.slug]).toEqual([200, 'a-l-heure-2'])
  await by(first).call('PATCH', `/api/press-releases/${first}`, { _status: 'draft' })
  expect((await publish(by(second), second, { summary: 'Corrigé.', embargoUntil: null })).body.doc.slug).toBe(
    'a-l-heure-2',
  )
  expect((await write(by(second), { title: 'À l’heure' })).body.doc.slug).toBe('a-l-heure-3')
  expect((await publish(by(first), first, { embargoUntil: null })).body.doc.slug).toBe('a-l-heure')
  expect([await idAt('a-l-heure'), await idAt('a-l-heure-2')]).toEqual([first, second])
})

it('an older version is restored at the address that the document has', async () => {
  const [a, b] = [await write(ofA, { title: 'À restaurer' }), await write(ofB, { title: 'À restaurer' })]
  await publish(ofB, b.body.doc.id)
  expect((await publish(ofA, a.body.doc.id)).body.doc.slug).toBe('a-restaurer-2')
  const { body } = await ofA.call(
    'GET',
    `/api/press-releases/versions?where[parent][equals]=${a.body.doc.id}&sort=createdAt`,
  )
  expect(body.docs[0].version.slug).toBe('a-restaurer')
  const restored = await ofA.call('POST', `/api/press-releases/versions/${body.docs[0].id}?draft=true`)
  expect([restored.status, restored.body.slug ?? restored.body.doc?.slug]).toEqual([200, 'a-restaurer-2'])
})

it('of many that one request makes public, or renames, no two have one', async () => {
  const officer = await office.as('network-communication')
  const made = await Promise.all(
    [network.a, network.b].map((owner) =>
      makeRelease(office, {
        title: 'En une fois',
        owner,
        contacts: [owner === network.a ? network.contactOfA : network.contactOfB],
        _status: 'draft',
      }),
    ),
  )
  const ids = made.map(({ id }) => id)
  for (const id of ids) {
    await office.payload.update({
      collection: 'press-releases',
      id,
      locale: 'en',
      draft: true,
      data: releaseData({ title: 'At once', languages: ['fr', 'en'] }) as never,
      overrideAccess: true,
    })
  }
  const where = `where[id][in]=${ids.join(',')}`
  const slugs = async () => {
    const { rows } = await office.pool.query(
      'select document_id, count(distinct slug)::int as of_one, min(slug) as slug from published_documents where document_id = any($1) group by 1',
      [ids],
    )
    return {
      documents: rows.length,
      slugs: new Set(rows.map(({ slug }) => slug)).size,
      most: Math.max(...rows.map((row) => row.of_one)),
    }
  }
  const published = await officer.call('PATCH', `/api/press-releases?${where}`, { _status: 'published' })
  expect(published.status).toBe(200)
  expect(await slugs()).toEqual({ documents: 2, slugs: 2, most: 1 })
  const renamed = await officer.call('PATCH', `/api/press-releases?${where}`, {
    slug: 'le-meme-pour-tous',
    _status: 'published',
  })
  expect(renamed.status).toBe(200)
  expect(await slugs()).toEqual({ documents: 2, slugs: 2, most: 1 })
})

it('what the network makes keeps the address that it is given', async () => {
  const officer = await office.as('network-communication')
  const charter = async (slug: string) => {
    const { body } = await officer.call('POST', '/api/charters?draft=true', { title: 'Charte', slug })
    return body.doc
  }
  const [old, waiting] = [await charter('charte'), await charter('charte-2')]
  const set = (id: string, values: object) =>
    officer.call('PATCH', `/api/charters/${id}`, { languages: ['fr'], ...values })
  expect((await set(old.id, { _status: 'published' })).status).toBe(200)
  expect((await set(old.id, { slug: 'charte-ancienne', _status: 'published' })).status).toBe(200)
  const again = await charter('charte')
  expect(again.slug).toBe('charte')
  expect((await set(again.id, { _status: 'published' })).body.doc.slug).toBe('charte')
  expect(waiting.slug).toBe('charte-2')
})

it('who keeps the profile of a site does not try addresses of members with it', async () => {
  const { id } = await office.payload.create({
    collection: 'members',
    data: { name: 'Nouveau membre', country: 'FR', _status: 'draft' } as never,
    overrideAccess: true,
  })
  const manager = await office.as('site-manager', network.a)
  const tried = await manager.call('PATCH', `/api/members/${network.a}?draft=true`, { slug: 'nouveau-membre' })
  expect([tried.status, tried.body.doc.slug]).toEqual([200, 'abbaye-a'])
  await office.payload.delete({ collection: 'members', id, overrideAccess: true })
})

it('twenty that become public at once have twenty addresses', async () => {
  const made = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      makeRelease(office, {
        title: 'Au même instant',
        owner: index % 2 ? network.a : network.b,
        contacts: [index % 2 ? network.contactOfA : network.contactOfB],
        _status: 'draft',
      }),
    ),
  )
  const answers = await Promise.all(made.map(({ id, owner }) => publish(owner === network.a ? ofA : ofB, id)))
  expect(answers.map(({ status }) => status)).toEqual(made.map(() => 200))
  const { rows } = await office.pool.query(
    "select count(distinct slug)::int as slugs, count(*)::int as documents from published_documents where slug like 'au-meme-instant%'",
  )
  expect(rows).toEqual([{ slugs: 20, documents: 20 }])
})

it('the read model can be built anew, and is then the same', async () => {
  const addresses = async () =>
    (await office.pool.query('select document_id, language, slug from published_documents order by 1, 2')).rows
  const before = await addresses()
  for (const command of ['verify', 'rebuild', 'verify']) {
    const { status, stderr } = spawnSync(process.execPath, ['src/commands/publications.ts', command], {
      encoding: 'utf8',
      env: { ...process.env, DATABASE_URL: office.databaseUrl, PAYLOAD_SECRET: SECRET },
    })
    expect([command, status, stderr]).toEqual([command, 0, ''])
  }
  expect(await addresses()).toEqual(before)
}, 120_000)
