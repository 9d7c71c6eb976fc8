import { sql } from '@payloadcms/db-postgres'

/** An instant as ISO 8601 in UTC, whatever the session's zone. */
export function iso(value: ReturnType<typeof sql>): ReturnType<typeof sql> {
  return sql`to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
}
