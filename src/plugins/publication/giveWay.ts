import { sql } from '@payloadcms/db-postgres'
import type { TransactionClient } from '../../database/currentTransaction.ts'
import { tableOf } from '../../database/tableOf.ts'
import { firstFree, wasPublicWith } from '../../fields/freeSlug.ts'

/**
 * Gives a document that becomes public another slug (-2, -3 …) where another one is, or once was, public with the one that
 * it bears: an address never leads to what it did not lead to before. It is written into the document and its newest
 * version as well, so that the form shows it. To be asked under the lock of appends.
 * @param wanted the slug that it bears, if it is public and has one
 * @returns the new slug, where there is one
 */
export async function giveWay(
  wanted: string | undefined,
  { collection, id, transaction }: { collection: string; id: string; transaction: TransactionClient },
): Promise<string | undefined> {
  if (!wanted) return undefined
  const slug = await firstFree(wanted, (one) => wasPublicWith(one, { collection, id, by: transaction }))
  if (slug === wanted) return undefined
  const table = tableOf(collection)
  await transaction.execute(sql`update ${sql.identifier(table)} set slug = ${slug} where id = ${id}`)
  await transaction.execute(sql`
    update ${sql.identifier(`_${table}_v`)} set version_slug = ${slug}
    where parent_id = ${id} and version_slug = ${wanted} and latest`)
  return slug
}
