import { sql } from '@payloadcms/db-postgres'
import type { CollectionSlug, Payload } from 'payload'
import { decide } from '../../access/decide.ts'
import { subjectOf } from '../../access/subjectOf.ts'
import { currentTransaction } from '../../database/currentTransaction.ts'
import { lockDocument } from '../../database/lockDocument.ts'
import { queries } from '../../database/queries.ts'
import { notifyPeople } from '../../mail/notifyPeople.ts'
import { frEn } from '../../text/frEn.ts'
import { inTransaction } from '../../work/inTransaction.ts'
import { keepDoing } from '../../work/keepDoing.ts'
import { fireDueSchedules } from './fireSchedule.ts'
import { recordPublication, takeAppendLock } from './recordPublication.ts'

/** After how many failed looks at one document people are told. */
const TELL_AFTER_ATTEMPTS = 3
const HELD_MS = 250

/**
 * The clock of the ledger: at the instant when an embargo, a right or a mandate ends it looks at the
 * document again, and it carries out scheduled publications and withdrawals. What is due is read from
 * the database by the database's clock, so any number of instances may run it, instants that passed
 * while none ran are caught up with at start, and no instance's own clock matters.
 */
export const startClock = (payload: Payload): { stop: () => Promise<void> } =>
  keepDoing(payload, {
    name: 'the clock of publications',
    act: async () => {
      while (await recordDueInstant(payload)) {
        // Until none is due.
      }
      await fireDueSchedules(payload)
      return msToNext(payload)
    },
  })

/**
 * Looks again at one document whose instant has come, in one transaction with the entry that follows.
 * @returns whether there was one
 */
async function recordDueInstant(payload: Payload): Promise<boolean> {
  const { rows: due } = await queries(payload).execute(
    sql`select 1 from publication_instants where due_at <= clock_timestamp() limit 1`,
  )
  if (due.length === 0) return false

  let at: { collection: string; document_id: string } | undefined
  try {
    await inTransaction(payload, async (req) => {
      const transaction = await currentTransaction(req)
      const next = async (also = sql``) =>
        (
          await transaction.execute<{ collection: string; document_id: string }>(
            sql`select collection, document_id from publication_instants where due_at <= clock_timestamp() ${also}
              order by due_at limit 1`,
          )
        ).rows[0]
      at = await next()
      if (!at) return
      const { collection, document_id: id } = at
      await lockDocument(transaction, { collection, id })
      await takeAppendLock(transaction)
      // Another instance may have been there meanwhile.
      if (!(await next(sql`and collection = ${collection} and document_id = ${id}`))) return
      await recordPublication({
        collection: at.collection as CollectionSlug,
        id: at.document_id,
        isConsequence: true,
        req,
      })
    })
  } catch (err) {
    if (!at) throw err
    await postpone(payload, at, err)
  }
  return true
}

/** A document that cannot be recorded holds up no other: it is tried again later, and people are told. */
async function postpone(
  payload: Payload,
  { collection, document_id: id }: { collection: string; document_id: string },
  err: unknown,
): Promise<void> {
  payload.logger.error({ err, collection, id }, 'the clock could not record a document')
  const message = err instanceof Error ? err.message : String(err)
  await inTransaction(payload, async (req) => {
    const transaction = await currentTransaction(req)
    const { rows } = await transaction.execute<{ attempts: number }>(sql`
      update publication_instants set attempts = attempts + 1, error = ${message.slice(0, 500)},
        due_at = now() + make_interval(secs => least(power(2, attempts), 300))
      where collection = ${collection} and document_id = ${id} returning attempts`)
    if (rows[0]?.attempts !== TELL_AFTER_ATTEMPTS) return
    const subject = subjectOf(collection as CollectionSlug, req)
    await notifyPeople({
      // What is wrong concerns the network, whose document it may not be.
      may: (actor) => Boolean(subject && decide(actor, 'publish', subject).allowed),
      subject: frEn('Une publication automatique ne se fait pas', 'An automatic publication does not come about'),
      text: frEn(
        `L’horloge n’arrive pas à publier ou à retirer ce document : /admin/collections/${collection}/${id}\n\nCause : ${message}\n\nElle essaie encore toutes les cinq minutes. Ouvrez le document et enregistrez-le pour voir ce qui manque.`,
        `The clock cannot publish or withdraw this document: /admin/collections/${collection}/${id}\n\nCause: ${message}\n\nIt goes on trying every five minutes. Open the document and save it to see what is missing.`,
      ),
      req,
    })
  })
}

/** Milliseconds to the next instant or schedule; nothing when none is known. */
async function msToNext(payload: Payload): Promise<number | undefined> {
  const { rows } = await queries(payload).execute<{ ms: number | null }>(sql`
    select extract(epoch from least(
      (select min(due_at) from publication_instants),
      (select min(greatest(at, retry_at)) from schedules where state = 'waiting')
    ) - clock_timestamp())::float8 * 1000 as ms`)
  const ms = rows[0]?.ms
  if (ms === null || ms === undefined) return undefined
  // What is due and was not done is in the hands of another instance.
  return ms > 0 ? Math.ceil(ms) : HELD_MS
}
