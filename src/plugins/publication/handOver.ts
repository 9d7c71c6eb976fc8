import { sql } from '@payloadcms/db-postgres'
import type {
  CollectionAfterChangeHook,
  CollectionBeforeDeleteHook,
  CollectionConfig,
  CollectionSlug,
  PayloadRequest,
} from 'payload'
import { type Actor, isOfSites, sitesOf } from '../../access/actor.ts'
import { decide } from '../../access/decide.ts'
import { everybody } from '../../access/loadGrants.ts'
import { subjectOf } from '../../access/subjectOf.ts'
import { tellAct } from '../../access/tellAct.ts'
import { currentTransaction } from '../../database/currentTransaction.ts'

/**
 * Accounts whose schedules are handed over, not lost, when somebody closes them. The right to publish is asked
 * for again when the instant comes, theirs then; where nobody has it, people are told (fireSchedule.ts).
 */
export const withHandOver = (collection: CollectionConfig): CollectionConfig => ({
  ...collection,
  hooks: {
    ...collection.hooks,
    afterChange: [...(collection.hooks?.afterChange ?? []), handOverOnSuspension],
    beforeDelete: [...(collection.hooks?.beforeDelete ?? []), handOverOnDeletion],
  },
})

const handOverOnSuspension: CollectionAfterChangeHook = async ({ doc, previousDoc, req }) => {
  if (doc.suspended && !previousDoc?.suspended) await handOver(String(doc.id), req)
  return doc
}

const handOverOnDeletion: CollectionBeforeDeleteHook = ({ id, req }) => handOver(String(id), req)

/** To who closes the account where they may publish there, otherwise to somebody who may. */
async function handOver(from: string, req: PayloadRequest): Promise<void> {
  if (!req.user) return
  const transaction = await currentTransaction(req)
  const { rows } = await transaction.execute<{ id: string; collection: CollectionSlug; owner: string | null }>(sql`
    select id, document_collection as collection, owner_id as owner from schedules
    where requested_by_id = ${from} and state = 'waiting'`)
  if (rows.length === 0) return
  const others = (await everybody(req.payload)).map(({ actor }) => actor).filter(({ id }) => id !== from)
  const closing = others.filter(({ id }) => id === req.user?.id)
  for (const { id, collection, owner } of rows) {
    const subject = subjectOf(collection, req)
    const may = (actor: Actor) => subject !== undefined && decide(actor, 'publish', subject, { owner }).allowed
    const isAtHome = (actor: Actor) => owner !== null && sitesOf(actor).includes(owner)
    const able = others.filter(may)
    const heir = closing.find(may) ?? able.find(isAtHome) ?? able.find((actor) => !isOfSites(actor))
    if (!heir) continue
    const { rows: handed } = await transaction.execute(sql`
      update schedules set requested_by_id = ${heir.id} where id = ${id} and state = 'waiting' returning id`)
    if (handed.length > 0)
      await tellAct(
        { act: 'schedule-handed-over', outcome: 'done', collection: 'schedules', documentId: id, owner },
        req,
      )
  }
}
