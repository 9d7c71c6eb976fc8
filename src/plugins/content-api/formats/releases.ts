import { frEn, type Words } from '../../../text/frEn.ts'
import { isUuid } from '../../../text/uuid.ts'
import { BadQuery } from '../badQuery.ts'
import type { Doc } from '../doc.ts'
import type { Query } from '../parseQuery.ts'
import { findRow, findRows } from '../readDocuments.ts'
import { readDocs } from '../renderDocuments.ts'
import { type FormatContext, languageOf, plainQuery } from './format.ts'

const MOST = 100
const USUAL = 30

/** A document with what it refers to, its texts as HTML; nothing where it is not public. */
export async function readOne(
  { collection, key, query }: { collection: string; key: string; query: URLSearchParams },
  context: FormatContext,
): Promise<Doc | undefined> {
  if (key.includes('\0')) return undefined
  const language = languageOf(query)
  const asked: Query = { ...plainQuery, language, fallback: language === 'fr' ? 'en' : 'fr', depth: 1 }
  const found = await findRow(context.model, {
    name: collection,
    key: isUuid(key) ? { id: key } : { slug: key },
    query: asked,
  })
  const [doc] = found ? await readDocs([found.row], { ...context, query: asked, targets: found.targets }) : []
  return doc
}

/**
 * The newest releases of the network, of one member or about one programme, in one language alone: a feed does
 * not mix them.
 * @throws BadQuery for a limit that is none
 */
export async function newestReleases(query: URLSearchParams, context: FormatContext): Promise<Doc[]> {
  const limit = query.get('limit') ?? String(USUAL)
  if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > MOST)
    throw new BadQuery('limit', `a number from 1 to ${MOST}`)
  const conditions = (['member', 'programme'] as const).flatMap((name) => {
    const key = query.get(name)
    if (!key) return []
    const by = isUuid(key) ? 'id' : 'slug'
    const paths = name === 'member' ? ['owner', 'members'] : ['programmes']
    return [{ or: paths.map((path) => ({ [by === 'id' ? path : `${path}.slug`]: { equals: key } })) }]
  })
  const asked: Query = {
    ...plainQuery,
    language: languageOf(query),
    where: conditions.length > 0 ? { and: conditions } : undefined,
    sort: [{ path: 'publishedAt', isDescending: true }],
    limit: Number(limit),
    depth: 1,
  }
  const { rows, targets } = await findRows(context.model, {
    name: 'press-releases',
    query: asked,
    contract: context.contract,
  })
  return readDocs(rows, { ...context, query: asked, targets })
}

/** What releases are about where a feed is of one member or programme: their names; nothing where one is not public. */
export async function subjectsOf(query: URLSearchParams, context: FormatContext): Promise<string[] | undefined> {
  const asked = [
    { collection: 'members', key: query.get('member') },
    { collection: 'programmes', key: query.get('programme') },
  ]
  const found = await Promise.all(
    asked.flatMap(({ collection, key }) => (key ? [readOne({ collection, key, query }, context)] : [])),
  )
  if (found.includes(undefined)) return undefined
  return found.map((doc) => String(doc?.name ?? doc?.title))
}

/** The kinds of releases, as readers call them. */
const GENRES: Record<string, Words> = {
  release: frEn('communiqué de presse', 'press release'),
  news: frEn('actualité', 'news'),
  kit: frEn('dossier de presse', 'press kit'),
  invitation: frEn('invitation presse', 'press invitation'),
  correction: frEn('rectificatif', 'correction'),
}

/** What kind of text a release is, in its language. */
export function genreOf({ releaseType, language }: Doc): string {
  const words = GENRES[String(releaseType)] ?? (GENRES.release as Words)
  return language === 'en' ? words.en : words.fr
}

/** When a release was published, and when it was last corrected: a correction changes the second alone. */
export function datesOf({ publishedAt, createdAt, corrections }: Doc): { published: string; updated: string } {
  const published = String(publishedAt ?? createdAt)
  const corrected = ((corrections ?? []) as Array<{ at?: string | null }>).flatMap(({ at }) => at ?? [])
  return { published, updated: [published, ...corrected].sort().at(-1) ?? published }
}

export const NETWORK = 'Centres culturels de rencontre'

/** Whose release it is: its member’s, else the network’s. */
export const publisherOf = ({ owner }: Doc): string =>
  typeof owner === 'object' && owner !== null ? String((owner as Doc).name) : NETWORK
