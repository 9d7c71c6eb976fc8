import type { Doc } from '../doc.ts'
import { type Format, type FormatContext, LINK, languageOf, linker, refuseUnknown, xml } from './format.ts'
import { datesOf, NETWORK, newestReleases, publisherOf, subjectsOf } from './releases.ts'

const PARAMETERS = {
  locale: 'fr or en',
  member: 'the id or slug of a member',
  programme: 'the id or slug of a programme',
  limit: 'how many, at most 100 (30)',
  link: LINK,
}

type Entry = {
  id: string
  url: string
  title: string
  summary: string
  html: string
  published: string
  updated: string
  author: string
  language: string
  image: string | undefined
  keywords: string[]
}
type Feed = { title: string; self: string; home: string; language: string; updated: string; entries: Entry[] }

async function feedOf(
  query: URLSearchParams,
  { path, context }: { path: string; context: FormatContext },
): Promise<Feed | undefined> {
  refuseUnknown(query, Object.keys(PARAMETERS))
  const link = linker(query, context.address)
  const language = languageOf(query)
  const subjects = await subjectsOf(query, context)
  if (!subjects) return undefined
  const releases = await newestReleases(query, context)
  const entries = releases.map((release) => entryOf(release, link, context.address))
  return {
    title: [language === 'fr' ? `${NETWORK} : communiqués` : `${NETWORK}: press releases`, ...subjects].join(' – '),
    self: `${context.address}${path}${query.size > 0 ? `?${query}` : ''}`,
    home: `${context.address}/content/press-releases?locale=${language}`,
    language,
    updated:
      entries
        .map(({ updated }) => updated)
        .sort()
        .at(-1) ?? '1970-01-01T00:00:00.000Z',
    entries,
  }
}

function entryOf(release: Doc, link: ReturnType<typeof linker>, address: string): Entry {
  const [image] = (release.images ?? []) as Doc[]
  const sizes = image?.sizes as Record<string, { url?: string }> | undefined
  return {
    ...datesOf(release),
    // The document’s own, in its language: no title, address or correction changes it (RFC 4151).
    id: `tag:${new URL(address).hostname},2026:${release.id}:${release.language}`,
    url: link('press-releases', release),
    title: String(release.title ?? ''),
    summary: String(release.summary ?? ''),
    html: String(release.body ?? ''),
    author: publisherOf(release),
    language: String(release.language),
    image: sizes?.card?.url ?? (image?.url as string | undefined),
    keywords: (release.keywords ?? []) as string[],
  }
}

/** Atom (RFC 4287). */
const atom = ({
  title,
  self,
  home,
  language,
  updated,
  entries,
}: Feed): string => `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">
  <id>${xml(self)}</id>
  <title>${xml(title)}</title>
  <link rel="self" type="application/atom+xml" href="${xml(self)}"/>
  <link href="${xml(home)}"/>
  <updated>${updated}</updated>
${entries
  .map(
    (entry) => `  <entry xml:lang="${entry.language}">
    <id>${xml(entry.id)}</id>
    <title>${xml(entry.title)}</title>
    <link href="${xml(entry.url)}"/>
    <published>${entry.published}</published>
    <updated>${entry.updated}</updated>
    <author><name>${xml(entry.author)}</name></author>
${entry.keywords.map((word) => `    <category term="${xml(word)}"/>\n`).join('')}    <summary>${xml(entry.summary)}</summary>
    <content type="html">${xml(entry.html)}</content>
  </entry>`,
  )
  .join('\n')}
</feed>
`

/** RSS 2.0, with the whole text as content:encoded. */
const rss = ({ title, self, home, language, updated, entries }: Feed): string => `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
  <title>${xml(title)}</title>
  <link>${xml(home)}</link>
  <description>${xml(title)}</description>
  <language>${language}</language>
  <lastBuildDate>${new Date(updated).toUTCString()}</lastBuildDate>
  <atom:link rel="self" type="application/rss+xml" href="${xml(self)}"/>
${entries
  .map(
    (entry) => `  <item>
    <title>${xml(entry.title)}</title>
    <link>${xml(entry.url)}</link>
    <guid isPermaLink="false">${xml(entry.id)}</guid>
    <pubDate>${new Date(entry.published).toUTCString()}</pubDate>
    <dc:creator>${xml(entry.author)}</dc:creator>
${entry.keywords.map((word) => `    <category>${xml(word)}</category>\n`).join('')}    <description>${xml(entry.summary)}</description>
    <content:encoded>${xml(entry.html)}</content:encoded>
  </item>`,
  )
  .join('\n')}
</channel>
</rss>
`

/** JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). */
const jsonFeed = ({ title, self, home, language, entries }: Feed): string =>
  JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: home,
    feed_url: self,
    language,
    items: entries.map((entry) => ({
      id: entry.id,
      url: entry.url,
      title: entry.title,
      summary: entry.summary,
      content_html: entry.html,
      ...(entry.image ? { image: entry.image } : {}),
      date_published: entry.published,
      date_modified: entry.updated,
      authors: [{ name: entry.author }],
      ...(entry.keywords.length > 0 ? { tags: entry.keywords } : {}),
      language: entry.language,
    })),
  })

const feed = (path: string, id: string, summary: string, type: string, write: (feed: Feed) => string): Format => ({
  path,
  id,
  summary,
  type,
  parameters: PARAMETERS,
  answer: async ({ query }, context) => {
    const found = await feedOf(query, { path, context })
    return found && write(found)
  },
})

export const feeds: Format[] = [
  feed('/content/feeds/atom.xml', 'getAtomFeed', 'The newest releases as Atom', 'application/atom+xml', atom),
  feed('/content/feeds/rss.xml', 'getRssFeed', 'The newest releases as RSS 2.0', 'application/rss+xml', rss),
  feed(
    '/content/feeds/feed.json',
    'getJsonFeed',
    'The newest releases as JSON Feed 1.1',
    'application/feed+json',
    jsonFeed,
  ),
]
