import { sql } from '@payloadcms/db-postgres'
import type { CollectionAfterChangeHook, CollectionBeforeDeleteHook, CollectionConfig, PayloadRequest } from 'payload'
import { currentTransaction } from '../../database/currentTransaction.ts'

/**
 * Accounts whose schedules are handed over, not lost: to whoever closes the account. The right to publish
 * is asked for again when the instant comes, theirs then; where they have none, people are told (fireSchedule.ts).
 */
export const withHandOver = (collection: CollectionConfig): CollectionConfig => ({
  ...collection,
  hooks: {
    ...collection.hooks,
    afterChange: [...(collection.hooks?.afterChange ?? []), handOverOnSuspension],
    beforeDelete: [...(collection.hooks?.beforeDelete ?? []), handOverOnDeletion],
  },
})

const handOverOnSuspension: CollectionAfterChangeHook = async ({ doc, previousDoc, req }) => {
  if (doc.suspended && !previousDoc?.suspended) await handOver(String(doc.id), req)
  return doc
}

const handOverOnDeletion: CollectionBeforeDeleteHook = ({ id, req }) => handOver(String(id), req)

async function handOver(from: string, req: PayloadRequest): Promise<void> {
  if (req.user?.collection !== 'users' || req.user.id === from) return
  const transaction = await currentTransaction(req)
  await transaction.execute(
    sql`update schedules set requested_by_id = ${req.user.id} where requested_by_id = ${from} and state = 'waiting'`,
  )
}
