import type { FastifyInstance } from 'fastify'

/**
 * A query too long for an address comes as a form by POST. Payload 3.90.2 parses JSON in its place before
 * it catches errors, and answers 500: here it is a clear 400.
 */
export function refuseMalformedReads(door: FastifyInstance): void {
  door.addHook('onRequest', async ({ method, headers }, reply) => {
    const isRead = [headers['x-payload-http-method-override'], headers['x-http-method-override']].includes('GET')
    if (method === 'POST' && isRead && /json/i.test(headers['content-type'] ?? '')) {
      return reply.code(400).send({ errors: [{ message: 'A query by POST is a form.' }] })
    }
  })
}
