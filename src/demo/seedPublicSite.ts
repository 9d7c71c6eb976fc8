import type { Payload } from 'payload'
import { findOrCreate } from './findOrCreate.ts'

/** Registers the example public site, so that what is published reaches it. */
export async function seedPublicSite(
  payload: Payload,
  { address, hook, secret }: { address: string; hook: string; secret: string },
): Promise<void> {
  await findOrCreate(payload, 'public-sites', { 'hook.url': { equals: hook } }, () => ({
    name: 'Site public d’exemple',
    address,
    hook: { provider: 'webhook', url: hook, secret },
    shows: { collections: [], members: [], languages: [] },
    quietSeconds: 1,
    longestWaitSeconds: 10,
    enabled: true,
  }))
}
