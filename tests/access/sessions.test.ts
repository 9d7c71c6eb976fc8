import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BackOffice, type Caller, openBackOffice } from '../support/backOffice.ts'
import { makeNetwork } from '../support/factories.ts'

let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>
let admin: Caller

beforeAll(async () => {
  office = await openBackOffice({ worker: 'off' })
  network = await makeNetwork(office)
  admin = await office.as('network-admin')
})
afterAll(() => office.close())

it('one sees where one is signed in, and ends each of these sessions, but nobody else’s', async () => {
  const person = await office.as('site-editor', network.a)
  const { email } = (await person.call('GET', '/api/users/me')).body.user
  const again = await office.anonymous.call(
    'POST',
    '/api/users/login',
    { email, password: 'a password for tests' },
    { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' },
  )
  const elsewhere = (path: string) =>
    office.anonymous.call('GET', path, undefined, { Authorization: `JWT ${again.body.token}` })
  const { body } = await person.call('GET', '/api/users/sessions')
  expect(body.sessions.map(({ isThis }: { isThis: boolean }) => isThis).sort()).toEqual([false, true])
  const other = body.sessions.find(({ isThis }: { isThis: boolean }) => !isThis)
  // From where, so that one is told from another.
  expect(other).toMatchObject({ browser: 'Firefox, Linux', address: '127.0.0.1' })
  const stranger = await office.as('network-admin')
  expect((await stranger.call('DELETE', `/api/users/sessions/${other.id}`)).status).toBe(404)
  expect((await elsewhere('/api/press-releases')).status).toBe(200)
  expect((await person.call('DELETE', `/api/users/sessions/${other.id}`)).status).toBe(200)
  expect((await elsewhere('/api/press-releases')).status).toBe(403)
  expect((await person.call('GET', '/api/press-releases')).status).toBe(200)
  expect((await office.anonymous.call('GET', '/api/users/sessions')).status).toBe(404)
  const origins = async () =>
    (await office.pool.query('select session_id from session_origins where user_id = $1', [person.user])).rows.length
  // What is gone is forgotten when one signs in again, and all of it with the account.
  await office.anonymous.call('POST', '/api/users/login', { email, password: 'a password for tests' })
  expect(await origins()).toBe(2)
  await stranger.call('DELETE', `/api/users/${person.user}`)
  expect(await origins()).toBe(0)
})

it('signs in several times at once, each of which holds, and brings back nothing that was taken away meanwhile', async () => {
  const person = await office.as('site-editor', network.a)
  const { email } = (await admin.call('GET', `/api/users/${person.user}`)).body
  const signIn = () => office.anonymous.call('POST', '/api/users/login', { email, password: 'a password for tests' })
  const answers = await Promise.all([signIn(), signIn(), signIn(), signIn()])
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  for (const { body } of answers) {
    const me = await office.anonymous.call('GET', '/api/users/me', undefined, { Authorization: `JWT ${body.token}` })
    expect(me.body.user?.id).toBe(person.user)
  }
  const signingIn = signIn()
  // The account has been read, and the password is being checked.
  await new Promise((resolve) => setTimeout(resolve, 60))
  await office.pool.query('delete from users_assignments where _parent_id = $1', [person.user])
  expect((await signingIn).status).toBe(200)
  const { rows } = await office.pool.query('select 1 from users_assignments where _parent_id = $1', [person.user])
  expect(rows).toEqual([])
})
