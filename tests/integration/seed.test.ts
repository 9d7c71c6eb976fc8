import { afterAll, beforeAll, expect, it } from 'vitest'
import { DEMONSTRATION_ACCOUNTS } from '../../src/demo/accounts.ts'
import { seed } from '../../src/demo/seed.ts'
import { type BackOffice, openBackOffice } from '../support/backOffice.ts'

let office: BackOffice
const options = { password: 'mot de passe de démonstration', say: () => {} }

beforeAll(async () => {
  office = await openBackOffice()
  await seed(office.payload, options)
}, 120_000)
afterAll(() => office.close())

const picture = async () => {
  const { rows } = await office.pool.query(`
    select (select count(*) from members) as members, (select count(*) from media) as media, (select count(*) from press_releases) as releases,
      (select count(*) from _press_releases_v) as versions, (select count(*) from contacts) as contacts, (select count(*) from editions) as editions,
      (select count(*) from users) as users, (select max(position) from publications) as head`)
  return rows[0]
}

it('loads the network with its sources', async () => {
  expect(await picture()).toMatchObject({
    members: '50',
    releases: '5',
    contacts: '3',
    users: String(DEMONSTRATION_ACCOUNTS.length),
  })
  const { docs } = await office.payload.find({
    collection: 'members',
    where: { kind: { equals: 'labelled' } },
    limit: 0,
    overrideAccess: true,
  })
  expect(docs).toHaveLength(23)
  expect(docs.every(({ sources }) => (sources?.length ?? 0) > 0)).toBe(true)
})

it('changes nothing when it is repeated', async () => {
  const before = await picture()
  await seed(office.payload, options)
  expect(await picture()).toEqual(before)
}, 60_000)

it('makes one edition of the joint call of 2026', async () => {
  const { docs } = await office.payload.find({
    collection: 'editions',
    where: { year: { equals: 2026 } },
    overrideAccess: true,
  })
  expect(docs).toHaveLength(1)
  expect(docs[0]?.programmes).toHaveLength(2)
})

it('holds no e-mail outside .example', async () => {
  const { rows } = await office.pool.query(`select email from users union all select email from contacts`)
  expect(rows.map(({ email }) => email).filter((email) => !email.endsWith('.example'))).toEqual([])
})

it('lets each account in, and nobody with another password', async () => {
  for (const { email } of DEMONSTRATION_ACCOUNTS) {
    expect(
      (await office.anonymous.call('POST', '/api/users/login', { email, password: options.password })).status,
    ).toBe(200)
  }
  expect(
    (
      await office.anonymous.call('POST', '/api/users/login', {
        email: DEMONSTRATION_ACCOUNTS[0]?.email,
        password: 'faux',
      })
    ).status,
  ).toBe(401)
})
