import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BackOffice, openBackOffice } from '../support/backOffice.ts'

let office: BackOffice
let emails: string[]

beforeAll(async () => {
  office = await openBackOffice({ worker: 'off' })
  for (let i = 0; i < 4; i++) await office.as('reader')
  emails = (await office.pool.query<{ email: string }>('select email from users order by email')).rows.map(
    ({ email }) => email,
  )
})
afterAll(() => office.close())

const ask = async (email: unknown) => {
  const startedAt = performance.now()
  const { status, body } = await office.anonymous.call('POST', '/api/users/forgot-password', { email })
  return { status, body, ms: performance.now() - startedAt }
}
const mailsTo = async (email: string) =>
  (await office.pool.query(`select input->>'text' as text from payload_jobs where input->>'to' = $1`, [email])).rows
const tokenOf = async (email: string) =>
  (await office.pool.query('select reset_password_token as token from users where email = $1', [email])).rows[0].token

it('a forgotten password is chosen anew by a link, once', async () => {
  const email = emails[0] ?? ''
  expect((await ask(email.toUpperCase())).status).toBe(200)
  const mails = await mailsTo(email)
  expect(mails).toHaveLength(1)
  const token = /\/admin\/reset\/(\w+)/.exec(mails[0].text)?.[1]
  const reset = () =>
    office.anonymous.call('POST', '/api/users/reset-password', { token, password: 'quatre mots au hasard' })
  expect((await reset()).status).toBe(200)
  expect((await reset()).status).toBe(403)
  const signedIn = await office.anonymous.call('POST', '/api/users/login', { email, password: 'quatre mots au hasard' })
  expect(signedIn.status).toBe(200)
})

it('neither the answer nor its time tells who has an account', async () => {
  // In pairs at once, so that what else the machine does delays both alike.
  const pairs = await Promise.all(
    emails.slice(1).map((email, n) => Promise.all([ask(email), ask(`rien${n}@test.example`)])),
  )
  const [known, unknown] = [pairs.map(([one]) => one), pairs.map(([, other]) => other)]
  expect(new Set([...known, ...unknown].map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size).toBe(1)
  for (const { ms } of [...known, ...unknown]) expect(ms).toBeGreaterThanOrEqual(499)
  const slowest = (answers: Array<{ ms: number }>) => Math.max(...answers.map(({ ms }) => ms))
  expect(Math.abs(slowest(known) - slowest(unknown))).toBeLessThan(100)
})

it('who asks again at once makes neither another mail nor the first link worthless', async () => {
  const email = emails[1] ?? ''
  const [mails, token] = [await mailsTo(email), await tokenOf(email)]
  expect(mails).toHaveLength(1)
  expect((await ask(email)).status).toBe(200)
  expect(await mailsTo(email)).toEqual(mails)
  expect(await tokenOf(email)).toBe(token)
})

it.each([undefined, 5, '', { like: '%' }, ['a@b.example']])('%j is no address', async (email) => {
  expect((await ask(email)).status).toBe(400)
})
