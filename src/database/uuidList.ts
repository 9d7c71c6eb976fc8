import { sql } from '@payloadcms/db-postgres'

/** SQL: ids for `in (…)`; at least one, since an empty list is no SQL. */
export const uuidList = (ids: string[]): ReturnType<typeof sql> =>
  sql.join(
    ids.map((id) => sql`${id}::uuid`),
    sql`, `,
  )
