import type { CollectionSlug } from 'payload'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ACTIONS, type Action, type Area } from '../../src/access/permissions.ts'
import { SHIPPED_KEYS, SHIPPED_ROLES } from '../../src/access/shippedRoles.ts'
import { type Answer, type BackOffice, type Caller, openBackOffice } from '../support/backOffice.ts'
import { jpeg, makeNetwork, releaseData } from '../support/factories.ts'
import { isDenied } from '../support/isDenied.ts'
import { say } from '../support/scale.ts'

/**
 * What each shipped role may do, by how a collection belongs: with its own site's documents (`o`), another
 * site's (`x`) and the network's (`n`). Every collection, every address of Payload's and every one of ours is asked.
 */
const TABLE = `
area        role                   read  create  update  delete  publish
content     network-admin          oxn   oxn     oxn     oxn     oxn
content     network-communication  oxn   oxn     oxn     oxn     oxn
content     site-manager           on    o       o       o       o
content     site-editor            on    o       o       -       -
content     site-publisher         on    o       o       -       o
content     reader                 oxn   -       -       -       -
content     api-client             on    o       o       -       -
profile     network-admin          ox    oxn     ox      ox      ox
profile     network-communication  ox    -       ox      -       ox
profile     site-manager           o     -       o       -       o
profile     site-editor            o     -       o       -       -
profile     site-publisher         o     -       o       -       o
profile     reader                 ox    -       -       -       -
profile     api-client             o     -       -       -       -
network     network-admin          n     oxn     n       n       n
network     network-communication  n     oxn     n       n       n
network     site-manager           n     -       -       -       -
network     site-editor            n     -       -       -       -
network     site-publisher         n     -       -       -       -
network     reader                 n     -       -       -       -
network     api-client             n     -       -       -       -
operations  network-admin          oxn   oxn     oxn     oxn     oxn
operations  network-communication  oxn   -       -       -       -
operations  site-manager           -     -       -       -       -
operations  site-editor            -     -       -       -       -
operations  site-publisher         -     -       -       -       -
operations  reader                 -     -       -       -       -
operations  api-client             -     -       -       -       -
`

/** Each address of a governed collection, and what it takes; one that is not here fails. */
const ADDRESSES: Record<string, Action | 'closed' | 'elsewhere'> = {
  'get /': 'read',
  'get /:id': 'read',
  'get /count': 'read',
  'get /versions': 'read',
  'get /versions/:id': 'read',
  'post /versions/:id': 'update',
  'post /': 'create',
  'patch /': 'update',
  'patch /:id': 'update',
  'delete /': 'delete',
  'delete /:id': 'delete',
  'post /:id/duplicate': 'create',
  'get /file/:filename': 'read',
  // What one may do oneself, said to oneself.
  'post /access/:id?': 'elsewhere',
  'post /access/:id': 'read',
  'post /versions': 'closed',
  'get /paste-url/:id?': 'closed',
  // Asked in tests of their own: rebuilds, attacks.
  'get /:id/receipt': 'elsewhere',
  'post /:id/preview': 'elsewhere',
  'get /tray': 'elsewhere',
  'get /:id/deliveries': 'elsewhere',
  'post /:id/rebuilds': 'elsewhere',
  'post /:id/secret': 'elsewhere',
}
const ROOT = ['get /rights', 'get /audit', 'get /access', 'get /preview']
/** Governed by abilities (accountsMatrix.test.ts), or Payload's own and closed (attacks.test.ts). */
const NOT_GOVERNED = [
  'users',
  'roles',
  'api-clients',
  'schedules',
  'payload-kv',
  'payload-jobs',
  'payload-preferences',
  'payload-migrations',
]

const ABSENT = '11111111-2222-4333-8444-555555555555'
const TARGETS = ['own', 'other', 'network'] as const
type Target = (typeof TARGETS)[number]
const LETTER: Record<Target, string> = { own: 'o', other: 'x', network: 'n' }

let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>
const cast = new Map<string, Caller>()
const rights = new Map<string, Record<Action, string>>()
let charter = ''
let programme = ''
let asked = 0

beforeAll(async () => {
  office = await openBackOffice({ worker: 'off' })
  network = await makeNetwork(office)
  for (const role of SHIPPED_KEYS)
    cast.set(role, await office.as(role, SHIPPED_ROLES[role].scope === 'member' ? network.a : undefined))
  for (const line of TABLE.trim().split('\n').slice(1)) {
    const [area, role, ...marks] = line.split(/\s+/)
    rights.set(
      `${area} ${role}`,
      Object.fromEntries(ACTIONS.map((action, n) => [action, marks[n] ?? ''])) as Record<Action, string>,
    )
  }
  charter = await make('charters', undefined)
  programme = await make('programmes', undefined)
})
afterAll(() => {
  say('matrix of rights, questions asked', `${asked}`)
  return office.close()
})

