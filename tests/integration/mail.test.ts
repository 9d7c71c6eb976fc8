import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { type BackOffice, openBackOffice } from '../support/backOffice.ts'
import { until } from '../support/runningProduct.ts'

type Behaviour = 'take' | 'later' | 'never' | 'drop-after-data'

let office: BackOffice
let server: SMTPServer
let behaviours: Behaviour[] = []
let taken: string[] = []
let handedOver = 0

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: (_address, _session, done) => {
      const [next] = behaviours
      if (next === 'later' || next === 'never') {
        behaviours.shift()
        return done(Object.assign(new Error('not now'), { responseCode: next === 'later' ? 451 : 550 }))
      }
      done()
    },
    onData: (stream, _session, done) => {
      let text = ''
      stream.on('data', (chunk: Buffer) => (text += chunk))
      stream.on('end', () => {
        handedOver += 1
        if (behaviours.shift() === 'drop-after-data') {
          // The text has arrived; the word that it has does not get back.
          for (const connection of (server as unknown as { connections: Set<{ _socket: { destroy: () => void } }> })
            .connections)
            connection._socket.destroy()
          return
        }
        taken.push(text)
        done()
      })
    },
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  process.env.SMTP_URL = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`
  office = await openBackOffice()
})
afterAll(async () => {
  await office.close()
  await new Promise<void>((resolve) => server.close(() => resolve()))
})
beforeEach(async () => {
  behaviours = []
  taken = []
  handedOver = 0
  await office.pool.query('delete from payload_jobs')
})

const send = (req?: object) =>
  office.payload.jobs.queue({
    task: 'send-mail' as never,
    input: {
      to: 'presse@test.example',
      subject: 'Échec d’une publication',
      text: 'Le communiqué n’a pas paru.',
    } as never,
    ...(req ? { req: req as never } : {}),
  })
const waiting = async () => (await office.pool.query('select has_error, processing, wait_until from payload_jobs')).rows
const again = () => office.pool.query('update payload_jobs set wait_until = now() where wait_until is not null')

it('sends a mail by a real server, once', async () => {
  await send()
  await until(async () => (await waiting()).length === 0, 8_000)
  expect(taken).toHaveLength(1)
  expect(taken[0]).toContain('To: presse@test.example')
})

it('tries again what the server puts off', async () => {
  behaviours = ['later', 'later', 'take']
  await send()
  for (let tries = 0; tries < 40 && taken.length === 0; tries++) {
    await again()
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  await until(async () => (await waiting()).length === 0, 8_000)
  expect(taken).toHaveLength(1)
})

it('gives up, and keeps for people to see, what the server refuses for good', async () => {
  behaviours = ['never', 'never', 'never', 'never', 'never', 'never']
  await send()
  await until(async () => {
    await again()
    return (await waiting())[0]?.has_error === true
  }, 15_000)
  expect(taken).toEqual([])
})

it('does not send twice what may have arrived', async () => {
  behaviours = ['drop-after-data']
  await send()
  await until(async () => handedOver === 1 && (await waiting()).length === 0, 15_000)
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  expect(handedOver).toBe(1)
})
