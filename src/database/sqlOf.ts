import type { PayloadRequest } from 'payload'
import { currentTransaction, type TransactionClient } from './currentTransaction.ts'
import { queries } from './queries.ts'

/** What runs SQL: the pool, or the transaction of an operation. */
export type SqlRunner = Pick<TransactionClient, 'execute'>

/**
 * What runs SQL for a request: its transaction where there is one. A second connection inside a
 * transaction waits for others who do the same, until none is left (PAYLOAD.md P7).
 */
export const sqlOf = async (req: PayloadRequest): Promise<SqlRunner> =>
  (await req.transactionID) ? currentTransaction(req) : queries(req.payload)
