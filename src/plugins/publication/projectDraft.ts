import type { CollectionSlug, PayloadRequest } from 'payload'
import { aside } from '../../database/aside.ts'
import { LANGUAGES, type Language } from '../../text/languages.ts'
import { projectionOf, readerOf, stateOf } from './recordPublication.ts'

/** What the read model would hold of a document in one language; `content` is JSON. */
export type DraftRow = {
  id: string
  collection: string
  slug: string | null
  language: Language
  languages: Language[]
  createdAt: string
  updatedAt: string
  content: string
}

/**
 * The newest draft of a document as it would be public if it were published now, and the files that it
 * alone shows; nothing is recorded.
 * @param user through whose eyes: a file that they may not read is left out
 * @returns the rows, those of the document first; none where there is no such document
 */
export async function projectDraft({
  collection,
  id,
  user,
  req,
}: {
  collection: CollectionSlug
  id: string
  user: PayloadRequest['user']
  req: PayloadRequest
}): Promise<DraftRow[]> {
  const projection = projectionOf(collection, req)
  const read = readerOf({ collection, id, isDraft: true, req })
  const first = projection && (await read('fr'))
  if (!first) return []
  const now = new Date()
  // A draft that is not said to be ready in any language is looked at in all of them.
  const ready = projection.languages(first)
  const languages = ready.length > 0 ? ready : [...LANGUAGES]
  const rows: DraftRow[] = []
  const files = new Map<string, { collection: CollectionSlug; id: string }>()
  for (const language of languages) {
    const doc = language === 'fr' ? first : await read(language)
    if (!doc) continue
    const { slug, content, references } = stateOf({ collection, doc, language, projection, now })
    const { createdAt, updatedAt } = doc
    rows.push({ id, collection, slug, language, languages, createdAt, updatedAt, content: JSON.stringify(content) })
    for (const target of references) {
      const slugOfTarget = target.collection as CollectionSlug
      if (projectionOf(slugOfTarget, req)?.onlyWhenReferenced)
        files.set(`${target.collection}/${target.id}`, { collection: slugOfTarget, id: target.id })
    }
  }
  for (const file of files.values()) rows.push(...(await projectFile({ ...file, user, now, req })))
  return rows
}

async function projectFile({
  collection,
  id,
  user,
  now,
  req,
}: {
  collection: CollectionSlug
  id: string
  user: PayloadRequest['user']
  now: Date
  req: PayloadRequest
}): Promise<DraftRow[]> {
  const projection = projectionOf(collection, req)
  const mayRead = await req.payload.findByID({
    collection,
    id,
    depth: 0,
    disableErrors: true,
    overrideAccess: false,
    user,
    req: aside(req),
  })
  if (!projection || !mayRead) return []
  const read = readerOf({ collection, id, isDraft: false, req })
  const rows: DraftRow[] = []
  for (const language of LANGUAGES) {
    const doc = await read(language)
    if (!doc || !projection.isPublic(doc, now)) continue
    const { slug, content } = stateOf({ collection, doc, language, projection, now })
    const { createdAt, updatedAt } = doc
    rows.push({
      id,
      collection,
      slug,
      language,
      languages: [...LANGUAGES],
      createdAt,
      updatedAt,
      content: JSON.stringify(content),
    })
  }
  return rows
}
