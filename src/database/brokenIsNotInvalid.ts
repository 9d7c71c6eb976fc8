import { type AfterErrorHook, ValidationError } from 'payload'
import { busyMessage } from './busy.ts'
import { hasBrokenWithin } from './survivingPool.ts'

/** Longer than any request of ours takes. */
const RECENT_MS = 10_000

/**
 * Says "try again" (503) rather than "invalid" (400) when the database went away under a request:
 * Payload 3.90.2 takes a relationship that it could not look up for one that does not exist, and tells
 * people that their press contact is wrong. Delete this file when such an error reaches the caller.
 */
export const brokenIsNotInvalid: AfterErrorHook = ({ error }) => {
  // By its class: the build takes names away (access/keepMessage.ts).
  if (!(error instanceof ValidationError) || !hasBrokenWithin(RECENT_MS)) return undefined
  return { status: 503, response: { errors: [{ message: busyMessage }] } as never }
}
