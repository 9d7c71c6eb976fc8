import type { FastifyInstance } from 'fastify'
import { SEE_AS_COOKIE } from '../access/cookies.ts'
import { pathOf } from './pathOf.ts'

/** However its value is written: Payload reads more forms of it than one would think of. */
const SEEING_AS = new RegExp(`(?:^|;\\s*)${SEE_AS_COOKIE}=[^;\\s]`)
const READS = new Set(['GET', 'HEAD', 'OPTIONS'])
/** The way back, signing in and out, and what a browser remembers of lists. */
const ALLOWED =
  /^\/api\/(?:users\/(?:see-as|login|logout|second-factor\/[\w-]+|refresh-token|reset-password|forgot-password)|payload-preferences\/[^/]+)$/

/** Who looks through the eyes of somebody else changes nothing: whatever they would do, they would do as themselves. */
export function refuseChangesWhileSeeing(door: FastifyInstance): void {
  door.addHook('onRequest', async (request, reply) => {
    if (READS.has(request.method) || !SEEING_AS.test(request.headers.cookie ?? '')) return
    const path = pathOf(request.raw.url ?? '') ?? ''
    // Payload's forms ask for a list or a count by POST where the query is long.
    const isLongRead = request.method === 'POST' && request.headers['x-payload-http-method-override'] === 'GET'
    if (!path.startsWith('/api/') || ALLOWED.test(path) || isLongRead) return
    return reply.code(403).send({
      errors: [
        {
          message:
            'Vous voyez le back-office comme quelqu’un d’autre : revenez d’abord. (You see as somebody else: go back first.)',
        },
      ],
    })
  })
}
