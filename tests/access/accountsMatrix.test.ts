import { randomUUID } from 'node:crypto'
import type { CollectionSlug } from 'payload'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SHIPPED_KEYS, SHIPPED_ROLES } from '../../src/access/shippedRoles.ts'
import { type Answer, type BackOffice, type Caller, openBackOffice } from '../support/backOffice.ts'
import { makeNetwork, makeRelease } from '../support/factories.ts'
import { isDenied } from '../support/isDenied.ts'
import { say } from '../support/scale.ts'

/**
 * What each shipped role may do with what abilities govern (accounts, roles, programs) and with schedules: of
 * its own site (`o`), of another site (`x`) and of the network (`n`). Beside matrix.test.ts, in the same words.
 */
const TABLE = `
collection   role                   read  create  update  delete
users        network-admin          oxn   oxn     oxn     oxn
users        network-communication  -     -       -       -
users        site-manager           o     -       o       o
users        site-editor            -     -       -       -
users        site-publisher         -     -       -       -
users        reader                 -     -       -       -
users        api-client             -     -       -       -
roles        network-admin          oxn   oxn     oxn     oxn
roles        network-communication  n     -       -       -
roles        site-manager           on    o       o       o
roles        site-editor            on    -       -       -
roles        site-publisher         on    -       -       -
roles        reader                 n     -       -       -
roles        api-client             on    -       -       -
api-clients  network-admin          oxn   oxn     oxn     oxn
api-clients  network-communication  -     -       -       -
api-clients  site-manager           o     o       o       o
api-clients  site-editor            -     -       -       -
api-clients  site-publisher         -     -       -       -
api-clients  reader                 -     -       -       -
api-clients  api-client             -     -       -       -
schedules    network-admin          oxn   oxn     oxn     oxn
schedules    network-communication  oxn   oxn     oxn     oxn
schedules    site-manager           on    o       o       o
schedules    site-editor            on    -       -       -
schedules    site-publisher         on    o       o       o
schedules    reader                 oxn   -       -       -
schedules    api-client             on    -       -       -
`

const ACTIONS = ['read', 'create', 'update', 'delete'] as const
type Action = (typeof ACTIONS)[number]
const COLLECTIONS = ['users', 'roles', 'api-clients', 'schedules'] as const
type Governed = (typeof COLLECTIONS)[number]

/** Each address, and where it is asked; one that is not here fails. */
const ADDRESSES: Record<string, Action | 'closed' | 'self' | 'tests of its own'> = {
  'get /': 'read',
  'get /:id': 'read',
  'get /count': 'read',
  'post /': 'create',
  'post /:id/duplicate': 'create',
  'patch /': 'update',
  'patch /:id': 'update',
  'delete /': 'delete',
  'delete /:id': 'delete',
  'post /access/:id': 'read',
  'post /access/:id?': 'self',
  'get /versions': 'closed',
  'post /versions': 'closed',
  'get /versions/:id': 'closed',
  'post /versions/:id': 'closed',
  // One's own session: signIn, secondFactor, recoverPassword.
  'get /init': 'self',
  'post /login': 'self',
  'post /logout': 'self',
  'post /refresh-token': 'self',
  'get /me': 'self',
  'post /forgot-password': 'self',
  'post /reset-password': 'self',
  'post /first-register': 'closed',
  'post /unlock': 'closed',
  'post /verify/:id': 'closed',
  'get /sessions': 'self',
  'delete /sessions': 'self',
  'delete /sessions/:session': 'self',
  'get /second-factor': 'self',
  'delete /second-factor': 'self',
  'post /second-factor/set-up': 'self',
  'post /second-factor/confirm': 'self',
  'post /second-factor/verify': 'self',
  'post /second-factor/recovery-codes': 'self',
  'post /second-factor/leave': 'self',
  // invitations, secondFactor, customRoles, apiClients.
  'post /invite': 'tests of its own',
  'post /:id/invite': 'tests of its own',
  'delete /:id/second-factor': 'tests of its own',
  'post /:id/see-as': 'tests of its own',
  'delete /see-as': 'tests of its own',
  'get /sites': 'tests of its own',
  'get /ceiling': 'tests of its own',
  'get /givable': 'tests of its own',
  'get /:id/keys': 'read',
  'post /:id/keys': 'tests of its own',
  'delete /:id/keys/:key': 'tests of its own',
}

