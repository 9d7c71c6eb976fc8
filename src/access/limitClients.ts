import { APIError, type CollectionBeforeOperationHook, type Endpoint, type PayloadRequest } from 'payload'
import { slidingLimit } from './slidingLimit.ts'

const DEFAULT_PER_MINUTE = 600
const limit = slidingLimit({ most: DEFAULT_PER_MINUTE, withinMs: 60_000 })

/** Keeps a program within the requests a minute that its account allows (429; the front door adds Retry-After, RFC 6585). */
export const limitClients: CollectionBeforeOperationHook = ({ args, req }) => {
  count(req)
  return args
}

/** An address of our own, which counts like those of Payload. */
export const counted = (endpoint: Endpoint): Endpoint => ({
  ...endpoint,
  handler: (req) => {
    count(req)
    return endpoint.handler(req)
  },
})

function count(req: PayloadRequest): void {
  if (req.user?.collection !== 'api-clients' || req.context.isCounted) return
  req.context.isCounted = true
  const { id, requestsPerMinute } = req.user as { id: string; requestsPerMinute?: number }
  if (limit.take(String(id), requestsPerMinute ?? DEFAULT_PER_MINUTE)) return
  throw new APIError('Too many requests: this client has used what it may in a minute.', 429, null, true)
}
