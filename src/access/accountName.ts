import { sql } from '@payloadcms/db-postgres'
import type { Payload } from 'payload'
import { queries } from '../database/queries.ts'

/** What somebody is called, past all rights: for who works with them and may not read their account. */
export async function accountName(payload: Payload, id: string): Promise<string | undefined> {
  const { rows } = await queries(payload).execute<{ name: string }>(sql`select name from users where id = ${id}`)
  return rows[0]?.name
}
