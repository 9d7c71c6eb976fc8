import { highlight } from './highlight.ts'
import type { Query } from './parseQuery.ts'
import { type Raw, rawOf } from './raw.ts'
import { findRows } from './readDocuments.ts'
import { type Rendering, renderDocuments } from './renderDocuments.ts'

/**
 * The JSON of a list, in the form of Payload's REST API, with `nextCursor` beside the pages; and `version`, which tells
 * it apart as well as its bytes do, where its documents go out as they are kept.
 */
export async function listOf(
  { name, query }: { name: string; query: Query },
  rendering: Omit<Rendering, 'query'>,
): Promise<{ raw: Raw; version: string | undefined }> {
  const { rows, targets, totalDocs, hasMore, nextCursor } = await findRows(rendering.model, {
    name,
    query,
    contract: rendering.contract,
  })
  const { docs, version } = await renderDocuments(rows, { ...rendering, query, targets })
  if (query.search !== undefined) {
    const found = await highlight(rendering.model, { rows, search: query.search })
    for (const [index, doc] of docs.entries()) {
      docs[index] = `${doc.slice(0, -1)},"highlights":${rawOf(JSON.stringify(found[index]))}}`
    }
  }
  const about = totalDocs === undefined ? withoutPages(query, hasMore) : withPages(query, totalDocs)
  const rest = JSON.stringify({ ...about, nextCursor: nextCursor ?? null }).slice(1)
  // What is highlighted stands in no version.
  const isToldApart = version !== undefined && query.search === undefined
  return { raw: `{"docs":[${docs.join(',')}],${rest}`, version: isToldApart ? `${version} ${rest}` : undefined }
}

const withoutPages = ({ limit }: Query, hasNextPage: boolean) => ({ limit, hasNextPage })

function withPages({ limit, page }: Query, totalDocs: number) {
  const totalPages = Math.max(1, Math.ceil(totalDocs / limit))
  const [hasPrevPage, hasNextPage] = [page > 1, page < totalPages]
  return {
    totalDocs,
    limit,
    totalPages,
    page,
    pagingCounter: (page - 1) * limit + 1,
    hasPrevPage,
    hasNextPage,
    prevPage: hasPrevPage ? page - 1 : null,
    nextPage: hasNextPage ? page + 1 : null,
  }
}
