import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SHIPPED_ROLES } from '../../src/access/shippedRoles.ts'
import { type BackOffice, type Caller, openBackOffice } from '../support/backOffice.ts'
import { jpeg, makeNetwork, makeRelease } from '../support/factories.ts'
import { seeded } from '../support/random.ts'
import { rounds, say } from '../support/scale.ts'

/** Whatever site B holds, an editor of site A gets the same answers, to the byte. */
const REQUESTS = rounds(10_000, 1_000)
const ABSENT = '11111111-2222-4333-8444-555555555555'

let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>
let A: Caller & { user: string }
const idsOfB: string[] = []

beforeAll(async () => {
  office = await openBackOffice({ worker: 'off' })
  network = await makeNetwork(office)
  A = await office.as('site-editor', network.a)
  for (const [owner, contact] of [
    [network.a, network.contactOfA],
    [undefined, network.contactOfNetwork],
  ] as const)
    for (const status of ['draft', 'published'] as const)
      await makeRelease(office, { title: `Texte ${status}`, owner, contacts: [contact], _status: status })
  await fillB(0)
})
afterAll(() => office.close())

/** Gives site B one more of everything; drafts of its profile too, but nothing that it shows to the others. */
async function fillB(turn: number): Promise<void> {
  const admin = await office.as('network-admin')
  const release = await makeRelease(office, {
    title: `Chez B ${turn}`,
    summary: `mot${turn}`,
    owner: network.b,
    contacts: [network.contactOfB],
    members: [network.b],
    ...(turn > 0 ? { _status: 'draft' } : {}),
  })
  const contact = await office.payload.create({
    collection: 'contacts',
    data: {
      kind: 'press',
      role: 'Presse',
      email: `b${turn}@b.example`,
      phone: `+33 1 00 00 00 0${turn}`,
      owner: network.b,
    },
    overrideAccess: true,
  })
  const picture = await admin.upload(
    '/api/media',
    { name: `b${turn}.jpg`, data: await jpeg({ width: 640 + turn }), type: 'image/jpeg' },
    { alt: `B ${turn}`, credit: 'B', owner: network.b },
  )
  const role = await admin.call('POST', '/api/roles', {
    name: `Rôle B ${turn}`,
    scope: 'member',
    member: network.b,
    permissions: [],
    abilities: [],
  })
  const person = await office.payload.create({
    collection: 'users',
    data: {
      name: `Personne B ${turn}`,
      email: `personne-b${turn}@b.example`,
      password: 'un mot de passe assez long',
      assignments: [{ role: SHIPPED_ROLES['site-editor'].id, member: network.b }],
    },
    overrideAccess: true,
  })
  const client = await admin.call('POST', '/api/api-clients', {
    name: `Client B ${turn}`,
    requestsPerMinute: 60,
    assignments: [{ role: SHIPPED_ROLES['api-client'].id, member: network.b }],
  })
  const draft = await makeRelease(office, {
    title: 'À venir',
    owner: network.b,
    contacts: [network.contactOfB],
    _status: 'draft',
  })
  const schedule = await admin.call('POST', '/api/schedules', {
    document: { relationTo: 'press-releases', value: draft.id },
    action: 'publish',
    at: new Date(Date.now() + 86_400_000).toISOString(),
  })
  await admin.call('PATCH', `/api/members/${network.b}?draft=true`, { theme: `Brouillon ${turn}`, _status: 'draft' })
  idsOfB.push(
    release.id,
    draft.id,
    contact.id,
    person.id,
    ...[picture, role, client, schedule].map(({ body }) => body.doc?.id as string),
  )
}

type Asked = { method: string; path: string; body?: unknown }

const COLLECTIONS = [
  'press-releases',
  'contacts',
  'media',
  'residencies',
  'members',
  'roles',
  'users',
  'api-clients',
  'schedules',
  'charters',
  'programmes',
  'editions',
  'charter-signatures',
  'public-sites',
] as const

