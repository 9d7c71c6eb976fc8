import { join } from 'node:path'
import pg from 'pg'
import { readEnv } from '../env.ts'
import { pendingMigrations } from '../server/pendingMigrations.ts'
import { runWithPayload } from './runWithPayload.ts'

const usage = `npm run migrate

Runs the migrations that the database has not run yet. With DATABASE_OWNER_URL as that role, which then owns the
tables; the role of DATABASE_URL, which the product signs in with, is made and may read and write rows, and of the
log of acts only read it and add to it.`

const MIGRATIONS = join(import.meta.dirname, '../migrations')

await runWithPayload({ usage, asOwner: true }, async (payload) => {
  const pool = new pg.Pool({ connectionString: readEnv().databaseUrl, max: 1 })
  try {
    const pending = await pendingMigrations(pool, MIGRATIONS)
    await payload.db.migrate()
    // Of a table that was written anew PostgreSQL does not know who sees what, and looks at each row to count them.
    if (pending.length > 0) await pool.query('vacuum (analyze) published_documents')
  } finally {
    await pool.end()
  }
})
