import type { FastifyInstance } from 'fastify'
import { type Log, loggedPath } from './log.ts'

/** One line a request, when its answer has left. */
export function logRequests(door: FastifyInstance, log: Log): void {
  door.addHook('onRequest', async (request, reply) => {
    const start = process.hrtime.bigint()
    reply.raw.once('close', () => {
      const path = loggedPath(request.raw.url ?? '')
      if (path.startsWith('/health/')) return
      const ms = Math.round(Number(process.hrtime.bigint() - start) / 1e5) / 10
      const level = path.startsWith('/_next/static') ? 'debug' : 'info'
      log[level](
        { id: request.id, ms, bytes: Number(reply.raw.getHeader('content-length') ?? 0) || undefined },
        `${request.method} ${path} ${reply.raw.statusCode}`,
      )
    })
  })
}