const TARGETS = ['own', 'other', 'network'] as const
type Target = (typeof TARGETS)[number]
const LETTER: Record<Target, string> = { own: 'o', other: 'x', network: 'n' }
const ABSENT = '11111111-2222-4333-8444-555555555555'

let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>
const cast = new Map<string, Caller>()
const rights = new Map<string, Record<Action, string>>()
let asked = 0

beforeAll(async () => {
  office = await openBackOffice({ worker: 'off' })
  network = await makeNetwork(office)
  for (const role of SHIPPED_KEYS)
    cast.set(role, await office.as(role, SHIPPED_ROLES[role].scope === 'member' ? network.a : undefined))
  for (const line of TABLE.trim().split('\n').slice(1)) {
    const [collection, role, ...marks] = line.split(/\s+/)
    const own = ACTIONS.map((action, n) => [action, marks[n] ?? ''])
    rights.set(`${collection} ${role}`, Object.fromEntries(own) as Record<Action, string>)
  }
})
afterAll(() => {
  say('matrix of accounts, roles, programs and schedules, questions asked', `${asked}`)
  return office.close()
})

const siteOf = (target: Target): string | undefined =>
  ({ own: network.a, other: network.b, network: undefined })[target]

let made = 0
/** Values of one more of a collection. */
async function valuesOf(slug: Governed, target: Target): Promise<Record<string, unknown>> {
  const site = siteOf(target)
  const name = `n${++made}`
  const role = SHIPPED_ROLES[site ? 'site-editor' : 'reader'].id
  const assignments = [{ role, ...(site ? { member: site } : {}) }]
  switch (slug) {
    case 'users':
      return { name, email: `${name}@matrix.example`, password: 'a password for tests', assignments }
    case 'api-clients':
      return { name, requestsPerMinute: 60, assignments }
    case 'roles':
      return { name, scope: site ? 'member' : 'network', member: site, permissions: [], abilities: [] }
    case 'schedules': {
      const release = await makeRelease(office, {
        title: name,
        owner: site,
        _status: 'draft',
        contacts: [contactOf(site)],
      })
      const at = new Date(Date.now() + 3_600_000).toISOString()
      return {
        document: { relationTo: 'press-releases', value: release.id },
        action: 'publish',
        at,
        at_tz: 'Europe/Paris',
      }
    }
    default:
      return slug satisfies never
  }
}
const contactOf = (site: string | undefined) =>
  site === network.a ? network.contactOfA : site === network.b ? network.contactOfB : network.contactOfNetwork

async function make(slug: Governed, target: Target): Promise<string> {
  const values = await valuesOf(slug, target)
  const { scope, member, ...rest } = values
  // Which sites a role may be of follows from who makes it.
  const data = (slug === 'roles' ? { ...rest, scope: 'network' } : values) as never
  const { id } = await office.payload.create({ collection: slug, data, overrideAccess: true })
  if (slug === 'roles' && member)
    await office.pool.query('update roles set scope = $2, member_id = $3 where id = $1', [id, scope, member])
  return id
}

const count = ({ body }: Answer): number => body?.docs?.length ?? body?.totalDocs ?? 0
/** A change that any of them takes. */
const changeOf = (slug: Governed) =>
  slug === 'schedules'
    ? { at: new Date(Date.now() + 7_200_000).toISOString() }
    : slug === 'users'
      ? { name: `n${++made}` }
      : { name: `n${++made}` }

