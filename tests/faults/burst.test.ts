import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BackOffice, type Caller, openBackOffice } from '../support/backOffice.ts'
import { makeNetwork, makeRelease } from '../support/factories.ts'
import { connectSite } from '../support/publicSite.ts'
import { type Receiver, report, startReceiver } from '../support/receiver.ts'
import { until } from '../support/runningProduct.ts'
import { say } from '../support/scale.ts'

let office: BackOffice
let sites: Receiver[]
let admin: Caller

beforeAll(async () => {
  office = await openBackOffice()
  admin = await office.as('network-admin')
  sites = await Promise.all([1, 2, 3].map(() => startReceiver()))
})
afterAll(async () => {
  await office.close()
  await Promise.all(sites.map((site) => site.close()))
})

it('100 publishes in 10 s make at most 3 builds per site, and each publish is mapped to the build that carried it', async () => {
  const { contactOfA } = await makeNetwork(office)
  const releases = []
  for (let n = 0; n < 10; n++)
    releases.push(await makeRelease(office, { title: `Rafale ${n}`, contacts: [contactOfA] }))
  const ids = []
  for (const site of sites) {
    // As public sites are made: the quiet period and longest wait that the form proposes.
    const { id, secret } = await connectSite(admin, { url: site.url, quietSeconds: 5, longestWaitSeconds: 60 })
    ids.push(id)
    site.secrets = [secret]
    site.answer = async (_request, response, { id: rebuild }) => {
      response.writeHead(202).end()
      await report(office.url, { rebuild, state: 'building', secret })
      await new Promise((resolve) => setTimeout(resolve, 3_000))
      await report(office.url, { rebuild, state: 'live', secret })
    }
  }
  const before = Number((await office.pool.query('select max(position) as head from publications')).rows[0].head)
  const from = Date.now()
  for (let n = 0; n < 100; n++) {
    const { status } = await admin.call('PATCH', `/api/press-releases/${releases[n % 10]?.id}`, {
      summary: `Rafale ${n}`,
      _status: 'published',
    })
    expect(status).toBe(200)
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, from + (n + 1) * 100 - Date.now())))
  }
  const took = Date.now() - from
  await until(
    async () =>
      (await office.pool.query(`select count(*)::int as left from rebuilds where state <> 'live'`)).rows[0].left ===
        0 && sites.every(({ calls }) => calls.length > 0),
    60_000,
  )
  const { rows: builds } = await office.pool.query<{ site_id: string; builds: number }>(
    'select site_id, count(*)::int as builds from rebuilds group by site_id',
  )
  const { rows: mapped } = await office.pool.query<{ position: string; builds: number }>(
    `select p.position, count(r.id)::int as builds from publications p left join rebuilds r on r.position >= p.position and r.after_position < p.position
     where p.position > $1 group by p.position`,
    [before],
  )
  say(
    'burst of 100 publishes',
    `${(took / 1000).toFixed(1)} s, builds per site ${builds.map((row) => row.builds).join(', ')}`,
  )
  expect(took).toBeLessThan(11_000)
  expect(builds).toHaveLength(3)
  expect(Math.max(...builds.map((row) => row.builds))).toBeLessThanOrEqual(3)
  expect(mapped).toHaveLength(100)
  expect(mapped.every((row) => row.builds === 3)).toBe(true)
  expect(sites.map(({ unverified }) => unverified)).toEqual([0, 0, 0])
})
