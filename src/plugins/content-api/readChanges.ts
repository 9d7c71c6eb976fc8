import type { ReadModel } from './readModel.ts'

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

/** SQL: an entry as JSON, made where the text of its content is, and sent on without being read. */
const entryOf = (row: 'p' | 'd', kind: string): string => `
  '{"position":' || ${row}.position || ',"kind":"' || ${kind} || '","collection":"' || ${row}.collection
  || '","id":"' || ${row}.document_id || '","language":"' || ${row}.language
  || '","owner":' || coalesce('"' || ${row}.owner_id || '"', 'null')
  || ',"slug":' || coalesce(case when ${kind} = 'published' then to_json(${row}.slug)::text end, 'null')
  || ',"content":' || coalesce(case when ${row}.collection = 'media'
      then replace(d.content::text, '/content/media/', $3::text || '/content/media/') else d.content::text end, 'null') || '}'`

const SNAPSHOT = `
  select ${entryOf('d', `'published'`)} as entry from published_documents d where d.position > $1 order by d.position limit $2`

// The ledger remembers what was public; the feed gives only what still is. An entry that a later one
// replaced is left out: the later one stands further down.
const CHANGES = `
  select ${entryOf('p', 'p.kind')} as entry
  from publications p
  left join published_documents d on d.position = p.position and d.position > $1
    and d.collection = p.collection and d.document_id = p.document_id and d.language = p.language
  where p.position > $1 and (p.kind = 'withdrawn' or d.position is not null)
  order by p.position limit $2`

/** A cursor that this ledger never gave (of another database, or of one that was restored): start again from a snapshot. */
export class UnknownCursor extends Error {
  readonly statusCode = 410
  override message = 'This cursor is not known here. Read a snapshot: /content/changes without "after".'
}

export async function headOf(model: ReadModel): Promise<number> {
  const rows = await model.ask<{ head: number }>({
    isKept: true,
    text: 'select coalesce(max(position), 0)::float8 as head from publications',
  })
  return rows[0]?.head ?? 0
}

const POSITION = '{"position":'.length

/**
 * What changed after a cursor, oldest first; without a cursor, a full snapshot of what is public.
 * Appends to the ledger are serialised, so a position that can be seen has none hidden before it.
 * @param address of the back office, at which files are
 * @returns the JSON of the answer: `cursor`, what to ask after next time; `more`, whether to ask again at once;
 *   and `version`, which tells two answers apart as well as their bytes do: an entry never changes
 */
export async function readChanges(
  model: ReadModel,
  { after, limit, head, address }: { after: number | undefined; limit: number; head: number; address: string },
): Promise<{ body: Buffer; version: string; cursor: number; more: boolean }> {
  // What is known here may be behind an earlier answer, which came from the database.
  if (after !== undefined && after > head && after > (await headOf(model))) throw new UnknownCursor()
  const rows = await model.askBytes({
    isKept: true,
    text: after === undefined ? SNAPSHOT : CHANGES,
    values: [after ?? 0, limit + 1, address],
  })
  const more = rows.length > limit
  const entries = rows.slice(0, limit).flatMap(([entry]) => entry ?? [])
  const positions = entries.map((entry) => Number.parseInt(entry.toString('latin1', POSITION, POSITION + 17), 10))
  const cursor = positions.at(-1) ?? after ?? 0
  const comma = Buffer.from(',')
  const body = Buffer.concat([
    Buffer.from('{"changes":['),
    ...entries.flatMap((entry, index) => (index === 0 ? [entry] : [comma, entry])),
    Buffer.from(`],"cursor":${cursor},"more":${more}}`),
  ])
  return { body, version: `${positions.join()} ${cursor} ${more} ${address}`, cursor, more }
}
