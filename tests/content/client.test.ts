import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Change, CursorUnknown, changes, verifyWebhook } from '@rencontre/client'
import { rencontreLoader } from '@rencontre/client/astro'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BackOffice, openBackOffice } from '../support/backOffice.ts'
import { makeNetwork, makeRelease } from '../support/factories.ts'

let office: BackOffice
let release: { id: string }

beforeAll(async () => {
  office = await openBackOffice({ worker: 'off' })
  const network = await makeNetwork(office)
  release = await makeRelease(office, { title: 'Un', contacts: [network.contactOfA] })
  await makeRelease(office, { title: 'Deux', contacts: [network.contactOfA] })
})
afterAll(() => office.close())

async function readAll(
  options: Partial<Parameters<typeof changes>[0]> = {},
): Promise<{ read: Change[]; cursor: number }> {
  const read: Change[] = []
  let cursor = 0
  for await (const page of changes({ url: office.url, limit: 2, ...options })) {
    read.push(...page.changes)
    cursor = page.cursor
  }
  return { read, cursor }
}

describe('the client of public sites', () => {
  it('reads everything, then what changed, page by page', async () => {
    const all = await readAll()
    expect(all.read.length).toBeGreaterThan(4)
    expect(all.read.map(({ position }) => position)).toEqual(
      all.read.map(({ position }) => position).sort((a, b) => a - b),
    )
    await office.payload.update({
      collection: 'press-releases',
      id: release.id,
      data: { title: 'Un, changé' },
      overrideAccess: true,
    })
    const { read } = await readAll({ after: all.cursor })
    expect(read).toMatchObject([{ kind: 'published', id: release.id, content: { title: 'Un, changé' } }])
    await expect(readAll({ after: 999_999_999 })).rejects.toThrow(CursorUnknown)
  })

  it('waits where it is told to wait', async () => {
    const answers = [503, 429, 200]
    let asked = 0
    const server = createServer((_request, response) => {
      const status = answers[asked++] ?? 500
      response.writeHead(status, {
        'content-type': 'application/json',
        ...(status === 200 ? {} : { 'retry-after': '0.05' }),
      })
      response.end(status === 200 ? '{"changes":[],"cursor":7,"more":false}' : '{}')
    }).listen(0)
    const { port } = server.address() as { port: number }
    expect((await readAll({ url: `http://127.0.0.1:${port}` })).cursor).toBe(7)
    expect(asked).toBe(3)
    server.close()
  })

  it('fills a site of Astro, and begins anew where the cursor is of another database', async () => {
    const entries = new Map<string, unknown>()
    const meta = new Map([['cursor', '999999999']])
    const told: string[] = []
    await rencontreLoader({ url: office.url }).load({
      store: {
        set: ({ id, data }) => Boolean(entries.set(id, data)),
        delete: (id) => void entries.delete(id),
        clear: () => entries.clear(),
      },
      meta: { get: (key) => meta.get(key), set: (key, value) => void meta.set(key, value) },
      logger: { info: (line) => void told.push(line), warn: (line) => void told.push(line) },
    })
    expect(entries.get(`press-releases/fr/${release.id}`)).toMatchObject({ title: 'Un, changé', language: 'fr' })
    expect(told[0]).toContain('anew')
    expect(Number(meta.get('cursor'))).toBeGreaterThan(0)
  })

  it('takes a call that one of its secrets has signed, and no other', () => {
    const [one, two] = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD']
    const body = JSON.stringify({ type: 'webhook.test', timestamp: new Date().toISOString(), data: { rebuild: 'x' } })
    const at = new Date()
    const headers = {
      'Webhook-Id': 'x',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(two ?? '').sign('x', at, body),
    }
    expect(verifyWebhook({ secrets: [one ?? '', two ?? ''], body, headers }).type).toBe('webhook.test')
    expect(verifyWebhook({ secrets: two ?? '', body, headers: new Headers(headers) }).type).toBe('webhook.test')
    expect(() => verifyWebhook({ secrets: one ?? '', body, headers })).toThrow()
    expect(() => verifyWebhook({ secrets: [one ?? '', two ?? ''], body: `${body} `, headers })).toThrow()
    expect(() => verifyWebhook({ secrets: [], body, headers })).toThrow()
  })

  it('is built for publishing, with its types', () => {
    const directory = mkdtempSync(join(tmpdir(), 'rencontre-client-'))
    execFileSync('node_modules/.bin/tsc', ['-p', 'clients/typescript', '--outDir', directory])
    const said = execFileSync(
      process.execPath,
      [
        '-e',
        `import(${JSON.stringify(join(directory, 'changes.js'))}).then((m) => console.log(Object.keys(m).sort().join()))`,
      ],
      { encoding: 'utf8' },
    )
    expect(said.trim()).toBe('CursorUnknown,changes')
    rmSync(directory, { recursive: true, force: true })
  })
})
