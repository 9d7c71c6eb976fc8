import { sql } from '@payloadcms/db-postgres'
import { APIError, type CollectionSlug, Forbidden, type Payload, type PayloadRequest, type TypedUser } from 'payload'
import { actorOf, idOf } from '../../access/actor.ts'
import { decide } from '../../access/decide.ts'
import { asActing } from '../../access/loadGrants.ts'
import { subjectOf } from '../../access/subjectOf.ts'
import { aside } from '../../database/aside.ts'
import { currentTransaction, type TransactionClient } from '../../database/currentTransaction.ts'
import { queries } from '../../database/queries.ts'
import { tableOf } from '../../database/tableOf.ts'
import { notifyPeople } from '../../mail/notifyPeople.ts'
import type { Schedule, User } from '../../payload-types.ts'
import { frEn, type Words } from '../../text/frEn.ts'
import type { Language } from '../../text/languages.ts'
import { inTransaction } from '../../work/inTransaction.ts'
import { mayPublish } from './mayPublish.ts'

const MOST_AT_ONCE = 20
/** How often a schedule is tried again when it is the machine, not the document, that says no: for more than an hour. */
const MOST_ATTEMPTS = 80

type Due = { id: string; document_collection: string; document_id: string }

/** Why a schedule cannot be carried out, in words for the people who can mend it. */
class CannotFire extends Error {
  override name = 'CannotFire'
  readonly words: Words
  constructor(words: Words) {
    super(words.fr)
    this.words = words
  }
}

/** Carries out every schedule whose instant has come. Several instances share them out. */
export async function fireDueSchedules(payload: Payload): Promise<void> {
  for (;;) {
    const { rows } = await queries(payload).execute<Due>(
      sql`select id, document_collection, document_id from schedules where state = 'waiting' and greatest(at, retry_at) <= clock_timestamp()
        order by at, id limit ${MOST_AT_ONCE}`,
    )
    let fired = 0
    for (const due of rows) if (await fire(payload, due)) fired += 1
    // What another instance holds is its affair.
    if (fired === 0) return
  }
}

/**
 * Carries out one schedule in one transaction: the document, its entry in the ledger and the
 * schedule's own state are committed together or not at all, so that it is done once whatever the
 * number of instances and wherever one dies.
 * @returns whether this instance did it, or found that it cannot be done
 */
async function fire(payload: Payload, due: Due): Promise<boolean> {
  try {
    return await inTransaction(payload, (req) => carryOut(due, req))
  } catch (error) {
    return settleFailure(payload, due, error).catch((err) => {
      // It stays as it was, and holds up no other.
      payload.logger.error({ err, schedule: due.id }, 'the failure of a schedule could not be noted')
      return false
    })
  }
}

