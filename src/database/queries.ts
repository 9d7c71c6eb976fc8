import type { PostgresAdapter } from '@payloadcms/db-postgres'
import type { Payload } from 'payload'

/** What runs SQL on Payload's pool, outside any transaction: for looks at tables of our own. */
export const queries = (payload: Payload): PostgresAdapter['drizzle'] =>
  (payload.db as unknown as PostgresAdapter).drizzle
