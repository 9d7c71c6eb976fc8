import type { Pool } from 'pg'

/** An entry of the ledger as public sites read it; a withdrawal has no content. */
export type Change = {
  position: number
  kind: 'published' | 'withdrawn'
  collection: string
  id: string
  language: string
  owner: string | null
  slug: string | null
  content: Record<string, unknown> | null
}

type Row = Omit<Change, 'content'> & { content: string | null }

const SNAPSHOT = `
  select 'published' as kind, position::float8 as position, collection, document_id as id, language, owner_id as owner, slug, content::text as content
  from published_documents order by published_documents.position limit $1`

// The ledger remembers what was public; the feed gives only what still is. An entry that a later one
// replaced is left out: the later one stands further down.
const CHANGES = `
  select p.kind, p.position::float8 as position, p.collection, p.document_id as id, p.language, p.owner_id as owner, p.slug, d.content::text as content
  from publications p
  left join published_documents d
    on d.collection = p.collection and d.document_id = p.document_id and d.language = p.language and d.position = p.position
  where p.position > $1 and (p.kind = 'withdrawn' or d.position is not null)
  order by p.position limit $2`

/** A cursor that this ledger never gave (of another database, or of one that was restored): start again from a snapshot. */
export class UnknownCursor extends Error {
  readonly statusCode = 410
  override message = 'This cursor is not known here. Read a snapshot: /content/changes without "after".'
}

export async function headOf(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ head: number }>(
    'select coalesce(max(position), 0)::float8 as head from publications',
  )
  return rows[0]?.head ?? 0
}

/**
 * What changed after a cursor, oldest first; without a cursor, a full snapshot of what is public.
 * Appends to the ledger are serialised, so a position that can be seen has none hidden before it.
 * @param present gives the content of a row as readers get it
 * @returns the JSON of the answer: `cursor`, what to ask after next time; `more`, whether to ask again at once
 */
export async function readChanges(
  pool: Pool,
  {
    after,
    limit,
    head,
    present,
  }: {
    after: number | undefined
    limit: number
    head: number
    present: (row: { collection: string; content: string }) => string
  },
): Promise<string> {
  if (after !== undefined && after > head) throw new UnknownCursor()
  const { rows } = await (after === undefined
    ? pool.query<Row>(SNAPSHOT, [limit + 1])
    : pool.query<Row>(CHANGES, [after, limit + 1]))
  const shown = rows.slice(0, limit)
  const changes = shown.map(({ content, ...row }) => {
    const entry = JSON.stringify(row).slice(0, -1)
    return `${entry},"content":${content === null ? 'null' : present({ collection: row.collection, content })}}`
  })
  const cursor = shown.at(-1)?.position ?? after ?? 0
  return `{"changes":[${changes.join(',')}],"cursor":${cursor},"more":${rows.length > limit}}`
}
