import type { Doc } from '../doc.ts'
import type { Query } from '../parseQuery.ts'
import { findRows } from '../readDocuments.ts'
import { readDocs } from '../renderDocuments.ts'
import { type Format, type FormatContext, LINK, languageOf, linker, plainQuery, refuseUnknown } from './format.ts'

/** All public documents of a collection, page by page. */
export async function readAll({ name, query }: { name: string; query: Query }, context: FormatContext): Promise<Doc[]> {
  const found: Doc[] = []
  for (let page = 1; ; page++) {
    const { rows, hasMore } = await findRows(context.model, {
      name,
      query: { ...query, page },
      contract: context.contract,
    })
    found.push(...(await readDocs(rows, { ...context, query })))
    if (!hasMore) return found
  }
}

/** The members that have a place, for maps: GeoJSON (RFC 7946). */
export const geoJson: Format = {
  path: '/content/members.geojson',
  id: 'getMembersAsGeoJson',
  summary: 'The members on the map, as GeoJSON',
  type: 'application/geo+json',
  parameters: { locale: 'fr or en', link: LINK },
  answer: async ({ query }, context) => {
    refuseUnknown(query, ['locale', 'link'])
    const language = languageOf(query)
    const link = linker(query, context.address)
    const members = await readAll(
      {
        name: 'members',
        query: {
          ...plainQuery,
          language,
          fallback: language === 'fr' ? 'en' : 'fr',
          sort: [{ path: 'name', isDescending: false }],
          richText: 'text',
        },
      },
      context,
    )
    return JSON.stringify({
      type: 'FeatureCollection',
      features: members.flatMap((member) =>
        Array.isArray(member.location)
          ? [
              {
                type: 'Feature',
                id: member.id,
                geometry: { type: 'Point', coordinates: member.location },
                properties: {
                  name: member.name,
                  slug: member.slug,
                  kind: member.kind,
                  city: member.city,
                  region: member.region,
                  country: member.country,
                  summary: member.summary,
                  website: member.website,
                  language: member.language,
                  url: link('members', member),
                },
              },
            ]
          : [],
      ),
    })
  },
}
