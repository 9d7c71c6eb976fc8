import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'

/** `/health/live`: the process answers. `/health/ready`: it can do its work (the database answers within 2 s, it is not ending). */
export function addHealth(door: FastifyInstance, { pool, isEnding }: { pool: Pool; isEnding: () => boolean }): void {
  door.get('/health/live', { logLevel: 'silent' }, async () => ({ status: 'ok' }))
  door.get('/health/ready', { logLevel: 'silent' }, async (_request, reply) => {
    if (isEnding()) return reply.code(503).send({ status: 'unavailable', reason: 'The server is ending.' })
    try {
      await Promise.race([
        pool.query('select 1'),
        new Promise((_resolve, reject) => setTimeout(reject, 2_000, new Error('no answer within 2 s')).unref()),
      ])
      return { status: 'ok' }
    } catch {
      return reply.code(503).send({ status: 'unavailable', reason: 'The database does not answer.' })
    }
  })
}
