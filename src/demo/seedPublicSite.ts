import type { Payload } from 'payload'
import { findOrCreate } from './findOrCreate.ts'

/** Where the example site shows each document (examples/public-site/src/lib/words.ts). */
const PAGES = [
  { collection: 'press-releases', language: 'fr', path: '/communiques/{slug}/' },
  { collection: 'press-releases', language: 'en', path: '/en/press/{slug}/' },
  { collection: 'members', language: 'fr', path: '/membres/{slug}/' },
  { collection: 'members', language: 'en', path: '/en/members/{slug}/' },
  { collection: 'charters', language: 'fr', path: '/chartes/{slug}/' },
  { collection: 'charters', language: 'en', path: '/en/charters/{slug}/' },
  { collection: 'programmes', language: 'fr', path: '/programmes/{slug}/' },
  { collection: 'programmes', language: 'en', path: '/en/programmes/{slug}/' },
]

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
    pages: PAGES,
    previewPath: '/apercu/#{collection}/{id}/{token}',
    quietSeconds: 1,
    longestWaitSeconds: 10,
    enabled: true,
  }))
}
