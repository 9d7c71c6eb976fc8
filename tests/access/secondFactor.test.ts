import { spawnSync } from 'node:child_process'
import { TOTP } from 'otpauth'
import { executeAuthStrategies } from 'payload'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SHIPPED_ROLES } from '../../src/access/shippedRoles.ts'
import { type BackOffice, type Caller, caller, openBackOffice, SECRET } from '../support/backOffice.ts'
import { makeNetwork, makeRelease } from '../support/factories.ts'

const PASSWORD = 'a password for tests'

let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>
let admin: Caller & { user: string }

beforeAll(async () => {
  office = await openBackOffice({ worker: 'off' })
  network = await makeNetwork(office)
  admin = await office.as('network-admin')
})
afterAll(() => office.close())

type Person = Caller & { user: string; email: string }

async function signIn(email: string, password = PASSWORD): Promise<Person & { answer: Record<string, unknown> }> {
  const { status, body } = await office.anonymous.call('POST', '/api/users/login', { email, password })
  expect(status).toBe(200)
  return { ...caller(office.url, { Authorization: `JWT ${body.token}` }), user: body.user.id, email, answer: body }
}

async function person(role: 'site-editor' | 'site-manager' = 'site-editor'): Promise<Person> {
  const made = await office.as(role, network.a)
  const { rows } = await office.pool.query('select email from users where id = $1', [made.user])
  return { ...made, email: rows[0].email }
}

/** The code of a step: 0 is now. Each counts once, so that tests take the next one. */
const codeOf = (secret: string, step = 0) => new TOTP({ secret }).generate({ timestamp: Date.now() + step * 30_000 })

async function withFactor(who?: Person) {
  const owner = who ?? (await person())
  const setUp = await owner.call('POST', '/api/users/second-factor/set-up', { currentPassword: PASSWORD })
  expect(setUp.status).toBe(200)
  const secret: string = setUp.body.secret
  const { status, body } = await owner.call('POST', '/api/users/second-factor/confirm', { code: codeOf(secret, -1) })
  expect(status).toBe(200)
  return { owner, secret, codes: body.recoveryCodes as string[] }
}

const reads = async (who: Caller) => (await who.call('GET', '/api/press-releases')).status

