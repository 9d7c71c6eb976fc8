import { subscribe } from 'node:diagnostics_channel'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { SHIPPED_KEYS, SHIPPED_ROLES } from '../../src/access/shippedRoles.ts'
import { type Answer, type BackOffice, type Caller, openBackOffice } from '../support/backOffice.ts'
import { makeNetwork, makeRelease } from '../support/factories.ts'
import { say } from '../support/scale.ts'

/**
 * Each address that the front door answers itself, with one to ask. They know nobody: whoever asks, signed in or
 * not, reads the same. `{…}` stands for what the test made. An address that is not here fails.
 */
const READ: Record<string, string> = {
  '/': '/',
  '/health/live': '/health/live',
  '/health/ready': '/health/ready',
  '/content': '/content',
  '/content/': '/content/',
  '/content/*': '/content/a/b/c/d/e',
  '/content/:collection': '/content/press-releases?depth=2&limit=100',
  '/content/:collection/:key': '/content/press-releases/{draft}',
  '/content/media/:id/:size/:filename': '/content/media/{draft}/original/x.jpg',
  '/content/changes': '/content/changes',
  '/content/feeds/atom.xml': '/content/feeds/atom.xml',
  '/content/feeds/rss.xml': '/content/feeds/rss.xml',
  '/content/feeds/feed.json': '/content/feeds/feed.json',
  '/content/press-releases/:key/ninjs.json': '/content/press-releases/{draft}/ninjs.json',
  '/content/press-releases/:key/jsonld.json': '/content/press-releases/{release}/jsonld.json',
  '/content/members/:key/jsonld.json': '/content/members/{own}/jsonld.json',
  '/content/members.geojson': '/content/members.geojson',
  '/content/sitemap.xml': '/content/sitemap.xml',
  '/content/oembed': '/content/oembed?url={publicUrl}/content/press-releases/{release}',
  '/content/openapi.json': '/content/openapi.json',
  '/content/schemas/:name': '/content/schemas/press-releases.json',
  '/content/docs': '/content/docs',
  '/content/docs/start.js': '/content/docs/start.js',
  '/content/docs/swagger-ui.css': '/content/docs/swagger-ui.css',
  '/content/docs/swagger-ui-bundle.js': '/content/docs/swagger-ui-bundle.js',
}
/** What is refused to everybody, whatever their role: without the signature of a public site, or as there is nothing to write. */
const REFUSED: Record<string, number> = {
  'POST /rebuilds/:id/status': 401,
  'POST /content/*': 405,
  'PUT /content/*': 405,
  'PATCH /content/*': 405,
  'DELETE /content/*': 405,
}
/** Handed on to Payload and Next (matrix.test.ts, accountsMatrix.test.ts), or the answer to a browser's question before one (CORS). */
const ELSEWHERE = /^\w+ \/\*$|^OPTIONS \/content\/\*$/

const SECRET_WORD = 'zqentwurf'
const ABSENT = '11111111-2222-4333-8444-555555555555'

const routes = new Set<string>()
subscribe('fastify.initialization', (message) => {
  const { fastify } = message as {
    fastify: { addHook: (name: 'onRoute', hear: (route: { method: string | string[]; url: string }) => void) => void }
  }
  fastify.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) routes.add(`${one} ${url}`)
  })
})

let office: BackOffice
let places: Record<string, string>
let callers: Array<[string, Caller]>
let asked = 0

beforeAll(async () => {
  office = await openBackOffice({ worker: 'off' })
  const network = await makeNetwork(office)
  const release = await makeRelease(office, { owner: network.a, contacts: [network.contactOfA] })
  const draft = await makeRelease(office, {
    title: SECRET_WORD,
    owner: network.a,
    contacts: [network.contactOfA],
    _status: 'draft',
  })
  places = { own: network.a, release: release.id, draft: draft.id, publicUrl: 'http://localhost:3999' }
  callers = []
  for (const role of SHIPPED_KEYS)
    callers.push([role, await office.as(role, SHIPPED_ROLES[role].scope === 'member' ? network.a : undefined)])
})
afterAll(() => {
  say('matrix of the door, questions asked', `${asked}`)
  return office.close()
})

const filled = (address: string): string => address.replace(/\{(\w+)\}/g, (_, name) => places[name] ?? '')
const told = ({ status, body }: Answer): string => `${status} ${JSON.stringify(body)}`

it('has a line for every address of the door', () => {
  const known = new Set([
    ...Object.keys(READ).flatMap((address) => [`GET ${address}`, `HEAD ${address}`]),
    ...Object.keys(REFUSED),
  ])
  expect([...routes].filter((route) => !known.has(route) && !ELSEWHERE.test(route))).toEqual([])
  expect([...known].filter((route) => !routes.has(route))).toEqual([])
})

it.each(Object.entries(READ))('%s tells everybody the same, and nothing of what is not public', async (_, address) => {
  const path = filled(address)
  const open = await office.anonymous.call('GET', path)
  expect(open.status).toBeLessThan(500)
  expect(told(open)).not.toContain(SECRET_WORD)
  const head = await office.anonymous.call('HEAD', path)
  expect(head.status).toBe(open.status)
  for (const [role, by] of callers) {
    asked += 1
    expect([role, told(await by.call('GET', path))]).toEqual([role, told(open)])
  }
})

it.each(Object.entries(REFUSED))('%s is refused whoever asks', async (route, status) => {
  const [method = '', address = ''] = route.split(' ')
  const path = address.replace(':id', ABSENT).replace('*', `press-releases/${places.release}`)
  const refused = told(await office.anonymous.call(method, path, { state: 'live', title: 'x' }))
  expect(refused).toMatch(new RegExp(`^${status} `))
  for (const [role, by] of callers) {
    asked += 1
    expect([role, told(await by.call(method, path, { state: 'live', title: 'x' }))]).toEqual([role, refused])
  }
})
