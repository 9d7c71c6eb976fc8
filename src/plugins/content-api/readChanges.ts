import { crc32 } from 'node:zlib'
import { withMediaAddress } from './mediaAddress.ts'
import { bytesOf } from './raw.ts'
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

/** SQL: an entry as JSON up to its content, which is sent on as it is kept, without being read or copied into another text. */
const headOfEntry = (row: 'p' | 'd', kind: string): string => `
  '{"position":' || ${row}.position || ',"kind":"' || ${kind} || '","collection":"' || ${row}.collection
  || '","id":"' || ${row}.document_id || '","language":"' || ${row}.language
  || '","owner":' || coalesce('"' || ${row}.owner_id || '"', 'null')
  || ',"slug":' || coalesce(case when ${kind} = 'published' then to_json(${row}.slug)::text end, 'null')
  || ',"content":'`

const SNAPSHOT = `
  select ${headOfEntry('d', `'published'`)} as head, d.content from published_documents d where d.position > $1 order by d.position limit $2`

// The ledger remembers what was public; the feed gives only what still is. An entry that a later one
// replaced is left out: the later one stands further down.
const CHANGES = `
  select ${headOfEntry('p', 'p.kind')} as head, d.content
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
const OF_MEDIA = ',"collection":"media",'
const [OPENING, COMMA, BRACE, NOTHING] = ['{"changes":[', ',', '}', 'null'].map((text) => Buffer.from(text)) as [
  Buffer,
  Buffer,
  Buffer,
  Buffer,
]

/**
 * What changed after a cursor, oldest first; without a cursor, a full snapshot of what is public.
 * Appends to the ledger are serialised, so a position that can be seen has none hidden before it.
 * @param address of the back office, at which files are
 * @returns the JSON of the answer: `cursor`, what to ask after next time; `more`, whether to ask again at once;
 *   and `version`, which tells two answers apart: which entries, and a sum of their bytes, which are others once the read
 *   model is made anew
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
    values: [after ?? 0, limit + 1],
  })
  const more = rows.length > limit
  const shown = rows.slice(0, limit)
  const positions = shown.map(([head]) => Number.parseInt(head?.toString('latin1', POSITION, POSITION + 17) ?? '', 10))
  const cursor = positions.at(-1) ?? after ?? 0
  const body = Buffer.concat([
    OPENING,
    ...shown.flatMap(([head, content], index) => [
      ...(index === 0 ? [] : [COMMA]),
      head ?? NOTHING,
      content ? withAddress(head, content, address) : NOTHING,
      BRACE,
    ]),
    Buffer.from(`],"cursor":${cursor},"more":${more}}`),
  ])
  return { body, version: `${positions.join()} ${cursor} ${more} ${crc32(body)}`, cursor, more }
}

const withAddress = (head: Buffer | null | undefined, content: Buffer, address: string): Buffer =>
  head?.includes(OF_MEDIA) ? bytesOf(withMediaAddress(content.toString('latin1'), address)) : content
