import type { Payload } from 'payload'
import { toSlug } from '../../text/slug.ts'
import { type ImportChange, readReleaseText } from './readReleaseText.ts'

export type ImportedRelease = {
  id: string
  title: string
  /** Whether a release of this title and owner was there already: then nothing was changed. */
  isKnown: boolean
  changes: ImportChange[]
}

/**
 * Imports a release from plain text as a draft. The same text again changes nothing.
 * @param title needed where the text has none
 * @param owner the member's id; nothing for the network
 * @throws Error when there is no title
 */
export async function importRelease(
  payload: Payload,
  {
    source,
    title: givenTitle,
    owner,
    data = {},
  }: { source: string; title?: string | undefined; owner?: string | undefined; data?: Record<string, unknown> },
): Promise<ImportedRelease> {
  const read = readReleaseText(source)
  const title = givenTitle ?? read.title
  if (!title) throw new Error('This text has no title. Give one: --title "…".')
  const { docs } = await payload.find({
    collection: 'press-releases',
    where: {
      and: [{ slug: { equals: toSlug(title) } }, owner ? { owner: { equals: owner } } : { owner: { exists: false } }],
    },
    depth: 0,
    limit: 1,
    overrideAccess: true,
  })
  const known = docs[0]
  if (known) return { id: known.id, title: known.title ?? title, isKnown: true, changes: read.changes }
  const created = await payload.create({
    collection: 'press-releases',
    locale: 'fr',
    draft: true,
    data: {
      title,
      summary: read.summary,
      body: read.body as never,
      owner,
      languages: ['fr'],
      ...data,
      _status: 'draft',
    } as never,
    overrideAccess: true,
  })
  return { id: created.id, title: created.title ?? title, isKnown: false, changes: read.changes }
}