describe('a second factor', () => {
  it('is set up with the password and a first code, and then asked for at each sign-in', async () => {
    const { owner, secret, codes } = await withFactor()
    expect(codes).toHaveLength(10)
    expect(new Set(codes).size).toBe(10)
    expect(await reads(owner)).toBe(200)

    const waiting = await signIn(owner.email)
    expect(waiting.answer).toMatchObject({ secondFactor: 'code', user: { id: owner.user } })
    expect(JSON.stringify(waiting.answer)).not.toContain(owner.email)
    expect(await reads(waiting)).toBe(403)
    expect((await waiting.call('GET', '/api/users/me')).body.user).toBeNull()
    expect((await waiting.call('POST', '/api/users/refresh-token')).status).toBe(403)
    expect((await waiting.call('PATCH', `/api/users/${owner.user}`, { name: 'X' })).status).toBe(403)
    expect((await waiting.call('GET', '/api/users/sessions')).status).toBe(404)
    expect((await waiting.call('POST', '/api/users/second-factor/set-up', { currentPassword: PASSWORD })).status).toBe(
      403,
    )
    expect((await waiting.call('DELETE', '/api/users/second-factor', {})).status).toBe(403)

    const wrong = await waiting.call('POST', '/api/users/second-factor/verify', { code: '000000' })
    expect(wrong.status).toBe(401)
    expect(wrong.body.errors[0].message).toContain('Ce code n’est pas le bon')
    expect((await waiting.call('POST', '/api/users/second-factor/verify', { code: codeOf(secret) })).status).toBe(200)
    expect(await reads(waiting)).toBe(200)
  })

  it('takes each code once', async () => {
    const { owner, secret } = await withFactor()
    const code = codeOf(secret)
    const [one, two] = [await signIn(owner.email), await signIn(owner.email)]
    const answers = await Promise.all(
      [one, two].map((session) => session.call('POST', '/api/users/second-factor/verify', { code })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401])
  })

  it('is not passed by a new password from a mail', async () => {
    const { owner } = await withFactor()
    const token = await office.payload.forgotPassword({
      collection: 'users',
      data: { email: owner.email },
      disableEmail: true,
    })
    const { status, body } = await office.anonymous.call('POST', '/api/users/reset-password', {
      token,
      password: 'another password for tests',
    })
    expect(status).toBe(200)
    expect(body.user).toEqual({ id: owner.user, collection: 'users' })
    expect(await reads(caller(office.url, { Authorization: `JWT ${body.token}` }))).toBe(403)
  })

  it('opens by a recovery code, each once, and its owner is told by mail', async () => {
    const { owner, codes } = await withFactor()
    const first = await signIn(owner.email)
    const { status, body } = await first.call('POST', '/api/users/second-factor/verify', {
      code: codes[0]?.toUpperCase().replaceAll('-', ' '),
    })
    expect(status).toBe(200)
    expect(body.codesLeft).toBe(9)
    const second = await signIn(owner.email)
    expect((await second.call('POST', '/api/users/second-factor/verify', { code: codes[0] })).status).toBe(401)
    const { rows } = await office.pool.query(
      `select 1 from payload_jobs where input->>'to' = $1 and input->>'text' like '%code de secours%'`,
      [owner.email],
    )
    expect(rows).toHaveLength(1)
    const { rows: kept } = await office.pool.query('select hash from recovery_codes where user_id = $1', [owner.user])
    expect(kept.some(({ hash }) => codes.includes(hash))).toBe(false)
  })

  it('of two renewals of recovery codes at once the codes of one count', async () => {
    const { owner, codes } = await withFactor()
    const renewed = await Promise.all(
      [codes[0], codes[1]].map((code) =>
        owner.call('POST', '/api/users/second-factor/recovery-codes', { currentPassword: PASSWORD, code }),
      ),
    )
    expect(renewed.map(({ status }) => status)).toEqual([200, 200])
    const { rows } = await office.pool.query(
      'select count(*)::int as n, count(distinct salt)::int as salts from recovery_codes where user_id = $1',
      [owner.user],
    )
    expect(rows[0]).toEqual({ n: 10, salts: 1 })
  })

  it('takes no more guesses from an address that guesses, not even the right one', async () => {
    const { owner, secret } = await withFactor()
    const waiting = await signIn(owner.email)
    const statuses = []
    for (let i = 0; i < 12; i++) {
      statuses.push((await waiting.call('POST', '/api/users/second-factor/verify', { code: '123 456' })).status)
    }
    expect(statuses.slice(-2)).toEqual([429, 429])
    const right = await waiting.call('POST', '/api/users/second-factor/verify', { code: codeOf(secret) })
    expect(right.status).toBe(429)
  })

  it('ends the other sessions when it comes, and is removed with password and code', async () => {
    const owner = await person()
    const other = await signIn(owner.email)
    const { secret } = await withFactor(owner)
    expect(await reads(other)).toBe(403)
    const off = (body: object) => owner.call('DELETE', '/api/users/second-factor', body)
    expect((await off({ code: codeOf(secret) })).status).toBe(400)
    expect((await off({ currentPassword: PASSWORD, code: '000000' })).status).toBe(401)
    expect((await off({ currentPassword: PASSWORD, code: codeOf(secret) })).status).toBe(200)
    expect(await reads(await signIn(owner.email))).toBe(200)
  })

  it('is taken away by the network’s administration alone', async () => {
    const { owner } = await withFactor()
    const manager = await office.as('site-manager', network.a)
    const path = `/api/users/${owner.user}/second-factor`
    expect((await manager.call('DELETE', path)).status).toBe(403)
    expect((await office.anonymous.call('DELETE', path)).status).toBe(403)
    expect((await admin.call('DELETE', `/api/users/${admin.user}/second-factor`)).status).toBe(403)
    expect((await admin.call('DELETE', path)).status).toBe(200)
    expect((await admin.call('DELETE', path)).status).toBe(404)
    expect(await reads(await signIn(owner.email))).toBe(200)
  })

  it('is neither begun nor ended by an open session without the password', async () => {
    const owner = await person()
    expect((await owner.call('POST', '/api/users/second-factor/set-up', {})).status).toBe(400)
    expect((await owner.call('POST', '/api/users/second-factor/set-up', { currentPassword: 5 })).status).toBe(400)
    expect((await office.anonymous.call('GET', '/api/users/second-factor')).status).toBe(403)
  })

  it('says that a code is wrong where the secret of the application is another one; recovery codes go on', async () => {
    const { owner, secret, codes } = await withFactor()
    await office.pool.query('update second_factors set sealed_secret = $1 where user_id = $2', [
      Buffer.alloc(60).toString('base64'),
      owner.user,
    ])
    const session = await signIn(owner.email)
    const verify = (code: string) => session.call('POST', '/api/users/second-factor/verify', { code })
    expect((await verify(codeOf(secret))).status).toBe(401)
    expect((await verify(codes[0] ?? '')).status).toBe(200)
  })

  it('is removed by a command, for an administrator whom no other can help', async () => {
    const { owner } = await withFactor()
    const session = await signIn(owner.email)
    const run = () =>
      spawnSync(process.execPath, ['src/commands/secondFactor.ts', 'remove', owner.email], {
        env: { ...process.env, DATABASE_URL: office.databaseUrl, PAYLOAD_SECRET: SECRET },
        encoding: 'utf8',
        timeout: 60_000,
      })
    expect(run()).toMatchObject({ status: 0, stdout: expect.stringContaining('is removed') })
    expect((await session.call('GET', '/api/users/second-factor')).status).toBe(403)
    expect(await reads(await signIn(owner.email))).toBe(200)
    expect(run()).toMatchObject({ status: 1, stderr: expect.stringContaining('No account') })
  })

  it('is forgotten with its account', async () => {
    const { owner } = await withFactor()
    expect((await admin.call('DELETE', `/api/users/${owner.user}`)).status).toBe(200)
    const { rows } = await office.pool.query(
      `select (select count(*) from second_factors where user_id = $1) + (select count(*) from recovery_codes where user_id = $1)
        + (select count(*) from confirmed_sessions where user_id = $1) as left`,
      [owner.user],
    )
    expect(Number(rows[0].left)).toBe(0)
  })
})

