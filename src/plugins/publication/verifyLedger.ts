import { sql } from '@payloadcms/db-postgres'
import type { CollectionSlug, Payload } from 'payload'
import { isBusy } from '../../database/busy.ts'
import { currentTransaction } from '../../database/currentTransaction.ts'
import { lockDocument } from '../../database/lockDocument.ts'
import { tableOf } from '../../database/tableOf.ts'
import { inTransaction } from '../../work/inTransaction.ts'
import { evaluate, firstPublished, projectionOf, recordPublication, takeAppendLock } from './recordPublication.ts'

/** What was looked at, and every difference, as a line that a person can read. */
export type LedgerReport = { documents: number; entries: number; differences: string[] }

/** A document that somebody holds for long is looked at again when the others are done. */
const MOST_ROUNDS = 3

const NEWEST = sql`
  select distinct on (collection, document_id, language) collection, document_id, language, owner_id, slug, content, content_hash, "references", position, kind, occurred_at
  from publications order by collection, document_id, language, position desc`

/**
 * Compares the documents, the ledger and the read model with each other: the read model must hold
 * the newest entry of each document that is public, and that entry what its document says now.
 * It reads one document at a time and changes nothing.
 */
export async function verifyLedger(payload: Payload): Promise<LedgerReport> {
  const differences = await againstLedger(payload)
  let documents = 0
  for (const { collection, id } of await everyDocument(payload)) {
    documents += 1
    differences.push(...(await againstDocument(payload, { collection, id })))
  }
  return { documents, entries: await countEntries(payload), differences }
}

/**
 * Makes the read model anew from the ledger, then brings the ledger up to the documents; the report
 * says what differed before. None is expected: a difference means that somebody wrote past the product.
 */
export async function rebuildReadModel(payload: Payload): Promise<LedgerReport> {
  const report = await verifyLedger(payload)
  await inTransaction(payload, async (req) => {
    const transaction = await currentTransaction(req)
    await takeAppendLock(transaction)
    await transaction.execute(sql`delete from published_documents`)
    await transaction.execute(sql`
      insert into published_documents
        (collection, document_id, language, owner_id, slug, content, content_hash, position, languages, created_at, updated_at)
      select n.collection, n.document_id, n.language, n.owner_id, n.slug, n.content::json, n.content_hash, n.position,
        array_agg(n.language) over (partition by n.collection, n.document_id), ${firstPublished('n')}, n.occurred_at
      from (${NEWEST}) n where kind = 'published'`)
    await transaction.execute(sql`delete from published_references`)
    await transaction.execute(sql`
      insert into published_references (collection, document_id, language, target_collection, target_id)
      select n.collection, n.document_id, n.language, r ->> 'collection', (r ->> 'id')::uuid
      from (${NEWEST}) n, jsonb_array_elements(n."references") r where n.kind = 'published' on conflict do nothing`)
    // Whoever keeps answers for as long as the ledger stands still has to look again.
    await transaction.execute(sql`select pg_notify('publications', 'anew')`)
  })
  let left = await everyDocument(payload)
  for (let round = 1; left.length > 0; round++) {
    const held: typeof left = []
    for (const { collection, id } of left) {
      try {
        await inTransaction(payload, async (req) => {
          await lockDocument(await currentTransaction(req), { collection, id })
          await recordPublication({ collection, id, isConsequence: true, req })
        })
      } catch (error) {
        if (!isBusy(error) || round === MOST_ROUNDS) throw error
        held.push({ collection, id })
      }
    }
    left = held
  }
  return report
}

async function againstLedger(payload: Payload): Promise<string[]> {
  return inTransaction(payload, async (req) => {
    const transaction = await currentTransaction(req)
    await takeAppendLock(transaction)
    const { rows } = await transaction.execute<{ name: string; problem: string }>(sql`
      select coalesce(n.collection, d.collection) || '/' || coalesce(n.document_id, d.document_id) || '/' || coalesce(n.language, d.language) as name,
        case when d.position is null then 'public by the ledger, missing in the read model'
             when n.position is null then 'in the read model, not public by the ledger'
             else 'the read model is not the newest entry' end as problem
      from (select * from (${NEWEST}) newest where kind = 'published') n
      full join published_documents d
        on d.collection = n.collection and d.document_id = n.document_id and d.language = n.language
      where d.position is distinct from n.position or d.content_hash is distinct from n.content_hash
        or d.content::jsonb is distinct from n.content or d.slug is distinct from n.slug
      order by 1`)
    return rows.map(({ name, problem }) => `${name}: ${problem}`)
  })
}

async function againstDocument(
  payload: Payload,
  { collection, id }: { collection: CollectionSlug; id: string },
): Promise<string[]> {
  return inTransaction(payload, async (req) => {
    const projection = projectionOf(collection, req)
    if (!projection) return []
    const transaction = await currentTransaction(req)
    const now = await takeAppendLock(transaction)
    const { states } = await evaluate({ collection, id, projection, now, req, transaction })
    const { rows } = await transaction.execute<{ language: string; content_hash: string }>(
      sql`select language, content_hash from published_documents where collection = ${collection} and document_id = ${id}`,
    )
    const languages = new Set([...states.keys(), ...rows.map(({ language }) => language)])
    return [...languages].flatMap((language) => {
      const said = states.get(language as 'fr')?.hash
      const kept = rows.find((row) => row.language === language)?.content_hash
      if (said === kept) return []
      const problem = !kept
        ? 'public by its document, not in the ledger'
        : !said
          ? 'in the ledger, not public by its document'
          : 'the ledger holds another content than its document'
      return [`${collection}/${id}/${language}: ${problem}`]
    })
  })
}

/** Documents that are public only while something points at them come last: what points at them is settled by then. */
async function everyDocument(payload: Payload): Promise<Array<{ collection: CollectionSlug; id: string }>> {
  const published = Object.values(payload.collections).filter(({ config }) => config.custom?.publication)
  const inOrder = published.sort(
    (a, b) =>
      Number(Boolean(a.config.custom.publication.onlyWhenReferenced)) -
      Number(Boolean(b.config.custom.publication.onlyWhenReferenced)),
  )
  return inTransaction(payload, async (req) => {
    const transaction = await currentTransaction(req)
    const found = []
    for (const { config } of inOrder) {
      const { rows } = await transaction.execute<{ id: string }>(sql`
        select id from ${sql.identifier(tableOf(config.slug))}
        union select document_id from published_documents where collection = ${config.slug}`)
      found.push(...rows.map(({ id }) => ({ collection: config.slug as CollectionSlug, id })))
    }
    return found
  })
}

async function countEntries(payload: Payload): Promise<number> {
  return inTransaction(payload, async (req) => {
    const transaction = await currentTransaction(req)
    const { rows } = await transaction.execute<{ count: number }>(sql`select count(*)::int as count from publications`)
    return rows[0]?.count ?? 0
  })
}
