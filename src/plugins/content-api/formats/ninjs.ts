import type { Doc } from '../doc.ts'
import { type Format, refuseUnknown } from './format.ts'
import { datesOf, genreOf, publisherOf, readOne } from './releases.ts'

const SCHEMA = 'http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#'

/** A release as news agencies exchange it: IPTC ninjs 3.1 (https://iptc.org/standards/ninjs/). */
export const ninjs: Format = {
  path: '/content/press-releases/:key/ninjs.json',
  id: 'getReleaseAsNinjs',
  summary: 'A release as IPTC ninjs 3.1',
  type: 'application/json',
  parameters: { locale: 'fr or en' },
  answer: async ({ params, query }, context) => {
    refuseUnknown(query, ['locale'])
    const release = await readOne({ collection: 'press-releases', key: params.key ?? '', query }, context)
    return release && JSON.stringify(ninjsOf(release))
  },
}

const uuid = ({ id }: Doc): string => `urn:uuid:${id}`
const docs = (value: unknown): Doc[] =>
  ((value ?? []) as unknown[]).filter((one): one is Doc => typeof one === 'object' && one !== null)

function ninjsOf(release: Doc) {
  const { published, updated } = datesOf(release)
  const language = release.language === 'en' ? 'en' : 'fr'
  const dateline = (release.dateline ?? {}) as { place?: string | null }
  const text = String(release.body ?? '')
  const images = docs(release.images)
  const members = [release.owner, ...docs(release.members)].filter(
    (one): one is Doc => typeof one === 'object' && one !== null,
  )
  const keywords = (release.keywords ?? []) as string[]
  return {
    standard: { name: 'ninjs', version: '3.1', schema: SCHEMA },
    uri: uuid(release),
    type: 'text',
    pubStatus: 'usable',
    language,
    firstCreated: published,
    versionCreated: updated,
    title: String(release.title ?? ''),
    ...(release.slug ? { slugline: String(release.slug) } : {}),
    headlines: [
      { role: 'main', contentType: 'text/plain', value: String(release.title ?? '') },
      ...(release.subtitle ? [{ role: 'subtitle', contentType: 'text/plain', value: String(release.subtitle) }] : []),
    ],
    ...(release.summary
      ? { descriptions: [{ role: 'summary', contentType: 'text/plain', value: String(release.summary) }] }
      : {}),
    bodies: [{ role: 'main', contentType: 'text/html', charCount: text.length, value: text }],
    by: publisherOf(release),
    ...(dateline.place ? { located: dateline.place } : {}),
    genres: [{ name: genreOf(release), literal: String(release.releaseType ?? 'release') }],
    ...(keywords.length > 0 ? { subjects: keywords.map((name) => ({ name })) } : {}),
    ...(members.length > 0
      ? { organisations: members.map((member) => ({ name: String(member.name), uri: uuid(member) })) }
      : {}),
    infoSources: [{ name: publisherOf(release), role: 'publisher' }],
    ...(release.correctionNote ? { edNote: String(release.correctionNote) } : {}),
    ...(images.length > 0 ? { associations: images.map(pictureOf) } : {}),
  }
}

type File = { url?: string; mimeType?: string; width?: number; height?: number; filesize?: number }

function pictureOf(media: Doc, index: number) {
  const files = [['original', media as File] as const, ...Object.entries((media.sizes ?? {}) as Record<string, File>)]
  return {
    name: `picture-${index + 1}`,
    uri: uuid(media),
    type: 'picture',
    pubStatus: 'usable',
    ...(media.caption
      ? { descriptions: [{ role: 'caption', contentType: 'text/plain', value: String(media.caption) }] }
      : {}),
    headlines: [{ role: 'alternative text', contentType: 'text/plain', value: String(media.alt ?? '') }],
    by: String(media.credit ?? ''),
    ...(media.copyright ? { copyrightNotice: String(media.copyright) } : {}),
    ...(media.usageTerms ? { usageTerms: String(media.usageTerms) } : {}),
    ...(media.usableUntil ? { expires: String(media.usableUntil) } : {}),
    renditions: files.flatMap(([name, { url, mimeType, width, height, filesize }]) =>
      url
        ? [
            {
              name,
              href: url,
              ...(mimeType ? { contentType: mimeType } : {}),
              ...(width ? { width } : {}),
              ...(height ? { height } : {}),
              ...(filesize ? { sizeInBytes: filesize } : {}),
            },
          ]
        : [],
    ),
  }
}
