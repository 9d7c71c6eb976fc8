import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SHIPPED_KEYS, SHIPPED_ROLES } from '../../src/access/shippedRoles.ts'
import { type BackOffice, type Caller, openBackOffice } from '../support/backOffice.ts'
import { makeNetwork, makeRelease, releaseData } from '../support/factories.ts'

/**
 * What the built-in roles may do, as a table that a client can read. Rows: what is asked; columns:
 * who asks. `own`, `other`: the asker's own site, another one. ✓ allowed, · refused.
 */
const TABLE = `
                                   admin com   manager editor publisher reader client anonymous
read a release, own                ✓     ✓     ✓       ✓      ✓         ✓      ✓      ·
read a draft, own                  ✓     ✓     ✓       ✓      ✓         ✓      ✓      ·
read a release, other              ✓     ✓     ·       ·      ·         ✓      ·      ·
read a draft, other                ✓     ✓     ·       ·      ·         ✓      ·      ·
read a release, network            ✓     ✓     ✓       ✓      ✓         ✓      ✓      ·
create a draft                     ✓     ✓     ✓       ✓      ✓         ·      ✓      ·
create a published release         ✓     ✓     ✓       ·      ✓         ·      ·      ·
create in the other site           ✓     ✓     ·       ·      ·         ·      ·      ·
change a draft, own                ✓     ✓     ✓       ✓      ✓         ·      ✓      ·
change a draft, other              ✓     ✓     ·       ·      ·         ·      ·      ·
change a draft, network            ✓     ✓     ·       ·      ·         ·      ·      ·
publish a draft, own               ✓     ✓     ✓       ·      ✓         ·      ·      ·
change what is public, own         ✓     ✓     ✓       ·      ✓         ·      ·      ·
unpublish, own                     ✓     ✓     ✓       ·      ✓         ·      ·      ·
draft beside what is public, own   ✓     ✓     ✓       ✓      ✓         ·      ✓      ·
move to the other site             ✓     ✓     ·       ·      ·         ·      ·      ·
duplicate, own                     ✓     ✓     ✓       ✓      ✓         ·      ✓      ·
duplicate into the other site      ✓     ✓     ·       ·      ·         ·      ·      ·
duplicate, other                   ✓     ✓     ·       ·      ·         ·      ·      ·
delete, own                        ✓     ✓     ✓       ·      ·         ·      ·      ·
delete, other                      ✓     ✓     ·       ·      ·         ·      ·      ·
change the profile, own            ✓     ✓     ✓       ·      ✓         ·      ·      ·
change the profile, other          ✓     ✓     ·       ·      ·         ·      ·      ·
change the memberships, own        ✓     ✓     ·       ·      ·         ·      ·      ·
read the private notes, own        ✓     ✓     ·       ·      ·         ✓      ·      ·
read contacts, other               ✓     ✓     ·       ·      ·         ✓      ·      ·
write a charter                    ✓     ✓     ·       ·      ·         ·      ·      ·
read the other accounts            ✓     ·     ✓       ·      ·         ·      ·      ·
make an account of the network     ✓     ·     ·       ·      ·         ·      ·      ·
make an account, own               ✓     ·     ✓       ·      ·         ·      ·      ·
make an account, other             ✓     ·     ·       ·      ·         ·      ·      ·
make a role, own                   ✓     ·     ✓       ·      ·         ·      ·      ·
make a role, other                 ✓     ·     ·       ·      ·         ·      ·      ·
make a role of all sites           ✓     ·     ·       ·      ·         ·      ·      ·
make an API client, own            ✓     ·     ✓       ·      ·         ·      ·      ·
give oneself another role          ✓     ·     ·       ·      ·         ·      ·      ·
make a public site                 ✓     ·     ·       ·      ·         ·      ·      ·
run the jobs                       ·     ·     ·       ·      ·         ·      ·      ·
unlock an account                  ·     ·     ·       ·      ·         ·      ·      ·
`

const COLUMNS = [
  'network-admin',
  'network-communication',
  'site-manager',
  'site-editor',
  'site-publisher',
  'reader',
  'api-client',
  'anonymous',
] as const
type Who = (typeof COLUMNS)[number]

let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>
const cast = new Map<Who, Caller>()

