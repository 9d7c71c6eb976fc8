import { networkOf } from '../../access/networkOf.ts'

const WINDOW_S = 60

/**
 * Counts the requests of each address in windows of a minute, and says how it stands as the IETF's draft
 * of rate-limit headers has it (draft-ietf-httpapi-ratelimit-headers-10).
 * @param most requests of one address in a minute; 0: any number
 */
export function limitAddresses({ most }: { most: number }) {
  let counts = new Map<string, number>()
  let endsAt = 0
  const policy = ['RateLimit-Policy', `"content";q=${most};w=${WINDOW_S}`]
  return {
    /** One more request: whether it may be answered, and the headers of its answer. */
    take(address: string): { isAllowed: boolean; headers: string[] } {
      if (most === 0) return { isAllowed: true, headers: [] }
      const now = Date.now()
      if (now >= endsAt) {
        counts = new Map()
        endsAt = now + WINDOW_S * 1000
      }
      const counted = networkOf(address)
      const count = (counts.get(counted) ?? 0) + 1
      counts.set(counted, count)
      const left = Math.max(0, most - count)
      const seconds = Math.ceil((endsAt - now) / 1000)
      const headers = [...policy, 'RateLimit', `"content";r=${left};t=${seconds}`]
      return count <= most
        ? { isAllowed: true, headers }
        : { isAllowed: false, headers: [...headers, 'Retry-After', String(seconds)] }
    },
  }
}

export type AddressLimit = ReturnType<typeof limitAddresses>
