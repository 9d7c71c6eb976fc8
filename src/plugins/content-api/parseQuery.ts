import { parse } from 'qs-esm'
import { LANGUAGES, type Language } from '../../text/languages.ts'
import { BadQuery } from './badQuery.ts'
import { COMMON_FIELDS, fieldAt, type PublicCollection } from './contract.ts'

/** Where rich texts are given as the editor keeps them, as HTML, or as plain text. */
export const RICH_TEXT_FORMS = ['lexical', 'html', 'text'] as const
export type RichTextForm = (typeof RICH_TEXT_FORMS)[number]

/** One question to the content API, well formed. */
export type Query = {
  where: unknown
  sort: Array<{ path: string; isDescending: boolean }>
  limit: number
  page: number
  isPaginated: boolean
  cursor: unknown[] | undefined
  depth: number
  select: Record<string, unknown> | undefined
  language: Language
  fallback: Language | undefined
  search: string | undefined
  richText: RichTextForm
}

export const MOST_DOCUMENTS = 100
const DEEPEST = 2
/** Further on, a cursor leads: pages cost what they skip. */
const LAST_SKIPPED = 100_000
const MOST_SORTED = 4
const MOST_PARAMETERS = 300
const LONGEST_SEARCH = 200
const KNOWN = new Set([
  'where',
  'sort',
  'limit',
  'page',
  'pagination',
  'cursor',
  'depth',
  'select',
  'locale',
  'fallback-locale',
  // As Payload's own SDK writes it.
  'fallbackLocale',
  'q',
  'rich-text',
  'min-cursor',
  'draft',
])
/** What one document can be asked for: the rest is about lists. */
const OF_ONE = new Set([
  'depth',
  'select',
  'locale',
  'fallback-locale',
  'fallbackLocale',
  'rich-text',
  'min-cursor',
  'draft',
])

/**
 * Reads the query of an address, in the form of Payload's REST API.
 * @param text what stands behind the question mark
 * @throws BadQuery that names the parameter and says what it accepts
 */
export function parseQuery(
  text: string,
  { collection, isList }: { collection: PublicCollection; isList: boolean },
): Query {
  if (text.split('&').length > MOST_PARAMETERS) throw new BadQuery('query', `at most ${MOST_PARAMETERS} parameters`)
  const raw = parse(text, {
    depth: 12,
    arrayLimit: 1000,
    parameterLimit: MOST_PARAMETERS,
  })
  for (const name of Object.keys(raw)) {
    if (!KNOWN.has(name)) throw new BadQuery(name, 'nothing here: there is no such parameter')
    if (!isList && !OF_ONE.has(name)) throw new BadQuery(name, 'nothing for one document: it is about lists')
  }
  const search = searchOf(raw.q)
  const page = whole('page', raw.page, { from: 1, to: 1_000_000_000, otherwise: 1 })
  const limit = whole('limit', raw.limit, { from: 1, to: MOST_DOCUMENTS, otherwise: 10 })
  if ((page - 1) * limit > LAST_SKIPPED)
    throw new BadQuery('page', `what skips at most ${LAST_SKIPPED} documents; go on by cursor`)
  if (search !== undefined && raw.cursor !== undefined)
    throw new BadQuery('cursor', 'nothing beside q: hits come by page')
  const language = oneOf('locale', raw.locale, LANGUAGES, LANGUAGES[0])
  return {
    where: raw.where,
    sort: sortOf(raw.sort, collection, search !== undefined),
    limit,
    page,
    isPaginated: oneOf('pagination', raw.pagination, ['true', 'false'], 'true') === 'true' && raw.cursor === undefined,
    cursor: cursorOf(raw.cursor),
    depth: whole('depth', raw.depth, { from: 0, to: DEEPEST, otherwise: 0 }),
    select: selectOf(raw.select),
    language,
    fallback: fallbackOf(raw['fallback-locale'] ?? raw.fallbackLocale, language),
    search,
    richText: oneOf('rich-text', raw['rich-text'], RICH_TEXT_FORMS, 'lexical'),
  }
}

function whole(
  name: string,
  value: unknown,
  { from, to, otherwise }: { from: number; to: number; otherwise: number },
): number {
  if (value === undefined) return otherwise
  if (typeof value === 'string' && /^\d{1,10}$/.test(value) && Number(value) >= from && Number(value) <= to)
    return Number(value)
  throw new BadQuery(name, `a number from ${from} to ${to}`)
}

function oneOf<T extends string>(name: string, value: unknown, accepted: readonly T[], otherwise: T): T {
  if (value === undefined) return otherwise
  if (accepted.includes(value as T)) return value as T
  throw new BadQuery(name, accepted.join(' or '))
}

/** A text that is not ready in the language asked for stands in the other one, unless that is not wanted. */
function fallbackOf(value: unknown, language: Language): Language | undefined {
  if (value === 'none' || value === 'null' || value === 'false') return undefined
  const other = LANGUAGES.find((one) => one !== language)
  const asked = oneOf('fallback-locale', value, LANGUAGES, other ?? language)
  return asked === language ? undefined : asked
}

function searchOf(value: unknown): string | undefined {
  if (value === undefined || value === '') return undefined
  if (typeof value === 'string' && value.length <= LONGEST_SEARCH && !value.includes('\0')) return value
  throw new BadQuery('q', `words, at most ${LONGEST_SEARCH} characters`)
}

/** By rank where something is searched for and no order asked. */
function sortOf(value: unknown, collection: PublicCollection, isSearch: boolean): Query['sort'] {
  const given = value === undefined || value === '' ? undefined : [value].flat()
  if (!given && isSearch) return []
  const paths = (given ?? [collection.defaultSort]).flatMap((one) => {
    if (typeof one !== 'string')
      throw new BadQuery('sort', 'names of fields, separated by commas, each with “-” before it for the last first')
    return one.split(',')
  })
  if (paths.length > MOST_SORTED) throw new BadQuery('sort', `at most ${MOST_SORTED} fields`)
  return paths.map((one) => {
    const isDescending = one.startsWith('-')
    const path = isDescending ? one.slice(1) : one
    const found = fieldAt({ ...collection.fields, ...COMMON_FIELDS }, path)
    const isSortable =
      found && !found.rest && !found.isInList && !['richText', 'group', 'position'].includes(found.field.kind)
    if (!isSortable) throw new BadQuery('sort', `a public field that holds one value; “${path.slice(0, 60)}” is none`)
    return { path, isDescending }
  })
}

function selectOf(value: unknown): Record<string, unknown> | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  throw new BadQuery('select', 'names of fields, each true or false: select[title]=true')
}

function cursorOf(value: unknown): unknown[] | undefined {
  if (value === undefined) return undefined
  try {
    const read: unknown = JSON.parse(Buffer.from(String(value), 'base64url').toString('utf8'))
    if (Array.isArray(read) && read.length > 0 && read.every((one) => one === null || typeof one === 'string'))
      return read
  } catch {
    // Said below.
  }
  throw new BadQuery('cursor', 'what an earlier answer gave as nextCursor')
}

/** @param values what the last document of a page is sorted by, and its id */
export const writeCursor = (values: Array<string | null>): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url')
