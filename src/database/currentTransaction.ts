import type { PostgresAdapter } from '@payloadcms/db-postgres'
import { APIError, type PayloadRequest } from 'payload'

/** What runs SQL inside the transaction of the running operation. */
export type TransactionClient = PostgresAdapter['drizzle']

/**
 * The transaction in which the running operation writes.
 * @throws APIError 500 when the operation runs without one: an effect that must be written together
 *   with its cause is refused rather than written alone
 */
export async function currentTransaction(req: PayloadRequest): Promise<TransactionClient> {
  const adapter = req.payload.db as unknown as PostgresAdapter
  const id = await req.transactionID
  const session = id === undefined ? undefined : adapter.sessions[id]
  if (!session) throw new APIError('This operation needs a database transaction and has none.', 500)
  return session.db as TransactionClient
}