beforeAll(async () => {
  office = await openBackOffice()
  network = await makeNetwork(office)
  await office.payload.update({
    collection: 'members',
    id: network.a,
    data: { networkNotes: 'privé' },
    overrideAccess: true,
  })
  for (const role of SHIPPED_KEYS)
    cast.set(role, await office.as(role, SHIPPED_ROLES[role].scope === 'member' ? network.a : undefined))
  cast.set('anonymous', office.anonymous)
})
afterAll(() => office.close())

const release = (site: 'own' | 'other' | 'network', status: 'draft' | 'published' = 'published') =>
  makeRelease(office, {
    title: `Communiqué ${site}`,
    owner: { own: network.a, other: network.b, network: undefined }[site],
    contacts: [{ own: network.contactOfA, other: network.contactOfB, network: network.contactOfNetwork }[site]],
    _status: status,
  })
const values = () => ({ ...releaseData({ contacts: [network.contactOfNetwork] }) })
const ok = (status: number) => status >= 200 && status < 300

/** Each question of the table, asked of the running door; true when it was allowed and had its effect. */
const QUESTIONS: Record<string, (by: Caller, who: Who) => Promise<boolean>> = {
  'read a release, own': async (by) =>
    ok((await by.call('GET', `/api/press-releases/${(await release('own')).id}`)).status),
  'read a draft, own': async (by) =>
    ok((await by.call('GET', `/api/press-releases/${(await release('own', 'draft')).id}?draft=true`)).status),
  'read a release, other': async (by) =>
    ok((await by.call('GET', `/api/press-releases/${(await release('other')).id}`)).status),
  'read a draft, other': async (by) =>
    ok((await by.call('GET', `/api/press-releases/${(await release('other', 'draft')).id}?draft=true`)).status),
  'read a release, network': async (by) =>
    ok((await by.call('GET', `/api/press-releases/${(await release('network')).id}`)).status),
  'create a draft': async (by) =>
    ok((await by.call('POST', '/api/press-releases?draft=true', { ...values(), _status: 'draft' })).status),
  'create a published release': async (by) =>
    ok((await by.call('POST', '/api/press-releases', { ...values(), _status: 'published' })).status),
  'create in the other site': async (by) =>
    ok((await by.call('POST', '/api/press-releases?draft=true', { ...values(), owner: network.b })).status),
  'change a draft, own': async (by) => changes(by, await release('own', 'draft'), { subtitle: 'Changé' }),
  'change a draft, other': async (by) => changes(by, await release('other', 'draft'), { subtitle: 'Changé' }),
  'change a draft, network': async (by) => changes(by, await release('network', 'draft'), { subtitle: 'Changé' }),
  'publish a draft, own': async (by) => changes(by, await release('own', 'draft'), { _status: 'published' }),
  'change what is public, own': async (by) => changes(by, await release('own'), { subtitle: 'Changé' }),
  'unpublish, own': async (by) => changes(by, await release('own'), { _status: 'draft' }),
  'draft beside what is public, own': async (by) => {
    const { id } = await release('own')
    const { status } = await by.call('PATCH', `/api/press-releases/${id}?draft=true`, {
      subtitle: 'Proposé',
      _status: 'draft',
    })
    const { docs } = await office.payload.find({
      collection: 'press-releases',
      where: { id: { equals: id } },
      overrideAccess: true,
    })
    expect(docs[0]).toMatchObject({ _status: 'published', subtitle: null })
    return ok(status)
  },
  'move to the other site': async (by) => changes(by, await release('own', 'draft'), { owner: network.b }),
  'duplicate, own': async (by) =>
    ok(
      (await by.call('POST', `/api/press-releases/${(await release('own', 'draft')).id}/duplicate?draft=true`, {}))
        .status,
    ),
  'duplicate into the other site': async (by) =>
    ok(
      (
        await by.call('POST', `/api/press-releases/${(await release('own', 'draft')).id}/duplicate?draft=true`, {
          owner: network.b,
        })
      ).status,
    ),
  'duplicate, other': async (by) =>
    ok(
      (await by.call('POST', `/api/press-releases/${(await release('other', 'draft')).id}/duplicate?draft=true`, {}))
        .status,
    ),
  'delete, own': async (by) =>
    ok((await by.call('DELETE', `/api/press-releases/${(await release('own', 'draft')).id}`)).status),
  'delete, other': async (by) =>
    ok((await by.call('DELETE', `/api/press-releases/${(await release('other', 'draft')).id}`)).status),
  'change the profile, own': async (by) =>
    ok((await by.call('PATCH', `/api/members/${network.a}`, { theme: `thème ${Math.random()}` })).status),
  'change the profile, other': async (by) =>
    ok((await by.call('PATCH', `/api/members/${network.b}`, { theme: `thème ${Math.random()}` })).status),
  'change the memberships, own': async (by) => {
    const source = `source ${Math.random()}`
    await by.call('PATCH', `/api/members/${network.a}`, { memberships: [{ kind: 'labelled', since: '2008', source }] })
    const member = await office.payload.findByID({ collection: 'members', id: network.a, overrideAccess: true })
    return member.memberships?.[0]?.source === source
  },
  'read the private notes, own': async (by) =>
    (await by.call('GET', `/api/members/${network.a}`)).body?.networkNotes === 'privé',
  'read contacts, other': async (by) => ok((await by.call('GET', `/api/contacts/${network.contactOfB}`)).status),
  'write a charter': async (by) =>
    ok((await by.call('POST', '/api/charters', { title: 'Charte', languages: ['fr'], _status: 'draft' })).status),
  'read the other accounts': async (by) => ((await by.call('GET', '/api/users?limit=50')).body?.docs?.length ?? 0) > 1,
  'make an account of the network': (by) => makesAccount(by, { role: SHIPPED_ROLES.reader.id }),
  'make an account, own': (by) => makesAccount(by, { role: SHIPPED_ROLES['site-editor'].id, member: network.a }),
  'make an account, other': (by) => makesAccount(by, { role: SHIPPED_ROLES['site-editor'].id, member: network.b }),
  'make a role, own': (by) => makesRole(by, network.a),
  'make a role, other': (by) => makesRole(by, network.b),
  'make a role of all sites': (by) => makesRole(by, null),
  'make an API client, own': async (by) =>
    ok(
      (
        await by.call('POST', '/api/api-clients', {
          name: 'C',
          requestsPerMinute: 60,
          assignments: [{ role: SHIPPED_ROLES['api-client'].id, member: network.a }],
        })
      ).status,
    ),
  'give oneself another role': async (by) => {
    const { body } = await by.call('GET', '/api/users/me')
    if (!body?.user) return false
    const read = async () =>
      (await office.payload.findByID({ collection: 'users', id: body.user.id, depth: 0, overrideAccess: true }))
        .assignments
    const before = await read()
    const role = SHIPPED_ROLES['network-communication'].id
    await by.call('PATCH', `/api/users/${body.user.id}`, { assignments: [...(before ?? []), { role }] })
    const after = await read()
    await office.payload.update({
      collection: 'users',
      id: body.user.id,
      data: { assignments: before ?? [] },
      overrideAccess: true,
    })
    return (after ?? []).some((one) => one.role === role) && !(before ?? []).some((one) => one.role === role)
  },
  'make a public site': async (by) =>
    ok(
      (
        await by.call('POST', '/api/public-sites', {
          name: 'S',
          address: 'https://s.example',
          hook: { provider: 'webhook', url: 'https://hook.example/h' },
          quietSeconds: 5,
          longestWaitSeconds: 60,
          enabled: false,
        })
      ).status,
    ),
  'run the jobs': async (by) => ok((await by.call('GET', '/api/payload-jobs/run')).status),
  'unlock an account': async (by) =>
    ok((await by.call('POST', '/api/users/unlock', { email: 'person1@test.example' })).status),
}

