import { sql } from '@payloadcms/db-postgres'
import type { SqlRunner } from '../database/sqlOf.ts'

/** The first of slug, slug-2, slug-3 … that is not taken. */
export async function firstFree(slug: string, isTaken: (slug: string) => Promise<boolean>): Promise<string> {
  for (let n = 1; ; n++) {
    const numbered = n === 1 ? slug : `${slug}-${n}`
    if (!(await isTaken(numbered))) return numbered
  }
}

/** Whether another document is, or once was, public with a slug: by the ledger, which forgets no address. */
export async function wasPublicWith(
  slug: string,
  { collection, id, by }: { collection: string; id: string | undefined; by: SqlRunner },
): Promise<boolean> {
  const { rows } = await by.execute(sql`
    select 1 from publications
    where collection = ${collection} and slug = ${slug} and document_id is distinct from ${id ?? null}::uuid limit 1`)
  return rows.length > 0
}
