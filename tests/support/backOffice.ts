import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getPayload, type Payload } from 'payload'
import pg from 'pg'
import { pino } from 'pino'
import { inject } from 'vitest'
import { SHIPPED_ROLES, type ShippedRole } from '../../src/access/shippedRoles.ts'
import type { Bucket } from '../../src/files/fileStore.ts'
import { openFileStore } from '../../src/files/openFileStore.ts'
import { contentApi } from '../../src/plugins/content-api/routes.ts'
import type { Resolve } from '../../src/plugins/rebuilds/guardedFetch.ts'
import { rebuildRoutes } from '../../src/plugins/rebuilds/routes.ts'
import { openDoor } from '../../src/server/door.ts'
import { answerWithPayload } from './answerWithPayload.ts'
import { copyTemplate } from './copyTemplate.ts'

export const SECRET = 'test-secret-of-32-characters-or-more'

/** The whole back office but for Next, on a database of its own: what a client of the HTTP interface meets. */
export type BackOffice = {
  url: string
  databaseUrl: string
  payload: Payload
  pool: pg.Pool
  mediaDir: string
  /** A caller that is signed in as a new person of that role. */
  as: (role: ShippedRole, member?: string) => Promise<Caller & { token: string; user: string }>
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

/**
 * Opens a back office for one test file.
 * @param worker `off`: neither clock nor calls, for tests in which other processes do that
 * @param databaseUrl a migrated database; a new copy of the template unless given
 * @param trustedProxies whose `X-Forwarded-For` counts
 * @param bucket where files are kept in place of a directory
 * @param resolve finds the addresses of receivers in place of the system's resolver
 */
export async function openBackOffice({
  worker = 'in-process',
  databaseUrl: given,
  resolve,
  trustedProxies,
  bucket,
}: {
  worker?: 'in-process' | 'off'
  databaseUrl?: string
  resolve?: Resolve
  trustedProxies?: string
  bucket?: Bucket
} = {}): Promise<BackOffice> {
  const databaseUrl = given ?? (await copyTemplate(inject('templateUrl')))
  const name = new URL(databaseUrl).pathname.slice(1)
  const directory = mkdtempSync(join(tmpdir(), 'rencontre-test-'))
  const mediaDir = join(directory, 'media')
  Object.assign(process.env, {
    DATABASE_URL: databaseUrl,
    PAYLOAD_SECRET: SECRET,
    DATA_DIR: directory,
    MEDIA_DIR: mediaDir,
    S3_BUCKET: bucket?.name ?? '',
    S3_ENDPOINT: bucket?.endpoint ?? '',
    S3_ACCESS_KEY_ID: bucket?.credentials?.accessKeyId ?? '',
    S3_SECRET_ACCESS_KEY: bucket?.credentials?.secretAccessKey ?? '',
    ALLOW_PRIVATE_TARGETS: 'true',
    PUBLIC_URL: 'http://localhost:3999',
    LOG_LEVEL: 'silent',
    WORKER: worker,
    NODE_ENV: 'production',
  })
  const { default: config } = await import('../../payload.config.ts')
  const payload = await getPayload({ config, key: name })
  payload.logger.level = process.env.TEST_LOG ?? 'silent'
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 5 })
  pool.on('error', () => {})

  let url = ''
  const content = contentApi({
    databaseUrl,
    log: pino({ level: 'silent' }),
    files: openFileStore({ directory: mediaDir, bucket }),
    publicUrl: 'http://localhost:3999',
    requestsPerMinute: 0,
    trustedProxies,
    ask: (path, headers) => fetch(`${url}${path}`, { headers }),
  })
  const door = await openDoor({
    behind: (request, response) => answerWithPayload(config, name, request, response),
    log: pino({ level: 'silent' }),
    pool,
    publicUrl: 'http://localhost:3999',
    isDevelopment: false,
    graceMs: 500,
    trustedProxies,
    early: content.early,
    routes: [
      content.routes,
      rebuildRoutes({
        pool,
        databaseUrl,
        secret: SECRET,
        allowPrivateTargets: true,
        runsDispatcher: worker === 'in-process',
        ...(resolve ? { resolve } : {}),
      }),
    ],
  })
  url = await door.listen({ port: 0, host: '127.0.0.1' })
  let people = 0
  return {
    url,
    databaseUrl,
    payload,
    pool,
    mediaDir,
    anonymous: caller(url),
    as: async (role, member) => {
      const email = `person${++people}@test.example`
      const password = 'a password for tests'
      await payload.create({
        collection: 'users',
        data: {
          email,
          password,
          name: `Person ${people}`,
          assignments: [{ role: SHIPPED_ROLES[role].id, ...(member ? { member } : {}) }],
        },
        overrideAccess: true,
      })
      const { body } = await caller(url).call('POST', '/api/users/login', { email, password })
      return { ...caller(url, { Authorization: `JWT ${body.token}` }), token: body.token, user: body.user.id }
    },
    close: async () => {
      await door.close()
      await pool.end()
      await payload.destroy()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

export function caller(url: string, credentials: Record<string, string> = {}): Caller {
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