async function makesAccount(by: Caller, assignment: { role: string; member?: string }): Promise<boolean> {
  const { status } = await by.call('POST', '/api/users/invite', {
    email: `new${Math.random()}@test.example`,
    name: 'N',
    assignments: [assignment],
  })
  return ok(status)
}

/** A role that allows to read releases: what everybody who makes roles holds. */
async function makesRole(by: Caller, member: string | null): Promise<boolean> {
  const { status, body } = await by.call('POST', '/api/roles', {
    name: `Rôle ${Math.random()}`,
    scope: 'member',
    member,
    permissions: [{ collection: 'press-releases', actions: ['read'] }],
    abilities: [],
  })
  // Whoever makes roles for one site has them at that site, whatever was asked.
  return ok(status) && (body.doc.member ?? null) === member
}

async function changes(by: Caller, { id }: { id: string }, data: Record<string, unknown>): Promise<boolean> {
  const read = () => office.payload.findByID({ collection: 'press-releases', id, depth: 0, overrideAccess: true })
  const before = await read()
  const { status } = await by.call('PATCH', `/api/press-releases/${id}`, data)
  const after = await read()
  const hasChanged = before.updatedAt !== after.updatedAt
  // What was refused left no trace; what was accepted had its effect.
  expect(hasChanged).toBe(ok(status))
  return hasChanged
}

