import { readdirSync } from 'node:fs'
import type { Pool } from 'pg'

/** The migrations in `directory` that a database has not run yet, without loading Payload to know it. */
export async function pendingMigrations(pool: Pool, directory: string): Promise<string[]> {
  const written = readdirSync(directory)
    .filter((name) => /^\d+_.*\.ts$/.test(name))
    .map((name) => name.replace(/\.ts$/, ''))
    .sort()
  const { rows: tables } = await pool.query(`select to_regclass('public.payload_migrations') as found`)
  if (!tables[0]?.found) return written
  const { rows } = await pool.query<{ name: string }>('select name from payload_migrations')
  return written.filter((name) => !rows.some((row) => row.name === name))
}

/** Whether the role that a pool signs in with can migrate: elsewhere the owner of the tables does (commands/migrate.ts). */
export async function mayChangeTables(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ may: boolean }>(
    `select has_schema_privilege(current_user, 'public', 'create') as may`,
  )
  return rows[0]?.may === true
}
