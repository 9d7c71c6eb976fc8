import type { Language } from '../../../text/languages.ts'
import { LANGUAGES } from '../../../text/languages.ts'
import { BadQuery } from '../badQuery.ts'
import type { Doc } from '../doc.ts'
import type { Rendering } from '../renderDocuments.ts'

/** What a format is made with. */
export type FormatContext = Pick<Rendering, 'model' | 'contract' | 'address'>

/** An address of the content API that answers in a form of its own. */
export type Format = {
  /** As Fastify routes it. */
  path: string
  id: string
  summary: string
  type: string
  /** The parameters that it takes, with what they accept in words. */
  parameters: Record<string, string>
  /** The body of the answer; nothing where nothing public is there. */
  answer: (
    asked: { params: Record<string, string>; query: URLSearchParams },
    context: FormatContext,
  ) => Promise<string | undefined>
}

/** What a list of documents is asked with where nothing of it comes from a reader. */
export const plainQuery = {
  where: undefined,
  sort: [],
  limit: 100,
  page: 1,
  isPaginated: false,
  cursor: undefined,
  depth: 0,
  select: undefined,
  fallback: undefined,
  search: undefined,
  richText: 'html' as const,
}

/**
 * The language that is asked for.
 * @throws BadQuery for another one
 */
export function languageOf(query: URLSearchParams): Language {
  const asked = query.get('locale') ?? LANGUAGES[0]
  const language = LANGUAGES.find((one) => one === asked)
  if (!language) throw new BadQuery('locale', LANGUAGES.join(' or '))
  return language
}

export const LINK = 'the address of a page on your site, with {slug} or {id} in it: https://site.example/news/{slug}/'

/**
 * Where the page of a document is: on the site of who asks, by the pattern that they give, else here.
 * @throws BadQuery for a pattern that is no web address
 */
export function linker(
  query: URLSearchParams,
  address: string,
  name = 'link',
): (collection: string, doc: Doc) => string {
  const pattern = query.get(name)
  if (pattern === null) return (collection, { slug, id }) => `${address}/content/${collection}/${slug ?? id}`
  const isAddress =
    pattern.length <= 300 && /^https?:\/\//.test(pattern) && /\{(?:slug|id)\}/.test(pattern) && URL.canParse(pattern)
  if (!isAddress) throw new BadQuery(name, LINK)
  return (_collection, { slug, id }) =>
    pattern.replaceAll('{slug}', encodeURIComponent(String(slug ?? id))).replaceAll('{id}', id)
}

/**
 * Refuses parameters that a format does not have: a mistyped one would change nothing and say nothing.
 * @throws BadQuery
 */
export function refuseUnknown(query: URLSearchParams, known: string[]): void {
  for (const name of query.keys()) {
    if (!known.includes(name)) throw new BadQuery(name.slice(0, 60), 'nothing here: there is no such parameter')
  }
}

/** Text for XML 1.0: nothing of it is markup, and nothing that XML does not know. */
export const xml = (value: unknown): string =>
  String(value ?? '')
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