const rows = TABLE.trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [, question = '', marks = ''] = /^(.{34})\s*(.*)$/.exec(line) ?? []
    return { question: question.trim(), marks: marks.split(/\s+/) }
  })

describe('the built-in roles', () => {
  it('have a line for each question, and a question for each line', () => {
    expect(rows.map(({ question }) => question).sort()).toEqual(Object.keys(QUESTIONS).sort())
    expect(rows.every(({ marks }) => marks.length === COLUMNS.length)).toBe(true)
  })

  for (const { question, marks } of rows) {
    it(`${question}: ${COLUMNS.filter((_, index) => marks[index] === '✓').join(', ') || 'nobody'}`, async () => {
      const answers: string[] = []
      for (const who of COLUMNS) {
        const by = cast.get(who)
        if (!by) throw new Error(`${who} is not in the cast`)
        answers.push((await QUESTIONS[question]?.(by, who)) ? '✓' : '·')
      }
      expect(answers).toEqual(marks)
    })
  }
})

it('a suspended person can do nothing more, though the session still stands', async () => {
  const by = await office.as('site-manager', network.a)
  const { body } = await by.call('GET', '/api/users/me')
  await office.payload.update({
    collection: 'users',
    id: body.user.id,
    data: { suspended: true },
    overrideAccess: true,
  })
  expect((await by.call('GET', '/api/press-releases')).status).toBe(403)
  expect((await by.call('POST', '/api/press-releases?draft=true', values())).status).toBe(403)
})

it('another site’s document answers exactly like an absent one', async () => {
  const by = cast.get('site-editor') as Caller
  const { id } = await release('other')
  const absent = '00000000-0000-4000-8000-000000000000'
  for (const [method, path, body] of [
    ['GET', '', undefined],
    ['PATCH', '', { subtitle: 'x' }],
    ['DELETE', '', undefined],
    ['POST', '/duplicate', {}],
  ] as const) {
    const [one, two] = [
      await by.call(method, `/api/press-releases/${id}${path}`, body),
      await by.call(method, `/api/press-releases/${absent}${path}`, body),
    ]
    expect([method, one.status, one.body]).toEqual([method, two.status, two.body])
  }
})

it('nothing answers the anonymous but an error', async () => {
  for (const { slug } of office.payload.config.collections) {
    const { status } = await office.anonymous.call('GET', `/api/${slug}`)
    expect([slug, status >= 400]).toEqual([slug, true])
  }
  expect((await office.anonymous.call('POST', '/api/graphql', { query: '{__schema{types{name}}}' })).status).toBe(404)
})

it('who wrote a release reads the name of who decided, whose account they may not read', async () => {
  const [writer, officer] = [await office.as('site-editor', network.a), await office.as('network-communication')]
  const release = await makeRelease(office, { owner: network.a, contacts: [network.contactOfA], _status: 'draft' })
  const path = `/api/press-releases/${release.id}`
  await writer.call('PATCH', `${path}?draft=true`, { review: { state: 'requested' }, _status: 'draft' })
  expect((await officer.call('PATCH', path, { _status: 'published' })).status).toBe(200)
  const { name } = (await officer.call('GET', '/api/users/me')).body.user
  expect((await writer.call('GET', `/api/users/${officer.user}`)).status).toBe(404)
  expect((await writer.call('GET', path)).body.review.decidedByName).toBe(name)
})