describe('a role that requires a second factor', () => {
  it('counts for nobody before they have one, at once, and for a moment alone', async () => {
    const { body } = await admin.call('POST', '/api/roles', {
      name: 'Double',
      member: network.a,
      permissions: [{ collection: 'press-releases', actions: ['read'] }],
      abilities: [],
    })
    const owner = await person()
    await office.payload.update({
      collection: 'users',
      id: owner.user,
      data: { assignments: [{ role: body.doc.id, member: network.a }] },
      overrideAccess: true,
    })
    expect(await reads(owner)).toBe(200)
    expect((await admin.call('PATCH', `/api/roles/${body.doc.id}`, { requiresSecondFactor: true })).status).toBe(200)
    expect(await reads(owner)).toBe(403)

    const waiting = await signIn(owner.email)
    expect(waiting.answer).toMatchObject({ secondFactor: 'set-up' })
    expect((await waiting.call('GET', '/api/users/second-factor')).body).toMatchObject({
      owes: 'set-up',
      isRequired: true,
    })
    await office.pool.query(
      `update users_sessions set created_at = now() - interval '16 minutes' where _parent_id = $1`,
      [owner.user],
    )
    expect((await waiting.call('POST', '/api/users/second-factor/set-up')).status).toBe(403)

    const again = await signIn(owner.email)
    const { secret } = (await again.call('POST', '/api/users/second-factor/set-up')).body
    expect((await again.call('POST', '/api/users/second-factor/confirm', { code: codeOf(secret) })).status).toBe(200)
    expect(await reads(again)).toBe(200)
    const off = await again.call('DELETE', '/api/users/second-factor', {
      currentPassword: PASSWORD,
      code: codeOf(secret, 1),
    })
    expect(off.status).toBe(403)
  })

  it('may be one that ships: the network says so, and changes nothing else of it', async () => {
    const path = `/api/roles/${SHIPPED_ROLES['site-publisher'].id}`
    const manager = await office.as('site-manager', network.a)
    expect((await manager.call('PATCH', path, { requiresSecondFactor: true })).status).toBe(403)
    expect((await admin.call('PATCH', path, { abilities: ['manageUsers'] })).status).toBe(403)
    expect((await admin.call('PATCH', path, { requiresSecondFactor: true })).status).toBe(200)
    const publisher = await office.as('site-publisher', network.a)
    expect(await reads(publisher)).toBe(403)
    expect((await admin.call('PATCH', path, { requiresSecondFactor: false })).status).toBe(200)
    expect(await reads(publisher)).toBe(200)
    expect((await admin.call('DELETE', path)).status).toBe(403)
  })
})

