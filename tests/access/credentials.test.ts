import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BackOffice, type Caller, openBackOffice } from '../support/backOffice.ts'
import { makeNetwork } from '../support/factories.ts'

let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>
let admin: Caller
let manager: Caller

beforeAll(async () => {
  // The mails are read where they wait: nothing here is to send them.
  office = await openBackOffice({ worker: 'off' })
  network = await makeNetwork(office)
  admin = await office.as('network-admin')
  manager = await office.as('site-manager', network.a)
})
afterAll(() => office.close())

it('a new password is told to the log and to its owner, a new address to the old one', async () => {
  const someone = await office.as('site-editor', network.a)
  const { email } = (await admin.call('GET', `/api/users/${someone.user}`)).body
  const mails = async () =>
    (
      await office.pool.query(`select input->>'text' as text from payload_jobs where input->>'to' = $1`, [email])
    ).rows.map(({ text }) => text)
  const changed = await someone.call('PATCH', `/api/users/${someone.user}`, {
    password: 'quatre mots au hasard',
    currentPassword: 'a password for tests',
  })
  expect(changed.status).toBe(200)
  const acts = async (): Promise<string[]> =>
    (await manager.call('GET', `/api/audit?collection=users&id=${someone.user}`)).body.acts.map(
      ({ act }: { act: string }) => act,
    )
  expect(await acts()).toEqual(['password-changed'])
  expect(await mails()).toEqual([expect.stringContaining('Le mot de passe de votre compte Rencontre a été changé.')])

  const token = await office.payload.forgotPassword({ collection: 'users', data: { email }, disableEmail: true })
  const body = { token, password: 'quatre autres mots encore' }
  expect((await office.anonymous.call('POST', '/api/users/reset-password', body)).status).toBe(200)
  expect((await acts()).slice(0, 1)).toEqual(['password-changed'])
  expect(await mails()).toHaveLength(2)
  expect((await admin.call('PATCH', `/api/users/${someone.user}`, { email: 'neuf@test.example' })).status).toBe(200)
  expect((await mails()).at(-1)).toContain('L’adresse e-mail de votre compte Rencontre a été changée.')
})

it('a password that is refused tells nobody whose account it is not of what that account is called', async () => {
  const person = await office.as('site-editor', network.a)
  const admin = await office.as('network-admin')
  await office.payload.update({
    collection: 'users',
    id: person.user,
    data: { name: 'Marguerite Duplessis' },
    overrideAccess: true,
  })
  const ofB = await office.as('site-manager', network.b)
  for (const by of [office.anonymous, ofB, await office.as('site-manager', network.a)]) {
    const tried = async (password: string) => by.call('PATCH', `/api/users/${person.user}`, { password })
    const [guessed, other] = [await tried('marguerite1234567'), await tried('gwendoline1234567')]
    expect([guessed.status, guessed.body]).toEqual([other.status, other.body])
    expect([403, 404]).toContain(guessed.status)
  }
  // Who may give one is told.
  expect((await admin.call('PATCH', `/api/users/${person.user}`, { password: 'marguerite1234567' })).status).toBe(400)
})
