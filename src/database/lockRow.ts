import { sql } from '@payloadcms/db-postgres'
import { APIError, type CollectionBeforeOperationHook, type CollectionSlug, type Where } from 'payload'
import { isUuid } from '../text/uuid.ts'
import { asBusy } from './busy.ts'
import { currentTransaction } from './currentTransaction.ts'
import { lockDocument } from './lockDocument.ts'
import { tableOf } from './tableOf.ts'

const MOST_AT_ONCE = 10_000

/**
 * Lets one writer at a time at a document: of two concurrent changes of different fields Payload
 * 3.90.2 silently undoes one (PAYLOAD.md P2). The second writer waits, then reads what the first
 * one wrote.
 */
export const lockRow: CollectionBeforeOperationHook = async ({ args, collection, operation, req }) => {
  if ((operation !== 'update' && operation !== 'delete' && operation !== 'restoreVersion') || !req.transactionID) {
    return args
  }
  if (!('id' in args) || !args.id) {
    if ('where' in args && args.where) await lockAll(args.where, 'draft' in args && Boolean(args.draft))
    return args
  }
  const id = operation === 'restoreVersion' ? await parentOf(String(args.id)) : String(args.id)
  if (!id || !isUuid(id)) return args
  await lockDocument(await currentTransaction(req), { collection: collection.slug, id })
  return args

  /** All of a bulk change at once and in one order, before it holds anything else: two of them never wait for each other. */
  async function lockAll(where: Where, isDraft: boolean): Promise<void> {
    // Only what may be changed is locked; a where that means nothing is Payload's to refuse.
    const isFree = 'overrideAccess' in args && Boolean(args.overrideAccess)
    const allowed = isFree || (await collection.access[operation === 'delete' ? 'delete' : 'update']({ req }))
    if (!allowed) return
    const query = {
      collection: collection.slug,
      where: allowed === true ? where : { and: [where, allowed] },
      limit: MOST_AT_ONCE,
      pagination: false,
      req,
    }
    const { docs } = await (isDraft && collection.versions?.drafts
      ? req.payload.db.queryDrafts<{ id: string }>(query)
      : req.payload.db.find<{ id: string }>({ ...query, select: {} })
    ).catch((error) => {
      if (error instanceof APIError) return { docs: [] }
      throw error
    })
    if (docs.length === 0) return
    const ids = sql.join(
      docs.map(({ id }) => sql`${id}`),
      sql`, `,
    )
    const own = await currentTransaction(req)
    await own
      .execute(
        sql`select 1 from ${sql.identifier(tableOf(collection.slug))} where id in (${ids}) order by id for update`,
      )
      .catch((error) => {
        throw asBusy(error)
      })
  }

  async function parentOf(version: string): Promise<string | undefined> {
    if (!isUuid(version)) return undefined
    const { docs } = await req.payload.db.findVersions<{ id: string }>({
      collection: collection.slug as CollectionSlug,
      where: { id: { equals: version } },
      limit: 1,
      pagination: false,
      req,
    })
    const parent = docs[0]?.parent
    return parent === undefined ? undefined : String(parent)
  }
}
