import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { getPayload, handleEndpoints, type Payload } from 'payload'
import pg from 'pg'
import { pino } from 'pino'
import { inject } from 'vitest'
import type { Role } from '../../src/access/actor.ts'
import { contentRoutes } from '../../src/plugins/content-api/routes.ts'
import { rebuildRoutes } from '../../src/plugins/rebuilds/routes.ts'
import { openDoor } from '../../src/server/door.ts'

const SECRET = 'test-secret-of-32-characters-or-more'

/** The whole back office but for Next, on a database of its own: what a client of the HTTP interface meets. */
export type BackOffice = {
  url: string
  databaseUrl: string
  payload: Payload
  pool: pg.Pool
  mediaDir: string
  /** A caller that is signed in as a new person of that role. */
  as: (role: Role, member?: string) => Promise<Caller>
  anonymous: Caller
  close: () => Promise<void>
}

// biome-ignore lint/suspicious/noExplicitAny: an answer's shape is what each test checks
export type Answer = { status: number; body: any; headers: Headers }
export type Caller = {
  call: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>
  upload: (
    path: string,
    file: { name: string; data: Buffer; type: string },
    data: Record<string, unknown>,
    method?: string,
  ) => Promise<Answer>
}

/** Opens a back office for one test file. */
export async function openBackOffice(): Promise<BackOffice> {
  const template = new URL(inject('templateUrl'))
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const database = new URL(template)
  database.pathname = `/${name}`
  const maintenance = new URL(template)
  maintenance.pathname = '/postgres'
  const admin = new pg.Client({ connectionString: maintenance.href })
  await admin.connect()
  // Copies of one template take turns.
  await admin.query('select pg_advisory_lock(1)')
  await admin.query(`create database ${name} template template_rencontre`)
  await admin.end()

  const directory = mkdtempSync(join(tmpdir(), 'rencontre-test-'))
  const mediaDir = join(directory, 'media')
  Object.assign(process.env, {
    DATABASE_URL: database.href,
    PAYLOAD_SECRET: SECRET,
    DATA_DIR: directory,
    MEDIA_DIR: mediaDir,
    ALLOW_PRIVATE_TARGETS: 'true',
    PUBLIC_URL: 'http://localhost:3999',
    LOG_LEVEL: 'silent',
    WORKER: 'in-process',
    NODE_ENV: 'production',
  })
  const { default: config } = await import('../../payload.config.ts')
  const payload = await getPayload({ config, key: name })
  payload.logger.level = 'silent'
  const pool = new pg.Pool({ connectionString: database.href, max: 5 })
  pool.on('error', () => {})

  const door = await openDoor({
    behind: (request, response) => answerWithPayload(config, name, request, response),
    log: pino({ level: 'silent' }),
    pool,
    publicUrl: 'http://localhost:3999',
    isDevelopment: false,
    graceMs: 500,
    trustedProxies: undefined,
    routes: [
      contentRoutes({ pool, mediaDir }),
      rebuildRoutes({
        pool,
        databaseUrl: database.href,
        secret: SECRET,
        allowPrivateTargets: true,
        runsDispatcher: true,
      }),
    ],
  })
  const url = await door.listen({ port: 0, host: '127.0.0.1' })
  let people = 0
  return {
    url,
    databaseUrl: database.href,
    payload,
    pool,
    mediaDir,
    anonymous: caller(url),
    as: async (role, member) => {
      const email = `person${++people}@test.example`
      const password = 'a password for tests'
      await payload.create({
        collection: 'users',
        data: { email, password, name: `Person ${people}`, role, ...(member ? { member } : {}) },
        overrideAccess: true,
      })
      const { body } = await caller(url).call('POST', '/api/users/login', { email, password })
      return caller(url, { Authorization: `JWT ${body.token}` })
    },
    close: async () => {
      await door.close()
      await pool.end()
      await payload.destroy()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

async function answerWithPayload(
  config: unknown,
  key: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD'
  const answer = await handleEndpoints({
    config: config as never,
    payloadInstanceCacheKey: key,
    request: new Request(`http://localhost:3999${request.url}`, {
      method: request.method ?? 'GET',
      headers: request.headers as Record<string, string>,
      ...(hasBody ? { body: Readable.toWeb(request) as ReadableStream, duplex: 'half' } : {}),
    } as RequestInit),
  })
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  response.end(Buffer.from(await answer.arrayBuffer()))
}

function caller(url: string, credentials: Record<string, string> = {}): Caller {
  const read = async (answer: Response): Promise<Answer> => {
    const text = await answer.text()
    let body: unknown = text
    try {
      body = JSON.parse(text)
    } catch {
      // A file, or nothing.
    }
    return { status: answer.status, body, headers: answer.headers }
  }
  return {
    call: async (method, path, body, headers = {}) =>
      read(
        await fetch(`${url}${path}`, {
          method,
          headers: {
            ...credentials,
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...headers,
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          redirect: 'manual',
        }),
      ),
    upload: async (path, file, data, method = 'POST') => {
      const form = new FormData()
      form.set('file', new File([new Uint8Array(file.data)], file.name, { type: file.type }))
      form.set('_payload', JSON.stringify(data))
      return read(await fetch(`${url}${path}`, { method, headers: credentials, body: form }))
    },
  }
}
