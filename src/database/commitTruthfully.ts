import { randomUUID } from 'node:crypto'
import { type PostgresAdapter, sql } from '@payloadcms/db-postgres'
import type { BaseDatabaseAdapter } from 'payload'

import { asBusy } from './busy.ts'

/**
 * Makes a failed COMMIT an error of the operation.
 *
 * Payload 3.90.2 swallows the rejection of the drizzle transaction, so a commit that the database
 * refused (a deferred constraint, a lost connection) was answered as success (PAYLOAD.md P1).
 * Delete this file when the adapter awaits the transaction's own promise.
 */
export function commitTruthfully(base: BaseDatabaseAdapter): BaseDatabaseAdapter {
  const adapter = base as unknown as PostgresAdapter

  adapter.beginTransaction = async function begin(this: PostgresAdapter, options) {
    await this.initializing
    const id = randomUUID()
    const started = Promise.withResolvers<Transaction>()
    const ended = Promise.withResolvers<void>()
    const done = this.drizzle.transaction(
      (transaction) => {
        started.resolve(transaction)
        return ended.promise
      },
      options || this.transactionOptions || undefined,
    )
    // A connection that failed before the transaction began.
    done.catch((error) => started.reject(asBusy(error)))
    const transaction = await started.promise
    this.sessions[id] = {
      db: transaction,
      resolve: async () => {
        // PostgreSQL answers the COMMIT of a failed transaction with a rollback and no error.
        await transaction.execute(sql`select 1`).catch((error) => {
          ended.reject(error)
        })
        ended.resolve()
        await done
      },
      reject: async () => {
        ended.reject(new Error('rolled back'))
        await done.catch(() => {})
      },
    }
    return id
  }

  adapter.commitTransaction = async function commit(this: PostgresAdapter, incoming = '') {
    const id = await incoming
    const session = this.sessions[id as string]
    if (!session) return
    delete this.sessions[id as string]
    await session.resolve()
  }

  return base
}

type Transaction = Parameters<Parameters<PostgresAdapter['drizzle']['transaction']>[0]>[0]
