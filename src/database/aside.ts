import { isolateObjectProperty, type PayloadRequest } from 'payload'

/**
 * A request to ask the Local API something on the side, in the transaction of the running operation
 * and without a trace in it.
 *
 * Payload 3.90.2 writes the locale, the fallback, the depth and the user of a Local API call into
 * the request that it is given (`createLocalReq`): a hook that reads a member in English makes the
 * French release that is being saved an English one. Delete this file when it works on a copy.
 */
export function aside(req: PayloadRequest): PayloadRequest {
  const copy = isolateObjectProperty(req, ['locale', 'fallbackLocale', 'query', 'user', 'context'])
  copy.query = { ...req.query }
  copy.context = { ...req.context }
  return copy
}
