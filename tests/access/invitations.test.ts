import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SHIPPED_ROLES } from '../../src/access/shippedRoles.ts'
import { type BackOffice, type Caller, openBackOffice } from '../support/backOffice.ts'
import { makeNetwork } from '../support/factories.ts'
import { shipped } from '../support/roles.ts'

let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>
let _admin: Caller
let manager: Caller & { user: string }

beforeAll(async () => {
  office = await openBackOffice({ worker: 'off' })
  network = await makeNetwork(office)
  _admin = await office.as('network-admin')
  manager = await office.as('site-manager', network.a)
})
afterAll(() => office.close())

describe('an invitation', () => {
  const invite = (by: Caller, values: Record<string, unknown>) =>
    by.call('POST', '/api/users/invite', {
      name: 'Invitée',
      assignments: [shipped('site-editor', network.a)],
      ...values,
    })
  const mails = async (to: string): Promise<Array<{ to: string; text: string }>> => {
    const { rows } = await office.pool.query<{ input: { to: string; text: string } }>(
      `select input from payload_jobs where input ->> 'to' = $1 order by created_at`,
      [to],
    )
    return rows.map(({ input }) => input)
  }

  it('opens an account whose password its owner chooses by the link, once', async () => {
    const email = 'invitee@a.example'
    expect((await invite(manager, { email })).status).toBe(200)
    const [mail] = await mails(email)
    const token = /\/admin\/reset\/(\w+)/.exec(mail?.text ?? '')?.[1]
    const reset = (password: string) => office.anonymous.call('POST', '/api/users/reset-password', { token, password })
    expect((await reset('court')).status).toBe(400)
    expect((await reset('mon premier mot de passe')).status).toBe(200)
    expect((await reset('un autre mot de passe')).status).toBe(403)
    const { status, body } = await office.anonymous.call('POST', '/api/users/login', {
      email,
      password: 'mon premier mot de passe',
    })
    expect(status).toBe(200)
    expect(body.user.assignments).toHaveLength(1)
  })

  it('gives who has an account already the role as well, with the same answer', async () => {
    const there = await office.as('site-editor', network.b)
    const { email } = (await there.call('GET', '/api/users/me')).body.user
    const [known, unknown] = [await invite(manager, { email }), await invite(manager, { email: 'nouvelle@a.example' })]
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body])
    const user = await office.payload.findByID({ collection: 'users', id: there.user, depth: 0, overrideAccess: true })
    expect(user.assignments?.map(({ member }) => member)).toEqual([network.b, network.a])
    expect((await mails(email)).at(-1)?.text).toContain('un rôle de plus')
    expect((await mails(email)).at(-1)?.text).not.toContain('reset')
  })

  it('takes as long whether there is an account or not', async () => {
    const there = await office.as('site-editor', network.b)
    const { email } = (await there.call('GET', '/api/users/me')).body.user
    const timed = async (to: string) => {
      const startedAt = performance.now()
      expect((await invite(manager, { email: to })).status).toBe(200)
      return performance.now() - startedAt
    }
    const [known, unknown] = [await timed(email), await timed('encore-une@a.example')]
    for (const ms of [known, unknown]) expect(ms).toBeGreaterThanOrEqual(499)
    expect(Math.abs(known - unknown)).toBeLessThan(100)
  })

  it('is refused alike, and after as long, whether there is an account or not', async () => {
    const there = await office.as('site-editor', network.b)
    const { email } = (await there.call('GET', '/api/users/me')).body.user
    const absent = '11111111-2222-4333-8444-555555555555'
    for (const values of [
      { name: 'n'.repeat(121) },
      { assignments: [{ role: absent, member: network.a }] },
      { assignments: [{ role: 'rien', member: network.a }] },
      { assignments: [shipped('site-editor', network.b)] },
      { assignments: [{ role: SHIPPED_ROLES['network-admin'].id, member: null }] },
      { assignments: [{ role: SHIPPED_ROLES['network-admin'].id }] },
    ]) {
      const startedAt = performance.now()
      const known = await invite(manager, { email, ...values })
      expect(performance.now() - startedAt).toBeGreaterThanOrEqual(499)
      const unknown = await invite(manager, { email: `${Math.random()}@a.example`, ...values })
      expect(known.status).toBeGreaterThanOrEqual(400)
      expect([known.status, known.body]).toEqual([unknown.status, unknown.body])
    }
  })

  it('leaves so often to one address, and no more', async () => {
    const statuses = []
    for (let n = 0; n < 4; n++) statuses.push((await invite(manager, { email: 'souvent@a.example' })).status)
    expect(statuses.at(-1)).toBe(429)
    // Another site neither notices nor is kept from it.
    const ofB = await office.as('site-manager', network.b)
    const values = { email: 'souvent@a.example', assignments: [shipped('site-editor', network.b)] }
    expect((await invite(ofB, values)).status).toBe(200)
  })

  it('takes no password that is made of the name or the address of its owner', async () => {
    const email = 'marguerite.duplessis@a.example'
    expect((await invite(manager, { email, name: 'Marguerite Duplessis' })).status).toBe(200)
    const token = /\/admin\/reset\/(\w+)/.exec((await mails(email)).at(-1)?.text ?? '')?.[1]
    const { status, body } = await office.anonymous.call('POST', '/api/users/reset-password', {
      token,
      password: 'marguerite1234567',
    })
    expect(status).toBe(400)
    expect(JSON.stringify(body)).toContain('l’un des premiers')
  })

  it('is bound by the ceiling, and leaves neither account nor mail where it is refused', async () => {
    for (const assignments of [
      [shipped('site-editor', network.b)],
      [{ role: SHIPPED_ROLES['network-admin'].id, member: null }],
      [],
    ])
      expect((await invite(manager, { email: 'trop@a.example', assignments })).status).toBeGreaterThanOrEqual(400)
    const editor = await office.as('site-editor', network.a)
    expect((await invite(editor, { email: 'trop@a.example' })).status).toBe(403)
    for (const values of [
      { email: 'rien' },
      { email: 'x@y.example', name: '' },
      { email: 'x@y.example', assignments: 'x' },
    ])
      expect((await invite(manager, values)).status).toBe(400)
    expect(await mails('trop@a.example')).toEqual([])
    const { rowCount } = await office.pool.query(`select 1 from users where email = 'trop@a.example'`)
    expect(rowCount).toBe(0)
  })

  it('offers the roles and sites that its sender can give', async () => {
    const { body } = await manager.call('GET', '/api/roles/givable')
    const names = body.docs.map(({ name }: { name: string }) => name)
    expect(names).toContain('Responsable de site')
    expect(names).not.toContain('Administration du réseau')
    // Made for programs, not for people.
    expect(names.join()).not.toMatch(/API/)
    const sites = await manager.call('GET', '/api/users/sites')
    expect(sites.body.docs.map(({ id }: { id: string }) => id)).toEqual([network.a])
  })
})
