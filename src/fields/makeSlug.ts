import {
  type CollectionBeforeValidateHook,
  type PayloadRequest,
  type SanitizedCollectionConfig,
  ValidationError,
  type Where,
} from 'payload'
import { idOf } from '../access/actor.ts'
import { aside } from '../database/aside.ts'
import { currentTransaction } from '../database/currentTransaction.ts'
import { frEn, inLanguageOf } from '../text/frEn.ts'
import { toSlug } from '../text/slug.ts'
import { firstFree, wasPublicWith } from './freeSlug.ts'

/**
 * Gives a document its slug: from `source` when it has none, with -2, -3 … where another document that its
 * people may know of bears it, or was public with it. A slug that a person typed and that is taken is an error
 * instead; one that another site's document was made public with meanwhile gives way when this one becomes public.
 * @param source the field that holds the title
 */
export const makeSlug =
  (source: string): CollectionBeforeValidateHook =>
  async ({ collection, data, originalDoc, req }) => {
    if (!data) return data
    const kept = typeof originalDoc?.slug === 'string' ? originalDoc.slug : undefined
    const given = typeof data.slug === 'string' ? data.slug.trim() : undefined
    // An older version is restored at the address that the document has.
    if (kept && req.context.isRestoringVersion) return { ...data, slug: kept }
    const owner = idOf('owner' in data ? data.owner : originalDoc?.owner)
    const isTakenHere = (slug: string) => isTaken(slug, { collection, owner, id: originalDoc?.id, req })
    if (given && given !== kept) {
      if (!(await isTakenHere(given))) return { ...data, slug: given }
      // A form that was open when the document was given another one still says the old one.
      if (kept && /^-\d+$/.test(kept.startsWith(given) ? kept.slice(given.length) : '')) return { ...data, slug: kept }
      throw taken(given, { collection, req })
    }
    const keeps = given === undefined || given === kept ? kept : undefined
    const becomesPublic = data._status === 'published' && originalDoc?._status !== 'published'
    if (keeps && !(isOfSites(collection) && becomesPublic)) return data
    const base = keeps ?? slugOf(data[source] ?? originalDoc?.[source], collection)
    if (!base) return data
    return { ...data, slug: await firstFree(base, isTakenHere) }
  }

const slugOf = (title: unknown, { slug }: SanitizedCollectionConfig): string | undefined =>
  typeof title === 'string' && title.trim() ? toSlug(title) || slug : undefined

/** Whether documents of this collection belong to sites, which know nothing of what the others prepare. */
const isOfSites = ({ custom }: SanitizedCollectionConfig): boolean => custom?.area === 'content'

type Bearer = {
  collection: SanitizedCollectionConfig
  owner: string | undefined
  id: string | undefined
  req: PayloadRequest
}

/** Whether another document bears a slug: any of the collection, or of documents of sites the same site's and what is or was public. */
async function isTaken(slug: string, { collection, owner, id, req }: Bearer): Promise<boolean> {
  const others: Where[] = id ? [{ id: { not_equals: id } }] : []
  const own: Where = owner ? { owner: { equals: owner } } : { owner: { exists: false } }
  const { totalDocs } = await req.payload.count({
    collection: collection.slug,
    where: { and: [{ slug: { equals: slug } }, ...others, ...(isOfSites(collection) ? [own] : [])] },
    overrideAccess: true,
    req: aside(req),
  })
  if (totalDocs > 0) return true
  return (
    isOfSites(collection) && wasPublicWith(slug, { collection: collection.slug, id, by: await currentTransaction(req) })
  )
}

const taken = (
  slug: string,
  { collection, req }: { collection: SanitizedCollectionConfig; req: PayloadRequest },
): ValidationError =>
  new ValidationError(
    {
      collection: collection.slug,
      errors: [
        {
          path: 'slug',
          message: inLanguageOf(
            req,
            frEn(
              `L’adresse « ${slug} » est déjà prise. Choisissez-en une autre, ou videz le champ.`,
              `The address “${slug}” is taken. Choose another one, or empty the field.`,
            ),
          ),
        },
      ],
    },
    req.t,
  )
