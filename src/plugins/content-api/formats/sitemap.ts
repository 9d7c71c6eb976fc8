import { LANGUAGES } from '../../../text/languages.ts'
import { BadQuery } from '../badQuery.ts'
import { type Format, LINK, linker, refuseUnknown, xml } from './format.ts'

/** As many addresses as one sitemap may hold (https://www.sitemaps.org/protocol.html). */
const MOST = 50_000
const SHOWN = ['members', 'press-releases', 'charters', 'programmes'] as const

/** The pages of a public site, by the patterns of its addresses, for search engines. */
export const sitemap: Format = {
  path: '/content/sitemap.xml',
  id: 'getSitemap',
  summary: 'The pages of your site, as a sitemap',
  type: 'application/xml',
  parameters: { locale: 'fr or en; both unless given', ...Object.fromEntries(SHOWN.map((name) => [name, LINK])) },
  answer: async ({ query }, { model, address }) => {
    refuseUnknown(query, ['locale', ...SHOWN])
    const locale = query.get('locale')
    if (locale !== null && !LANGUAGES.some((one) => one === locale))
      throw new BadQuery('locale', LANGUAGES.join(' or '))
    const asked = SHOWN.filter((name) => query.has(name))
    const collections = asked.length > 0 ? asked : SHOWN
    const links = new Map(collections.map((name) => [name as string, linker(query, address, name)]))
    const rows = await model.ask<{ collection: string; id: string; slug: string; updated: Date }>({
      text: `select collection, document_id as id, slug, max(updated_at) as updated from published_documents
       where collection = any($1) and slug is not null and ($2::text is null or language = $2)
       group by collection, document_id, slug order by updated desc, id limit ${MOST}`,
      values: [collections, locale],
    })
    const entries = rows.map(({ collection, id, slug, updated }) => {
      const location = links.get(collection)?.(collection, { id, slug })
      return `  <url><loc>${xml(location)}</loc><lastmod>${updated.toISOString()}</lastmod></url>`
    })
    return `<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${entries.join('\n')}\n</urlset>\n`
  },
}
