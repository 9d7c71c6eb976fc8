import type { DraftRow as Told } from '../publication/index.ts'
import type { Contract } from './contract.ts'
import type { FileAddress } from './mediaFiles.ts'
import type { Query } from './parseQuery.ts'
import { bytesOf, rawOf, textOf } from './raw.ts'
import type { Row, Targets } from './readDocuments.ts'
import type { ReadModel } from './readModel.ts'
import { renderDocuments } from './renderDocuments.ts'

/** Asks the back office behind the door. */
export type AskBackOffice = (path: string, headers: Record<string, string>) => Promise<Response>

/** A row that the read model would hold. */
export type PreviewRow = Row & Pick<Told, 'slug' | 'language'>

/** A preview that is refused, or that cannot be made now; the message is for whoever opened the link. */
export class PreviewRefused extends Error {
  readonly statusCode: number
  constructor(statusCode: number, message: string) {
    super(message)
    this.statusCode = statusCode
  }
}

const AWAY = 'The back office does not answer. Try again in a moment.'

/**
 * What a preview link shows: the rows that the read model would hold if the draft were published now. The back
 * office makes them, and asks each time whether the link still counts.
 * @throws PreviewRefused
 */
export async function readDraft(ask: AskBackOffice, token: string): Promise<PreviewRow[]> {
  const answer = await ask('/api/preview', { 'x-preview-token': token }).catch(() => undefined)
  const body = (await answer?.json().catch(() => undefined)) as
    | { rows?: Told[]; errors?: Array<{ message: string }> }
    | undefined
  if (answer?.status === 403) throw new PreviewRefused(403, body?.errors?.[0]?.message ?? 'Forbidden')
  if (!answer?.ok || !body?.rows) throw new PreviewRefused(503, AWAY)
  return body.rows.map(draftRow).map((row) => (row.collection === 'media' ? withToken(row, token) : row))
}

function draftRow({ id, collection, slug, language, languages, createdAt, updatedAt, content }: Told): PreviewRow {
  const head = JSON.stringify({ id, slug, language, languages, createdAt, updatedAt }).slice(0, -1)
  return { id, collection, slug, language, head: rawOf(head), content: rawOf(content), spans: undefined, sum: '' }
}

/** Files that are not public yet are read by the link too. */
const withToken = (row: PreviewRow, token: string): PreviewRow => ({
  ...row,
  content: row.content.replaceAll(/\/content\/media\/[^"\s,]+/g, (path) => `${path}?preview=${token}`),
})

/** The draft of a document in the form of a public one; nothing where the link is of another document or not in that language. */
export async function renderDraft(
  rows: PreviewRow[],
  {
    name,
    key,
    query,
    model,
    contract,
    address,
  }: {
    name: string
    key: string
    query: Query
    model: ReadModel
    contract: Contract
    address: string
  },
): Promise<Buffer | undefined> {
  const own = rows.filter((row) => row.collection === name && (row.id === key.toLowerCase() || row.slug === key))
  const row =
    own.find(({ language }) => language === query.language) ?? own.find(({ language }) => language === query.fallback)
  if (!row) return undefined
  const targets = targetsAmong(rows, query)
  const { docs } = await renderDocuments([row], { model, contract, address, query, targets })
  return docs[0] === undefined ? undefined : bytesOf(docs[0])
}

/** The rows that a draft brings, each in the language asked for or the other one. */
function targetsAmong(rows: PreviewRow[], { language, fallback }: Query): Targets {
  const found: Targets = new Map()
  for (const row of rows) {
    const key = `${row.collection}/${row.id}`
    if (row.language === language || (row.language === fallback && !found.has(key))) found.set(key, row)
  }
  return found
}

/** Whether a preview shows a file. */
export const showsFile = (rows: Row[], { id, size, filename }: FileAddress): boolean =>
  rows.some((row) => {
    if (row.collection !== 'media' || row.id !== id) return false
    const media = JSON.parse(textOf(row.content)) as {
      filename?: string
      sizes?: Record<string, { filename?: string }>
    }
    const named =
      size === 'original' ? media.filename : Object.hasOwn(media.sizes ?? {}, size) && media.sizes?.[size]?.filename
    return named === filename
  })
