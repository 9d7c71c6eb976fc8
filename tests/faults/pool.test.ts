import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BackOffice, caller, openBackOffice } from '../support/backOffice.ts'
import { makeNetwork, makeRelease } from '../support/factories.ts'
import { type Instance, startInstance } from '../support/instances.ts'
import { percentile, rounds, say } from '../support/scale.ts'

const WRITERS = 100
const ROUNDS = rounds(10, 2)

let office: BackOffice
let instance: Instance

beforeAll(async () => {
  office = await openBackOffice({ worker: 'off' })
  instance = await startInstance(office.databaseUrl, { DATABASE_POOL_SIZE: '5', WORKER: 'off' })
})
afterAll(async () => {
  await instance.stop()
  await office.close()
})

it(`P7: ${WRITERS} publishes at once on a pool of 5 are all answered, ${ROUNDS} rounds`, async () => {
  const network = await makeNetwork(office)
  const editor = await office.as('network-communication')
  const remote = caller(instance.url, { Authorization: `JWT ${editor.token}` })
  const releases = []
  for (let n = 0; n < WRITERS; n++)
    releases.push(await makeRelease(office, { title: `P7 ${n}`, contacts: [network.contactOfA] }))

  const statuses = new Map<number, number>()
  const reads: number[] = []
  let unanswered = 0
  let withoutRetryAfter = 0
  for (let round = 0; round < ROUNDS; round++) {
    let isWriting = true
    const reading = (async () => {
      while (isWriting) {
        const from = Date.now()
        const { status } = await remote.call('GET', '/content/changes?limit=1')
        expect(status).toBe(200)
        reads.push(Date.now() - from)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    })()
    const answers = await Promise.all(
      releases.map(({ id }) =>
        remote
          .call('PATCH', `/api/press-releases/${id}`, { summary: `Tour ${round}`, _status: 'published' })
          .catch(() => undefined),
      ),
    )
    isWriting = false
    await reading
    for (const answer of answers) {
      if (!answer) unanswered += 1
      else {
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
        if (answer.status === 503 && !answer.headers.get('retry-after')) withoutRetryAfter += 1
      }
    }
    expect((await remote.call('GET', '/api/press-releases?limit=1')).status).toBe(200)
  }
  const { rows: idle } = await office.pool.query(
    `select count(*)::int as count from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'`,
  )
  say('P7, answers', [...statuses].map(([status, count]) => `${count} × ${status}`).join(', '))
  say('P7, public reads meanwhile, p95', `${percentile(reads, 0.95)} ms`)
  expect(unanswered).toBe(0)
  expect([...statuses.keys()].filter((status) => status !== 200 && status !== 503)).toEqual([])
  expect(statuses.get(200) ?? 0).toBeGreaterThan(0)
  expect(withoutRetryAfter).toBe(0)
  expect(idle[0].count).toBe(0)
})