const ownerOf = (target: Target): string | undefined =>
  ({ own: network.a, other: network.b, network: undefined })[target]

/** Values with which a document of a collection can be made and published. */
const valuesOf = (slug: string, owner: string | undefined): Record<string, unknown> => {
  const contact =
    owner === network.a ? network.contactOfA : owner === network.b ? network.contactOfB : network.contactOfNetwork
  const name = `n${Math.random().toString(36).slice(2)}`
  switch (slug) {
    case 'press-releases':
      return { ...releaseData({ title: name, contacts: [contact] }), owner, _status: 'draft' }
    case 'contacts':
      return { kind: 'staff', role: 'Régie', email: `${name}@a.example`, owner }
    case 'residencies':
      return { host: owner ?? network.a, person: name, publicity: 'private', owner }
    case 'members':
      return { name, country: 'FR', languages: ['fr'], _status: 'draft' }
    case 'charters':
      return { title: name, languages: ['fr'], _status: 'draft' }
    case 'charter-signatures':
      return { charter, member: network.b, signedAt: '2020-01-01' }
    case 'programmes':
      return { title: name, kind: 'residency', languages: ['fr'], _status: 'draft' }
    case 'editions':
      return { programmes: [programme], year: 2026 }
    case 'media':
      return { alt: name, credit: 'x', owner }
    case 'public-sites':
      return {
        name,
        address: 'https://s.example',
        hook: { provider: 'webhook', url: 'https://hook.example/h' },
        quietSeconds: 5,
        longestWaitSeconds: 60,
        enabled: false,
        owner,
      }
    default:
      throw new Error(`How is a document of ${slug} made? Say it here.`)
  }
}

let pictures = 0
async function make(slug: string, owner: string | undefined): Promise<string> {
  // One signature of a charter by each member.
  if (slug === 'charter-signatures') charter = await make('charters', undefined)
  const data = valuesOf(slug, owner)
  const file =
    slug === 'media'
      ? { data: await jpeg({ width: 500 + ++pictures }), name: `m${pictures}.jpg`, mimetype: 'image/jpeg', size: 1 }
      : undefined
  const { id } = await office.payload.create({
    collection: slug as 'members',
    data: data as never,
    ...(file ? { file } : {}),
    overrideAccess: true,
  })
  // A residency belongs to its host unless the network says otherwise.
  if (slug === 'residencies' && !owner)
    await office.pool.query('update residencies set owner_id = null where id = $1', [id])
  return id
}

async function newestVersion(slug: string, id: string): Promise<string> {
  const { docs } = await office.payload.findVersions({
    collection: slug as 'members',
    where: { parent: { equals: id } },
    sort: '-updatedAt',
    limit: 1,
    overrideAccess: true,
  })
  return String(docs[0]?.id)
}

const count = ({ body }: Answer): number => body?.docs?.length ?? body?.totalDocs ?? 0

const governed = [
  'members',
  'media',
  'press-releases',
  'contacts',
  'charters',
  'charter-signatures',
  'programmes',
  'editions',
  'residencies',
  'public-sites',
]

it('knows every collection and every address that there is', () => {
  const slugs = Object.keys(office.payload.collections)
  expect(slugs.filter((slug) => !governed.includes(slug) && !NOT_GOVERNED.includes(slug))).toEqual([])
  for (const slug of governed) {
    const { config } = office.payload.collections[slug as CollectionSlug]
    const addresses = (config.endpoints || []).map(({ method, path }) => `${method} ${path}`)
    expect(addresses.filter((address) => !(address in ADDRESSES))).toEqual([])
    expect(rights.has(`${config.custom?.area} site-editor`)).toBe(true)
  }
  const root = office.payload.config.endpoints.map(({ method, path }) => `${method} ${path}`)
  expect(root.filter((address) => !ROOT.includes(address))).toEqual([])
})

