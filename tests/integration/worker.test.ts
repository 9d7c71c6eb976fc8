import { spawn } from 'node:child_process'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type BackOffice, openBackOffice, SECRET } from '../support/backOffice.ts'
import { makeNetwork, makeRelease } from '../support/factories.ts'
import { connectSite } from '../support/publicSite.ts'
import { type Receiver, startReceiver } from '../support/receiver.ts'
import { until } from '../support/runningProduct.ts'

let office: BackOffice
let receiver: Receiver

beforeAll(async () => {
  office = await openBackOffice({ worker: 'off' })
  receiver = await startReceiver()
})
afterAll(async () => {
  await receiver.close()
  await office.close()
})

it('with WORKER=off nothing is done by itself; npm run worker does it, what was missed too', async () => {
  const { contactOfA } = await makeNetwork(office)
  const admin = await office.as('network-admin')
  await connectSite(admin, { url: receiver.url })
  const release = await makeRelease(office, {
    title: 'À l’heure',
    contacts: [contactOfA],
    embargoUntil: new Date(Date.now() + 1_000).toISOString(),
  })
  const isPublic = async () =>
    (await office.pool.query('select 1 from published_documents where document_id = $1', [release.id])).rows.length > 0
  await new Promise((resolve) => setTimeout(resolve, 2_500))
  expect(await isPublic()).toBe(false)

  const worker = spawn(process.execPath, ['src/commands/worker.ts'], {
    env: { ...process.env, DATABASE_URL: office.databaseUrl, PAYLOAD_SECRET: SECRET, WORKER: 'off' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => worker.once('exit', (code) => resolve(code)))
  await until(isPublic, 20_000)
  await until(async () => receiver.calls.length > 0, 10_000)
  expect(receiver.calls[0]?.body).toContain(release.id)
  worker.kill('SIGTERM')
  expect(await ended).toBe(0)
})
