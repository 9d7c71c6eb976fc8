import { type CollectionSlug, type DataFromCollectionSlug, NotFound, type PayloadRequest } from 'payload'
import { aside } from '../database/aside.ts'
import { isUuid } from '../text/uuid.ts'

/**
 * A document that whoever asks may read, newest draft included.
 * @param id as a request gives it: anything
 * @throws NotFound for one that is not there, or not theirs to read: the two look alike
 */
export async function findReadable<Slug extends CollectionSlug>(
  collection: Slug,
  id: unknown,
  req: PayloadRequest,
): Promise<DataFromCollectionSlug<Slug>> {
  const document =
    typeof id === 'string' && isUuid(id)
      ? await req.payload.findByID({
          collection,
          id,
          depth: 0,
          draft: true,
          disableErrors: true,
          overrideAccess: false,
          user: req.user,
          req: aside(req),
        })
      : null
  if (!document) throw new NotFound(req.t)
  return document as DataFromCollectionSlug<Slug>
}
