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
import { notifyPeople } from '../../mail/notifyPeople.ts'
import { frEn } from '../../text/frEn.ts'

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

type Waiting = {
  id: string
  title: string | null
  collection: CollectionSlug
  document: string
  owner: string | null
}
type Heir = { actor: Actor; email: string }

/** To who closes the account where they may publish there, otherwise to somebody who may; each is told. */
async function handOver(from: string, req: PayloadRequest): Promise<void> {
  if (!req.user) return
  const transaction = await currentTransaction(req)
  const { rows } = await transaction.execute<Waiting>(sql`
    select id, title, document_collection as collection, document_id as document, owner_id as owner from schedules
    where requested_by_id = ${from} and state = 'waiting' order by at`)
  if (rows.length === 0) return
  const others = (await everybody(req.payload, transaction)).filter(({ actor }) => actor.id !== from)
  const inherited = new Map<Heir, Waiting[]>()
  for (const schedule of rows) {
    const heir = heirOf(schedule, others, req)
    if (!heir) continue
    const { rows: handed } = await transaction.execute(sql`
      update schedules set requested_by_id = ${heir.actor.id} where id = ${schedule.id} and state = 'waiting' returning id`)
    if (handed.length === 0) continue
    inherited.set(heir, [...(inherited.get(heir) ?? []), schedule])
    await tellAct(
      {
        act: 'schedule-handed-over',
        outcome: 'done',
        collection: 'schedules',
        documentId: schedule.id,
        owner: schedule.owner,
      },
      req,
    )
  }
  for (const [{ email }, schedules] of inherited) await tellHeir(email, schedules, req)
}

function heirOf({ collection, document: id, owner }: Waiting, others: Heir[], req: PayloadRequest): Heir | undefined {
  const subject = subjectOf(collection, req)
  const may = ({ actor }: Heir) => subject !== undefined && decide(actor, 'publish', subject, { id, owner }).allowed
  const able = others.filter(may)
  return (
    able.find(({ actor }) => actor.id === req.user?.id) ??
    able.find(({ actor }) => owner !== null && sitesOf(actor).includes(owner)) ??
    able.find(({ actor }) => !isOfSites(actor))
  )
}

async function tellHeir(email: string, schedules: Waiting[], req: PayloadRequest): Promise<void> {
  const list = schedules.map(({ id, title }) => `- « ${title ?? '…'} » : /admin/collections/schedules/${id}`).join('\n')
  await notifyPeople({
    may: () => false,
    also: [email],
    subject: frEn('Des publications prévues vous sont confiées', 'Planned publications are yours now'),
    text: frEn(
      `Le compte qui les avait demandées est fermé. Elles auront lieu comme prévu, en votre nom ; vous pouvez les changer ou les annuler.\n\n${list}`,
      `The account that asked for them was closed. They will take place as planned, in your name; you can change or cancel them.\n\n${list}`,
    ),
    req,
  })
}
