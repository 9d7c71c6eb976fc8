import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BackOffice, openBackOffice } from '../support/backOffice.ts'
import { makeNetwork } from '../support/factories.ts'

/** Requests that fuzzing found answered with 500, each with its cure. */

let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>

beforeAll(async () => {
  office = await openBackOffice({ worker: 'off' })
  network = await makeNetwork(office)
})
afterAll(() => office.close())

it.each([
  ['a list where an address stands', 'POST', '/api/contacts?draft=true', '{"email":["x@y.example","null"]}', 400],
  ['a schedule of nothing', 'POST', '/api/schedules', '{"hook":["x"]}', 400],
  ['a condition by place on what is no place', 'DELETE', '/api/roles?where[id][intersects]=x', '{}', 400],
  ['a condition by place on what is no place', 'GET', '/api/roles?where[id][near]=x', undefined, 400],
  [
    'a condition through what is joined',
    'GET',
    '/api/press-releases?where[owner.pressReleases.title][equals]=x',
    undefined,
    400,
  ],
  ['a condition through what is joined', 'GET', '/api/members?where[pressReleases.title][like]=x', undefined, 400],
  ['a body that is no JSON', 'PATCH', '/api/members/MEMBER', '{"at":[]}', 200],
  ['half a body at no address', 'POST', '/api/contacts/MEMBER/givable', '{"a":', 404],
])('%s: %s %s', async (_what, method, path, body, expected) => {
  const manager = await office.as('site-manager', network.a)
  const type = path.startsWith('/api/members') ? 'text/plain' : 'application/json'
  const answer = await fetch(`${office.url}${path.replace('MEMBER', network.a)}`, {
    method,
    headers: { Authorization: `JWT ${manager.token}`, 'content-type': type },
    ...(body ? { body } : {}),
  })
  expect(answer.status).toBe(expected)
})

it.each(['GET', 'DELETE', 'x'])('half a body with a method in a header (%s)', async (method) => {
  const manager = await office.as('site-manager', network.a)
  for (const name of ['X-HTTP-Method-Override', 'X-Payload-HTTP-Method-Override']) {
    const answer = await fetch(`${office.url}/api/contacts/${network.a}/givable`, {
      method: 'POST',
      headers: { Authorization: `JWT ${manager.token}`, 'content-type': 'application/json', [name]: method },
      body: '{"a":',
    })
    expect(answer.status).toBeLessThan(500)
  }
})