describe.each(governed)('%s', (slug) => {
  const base = `/api/${slug}`
  let area: Area
  let hasDrafts: boolean
  const documents = {} as Record<Target, string>

  beforeAll(async () => {
    const { config } = office.payload.collections[slug as CollectionSlug]
    area = config.custom?.area as Area
    hasDrafts = Boolean(config.versions?.drafts)
    if (slug === 'members') Object.assign(documents, { own: network.a, other: await make(slug, undefined) })
    else if (area === 'network') documents.network = await make(slug, undefined)
    else for (const target of TARGETS) documents[target] = await make(slug, ownerOf(target))
  })

  it.each([...SHIPPED_KEYS, 'anonymous'])('as %s', { timeout: 60_000 }, async (role) => {
    const by = cast.get(role) ?? office.anonymous
    const table =
      rights.get(`${area} ${role}`) ??
      (Object.fromEntries(ACTIONS.map((action) => [action, '-'])) as Record<Action, string>)
    const wrong: string[] = []
    const check = (what: string, is: boolean, expected: boolean) => {
      asked += 1
      if (is !== expected) wrong.push(`${what}: ${is ? 'allowed' : 'denied'}`)
    }
    const draft = hasDrafts ? '?draft=true' : ''
    const sole = (id: string) => `${draft ? `${draft}&` : '?'}where[id][equals]=${id}`
    const body = hasDrafts ? { _status: 'draft' } : {}
    for (const [target, id] of Object.entries(documents) as Array<[Target, string]>) {
      const may = (action: Action) => (table[action] ?? '').includes(LETTER[target])
      check(`read ${target}`, !isDenied(await by.call('GET', `${base}/${id}${draft}`)), may('read'))
      check(`list ${target}`, count(await by.call('GET', `${base}${sole(id)}`)) > 0, may('read'))
      check(`count ${target}`, count(await by.call('GET', `${base}/count${sole(id)}`)) > 0, may('read'))
      if (hasDrafts) {
        const versions = await by.call('GET', `${base}/versions?where[parent][equals]=${id}`)
        check(`versions of ${target}`, count(versions) > 0, may('read'))
        const version = await newestVersion(slug, id)
        check(`one version of ${target}`, !isDenied(await by.call('GET', `${base}/versions/${version}`)), may('read'))
        const restored = await by.call('POST', `${base}/versions/${version}?draft=true`, {})
        check(`restore ${target}`, !isDenied(restored), may('update'))
      }
      if (slug === 'media') {
        const { rows } = await office.pool.query('select filename from media where id = $1', [id])
        check(`file of ${target}`, !isDenied(await by.call('GET', `${base}/file/${rows[0].filename}`)), may('read'))
      }
      const told = await by.call('POST', `${base}/access/${id}`, {})
      check(`what may be done with ${target}`, !isDenied(told), may('read'))
      check(`change ${target}`, !isDenied(await by.call('PATCH', `${base}/${id}${draft}`, body)), may('update'))
      check(`change ${target} in bulk`, count(await by.call('PATCH', `${base}${sole(id)}`, body)) > 0, may('update'))
      if (office.payload.collections[slug as CollectionSlug].config.disableDuplicate !== true) {
        const copied = await by.call('POST', `${base}/${id}/duplicate${draft}`, {})
        // A copy is made from what one reads, for where one may create; a site's people make it for their site.
        const mayCopy = may('read') && table.create !== '-'
        if (target !== 'network' || area === 'network') check(`copy ${target}`, !isDenied(copied), mayCopy)
      }
      if (hasDrafts) {
        const published = await by.call('PATCH', `${base}/${id}`, { _status: 'published' })
        check(`publish ${target}`, !isDenied(published), may('publish'))
        if (published.status === 200)
          await office.payload.update({
            collection: slug as 'members',
            id,
            data: { _status: 'draft' },
            overrideAccess: true,
          })
      }
      const isOwnSite = slug === 'members' && target === 'own'
      const doomed = may('delete') && !isOwnSite ? await make(slug, ownerOf(target)) : id
      const removed = await by.call('DELETE', `${base}/${doomed}`)
      // A member that still owns something stays (409); that is no matter of rights.
      check(`delete ${target}`, !isDenied(removed), may('delete'))
      if (slug !== 'members') {
        const second = may('delete') ? await make(slug, ownerOf(target)) : id
        const inBulk = await by.call('DELETE', `${base}${sole(second)}`)
        check(`delete ${target} in bulk`, count(inBulk) > 0, may('delete'))
      }
      const unknown = await by.call('PATCH', `${base}/${ABSENT}${draft}`, body)
      asked += 1
      if (!isDenied(unknown)) wrong.push(`an absent id: ${unknown.status}`)
    }
    for (const target of slug === 'members' || area === 'network' ? (['network'] as const) : TARGETS) {
      const owner = ownerOf(target)
      const values = valuesOf(slug, owner)
      const made =
        slug === 'media'
          ? await by.upload(
              base,
              { name: `u${++pictures}.jpg`, data: await jpeg({ width: 500 + pictures }), type: 'image/jpeg' },
              values,
            )
          : await by.call('POST', `${base}${draft}`, values)
      // Nobody says "the network's" by leaving the owner out: a site's people make it their own.
      const isTheirs = target === 'network' && table.create === 'o'
      check(`make for ${target}`, !isDenied(made), isTheirs || (table.create ?? '').includes(LETTER[target]))
      if (isTheirs && made.status === 201) expect(made.body.doc.owner).toBe(network.a)
    }
    expect(wrong).toEqual([])
  })
})
