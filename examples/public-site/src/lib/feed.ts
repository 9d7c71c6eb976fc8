import { find, pageOf, releases } from './published'
import { FEEDS, type Language, PATHS, words } from './words'

const escaped = (text: unknown): string =>
  String(text ?? '')
    // XML knows no control characters but these three.
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')

/**
 * The newest releases as Atom (RFC 4287). The identifier of an entry is its document's and never
 * changes; a later correction changes `updated` alone.
 */
export function feed(language: Language, site: URL): Response {
  const shown = releases(language).slice(0, 30)
  const at = (path: string) => new URL(path, site).href
  const updatedOf = (release: (typeof shown)[number]): string =>
    [release.publishedAt, ...(release.corrections ?? []).map(({ at }: { at: string }) => at)]
      .filter(Boolean)
      .sort()
      .at(-1) ?? '1970-01-01T00:00:00Z'
  const entries = shown.map((release) => {
    const owner =
      (release.owner ? find('members', release.owner, language)?.name : undefined) ?? words(language).network
    const page = at(pageOf('press-releases', release.slug, language))
    return `  <entry xml:lang="${release.language}">
    <id>tag:${site.hostname},2026:${release.id}:${release.language}</id>
    <title>${escaped(release.title)}</title>
    <link href="${escaped(page)}"/>
    <published>${escaped(release.publishedAt ?? updatedOf(release))}</published>
    <updated>${escaped(updatedOf(release))}</updated>
    <author><name>${escaped(owner)}</name></author>
    <summary>${escaped(release.summary)}</summary>
  </entry>`
  })
  const updated = shown.map(updatedOf).sort().at(-1) ?? '1970-01-01T00:00:00Z'
  const body = `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${language}">
  <id>${escaped(at(FEEDS[language]))}</id>
  <title>${escaped(words(language).network)}</title>
  <link rel="self" href="${escaped(at(FEEDS[language]))}"/>
  <link href="${escaped(at(PATHS['press-releases'][language]))}"/>
  <updated>${escaped(updated)}</updated>
${entries.join('\n')}
</feed>
`
  return new Response(body, { headers: { 'content-type': 'application/atom+xml; charset=utf-8' } })
}