async function carryOut(due: Due, req: PayloadRequest): Promise<boolean> {
  const collection = due.document_collection as CollectionSlug
  const transaction = await currentTransaction(req)
  const { rows: mine } = await transaction.execute<{ mine: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${due.id}, 0)) as mine`,
  )
  if (!mine[0]?.mine) return false
  // The document before its schedule, as whoever saves it does: two orders of locks would be a deadlock.
  // One that somebody is saving is looked at again in a moment, and holds up no other schedule.
  const table = sql.identifier(tableOf(collection))
  const { rows: free } = await transaction.execute<{ is_free: boolean }>(sql`
    select not exists (select 1 from ${table} where id = ${due.document_id})
      or exists (select 1 from (select 1 from ${table} where id = ${due.document_id} for update skip locked) locked) as is_free`)
  if (!free[0]?.is_free) return false
  const { rows: still } = await transaction.execute(
    sql`select 1 from schedules where id = ${due.id} and state = 'waiting' and at <= clock_timestamp() for update`,
  )
  if (still.length === 0) return false

  const schedule = (await req.payload.findByID({
    collection: 'schedules',
    id: due.id,
    depth: 0,
    overrideAccess: true,
    req: aside(req),
  })) as Schedule
  const user = await requester(schedule, req)
  const document = await theDocument(schedule, req)
  if (!(await mayPublish({ collection, id: due.document_id, user, req }))) throw new Forbidden(req.t)
  await req.payload.update({
    collection,
    id: due.document_id,
    locale: (document.languages as Language[] | undefined)?.[0] ?? 'fr',
    data: { _status: schedule.action === 'publish' ? 'published' : 'draft' } as never,
    depth: 0,
    overrideAccess: false,
    user,
    req: aside(req),
  })
  await note(due.id, { state: 'done', reason: null }, transaction)
  return true
}

/** Who asked for it, as they are now: a right that was taken away since does not fire. */
async function requester(schedule: Schedule, req: PayloadRequest): Promise<TypedUser> {
  const account = await userOf(schedule, req)
  const user = account && (await asActing(req.payload, { collection: 'users', account }))
  if (!user || !actorOf(user)) {
    throw new CannotFire(
      frEn(
        'Le compte de la personne qui l’a programmé est fermé. Une personne qui publie doit le programmer de nouveau, ou publier.',
        'The account of the person who scheduled it is closed. Somebody who publishes has to schedule it again, or to publish.',
      ),
    )
  }
  return user as TypedUser
}

async function userOf(schedule: Schedule, req: PayloadRequest): Promise<User | null> {
  const id = idOf(schedule.requestedBy)
  if (!id) return null
  return req.payload.findByID({
    collection: 'users',
    id,
    depth: 0,
    disableErrors: true,
    overrideAccess: true,
    req: aside(req),
  })
}

async function theDocument(schedule: Schedule, req: PayloadRequest): Promise<Record<string, unknown>> {
  const collection = schedule.documentCollection as CollectionSlug
  const document = (await req.payload.findByID({
    collection,
    id: schedule.documentId ?? '',
    draft: true,
    depth: 0,
    disableErrors: true,
    overrideAccess: true,
    req: aside(req),
  })) as Record<string, unknown> | null
  if (!document) throw new CannotFire(frEn('Le document n’existe plus.', 'The document no longer exists.'))
  if (schedule.action === 'publish' && document.revision !== schedule.documentRevision) {
    throw new CannotFire(
      frEn(
        'Le document a été modifié depuis par une personne qui ne publie pas. Relisez-le, puis publiez-le ou programmez-le de nouveau.',
        'Somebody who may not publish has changed the document since. Read it again, then publish or schedule it anew.',
      ),
    )
  }
  return document
}

/** A document that cannot go out is told to people; a machine that could not is tried again. */
async function settleFailure(payload: Payload, due: Due, error: unknown): Promise<boolean> {
  const words = reasonOf(error)
  return inTransaction(payload, async (req) => {
    const transaction = await currentTransaction(req)
    const { rows } = await transaction.execute<{ attempts: number }>(
      sql`update schedules set attempts = coalesce(attempts, 0) + 1,
          retry_at = now() + make_interval(secs => least(power(2, coalesce(attempts, 0)::int), 60))
        where id = ${due.id} and state = 'waiting' returning attempts`,
    )
    const attempts = Number(rows[0]?.attempts ?? 0)
    if (attempts === 0) return false
    if (!words && attempts < MOST_ATTEMPTS) {
      payload.logger.warn({ err: error, schedule: due.id }, 'a schedule could not be carried out; trying again')
      return false
    }
    payload.logger.error({ err: error, schedule: due.id }, 'a schedule failed')
    const reason = words ?? frEn('Une erreur du serveur.', 'An error of the server.')
    await note(due.id, { state: 'failed', reason: reason.fr }, transaction)
    await tell(due, reason, req)
    return true
  })
}

function reasonOf(error: unknown): Words | undefined {
  if (error instanceof CannotFire) return error.words
  if (error instanceof Forbidden) {
    return frEn(
      'La personne qui l’a programmé n’a plus le droit de publier ce document.',
      'The person who scheduled it no longer has the right to publish this document.',
    )
  }
  if (error instanceof APIError && error.status < 500) {
    return frEn(`Le document ne peut pas paraître : ${error.message}`, `The document cannot go out: ${error.message}`)
  }
  return undefined
}

/** Past the form and its validation: a document that is gone would refuse even the note that it is gone. */
async function note(
  id: string,
  { state, reason }: { state: 'done' | 'failed'; reason: string | null },
  transaction: TransactionClient,
): Promise<void> {
  await transaction.execute(
    sql`update schedules set state = ${state}, reason = ${reason}, updated_at = now(),
      done_at = case when ${state} = 'done' then clock_timestamp() end where id = ${id}`,
  )
}

async function tell(due: Due, reason: Words, req: PayloadRequest): Promise<void> {
  const schedule = (await req.payload.findByID({
    collection: 'schedules',
    id: due.id,
    depth: 0,
    overrideAccess: true,
    req: aside(req),
  })) as Schedule
  const asker = await userOf(schedule, req)
  const subject = subjectOf(due.document_collection as CollectionSlug, req)
  const owner = idOf(schedule.owner) ?? null
  const address = `/admin/collections/${due.document_collection}/${due.document_id}`
  const verb =
    schedule.action === 'publish'
      ? frEn('n’a pas paru', 'was not published')
      : frEn('n’a pas été retiré', 'was not withdrawn')
  await notifyPeople({
    may: (actor) => Boolean(subject && decide(actor, 'publish', subject, { id: due.document_id, owner }).allowed),
    owner,
    also: asker?.email && !asker.suspended ? [asker.email] : [],
    subject: frEn(`« ${schedule.title} » ${verb.fr}`, `“${schedule.title}” ${verb.en}`),
    text: frEn(
      `« ${schedule.title} » ${verb.fr} comme prévu.\n\n${reason.fr}\n\nLe document : ${address}`,
      `“${schedule.title}” ${verb.en} as planned.\n\n${reason.en}\n\nThe document: ${address}`,
    ),
    req,
  })
}
