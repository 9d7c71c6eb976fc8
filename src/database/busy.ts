import { APIError } from 'payload'

/** What PostgreSQL and the pool say when too many write at once: a lock or a connection that did not come in time. */
const BUSY = /lock timeout|timeout exceeded when trying to connect|deadlock detected/

/**
 * Makes an overload an answer that can be tried again (503; the front door adds Retry-After, RFC 9110
 * 10.2.3) instead of an error of the server.
 */
export function asBusy(error: unknown): unknown {
  const { message = '', cause } = error as { message?: string; cause?: { message?: string } }
  if (!BUSY.test(message) && !BUSY.test(cause?.message ?? '')) return error
  return new APIError(
    'Trop de personnes écrivent en ce moment ; réessayez dans un instant. — Too many people are writing right now; try again in a moment.',
    503,
    null,
    true,
  )
}
