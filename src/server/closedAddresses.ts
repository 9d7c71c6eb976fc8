import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Pool } from 'pg'

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
    if (isMalformedRead(request)) return reply.code(400).send({ errors: [{ message: 'A query by POST is a form.' }] })
    if (isClosed) return reply.code(404).send({ errors: [{ message: 'Not found.' }] })
  })
}

/** A query too long for an address comes as a form; Payload 3.90.2 parses JSON in its place before it catches errors, and answers 500. */
const isMalformedRead = ({ method, headers }: FastifyRequest): boolean =>
  method === 'POST' &&
  [headers['x-payload-http-method-override'], headers['x-http-method-override']].includes('GET') &&
  /json/i.test(headers['content-type'] ?? '')

/**
 * The path as whoever routes it behind the door reads it (URL Standard, path state): decoded, with single
 * slashes, without dot segments; nothing for one that cannot be decoded.
 */
export function pathOf(url: string): string | undefined {
  try {
    const path = (url.split('?', 1)[0] ?? '').replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '')
    const resolved = new URL(path.replaceAll(/[/\\]+/g, '/'), 'http://door').pathname
    return decodeURIComponent(resolved).replaceAll(/[/\\]+/g, '/')
  } catch {
    return undefined
  }
}

async function hasAccounts(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ has: boolean }>('select exists (select 1 from users) as has')
  return rows[0]?.has ?? true
}