it.each(COLLECTIONS)('knows every address of %s', (slug) => {
  const { config } = office.payload.collections[slug as CollectionSlug]
  const addresses = (config.endpoints || []).map(({ method, path }) => `${method} ${path}`)
  expect(addresses.filter((address) => !(address in ADDRESSES))).toEqual([])
})

describe.each(COLLECTIONS)('%s', (slug) => {
  const base = `/api/${slug}`

  it.each([...SHIPPED_KEYS, 'anonymous'])('as %s', { timeout: 60_000 }, async (role) => {
    const by = cast.get(role) ?? office.anonymous
    const table = rights.get(`${slug} ${role}`) ?? { read: '-', create: '-', update: '-', delete: '-' }
    const wrong: string[] = []
    const check = (what: string, is: boolean, expected: boolean) => {
      asked += 1
      if (is !== expected) wrong.push(`${what}: ${is ? 'allowed' : 'denied'}`)
    }
    for (const target of TARGETS) {
      const id = await make(slug, target)
      const sole = `?where[id][equals]=${id}`
      const may = (action: Action) => table[action].includes(LETTER[target])
      check(`read ${target}`, !isDenied(await by.call('GET', `${base}/${id}`)), may('read'))
      check(`list ${target}`, count(await by.call('GET', `${base}${sole}`)) > 0, may('read'))
      check(`count ${target}`, count(await by.call('GET', `${base}/count${sole}`)) > 0, may('read'))
      check(
        `what may be done with ${target}`,
        !isDenied(await by.call('POST', `${base}/access/${id}`, {})),
        may('read'),
      )
      check(
        `versions of ${target}`,
        !isDenied(await by.call('GET', `${base}/versions?where[parent][equals]=${id}`)),
        false,
      )
      if (slug === 'api-clients')
        check(`keys of ${target}`, !isDenied(await by.call('GET', `${base}/${id}/keys`)), may('read'))
      check(`change ${target}`, !isDenied(await by.call('PATCH', `${base}/${id}`, changeOf(slug))), may('update'))
      check(
        `change ${target} in bulk`,
        count(await by.call('PATCH', `${base}${sole}`, changeOf(slug))) > 0,
        may('update'),
      )
      // A site's people make it their own. Of an account or of a program there is no copy.
      if (slug === 'roles')
        check(
          `copy ${target}`,
          !isDenied(await by.call('POST', `${base}/${id}/duplicate`, { name: `copy ${randomUUID()}` })),
          may('read') && table.create !== '-',
        )
      check(
        `unlock ${target}`,
        !isDenied(await by.call('POST', `${base}/unlock`, { email: 'n1@matrix.example' })),
        false,
      )
      const made = await by.call('POST', base, await valuesOf(slug, target))
      // Nobody says "the network's" by leaving the site out: a site's people make it their own.
      const isTheirs = slug === 'roles' && target === 'network' && table.create === 'o'
      check(`make for ${target}`, made.status === 201, isTheirs || may('create'))
      if (isTheirs) expect(made.body.doc).toMatchObject({ scope: 'member', member: network.a })
      const second = await make(slug, target)
      check(`delete ${target}`, !isDenied(await by.call('DELETE', `${base}/${id}`)), may('delete'))
      const inBulk = await by.call('DELETE', `${base}?where[id][equals]=${second}`)
      check(`delete ${target} in bulk`, count(inBulk) > 0, may('delete'))
      for (const [method, path] of [
        ['GET', `${base}/${ABSENT}`],
        ['PATCH', `${base}/${ABSENT}`],
        ['DELETE', `${base}/${ABSENT}`],
      ] as const)
        check(
          `${method} of an absent id`,
          !isDenied(await by.call(method, path, method === 'PATCH' ? changeOf(slug) : undefined)),
          false,
        )
    }
    expect(wrong).toEqual([])
  })
})
