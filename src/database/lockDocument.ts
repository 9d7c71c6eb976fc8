import { sql } from '@payloadcms/db-postgres'
import { asBusy } from './busy.ts'
import type { TransactionClient } from './currentTransaction.ts'
import { tableOf } from './tableOf.ts'

/**
 * Holds a document until the transaction ends. Who changes a document takes it before the ledger's lock: two orders of
 * locks would be a deadlock.
 * @throws APIError 503 when others hold it too long
 */
export async function lockDocument(
  transaction: TransactionClient,
  { collection, id }: { collection: string; id: string },
): Promise<void> {
  await transaction
    .execute(sql`select 1 from ${sql.identifier(tableOf(collection))} where id = ${id} for update`)
    .catch((error) => {
      throw asBusy(error)
    })
}
