import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SHIPPED_KEYS, SHIPPED_ROLES } from '../../src/access/shippedRoles.ts'
import { type BackOffice, type Caller, openBackOffice } from '../support/backOffice.ts'
import { makeNetwork, makeRelease } from '../support/factories.ts'
import { seeded } from '../support/random.ts'
import { rounds, say } from '../support/scale.ts'

/** Requests that no form sends: wrong types, depths, sizes, encodings and headers. None ends in a 500, none shows what is another's. */
const REQUESTS = rounds(10_000, 300)
const SECRET_WORDS = 'motSecretDeB'
setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void
const MOST_MEMORY_MB = 150

let office: BackOffice
const cast = new Map<string, Caller & { token?: string }>()
const ids: string[] = []

beforeAll(async () => {
  office = await openBackOffice({ worker: 'off' })
  const network = await makeNetwork(office)
  for (const role of SHIPPED_KEYS)
    cast.set(role, await office.as(role, SHIPPED_ROLES[role].scope === 'member' ? network.a : undefined))
  cast.set('anonymous', office.anonymous)
  const hidden = await makeRelease(office, {
    title: SECRET_WORDS,
    owner: network.b,
    contacts: [network.contactOfB],
    _status: 'draft',
  })
  const own = await makeRelease(office, { title: 'Chez A', owner: network.a, contacts: [network.contactOfA] })
  ids.push(hidden.id, own.id, network.a, network.b, network.contactOfA, network.contactOfB)
})
afterAll(() => office.close())

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
  'nothing',
  '__proto__',
  'constructor',
  '%00',
  '..',
  'payload-preferences',
]
const SUFFIXES = [
  '',
  '/count',
  '/versions',
  '/duplicate',
  '/access',
  '/me',
  '/login',
  '/logout',
  '/refresh-token',
  '/forgot-password',
  '/reset-password',
  '/unlock',
  '/invite',
  '/keys',
  '/receipt',
  '/tray',
  '/deliveries',
  '/rebuilds',
  '/secret',
  '/ceiling',
  '/givable',
  '/sites',
  '/init',
  '/paste-url',
  '/file/x.jpg',
  '/file/..%2f..%2fetc%2fpasswd',
  '/distinct',
]
const FIELDS = [
  'title',
  'id',
  'owner',
  'owner.name',
  'contacts',
  'body',
  'languages',
  '_status',
  'createdAt',
  'memberships',
  'location',
  'hook',
  'hook.url',
  'hook.secret',
  'assignments',
  'assignments.role',
  'permissions',
  'abilities',
  'scope',
  'password',
  'email',
  'sessions',
  '__proto__',
  'constructor.name',
  'x',
  'a.b.c.d.e.f.g',
  '',
  'title.fr',
  'images',
  'review.state',
  'dateline.date',
  'embargoUntil',
  'revision',
  'at',
  'document',
  'keywords',
  'focalX',
  'sizes',
  'url',
  'filename',
  'year',
  'hosts',
  'publicity',
  'member',
  'charter',
  'signedAt',
  'number',
]
const OPERATORS = [
  'equals',
  'not_equals',
  'like',
  'not_like',
  'contains',
  'in',
  'not_in',
  'all',
  'exists',
  'greater_than',
  'greater_than_equal',
  'less_than',
  'near',
  'within',
  'intersects',
  '$where',
  '',
  '__proto__',
]

type Random = ReturnType<typeof seeded>

function value(random: Random, depth = 0): unknown {
  const simple = [
    '',
    ' ',
    'x',
    '0',
    'null',
    'true',
    '\u0000',
    '\ud800',
    '🏛️',
    '%00',
    "'; drop table users; --",
    '{{7*7}}',
    '<script>',
    '2020-13-45',
    '1e400',
    'x'.repeat(2_000),
    0,
    -1,
    1.5,
    1e308,
    2 ** 53,
    Number.MAX_SAFE_INTEGER,
    true,
    false,
    null,
    ...ids,
  ]
  if (depth > 3 || random.next() < 0.6) return random.of(simple)
  if (random.next() < 0.5) return Array.from({ length: random.below(4) }, () => value(random, depth + 1))
  return Object.fromEntries(
    Array.from({ length: random.below(4) }, () => [random.of(FIELDS), value(random, depth + 1)]),
  )
}

const asQuery = (one: unknown): string =>
  encodeURIComponent(typeof one === 'object' ? (JSON.stringify(one) ?? '') : String(one).toWellFormed())

