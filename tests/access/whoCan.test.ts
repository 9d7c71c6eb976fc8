import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BackOffice, type Caller, openBackOffice } from '../support/backOffice.ts'
import { makeNetwork, makeRelease } from '../support/factories.ts'
import { give, shipped } from '../support/roles.ts'

let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>
let manager: Caller & { user: string }

beforeAll(async () => {
  office = await openBackOffice({ worker: 'off' })
  network = await makeNetwork(office)
  manager = await office.as('site-manager', network.a)
})
afterAll(() => office.close())

describe('who can do what here, and why', () => {
  it('is told of a document, with the roles that allow it', async () => {
    const release = await makeRelease(office, { owner: network.a, contacts: [network.contactOfA] })
    const editor = await office.as('site-editor', network.a)
    const { status, body } = await manager.call('GET', `/api/rights?collection=press-releases&id=${release.id}`)
    expect(status).toBe(200)
    const here = body.people.find(({ id }: { id: string }) => id === editor.user)
    const allowed = here.actions.filter((one: { allowed: boolean }) => one.allowed)
    expect(allowed.map(({ action }: { action: string }) => action)).toEqual(['read', 'create', 'update'])
    expect(allowed[0].because).toBe('Le permet : Rédaction de site.')
    const publish = here.actions.find(({ action }: { action: string }) => action === 'publish')
    expect(publish.because).toBe('Aucun rôle ne le permet.')
  })

  it('is told by sites of their own people and places alone, and by nobody else', async () => {
    const elsewhere = await office.as('site-editor', network.b)
    const both = await office.as('reader')
    await give(office, both.user, [shipped('site-editor', network.a), shipped('site-publisher', network.b)])
    const { body } = await manager.call('GET', '/api/rights')
    expect(JSON.stringify(body)).not.toContain(elsewhere.user)
    expect(JSON.stringify(body)).not.toContain(network.b)
    expect((await manager.call('GET', `/api/rights?user=${elsewhere.user}`)).status).toBe(404)
    expect((await elsewhere.call('GET', '/api/rights')).status).toBe(403)
    const hidden = await makeRelease(office, { owner: network.b, contacts: [network.contactOfB] })
    expect((await manager.call('GET', `/api/rights?collection=press-releases&id=${hidden.id}`)).status).toBe(404)
    for (const query of ['collection=users&id=1', 'collection=nothing', 'collection=__proto__'])
      expect((await manager.call('GET', `/api/rights?${query}`)).status).toBe(400)
  })

  it('is taken away as CSV', async () => {
    const { body, headers } = await manager.call('GET', '/api/rights?format=csv')
    expect(headers.get('content-type')).toContain('text/csv')
    const [head, ...lines] = body.trim().split('\r\n')
    expect(head).toBe('person,name,site,collection,action,fields,role')
    expect(
      lines.some((line: string) => line.includes(`${network.a},press-releases,publish,,Responsable de site`)),
    ).toBe(true)
  })
})
