import { getCollection } from 'astro:content'

const url = process.env.RENCONTRE_URL ?? 'http://localhost:3000'

// What a collection lets out is documented by its projection; an Astro page reads it loosely.
// biome-ignore lint/suspicious/noExplicitAny: the shape is the collection's affair
export type Published = Record<string, any> & {
  id: string
  slug: string | null
  collection: string
  language: string
  owner: string | null
}

const all: Published[] = (await getCollection('published')).map(({ data }) => data as Published)
const byId = new Map(all.map((entry) => [`${entry.collection}/${entry.language}/${entry.id}`, entry]))

/** The documents of one collection that are public in a language. */
export const list = (collection: string, language = 'fr'): Published[] =>
  all.filter((entry) => entry.collection === collection && entry.language === language)

/** One public document, or nothing. */
export const find = (collection: string, id: string | null | undefined, language = 'fr'): Published | undefined =>
  id ? byId.get(`${collection}/${language}/${id}`) : undefined

/** The releases, the newest first. */
export const releases = (): Published[] =>
  list('press-releases').sort((a, b) => String(b.publishedAt).localeCompare(String(a.publishedAt)))

/** The members by name. */
export const members = (): Published[] => list('members').sort((a, b) => a.name.localeCompare(b.name, 'fr'))

/** The address of a size of a picture on the back office, with its dimensions. */
export function picture(id: string | null | undefined, size: 'thumbnail' | 'card' | 'press') {
  const media = find('media', id)
  const file = media?.files?.[size] ?? media?.files?.original
  return media && file
    ? {
        src: new URL(file.url, url).href,
        width: file.width,
        height: file.height,
        alt: media.alt ?? '',
        credit: media.credit,
        caption: media.caption,
      }
    : undefined
}

export const kinds: Record<string, string> = {
  labelled: 'Centre culturel de rencontre',
  associate: 'Membre associé',
  international: 'Membre international',
  candidate: 'En préfiguration',
  partner: 'Partenaire',
  former: 'Ancien membre',
}

export const types: Record<string, string> = {
  release: 'Communiqué de presse',
  news: 'Actualité',
  kit: 'Dossier de presse',
  invitation: 'Invitation presse',
  correction: 'Rectificatif',
}

/** A date in French words, in Paris. */
export const date = (value: string | null | undefined): string =>
  value
    ? new Date(value).toLocaleDateString('fr-FR', {
        day: 'numeric',
        month: 'long',
        year: 'numeric',
        timeZone: 'Europe/Paris',
      })
    : ''