function query(random: Random): string {
  const field = () => random.of(FIELDS)
  const part = (): string =>
    random.of([
      () => `where[${field()}][${random.of(OPERATORS)}]=${asQuery(value(random))}`,
      () => `where[or][${random.below(3)}][${field()}][${random.of(OPERATORS)}]=${asQuery(value(random))}`,
      () => `where[and]=${asQuery(value(random))}`,
      () => `where=${asQuery(value(random))}`,
      () => `where[${field()}]=${asQuery(value(random))}`,
      () => `sort=${random.of(['', '-', '--'])}${field()}`,
      () => `sort[]=${field()}&sort[]=${field()}`,
      () => `limit=${asQuery(value(random))}`,
      () => `page=${asQuery(value(random))}`,
      () => `depth=${asQuery(value(random))}`,
      () => `locale=${asQuery(value(random))}`,
      () => `fallback-locale=${asQuery(value(random))}`,
      () => `select[${field()}]=${asQuery(value(random))}`,
      () => `select=${asQuery(value(random))}`,
      () => `populate[${random.of(COLLECTIONS)}][${field()}]=true`,
      () => `joins[${field()}][limit]=${asQuery(value(random))}`,
      () => `joins=${asQuery(value(random))}`,
      () => `draft=${asQuery(value(random))}`,
      () => `trash=${asQuery(value(random))}`,
      () => `${asQuery(value(random))}=${asQuery(value(random))}`,
      () => '%E0%A4%A',
      () => 'where[a][b][c][d][e][f][g][h][i][j][k][l]=1',
    ])()
  return random.next() < 0.3 ? '' : `?${Array.from({ length: 1 + random.below(4) }, part).join('&')}`
}

function body(random: Random): { text: string; type: string } | undefined {
  const type = random.of([
    'application/json',
    'application/json',
    'application/json',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'multipart/form-data',
    'application/xml',
    '',
  ])
  if (random.next() < 0.15) return undefined
  if (random.next() < 0.15)
    return {
      type,
      text: random.of([
        '{',
        '[]',
        'null',
        '"x"',
        '{"a":',
        '\u0000',
        '--x\r\n\r\n--x--',
        '[[[[[[[[[[',
        `{"title":"${'x'.repeat(50_000)}"}`,
      ]),
    }
  const values = Object.fromEntries(Array.from({ length: random.below(6) }, () => [random.of(FIELDS), value(random)]))
  return { type, text: JSON.stringify(values) }
}

/** What is held after a collection: the size of the process follows the heap's own rules, and not what is lost. */
function memoryHeld(): number {
  collectGarbage()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

it.each([...SHIPPED_KEYS, 'anonymous'])(
  `${REQUESTS} odd requests as %s: no 500, and nothing of another site`,
  { timeout: 1_200_000 },
  async (role) => {
    const random = seeded(20_261_122 + role.length)
    const { token } = cast.get(role) ?? {}
    const mayReadAll = ['network-admin', 'network-communication', 'reader'].includes(role)
    const broken: string[] = []
    const leaks: string[] = []
    let before = memoryHeld()
    for (let n = 0; n < REQUESTS; n++) {
      // What the first requests load and compile stays once, for every caller: flat means from then on.
      if (n === REQUESTS / 10) before = memoryHeld()
      const method = random.of(['GET', 'GET', 'GET', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'])
      const id = random.of([...ids, 'x', '0', '../x', '%2e%2e', 'null', '-1', 'x'.repeat(300)])
      const path = `/api/${random.of(COLLECTIONS)}${random.of(['', `/${id}`])}${random.of(SUFFIXES)}${query(random)}`
      // The network's accounts may really delete, and sign out: these are tests of form.
      const isDestructive =
        method === 'DELETE' ||
        /\/(?:logout|reset-password|invite)/.test(path) ||
        (method !== 'GET' && /\/api\/users(?:\?|\/[0-9a-f-]{36}|$)/.test(path))
      if (isDestructive && role === 'network-admin') continue
      const sent = method === 'GET' || method === 'HEAD' || method === 'OPTIONS' ? undefined : body(random)
      const headers: Record<string, string> = {
        ...(token ? { Authorization: `JWT ${token}` } : {}),
        ...(sent?.type ? { 'content-type': sent.type } : {}),
        ...(random.next() < 0.05 ? { 'X-HTTP-Method-Override': random.of(['GET', 'DELETE', 'x']) } : {}),
        ...(random.next() < 0.05 ? { 'accept-language': random.of(['zz', '*', 'x'.repeat(500)]) } : {}),
        ...(random.next() < 0.05
          ? { cookie: random.of(['payload-lng=__proto__', 'payload-token=x', ';;;', 'payload-lng=']) }
          : {}),
      }
      const answer = await fetch(`${office.url}${path}`, {
        method,
        headers,
        redirect: 'manual',
        ...(sent ? { body: sent.text } : {}),
      }).catch(() => undefined)
      if (!answer) continue
      const text = await answer.text()
      if (answer.status >= 500)
        broken.push(
          `${answer.status} ${method} ${path.slice(0, 300)} ${sent ? `${sent.type} ${sent.text.slice(0, 200)}` : ''}`,
        )
      if (!mayReadAll && text.includes(SECRET_WORDS)) leaks.push(`${method} ${path}`)
    }
    const grown = (memoryHeld() - before) / 1e6
    say(
      `fuzz as ${role}, answers of 500, leaks`,
      `${broken.length}, ${leaks.length} of ${REQUESTS}; ${grown.toFixed(0)} MB more`,
    )
    expect(leaks).toEqual([])
    expect(broken.slice(0, 12)).toEqual([])
    if (REQUESTS > 5_000) expect(grown).toBeLessThan(MOST_MEMORY_MB)
  },
)
