import { APIError } from 'payload'

/** What PostgreSQL and the pool say when too many write at once: a lock or a connection that did not come in time. */
const BUSY = /lock timeout|timeout exceeded when trying to connect|deadlock detected/

/** What people are told to do about it. */
export const busyMessage =
  'Le serveur est très occupé ; réessayez dans un instant. — The server is very busy; try again in a moment.'

/**
 * Makes an overload an answer that can be tried again (503; the front door adds Retry-After, RFC 9110
 * 10.2.3) instead of an error of the server.
 */
export function asBusy(error: unknown): unknown {
  const { message = '', cause } = error as { message?: string; cause?: { message?: string } }
  if (!BUSY.test(message) && !BUSY.test(cause?.message ?? '')) return error
  return Object.assign(new APIError(busyMessage, 503, null, true), { cause: error })
}

/** Whether an error is such an answer. */
export const isBusy = (error: unknown): boolean => error instanceof APIError && error.message === busyMessage
