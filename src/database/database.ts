import { resolve } from 'node:path'
import { postgresAdapter } from '@payloadcms/db-postgres'
import type { PostgresSchemaHook } from '@payloadcms/drizzle/postgres'
import type { DatabaseAdapterObj } from 'payload'
import pg from 'pg'
import { SurvivingPool } from './survivingPool.ts'

/**
 * The database of the product: PostgreSQL with UUIDs, committed migrations and a pool that neither
 * dies nor waits for ever. The guards of writing are added by plugins/truth-of-writes.
 * @param connectionString `postgres://…`
 * @param poolSize how many connections Payload may hold at once
 */
export function database({
  connectionString,
  poolSize,
}: {
  connectionString: string | undefined
  poolSize: number
}): DatabaseAdapterObj {
  const adapter = postgresAdapter({
    idType: 'uuid',
    push: false,
    disableCreateDatabase: true,
    migrationDir: resolve(import.meta.dirname ?? '.', '../migrations'),
    pg: { ...pg, Pool: SurvivingPool as typeof pg.Pool },
    pool: {
      connectionString,
      max: poolSize,
      // A server that waits for ever is worse than an error that can be tried again (P7).
      connectionTimeoutMillis: 15_000,
      statement_timeout: 30_000,
      lock_timeout: 15_000,
      idle_in_transaction_session_timeout: 30_000,
    },
  })
  return adapter
}

/**
 * Adds tables that are not collections (a ledger, a queue) to the schema, so that
 * `payload migrate:create` writes and follows them like Payload's own.
 * @param tables drizzle tables by their name in the schema
 */
export function withTables(db: DatabaseAdapterObj, tables: Record<string, unknown>): DatabaseAdapterObj {
  const addTables: PostgresSchemaHook = ({ schema }) => ({
    ...schema,
    tables: { ...schema.tables, ...(tables as typeof schema.tables) },
  })
  return {
    ...db,
    init: (args) => {
      const adapter = db.init(args) as ReturnType<typeof db.init> & { beforeSchemaInit: PostgresSchemaHook[] }
      adapter.beforeSchemaInit.push(addTables)
      return adapter
    },
  } as DatabaseAdapterObj
}
