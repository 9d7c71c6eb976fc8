import { randomUUID } from 'node:crypto'
import pg from 'pg'

/** A copy of the migrated database for one test file; returns its address. */
export async function copyTemplate(templateUrl: string): Promise<string> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const database = new URL(templateUrl)
  database.pathname = `/${name}`
  const maintenance = new URL(templateUrl)
  maintenance.pathname = '/postgres'
  const admin = new pg.Client({ connectionString: maintenance.href })
  await admin.connect()
  // Copies of one template take turns.
  await admin.query('select pg_advisory_lock(1)')
  await admin.query(`create database ${name} template ${new URL(templateUrl).pathname.slice(1)}`)
  await admin.end()
  return database.href
}
