import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BackOffice, caller, openBackOffice } from '../support/backOffice.ts'
import { makeNetwork, makeRelease } from '../support/factories.ts'
import { type Instance, startInstance } from '../support/instances.ts'
import { rounds, say } from '../support/scale.ts'

const WRITERS = 8
const ENTRIES = rounds(5_000)

let office: BackOffice
let instances: Instance[]

beforeAll(async () => {
  office = await openBackOffice({ worker: 'off' })
  // Writers of two processes: their transactions overlap for real.
  instances = await Promise.all([1, 2].map(() => startInstance(office.databaseUrl, { WORKER: 'off' })))
})
afterAll(async () => {
  await Promise.all(instances.map((instance) => instance.stop()))
  await office.close()
})

it(`a reader that pages the feed while ${WRITERS} writers publish ${ENTRIES} entries misses nothing`, async () => {
  const { contactOfA } = await makeNetwork(office)
  const editor = await office.as('network-communication')
  const callers = instances.map(({ url }) => caller(url, { Authorization: `JWT ${editor.token}` }))
  const releases: string[] = []
  for (let n = 0; n < WRITERS; n++)
    releases.push((await makeRelease(office, { title: `Flux ${n}`, contacts: [contactOfA], _status: 'draft' })).id)
  const start = Number(
    (await office.pool.query('select coalesce(max(position), 0) as head from publications')).rows[0].head,
  )

  let made = 0
  let isDone = false
  const writing = Promise.all(
    releases.map(async (id, lane) => {
      while (made < ENTRIES) {
        const n = made++
        const answer = await callers[lane % 2]?.call('PATCH', `/api/press-releases/${id}`, {
          keywords: [String(n)],
          _status: 'published',
        })
        expect(answer?.status).toBe(200)
      }
    }),
  ).finally(() => (isDone = true))

  // The feed leaves out what a later entry has replaced: a page proves that nothing lies hidden below its cursor.
  let cursor = start
  let pages = 0
  let hidden = 0
  const seen = new Set<number>()
  for (;;) {
    const wasDone = isDone
    const { body } = await office.anonymous.call('GET', `/content/changes?after=${cursor}&limit=7`)
    for (const { position } of body.changes) seen.add(position)
    const below = await office.pool.query<{ position: string }>(
      'select position from publications where position > $1 and position <= $2',
      [cursor, body.cursor],
    )
    for (const { position } of below.rows) known.add(Number(position))
    cursor = body.cursor
    pages += 1
    if (wasDone && !body.more && body.changes.length === 0) break
  }
  await writing
  const { rows } = await office.pool.query<{ position: string; is_newest: boolean }>(
    `select p.position, d.position is not null as is_newest from publications p
     left join published_documents d on d.position = p.position where p.position > $1`,
    [start],
  )
  // An entry that appears below a cursor that had passed it was missed.
  hidden = rows.filter(({ position }) => !known.has(Number(position))).length
  const newestMissed = rows.filter(({ position, is_newest }) => is_newest && !seen.has(Number(position))).length
  say('feed reader, entries that appeared behind its cursor', `${hidden} of ${rows.length} (${pages} pages)`)
  expect(rows.length).toBeGreaterThanOrEqual(ENTRIES)
  expect(hidden).toBe(0)
  expect(newestMissed).toBe(0)
})

const known = new Set<number>()