function generate(seed: number): Asked[] {
  const random = seeded(seed)
  const known = [...idsOfB, network.b, network.a, ABSENT]
  const FIELDS = [
    'title',
    'name',
    'owner',
    'summary',
    'email',
    'phone',
    'createdAt',
    'owner.name',
    'contacts.email',
    'members',
    'members.name',
    'role',
    'alt',
    'filename',
    '_status',
    'slug',
    'id',
    'assignments.member',
    'member',
    'theme',
    'key',
    'state',
    'documentId',
    'requestedBy',
    'hook.url',
  ]
  const OPERATORS = [
    'equals',
    'not_equals',
    'like',
    'contains',
    'in',
    'not_in',
    'exists',
    'greater_than',
    'less_than_equal',
  ]
  const value = () =>
    random.of([
      ...known,
      'B',
      'Chez B 0',
      'mot0',
      'draft',
      'published',
      'true',
      'false',
      '2020-01-01',
      '',
      'b0@b.example',
      '%',
      '0',
    ])
  const condition = (prefix: string) =>
    `${prefix}[${random.of(FIELDS)}][${random.of(OPERATORS)}]=${encodeURIComponent(value())}`
  const query = () => {
    const parts = random.some(
      [
        `limit=${random.of([0, 1, 5, 100])}`,
        `page=${1 + random.below(3)}`,
        `depth=${random.below(4)}`,
        'draft=true',
        'trash=true',
        `locale=${random.of(['fr', 'en', 'all'])}`,
        'fallback-locale=en',
        'pagination=false',
        `sort=${random.of(['', '-'])}${random.of(FIELDS)}`,
        `select[${random.of(FIELDS)}]=true`,
        `populate[members][${random.of(['name', 'networkNotes', 'theme'])}]=true`,
        `joins[pressReleases][limit]=${random.below(3)}`,
        `joins[pressReleases][where][title][like]=B`,
        condition('where'),
        condition(`where[or][0]`),
        condition(`where[or][1]`),
        condition(`where[and][0]`),
      ],
      0.25,
    )
    return parts.length > 0 ? `?${parts.join('&')}` : ''
  }
  return Array.from({ length: REQUESTS }, (): Asked => {
    const base = `/api/${random.of(COLLECTIONS)}`
    const id = random.of(known)
    switch (random.below(12)) {
      case 0:
        return { method: 'GET', path: `${base}/${id}${query()}` }
      case 1:
        return { method: 'GET', path: `${base}/count${query()}` }
      case 2:
        return { method: 'GET', path: `${base}/versions${query()}` }
      case 3:
        return { method: 'GET', path: `${base}/versions/${id}${query()}` }
      case 4:
        return { method: 'GET', path: `/api/media/file/b${random.below(3)}-${id.slice(0, 8)}.jpg` }
      case 5:
        return {
          method: 'GET',
          path: random.of([
            `/api/public-sites/tray`,
            `/api/rights?collection=press-releases&id=${id}`,
            `/api/audit?id=${id}`,
            `${base}/${id}/receipt`,
            `/api/api-clients/${id}/keys`,
            `/api/roles/ceiling?member=${id}`,
          ]),
        }
      case 6:
        // Of another's alone: what is A's own may change by it.
        return {
          method: random.of(['PATCH', 'DELETE']),
          path: `${base}/${random.of([...idsOfB, ABSENT])}`,
          body: { title: 'Pris', name: 'Pris' },
        }
      case 7:
        return { method: 'POST', path: `${base}/${random.of([...idsOfB, ABSENT])}/duplicate`, body: {} }
      default:
        return { method: 'GET', path: `${base}${query()}` }
    }
  })
}

async function ask(requests: Asked[]): Promise<Array<{ status: number; hash: string; text: string }>> {
  const answers: Array<{ status: number; hash: string; text: string }> = []
  for (const { method, path, body } of requests) {
    const { status, body: said } = await A.call(method, path, body)
    // The instant of the answer is no content.
    const text = JSON.stringify(said).replaceAll(/"now":"[^"]*"/g, '"now":""')
    answers.push({ status, hash: createHash('sha256').update(text).digest('hex'), text })
  }
  return answers
}

it(`answers ${REQUESTS} generated requests of an editor of A byte for byte the same whatever B holds, and none with 500`, {
  timeout: 1_200_000,
}, async () => {
  const requests = generate(20_261_122)
  const before = await ask(requests)
  await fillB(1)
  await fillB(2)
  const after = await ask(requests)
  const different = requests
    .map((request, n) => ({ ...request, before: before[n], after: after[n] }))
    .filter(({ before: one, after: other }) => one?.hash !== other?.hash || one?.status !== other?.status)
  const broken = requests.filter((_, n) => (after[n]?.status ?? 500) >= 500)
  say('difference test, requests answered differently', `${different.length} of ${REQUESTS}`)
  expect(broken.slice(0, 5)).toEqual([])
  expect(different.slice(0, 3)).toEqual([])
  // It asked something: most kinds of answers are there.
  const statuses = new Set(after.map(({ status }) => status))
  for (const status of [200, 400, 403, 404]) expect(statuses.has(status)).toBe(true)
  const readable = after.filter(({ text }) => /Chez B|b0@b\\.example|Personne B|Rôle B/.test(text))
  expect(readable).toEqual([])
})
