import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { Pool } from 'pg'
import { closeAddresses } from './closedAddresses.ts'
import { countBuffersWithTheHeap } from './countBuffers.ts'
import { addSecurityHeaders } from './headers.ts'
import { addHealth } from './health.ts'
import type { Log } from './log.ts'
import { logRequests } from './logRequests.ts'
import { refuseMalformedReads } from './refuseMalformedReads.ts'
import { refuseChangesWhileSeeing } from './seeAsIsReading.ts'

/** Answers what the door itself does not know: the admin and `/api`. */
export type Behind = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/** Adds the routes of one capability. */
export type Routes = (door: FastifyInstance) => void | Promise<void>

const MOMENT_MS = 300

/**
 * The front door: owns the port, answers health and public addresses itself and hands everything
 * else to Next. Public traffic never passes through Next, which is fifteen times slower
 * (docs/decisions/002).
 */
export async function openDoor({
  behind,
  log,
  pool,
  publicUrl,
  isDevelopment,
  trustedProxies,
  routes,
  early,
  graceMs = 10_000,
}: {
  behind: Behind
  log: Log
  pool: Pool
  publicUrl: string
  isDevelopment: boolean
  trustedProxies: string | undefined
  routes: Routes[]
  /** Answers what is its own, before anything else looks at the request. */
  early?: (request: IncomingMessage, response: ServerResponse) => boolean
  /** How long requests in flight may take to finish when the door closes. */
  graceMs?: number
}): Promise<FastifyInstance> {
  countBuffersWithTheHeap()
  let isEnding = false
  const door = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    trustProxy: trustedProxies ? trustedProxies.split(',').map((proxy) => proxy.trim()) : false,
    // When the door closes, what has been sent is still answered; see below.
    forceCloseConnections: false,
    return503OnClosing: false,
    serverFactory: (handle) =>
      createServer(
        {
          // A request that takes longer to arrive than this is no upload, it is a stall.
          requestTimeout: 300_000,
          keepAliveTimeout: 65_000,
        },
        (request, response) => {
          if (!early?.(request, response)) handle(request, response)
        },
      ),
    bodyLimit: 1_000_000,
  })

  addSecurityHeaders(door, { isSecure: publicUrl.startsWith('https:'), isDevelopment })
  logRequests(door, log)
  closeAddresses(door, { pool })
  refuseMalformedReads(door)
  refuseChangesWhileSeeing(door)
  door.addHook('preClose', async () => {
    isEnding = true
    // Node closes connections that look idle at once, also one whose request has arrived and is not read yet: let it be read first.
    await new Promise((resolve) => setTimeout(resolve, MOMENT_MS))
    setInterval(() => door.server.closeIdleConnections(), MOMENT_MS).unref()
    setTimeout(() => door.server.closeAllConnections(), graceMs).unref()
  })
  addHealth(door, { pool, isEnding: () => isEnding })
  door.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
    const status = error.statusCode && error.statusCode >= 400 ? error.statusCode : 500
    if (status >= 500) request.log.error({ err: error }, 'request failed')
    return reply.code(status).send({ errors: [{ message: status >= 500 ? 'Something went wrong.' : error.message }] })
  })
  for (const add of routes) await door.register(async (scope) => add(scope))

  await door.register(async (scope) => {
    // Next reads the body itself: here nothing may touch it.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, _payload, done) => done(null))
    scope.all('/*', async (request, reply) => {
      reply.hijack()
      speakFrenchByDefault(request.raw)
      request.raw.headers['x-request-id'] = request.id
      request.raw.headers['x-client-address'] = request.ip
      await behind(request.raw, reply.raw).catch((error) => {
        request.log.error({ err: error }, 'request failed behind the door')
        if (reply.raw.headersSent) return reply.raw.destroy()
        reply.raw
          .writeHead(500, { 'content-type': 'application/json' })
          .end('{"errors":[{"message":"Something went wrong."}]}')
      })
    })
    scope.get('/', async (_request, reply) => reply.redirect('/admin'))
  })
  return door
}

/**
 * French by default, English by choice: Payload would follow the browser's language, so an English
 * browser would show English until its user says otherwise. The choice is the cookie that the
 * account page sets.
 */
function speakFrenchByDefault(request: IncomingMessage): void {
  if (!/(?:^|;\s*)payload-lng=/.test(request.headers.cookie ?? '')) delete request.headers['accept-language']
}
