import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { recoverJobs } from '../../src/database/runJobs.ts'
import { type BackOffice, type Caller, openBackOffice, SECRET } from '../support/backOffice.ts'
import { makeNetwork, makeRelease } from '../support/factories.ts'
import { say } from '../support/scale.ts'

let office: BackOffice
let network: Awaited<ReturnType<typeof makeNetwork>>
let editor: Caller

beforeAll(async () => {
  office = await openBackOffice({ worker: 'off' })
  network = await makeNetwork(office)
  editor = await office.as('network-communication')
})
afterAll(() => office.close())

it('P1: a commit that fails is never answered as success, 200 times', async () => {
  const release = await makeRelease(office, { contacts: [network.contactOfA] })
  await office.pool.query(`
    create function break_commit() returns trigger language plpgsql as $$
      begin
        if new.subtitle = 'REFUSED' then raise exception 'refused at commit'; end if;
        if new.subtitle = 'KILLED' then perform pg_terminate_backend(pg_backend_pid()); end if;
        return null;
      end $$;
    create constraint trigger break_commit after insert or update on press_releases_locales deferrable initially deferred
      for each row execute function break_commit()`)
  let successes = 0
  for (let n = 0; n < 200; n++) {
    const { status } = await editor.call('PATCH', `/api/press-releases/${release.id}`, {
      summary: `Essai ${n}`,
      subtitle: n % 2 === 0 ? 'REFUSED' : 'KILLED',
      _status: 'published',
    })
    if (status < 400) successes += 1
  }
  await office.pool.query('drop trigger break_commit on press_releases_locales; drop function break_commit')
  say('P1, failed commits answered as success', `${successes} of 200`)
  expect(successes).toBe(0)
  const { rows } = await office.pool.query(
    `select summary from press_releases_locales where _parent_id = $1 and _locale = 'fr'`,
    [release.id],
  )
  expect(rows[0].summary).not.toContain('Essai')
  expect(
    (await editor.call('PATCH', `/api/press-releases/${release.id}`, { summary: 'Après', _status: 'published' }))
      .status,
  ).toBe(200)
})

it('P2: of two changes of different fields at once none is undone, 60 times', async () => {
  const release = await makeRelease(office, { contacts: [network.contactOfA] })
  let lost = 0
  for (let n = 0; n < 60; n++) {
    const answers = await Promise.all([
      editor.call('PATCH', `/api/press-releases/${release.id}`, { summary: `A${n}`, _status: 'published' }),
      editor.call('PATCH', `/api/press-releases/${release.id}`, { subtitle: `B${n}`, _status: 'published' }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    const { body } = await editor.call('GET', `/api/press-releases/${release.id}`)
    if (body.summary !== `A${n}` || body.subtitle !== `B${n}`) lost += 1
  }
  say('P2, changes lost', `${lost} of 60`)
  expect(lost).toBe(0)
})

it('P2: a stale form is refused with the fields that differ', async () => {
  const release = await makeRelease(office, { contacts: [network.contactOfA] })
  await editor.call('PATCH', `/api/press-releases/${release.id}`, { summary: 'De l’autre', _status: 'published' })
  const { status, body } = await editor.call('PATCH', `/api/press-releases/${release.id}`, {
    summary: 'De la forme ouverte avant',
    revision: release.revision,
    _status: 'published',
  })
  expect(status).toBe(409)
  expect(body.errors[0].message).toContain('Chapô')
})

it('J1: two runners run 200 jobs once each', async () => {
  await office.pool.query('create table job_runs (job text, runner text)')
  for (let n = 0; n < 200; n++) {
    await office.payload.jobs.queue({
      task: 'send-mail' as never,
      input: { to: `p${n}@test.example`, subject: `Essai ${n}`, text: 'x' } as never,
    })
  }
  const runners = ['a', 'b'].map(
    (name) =>
      new Promise<string>((resolve) => {
        const child = spawn(process.execPath, [join(import.meta.dirname, '../support/jobRunner.ts')], {
          env: { ...process.env, DATABASE_URL: office.databaseUrl, PAYLOAD_SECRET: SECRET, RUNNER: name },
          stdio: ['ignore', 'pipe', 'pipe'],
        })
        let output = ''
        for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
        child.once('exit', () => resolve(output))
      }),
  )
  const outputs = await Promise.all(runners)
  const { rows } = await office.pool.query(
    'select job, count(*)::int as runs, array_agg(distinct runner) as by from job_runs group by job',
  )
  const twice = rows.filter(({ runs }) => runs > 1).length
  const runners2 = new Set(rows.flatMap(({ by }) => by))
  say('J1, jobs run twice by two processes', `${twice} of ${rows.length}`)
  expect(outputs.join('\n')).not.toContain('Error')
  expect(rows).toHaveLength(200)
  expect(twice).toBe(0)
  // Both took part, or nothing was proved.
  expect(runners2.size).toBe(2)
})

it('J2: a job whose runner died is taken back, and given up when that happens again and again', async () => {
  const { id } = (await office.payload.jobs.queue({
    task: 'send-mail' as never,
    input: { to: 'x@test.example', subject: 'x', text: 'x' } as never,
  })) as { id: string }
  const die = () =>
    office.pool.query(
      `update payload_jobs set processing = true, updated_at = now() - interval '6 minutes' where id = $1`,
      [id],
    )
  const state = async () =>
    (await office.pool.query('select processing, has_error from payload_jobs where id = $1', [id])).rows[0]
  await die()
  await recoverJobs(office.payload)
  expect(await state()).toEqual({ processing: false, has_error: false })
  for (let n = 0; n < 4; n++) {
    await die()
    await recoverJobs(office.payload)
  }
  expect(await state()).toEqual({ processing: false, has_error: true })
})

it('J4: no address runs, queues or shows jobs', async () => {
  const admin = await office.as('network-admin')
  for (const path of ['/run', '/run?limit=0', '/handle-schedules', '']) {
    const { status } = await admin.call('GET', `/api/payload-jobs${path}`)
    expect({ path, status }).toEqual({ path, status: expect.toSatisfy((code: number) => code >= 400) })
  }
  const { status } = await admin.call('POST', '/api/payload-jobs', {
    taskSlug: 'send-mail',
    input: { to: 'x@test.example', subject: 'x', text: 'x' },
  })
  expect(status).toBeGreaterThanOrEqual(400)
  expect(
    (await office.pool.query(`select 1 from payload_jobs where input ->> 'subject' = 'x' and has_error is not true`))
      .rows,
  ).toEqual([])
})
