import { sql } from '@payloadcms/db-postgres'
import type { Payload } from 'payload'
import { queries } from '../../database/queries.ts'

/**
 * Ends sessions of an account; what is ended counts at its next request.
 * @param which one of them, all but one, or all
 * @returns how many there were
 */
export async function endSessions(
  payload: Payload,
  user: string,
  which: { only: string } | { but: string } | 'all',
): Promise<number> {
  const chosen = which === 'all' ? sql`true` : 'only' in which ? sql`id = ${which.only}` : sql`id <> ${which.but}`
  const { rows } = await queries(payload).execute(
    sql`delete from users_sessions where _parent_id = ${user} and ${chosen} returning id`,
  )
  return rows.length
}