describe('a look through the eyes of somebody else', () => {
  const seeing = (who: Caller, cookie: string): Caller => ({
    ...who,
    call: (method, path, body, headers) => who.call(method, path, body, { ...headers, cookie }),
  })
  /** The cookie by which somebody looks through another's eyes. */
  const sight = async (who: Caller, id: string): Promise<string> => {
    const { status, headers } = await who.call('POST', `/api/users/${id}/see-as`)
    expect(status).toBe(200)
    return String(headers.get('set-cookie')).split(';')[0] ?? ''
  }

  it('shows a manager what their people see, and changes nothing', async () => {
    const manager = await office.as('site-manager', network.a)
    const editor = await office.as('site-editor', network.a)
    const cookie = await sight(manager, editor.user)
    expect(cookie).toMatch(/^rencontre-see-as=[\w-]{40,}$/)
    const eyes = seeing(manager, cookie)
    expect((await manager.call('GET', '/api/api-clients')).status).toBe(200)
    expect((await eyes.call('GET', '/api/api-clients')).status).toBe(403)
    expect(await reads(eyes)).toBe(200)
    const write = await eyes.call('POST', '/api/press-releases', {})
    expect(write.status).toBe(403)
    expect(write.body.errors[0].message).toContain('revenez d’abord')
    // A form asks for a long list by POST; what it calls so and is a change is refused as well.
    const release = await makeRelease(office, { owner: network.a, contacts: [network.contactOfA] })
    const overridden = await eyes.call(
      'POST',
      `/api/press-releases/${release.id}`,
      { subtitle: 'X' },
      { 'x-payload-http-method-override': 'GET' },
    )
    expect(overridden.body.doc?.subtitle ?? overridden.body.subtitle).not.toBe('X')
    const header = { 'x-payload-http-method-override': 'GET' }
    expect((await eyes.call('PATCH', `/api/press-releases/${release.id}`, { subtitle: 'X' }, header)).status).toBe(403)
    expect((await eyes.call('DELETE', '/api/users/sessions', undefined, header)).status).toBe(403)
    const { user } = await executeAuthStrategies({
      payload: office.payload,
      headers: new Headers({ Authorization: `JWT ${manager.token}`, cookie }),
    })
    const inside = office.payload.update({
      collection: 'press-releases',
      id: release.id,
      data: { subtitle: 'X' },
      overrideAccess: false,
      user,
    })
    await expect(inside).rejects.toThrow('autorisé')
    const { rows } = await office.pool.query(
      `select 1 from press_releases_locales where _parent_id = $1 and subtitle = 'X'`,
      [release.id],
    )
    expect(rows).toHaveLength(0)
    expect((await eyes.call('DELETE', '/api/users/see-as')).status).toBe(200)
  })

  it('shows nobody more than they hold, whatever the cookie says', async () => {
    const manager = await office.as('site-manager', network.a)
    const editor = await office.as('site-editor', network.a)
    const elsewhere = await office.as('site-manager', network.b)
    for (const id of [admin.user, elsewhere.user, manager.user, 'not-an-id']) {
      expect((await manager.call('POST', `/api/users/${id}/see-as`)).status).toBe(404)
    }
    expect((await editor.call('POST', `/api/users/${manager.user}/see-as`)).status).toBe(404)
    const before = (await editor.call('GET', '/api/users')).body.totalDocs
    const ofAdmin = await sight(admin, manager.user)
    for (const cookie of [ofAdmin, `rencontre-see-as=${admin.user}`, 'rencontre-see-as=x'])
      expect((await seeing(editor, cookie).call('GET', '/api/users')).body.totalDocs, cookie).toBe(before)
    expect((await seeing(manager, ofAdmin).call('GET', '/api/api-clients')).status).toBe(200)
    expect((await seeing(manager, `rencontre-see-as=${editor.user}`).call('GET', '/api/api-clients')).status).toBe(200)
  })
})

describe('who can do what', () => {
  it('is told of an account and of a role, to who manages them', async () => {
    const manager = await office.as('site-manager', network.a)
    const editor = await office.as('site-editor', network.a)
    const ofAccount = await manager.call('GET', `/api/rights?user=${editor.user}`)
    expect(ofAccount.body.lines[0]).toMatchObject({ role: 'Rédaction de site', siteName: expect.any(String) })
    const ofRole = await manager.call('GET', `/api/rights?role=${SHIPPED_ROLES['site-editor'].id}`)
    const people = new Set(ofRole.body.lines.map(({ person }: { person: string }) => person))
    expect(people.has(editor.user)).toBe(true)
    expect(people.has(manager.user)).toBe(false)
  })
})
