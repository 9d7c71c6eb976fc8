import type { Doc } from '../doc.ts'
import { type Format, LINK, linker, refuseUnknown } from './format.ts'
import { datesOf, genreOf, NETWORK, publisherOf, readOne } from './releases.ts'

const PARAMETERS = { locale: 'fr or en', link: LINK }
const docs = (value: unknown): Doc[] =>
  ((value ?? []) as unknown[]).filter((one): one is Doc => typeof one === 'object' && one !== null)
const text = (value: unknown) => (value === null || value === undefined || value === '' ? undefined : String(value))

/** A release as a schema.org NewsArticle: the vocabulary has no type for press releases, so its genre says so. */
export const releaseJsonLd: Format = {
  path: '/content/press-releases/:key/jsonld.json',
  id: 'getReleaseAsJsonLd',
  summary: 'A release as schema.org JSON-LD, to put into its page',
  type: 'application/ld+json',
  parameters: PARAMETERS,
  answer: async ({ params, query }, context) => {
    refuseUnknown(query, Object.keys(PARAMETERS))
    const link = linker(query, context.address)
    const release = await readOne({ collection: 'press-releases', key: params.key ?? '', query }, context)
    if (!release) return undefined
    const { published, updated } = datesOf(release)
    const dateline = (release.dateline ?? {}) as { place?: string | null }
    const corrections = (release.corrections ?? []) as Array<{ note?: string | null; at?: string | null }>
    return forScript({
      '@context': 'https://schema.org',
      '@type': 'NewsArticle',
      '@id': `urn:uuid:${release.id}`,
      genre: genreOf(release),
      mainEntityOfPage: link('press-releases', release),
      headline: text(release.title),
      alternativeHeadline: text(release.subtitle),
      abstract: text(release.summary),
      inLanguage: release.language,
      datePublished: published,
      dateModified: updated,
      dateline: text(dateline.place),
      keywords: text(((release.keywords ?? []) as string[]).join(', ')),
      publisher: { '@type': 'Organization', name: NETWORK },
      author: { '@type': 'Organization', name: publisherOf(release) },
      about: docs(release.members).map(placeOf),
      image: docs(release.images).map((media) => ({
        '@type': 'ImageObject',
        contentUrl: text(media.url),
        caption: text(media.caption),
        creditText: text(media.credit),
        copyrightNotice: text(media.copyright),
        license: text(media.licenceUrl),
        width: media.width ?? undefined,
        height: media.height ?? undefined,
      })),
      correction: corrections.map(({ note, at }) => ({
        '@type': 'CorrectionComment',
        text: text(note),
        datePublished: text(at),
      })),
    })
  },
}

/** JSON that may stand in a `<script>` as it is: no text of it can end the element (HTML, 4.12.1.3). */
const forScript = (value: unknown): string => JSON.stringify(value).replaceAll('<', String.raw`\u003c`)

/** A member as the organisation that it is, and its place. */
export const memberJsonLd: Format = {
  path: '/content/members/:key/jsonld.json',
  id: 'getMemberAsJsonLd',
  summary: 'A member as schema.org JSON-LD, to put into its page',
  type: 'application/ld+json',
  parameters: PARAMETERS,
  answer: async ({ params, query }, context) => {
    refuseUnknown(query, Object.keys(PARAMETERS))
    const link = linker(query, context.address)
    const member = await readOne({ collection: 'members', key: params.key ?? '', query }, context)
    if (!member) return undefined
    const hero = member.hero as Doc | null
    return forScript({
      '@context': 'https://schema.org',
      '@type': 'Organization',
      '@id': `urn:uuid:${member.id}`,
      name: text(member.name),
      legalName: text(member.legalName),
      description: text(member.summary),
      url: text(member.website) ?? link('members', member),
      sameAs: ((member.socialLinks ?? []) as Array<{ url?: string }>).flatMap(({ url }) => url ?? []),
      memberOf: { '@type': 'Organization', name: NETWORK },
      location: placeOf(member),
      ...(hero ? { image: { '@type': 'ImageObject', contentUrl: text(hero.url), creditText: text(hero.credit) } } : {}),
    })
  },
}

function placeOf(member: Doc) {
  const [longitude, latitude] = (member.location ?? []) as number[]
  return {
    '@type': 'Place',
    name: text(member.name),
    address: {
      '@type': 'PostalAddress',
      addressLocality: text(member.city),
      addressRegion: text(member.region),
      addressCountry: text(member.country),
    },
    ...(longitude !== undefined && latitude !== undefined
      ? { geo: { '@type': 'GeoCoordinates', longitude, latitude } }
      : {}),
  }
}
