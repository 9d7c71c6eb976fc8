import { sql } from '@payloadcms/db-postgres'
import type { TransactionClient } from '../../database/currentTransaction.ts'

/**
 * Gives a document that becomes public another slug (-2, -3 …) where another one is, or once was, public with the one that
 * it bears: an address never leads to what it did not lead to before. It is written into the document and its newest
 * version as well, so that the form shows it. To be asked under the lock of appends.
 * @param wanted the slug that it bears, if it is public and has one
 * @returns the new slug, where there is one
 */
export async function freeSlug(
  wanted: string | undefined,
  { collection, id, transaction }: { collection: string; id: string; transaction: TransactionClient },
): Promise<string | undefined> {
  const isTaken = async (slug: string) => {
    const { rows } = await transaction.execute(sql`
      select 1 from publications where collection = ${collection} and slug = ${slug} and document_id <> ${id} limit 1`)
    return rows.length > 0
  }
  if (!wanted || !(await isTaken(wanted))) return undefined
  let n = 2
  while (await isTaken(`${wanted}-${n}`)) n += 1
  const slug = `${wanted}-${n}`
  const table = collection.replaceAll('-', '_')
  await transaction.execute(sql`update ${sql.identifier(table)} set slug = ${slug} where id = ${id}`)
  await transaction.execute(sql`
    update ${sql.identifier(`_${table}_v`)} set version_slug = ${slug}
    where parent_id = ${id} and version_slug = ${wanted} and latest`)
  return slug
}
