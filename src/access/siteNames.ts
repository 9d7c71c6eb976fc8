import { sql } from '@payloadcms/db-postgres'
import type { Payload } from 'payload'
import { queries } from '../database/queries.ts'
import { uuidList } from '../database/uuidList.ts'

/** The names of these sites, or of all of them, in the order of the alphabet. */
export async function siteNames(payload: Payload, ids: string[] | 'all'): Promise<Array<{ id: string; name: string }>> {
  if (ids.length === 0) return []
  const { rows } = await queries(payload).execute<{ id: string; name: string }>(
    ids === 'all'
      ? sql`select id, name from members order by name`
      : sql`select id, name from members where id in (${uuidList(ids)}) order by name`,
  )
  return rows
}
