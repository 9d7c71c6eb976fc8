import type { CollectionSlug, PayloadRequest } from 'payload'
import { isUuid } from '../../text/uuid.ts'
import type { ActView } from './readActs.ts'

/** The titles of the documents of some acts, by `collection/id`: of those that are still there and that who asks may read. */
export async function titlesOf(acts: ActView[], req: PayloadRequest): Promise<Map<string, string>> {
  const named = acts.filter(({ collection, documentId }) => collection && documentId && isUuid(documentId))
  const lists = [...Map.groupBy(named, ({ collection }) => String(collection))].map(async ([slug, own]) => {
    const config = req.payload.collections[slug as CollectionSlug]?.config
    const title = config?.admin.useAsTitle
    if (!title) return []
    const found = await req.payload
      .find({
        collection: slug as CollectionSlug,
        where: { id: { in: [...new Set(own.map(({ documentId }) => documentId))] } },
        pagination: false,
        depth: 0,
        draft: true,
        overrideAccess: false,
        select: { [title]: true } as never,
        user: req.user,
        req,
      })
      .catch(() => undefined)
    return ((found?.docs ?? []) as unknown as Array<Record<string, unknown>>).flatMap((doc) => {
      const text = doc[title]
      return typeof text === 'string' && text ? [[`${slug}/${doc.id}`, text] as const] : []
    })
  })
  return new Map((await Promise.all(lists)).flat())
}
