import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import { pathOf } from './pathOf.ts'

/**
 * Payload's addresses that nobody needs here, or that show what is not the caller's: not there at all.
 * Preferences are one's own, by their key, and never a list.
 */
const CLOSED = [
  /^\/api\/graphql(?:-playground)?(?:\/|$)/i,
  /^\/api\/payload-(?:jobs|locked-documents|kv|migrations|folders|query-presets)(?:\/|$)/i,
  /^\/api\/payload-preferences(?:\/?$|\/[^/]+\/)/i,
  /^\/api\/reorder(?:\/|$)/i,
  // Payload 3.90.2 looks names up in objects: what every object has is no collection.
  /^\/api\/(?:__\w+__|constructor|hasOwnProperty|isPrototypeOf|propertyIsEnumerable|toLocaleString|toString|valueOf)(?:\/|$)/,
  /^\/api\/[^/]+\/verify(?:\/|$)/i,
  // Pictures have their sizes; what makes others on demand has a history of its own (CVE-2026-94483).
  /^\/_next\/image(?:\/|$)/i,
]
/** Files are named by their content; a storage prefix in the query makes Payload 3.90.2 answer 500. */
const FILE_WITH_QUERY = /^\/api\/[^/]+\/file\/[^?]*\?(?:.*&)?prefix/i
/** Makes the very first account; gone once there is one. */
const FIRST_REGISTER = /^\/api\/[^/]+\/first-register(?:\/|$)/i

/** Answers 404 at addresses that are closed, before anything behind the door sees the request. */
export function closeAddresses(door: FastifyInstance, { pool }: { pool: Pool }): void {
  door.addHook('onRequest', async (request, reply) => {
    const path = pathOf(request.raw.url ?? '')
    // Payload 3.90.2 cannot delete a preference on PostgreSQL (a condition on a table that it does not join).
    const isBroken = request.method === 'DELETE' && /^\/api\/payload-preferences\//i.test(path ?? '')
    const isClosed =
      path === undefined ||
      isBroken ||
      FILE_WITH_QUERY.test(request.raw.url ?? '') ||
      CLOSED.some((one) => one.test(path)) ||
      (FIRST_REGISTER.test(path) && (await hasAccounts(pool)))
    if (isClosed) return reply.code(404).send({ errors: [{ message: 'Not found.' }] })
  })
}

async function hasAccounts(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ has: boolean }>('select exists (select 1 from users) as has')
  return rows[0]?.has ?? true
}
