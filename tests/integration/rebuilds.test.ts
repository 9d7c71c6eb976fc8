import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type BackOffice, openBackOffice } from '../support/backOffice.ts'
import { makeNetwork, makeRelease } from '../support/factories.ts'

type Call = { headers: Record<string, string>; body: string }

let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>
let receiver: Server
let address: string
let calls: Call[] = []
let answers: number[] = []
let secret: string
let siteId: string

beforeAll(async () => {
  office = await openBackOffice()
  network = await makeNetwork(office)
  receiver = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    calls.push({ headers: request.headers as Record<string, string>, body })
    response.writeHead(answers.shift() ?? 202).end('received')
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`
  const admin = await office.as('network-admin')
  const { body } = await admin.call('POST', '/api/public-sites', {
    name: 'Site',
    address: 'https://site.example',
    hook: { provider: 'webhook', url: address },
    quietSeconds: 0,
    longestWaitSeconds: 5,
    shows: { collections: ['press-releases'] },
    enabled: true,
  })
  secret = body.doc.hook.secret
  siteId = body.doc.id
})
afterAll(async () => {
  await office.close()
  receiver.close()
})
beforeEach(() => {
  calls = []
  answers = []
})

const arrive = async (count: number, within = 5_000): Promise<void> => {
  const until = Date.now() + within
  while (calls.length < count && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20))
}
const stateOf = async (id: string) =>
  (await office.pool.query('select state from rebuilds where id = $1', [id])).rows[0]?.state

it('tells a public site of a publication, signed as Standard Webhooks asks', async () => {
  const release = await makeRelease(office, { title: 'En ligne', contacts: [network.contactOfA] })
  await arrive(1)
  const [call] = calls
  const message = new Webhook(secret).verify(call?.body ?? '', call?.headers ?? {}) as {
    type: string
    data: { rebuild: string; cursor: number; changes: Array<{ id: string; collection: string; kind: string }> }
  }
  expect(message.type).toBe('content.changed')
  expect(message.data.changes).toContainEqual(
    expect.objectContaining({ id: release.id, collection: 'press-releases', kind: 'published' }),
  )
  expect(call?.headers['webhook-id']).toBe(message.data.rebuild)
})

it('makes a secret and shows it once', async () => {
  expect(secret).toMatch(/^whsec_/)
  const admin = await office.as('network-admin')
  const { body } = await admin.call('GET', `/api/public-sites/${siteId}`)
  expect(JSON.stringify(body)).not.toContain('whsec_')
  const { rows } = await office.pool.query('select secret from rebuild_targets')
  expect(JSON.stringify(rows)).not.toContain(secret.slice(6))
})

it('says nothing of a change that is rolled back', async () => {
  await expect(
    office.payload.create({
      collection: 'press-releases',
      data: { title: 'Jamais', languages: ['fr'], _status: 'published' } as never,
      overrideAccess: true,
    }),
  ).rejects.toThrow()
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  expect(calls).toEqual([])
})

it('tells of a member only because a release that is shown points at it', async () => {
  await office.payload.update({
    collection: 'members',
    id: network.b,
    data: { theme: 'personne ne le montre' },
    overrideAccess: true,
  })
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  expect(calls).toEqual([])
  await makeRelease(office, { title: 'De A', owner: network.a, contacts: [network.contactOfA] })
  await arrive(1)
  calls = []
  await office.payload.update({
    collection: 'members',
    id: network.a,
    data: { name: 'Abbaye A, renommée' },
    overrideAccess: true,
  })
  await arrive(1)
  expect(JSON.parse(calls[0]?.body ?? '{}').data.changes).toEqual([
    expect.objectContaining({ collection: 'members', id: network.a }),
  ])
})

it('tries again with the same id when the site fails', async () => {
  answers = [500]
  await makeRelease(office, { title: 'Deux fois', contacts: [network.contactOfA] })
  await arrive(1)
  await office.pool.query(`update rebuilds set due_at = now() where state = 'pending'`)
  await arrive(2, 8_000)
  expect(calls).toHaveLength(2)
  expect(calls[1]?.headers['webhook-id']).toBe(calls[0]?.headers['webhook-id'])
  const { rows } = await office.pool.query('select status from rebuild_attempts where rebuild_id = $1 order by at', [
    calls[0]?.headers['webhook-id'],
  ])
  expect(rows.map(({ status }) => status)).toEqual([500, 202])
})

it('hears from the site how its build stands, if it signs', async () => {
  await makeRelease(office, { title: 'Suivi', contacts: [network.contactOfA] })
  await arrive(1)
  const id = calls[0]?.headers['webhook-id'] ?? ''
  const report = async (state: string, key: string) => {
    const body = JSON.stringify({ state })
    const at = new Date()
    const answer = await fetch(`${office.url}/rebuilds/${id}/status`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': 'report',
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(key).sign('report', at, body),
      },
      body,
    })
    return answer.status
  }
  expect(await report('live', `whsec_${Buffer.alloc(32).toString('base64')}`)).toBe(401)
  expect(await report('finished', secret)).toBe(400)
  expect(await report('building', secret)).toBe(200)
  expect(await stateOf(id)).toBe('building')
  expect(await report('live', secret)).toBe(200)
  expect(await stateOf(id)).toBe('live')
})

it('refuses a hook inside a private network', async () => {
  const admin = await office.as('network-admin')
  const { status, body } = await admin.call('POST', '/api/public-sites', {
    name: 'Dedans',
    address: 'https://site.example',
    hook: { provider: 'webhook', url: 'https://10.0.0.4/hook' },
  })
  expect(status).toBe(400)
  expect(JSON.stringify(body)).toContain('ne peut pas être appelée')
})
