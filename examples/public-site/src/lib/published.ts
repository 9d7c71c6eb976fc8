import { getCollection } from 'astro:content'
import { type Language, PATHS, type Section } from './words'

const backOffice = process.env.RENCONTRE_URL ?? 'http://localhost:3000'

// What a collection lets out is documented by its projection, one for each; a page reads it loosely.
// biome-ignore lint/suspicious/noExplicitAny: the shape is the collection's affair
export type Published = Record<string, any> & {
  id: string
  slug: string | null
  collection: string
  language: Language
  owner: string | null
}

const all: Published[] = (await getCollection('published')).map(({ data }) => data as Published)
const byId = new Map(all.map((entry) => [`${entry.collection}/${entry.language}/${entry.id}`, entry]))
const idsOf = Map.groupBy(all, ({ collection }) => collection)

/** One public document: in the language of the page where it is ready in it, else in the other one, marked by its `language`. */
export function find(collection: string, id: string | null | undefined, language: Language): Published | undefined {
  if (!id) return undefined
  const other = language === 'fr' ? 'en' : 'fr'
  return byId.get(`${collection}/${language}/${id}`) ?? byId.get(`${collection}/${other}/${id}`)
}

/** The public documents of a collection, each once. */
export const list = (collection: string, language: Language): Published[] =>
  [...new Set((idsOf.get(collection) ?? []).map(({ id }) => id))]
    .map((id) => find(collection, id, language))
    .filter((entry) => entry !== undefined)

/** The public ones of the documents that another one names, in its order. */
export const findAll = (collection: string, ids: string[] | null | undefined, language: Language): Published[] =>
  (ids ?? []).map((id) => find(collection, id, language)).filter((entry) => entry !== undefined)

/** The releases, the newest first. */
export const releases = (language: Language): Published[] =>
  list('press-releases', language).sort((a, b) => String(b.publishedAt).localeCompare(String(a.publishedAt)))

/** The members by name. */
export const members = (language: Language): Published[] =>
  list('members', language).sort((a, b) => a.name.localeCompare(b.name, language))

/** The page of a document on this site. */
export const pageOf = (collection: Section, slug: string | null, language: Language): string =>
  `${PATHS[collection][language]}${slug}/`

/** The paths of a section's pages, in one language. */
export const pathsOf = (collection: Section, language: Language) =>
  list(collection, language)
    .filter(({ slug }) => slug)
    .map((entry) => ({ params: { slug: entry.slug as string }, props: { entry } }))

/** The address of a size of a picture on the back office, with its dimensions. */
export function picture(
  id: string | null | undefined,
  { size, language }: { size: 'thumbnail' | 'card' | 'press'; language: Language },
) {
  const media = find('media', id, language)
  const file = media?.sizes?.[size] ?? (media?.url ? media : undefined)
  return media && file
    ? {
        src: new URL(file.url, backOffice).href,
        width: file.width as number,
        height: file.height as number,
        alt: (media.alt ?? '') as string,
        credit: media.credit as string | undefined,
        caption: media.caption as string | undefined,
      }
    : undefined
}

/** The address of a file as it was uploaded, with its name and weight. */
export function file(id: string, language: Language) {
  const media = find('media', id, language)
  return media?.url
    ? {
        href: new URL(media.url, backOffice).href,
        name: media.alt || media.filename,
        kilobytes: Math.round(media.filesize / 1000),
      }
    : undefined
}

/** The public ones of the pictures that a document names. */
export const pictures = (ids: string[] | null | undefined, how: Parameters<typeof picture>[1]) =>
  (ids ?? []).map((id) => picture(id, how)).filter((one) => one !== undefined)

/** The public ones of the files that a document names. */
export const files = (ids: string[] | null | undefined, language: Language) =>
  (ids ?? []).map((id) => file(id, language)).filter((one) => one !== undefined)
