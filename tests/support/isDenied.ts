import type { Answer } from './backOffice.ts'

/**
 * Whether an answer says "you may not", or that nothing is there, as what is another's is answered.
 * @throws Error on an answer of which nobody can say whether it allowed anything
 */
export function isDenied({ status, body }: Answer): boolean {
  if (status >= 500) throw new Error(`${status}: ${JSON.stringify(body).slice(0, 200)}`)
  return status === 403 || status === 404
}
