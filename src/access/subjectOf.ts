import type { CollectionSlug, PayloadRequest } from 'payload'
import type { Subject } from './permissions.ts'

/** A collection as the decision sees it; nothing for one that says not how it belongs. */
export function subjectOf(
  collection: CollectionSlug,
  { payload }: Pick<PayloadRequest, 'payload'>,
): Subject | undefined {
  // A slug may come from a request: `__proto__` is no collection.
  if (!Object.hasOwn(payload.collections, collection)) return undefined
  const area = payload.collections[collection]?.config.custom?.area
  return area && { collection, area }
}
