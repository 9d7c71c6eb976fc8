import { headers } from 'next/headers.js'
import { executeAuthStrategies, type Payload } from 'payload'
import { cache } from 'react'

/**
 * Who looks at the page being drawn, with their grants: what Payload hands to the parts around a page
 * (menu, header) is a copy without them. Once a page.
 */
export const signedIn = cache(
  async (payload: Payload) => (await executeAuthStrategies({ headers: await headers(), payload })).user,
)
