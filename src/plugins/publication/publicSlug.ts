import { sql } from '@payloadcms/db-postgres'
import type { TransactionClient } from '../../database/currentTransaction.ts'

/**
 * The slug with which a document becomes public: the one that it asks for; where another public document bears that,
 * the next free one (-2, -3 …), or the one that it got so and has. To be asked under the lock of appends.
 * @param borne with which slugs the document is public now
 */
export async function publicSlug(
  wanted: string,
  {
    collection,
    id,
    borne,
    transaction,
  }: { collection: string; id: string; borne: Array<string | null>; transaction: TransactionClient },
): Promise<string> {
  const isTaken = async (slug: string) => {
    const { rows } = await transaction.execute(sql`
      select 1 from published_documents where collection = ${collection} and slug = ${slug} and document_id <> ${id} limit 1`)
    return rows.length > 0
  }
  if (!(await isTaken(wanted))) return wanted
  const given = borne.find((slug) => slug?.startsWith(`${wanted}-`) && /^\d+$/.test(slug.slice(wanted.length + 1)))
  if (given) return given
  for (let n = 2; ; n++) {
    const slug = `${wanted}-${n}`
    if (!(await isTaken(slug))) return slug
  }
}
