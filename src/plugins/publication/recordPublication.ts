import { createHash } from 'node:crypto'
import { sql } from '@payloadcms/db-postgres'
import { type CollectionSlug, Forbidden, type PayloadRequest } from 'payload'
import { actorOf, idOf } from '../../access/actor.ts'
import { decide } from '../../access/decide.ts'
import { subjectOf } from '../../access/subjectOf.ts'
import { aside } from '../../database/aside.ts'
import { asBusy } from '../../database/busy.ts'
import { currentTransaction, type TransactionClient } from '../../database/currentTransaction.ts'
import { inTurn } from '../../database/inTurn.ts'
import { LANGUAGES, type Language } from '../../text/languages.ts'
import { giveWay } from './giveWay.ts'
import type { Projection, Reference } from './projection.ts'

/** The channel on which the head of the ledger is announced at commit. */
export const CHANNEL = 'publications'

/** One lock for all appends, held to the end of the transaction: positions become visible in their order. */
const APPEND_LOCK = 0x52_43_4e_54

export type State = {
  slug: string | null
  owner: string | null
  content: Record<string, unknown>
  hash: string
  references: Reference[]
}
type Row = { language: string; content_hash: string; slug: string | null; owner_id: string | null }

type Recording = {
  collection: CollectionSlug
  id: string
  isDeleted?: boolean
  /** Whether it follows from a change of another document, which was allowed. */
  isConsequence?: boolean
  req: PayloadRequest
}

/**
 * Brings the ledger up to what is public of one document now, in the transaction of the running
 * operation: an entry for each language whose public content changed, none where nothing did.
 * Documents that are public only while something points at them follow.
 * @returns the slug that the document was given, where the one that it bore was taken
 * @throws APIError 500 outside a transaction: never a document without its entry
 * @throws Forbidden when who changes something public may not publish
 */
export async function recordPublication(recording: Recording): Promise<string | undefined> {
  const projection = projectionOf(recording.collection, recording.req)
  if (!projection) return undefined
  const transaction = await currentTransaction(recording.req)
  return inTurn(transaction, () => record(recording, { projection, transaction }))
}

async function record(
  { collection, id, isDeleted = false, isConsequence = false, req }: Recording,
  { projection, transaction }: { projection: Projection<unknown>; transaction: TransactionClient },
): Promise<string | undefined> {
  const now = await takeAppendLock(transaction)
  const { rows: before } = await transaction.execute<Row>(
    sql`select language, content_hash, slug, owner_id from published_documents where collection = ${collection} and document_id = ${id}`,
  )
  const { states: wanted, dueAt } = isDeleted
    ? { states: new Map<Language, State>(), dueAt: undefined }
    : await evaluate({ collection, id, projection, now, req, transaction })
  const asked = [...wanted.values()][0]?.slug ?? undefined
  // What the network makes has an address of its own from the beginning; what is public keeps the one that it has.
  const isToAsk = subjectOf(collection, req)?.area === 'content' && !before.some(({ slug }) => slug === asked)
  const given = isToAsk ? await giveWay(asked, { collection, id, transaction }) : undefined
  const states = given ? new Map([...wanted].map(([language, state]) => [language, withSlug(state, given)])) : wanted
  if (projection.instants) {
    const wasDueAt = await keepInstant({ collection, id, dueAt, now, transaction })
    const isSeen = before.length > 0 || states.size > 0
    // When it goes, or comes, is part of its being public, also where its content stays as it was.
    if (isSeen && !isConsequence && !isDeleted && wasDueAt !== dueAt?.getTime()) {
      refuseUnlessMayPublish({
        collection,
        id,
        owners: [...before.map(({ owner_id }) => owner_id), ...[...states.values()].map(({ owner }) => owner)],
        req,
      })
    }
  }
  const touched: Reference[] = []

  for (const language of LANGUAGES) {
    const old = before.find((row) => row.language === language)
    const state = states.get(language)
    if (!old && !state) continue
    if (old && state && old.content_hash === state.hash) continue
    if (!isConsequence) refuseUnlessMayPublish({ collection, id, owners: [old?.owner_id, state?.owner], req })
    await append({ collection, id, language, state, old, req, transaction })
    touched.push(
      ...(await replaceReferences({ collection, id, language, references: state?.references ?? [], transaction })),
    )
  }

  if (before.length !== states.size || before.some(({ language }) => !states.has(language as Language))) {
    await transaction.execute(sql`
      update published_documents set languages = ${sql.param([...states.keys()])}::text[]
      where collection = ${collection} and document_id = ${id}`)
  }
  for (const target of unique(touched)) {
    const targetProjection = projectionOf(target.collection as CollectionSlug, req)
    if (targetProjection?.onlyWhenReferenced) {
      await record(
        { collection: target.collection as CollectionSlug, id: target.id, isConsequence: true, req },
        { projection: targetProjection, transaction },
      )
    }
  }
  if (isDeleted) await recordReferrers({ collection, id, req, transaction })
  return given
}

/**
 * What is public is changed by who may publish it: for the member that it belonged to, and for the one it goes to.
 * @param owners before and after; undefined where there is no such state
 */
function refuseUnlessMayPublish({
  collection,
  id,
  owners,
  req,
}: {
  collection: CollectionSlug
  id: string
  owners: Array<string | null | undefined>
  req: PayloadRequest
}): void {
  if (!req.user) return
  const subject = subjectOf(collection, req)
  const mayAll = owners
    .filter((owner) => owner !== undefined)
    .every((owner) => subject && decide(actorOf(req.user), 'publish', subject, { id, owner }).allowed)
  if (!mayAll) throw new Forbidden(req.t)
}

/**
 * Takes the one lock of all appends, before anything is read: of two transactions that concern each
 * other the second sees the first.
 * @returns the instant of the database's clock at which the lock was had: the same for every instance
 */
export async function takeAppendLock(transaction: TransactionClient): Promise<Date> {
  const { rows } = await transaction
    .execute<{ ms: number }>(
      sql`select extract(epoch from clock_timestamp())::float8 * 1000 as ms from pg_advisory_xact_lock(${APPEND_LOCK})`,
    )
    .catch((error) => {
      throw asBusy(error)
    })
  return new Date(Number(rows[0]?.ms))
}

/** Notes when what is public of a document changes by itself next; returns when that was to be, in ms, if it is still ahead. */
async function keepInstant({
  collection,
  id,
  dueAt,
  now,
  transaction,
}: {
  collection: string
  id: string
  dueAt: Date | undefined
  now: Date
  transaction: TransactionClient
}): Promise<number | undefined> {
  const { rows } = await transaction.execute<{ ms: number }>(
    sql`select extract(epoch from due_at)::float8 * 1000 as ms from publication_instants where collection = ${collection} and document_id = ${id}`,
  )
  await transaction.execute(
    dueAt
      ? sql`insert into publication_instants (collection, document_id, due_at) values (${collection}, ${id}, ${dueAt.toISOString()})
          on conflict (collection, document_id) do update set due_at = excluded.due_at, attempts = 0, error = null`
      : sql`delete from publication_instants where collection = ${collection} and document_id = ${id}`,
  )
  const was = rows[0] ? Math.round(Number(rows[0].ms)) : undefined
  return was !== undefined && was > now.getTime() ? was : undefined
}

/** What pointed at a document that is gone no longer does. */
async function recordReferrers({
  collection,
  id,
  req,
  transaction,
}: {
  collection: string
  id: string
  req: PayloadRequest
  transaction: TransactionClient
}): Promise<void> {
  const { rows } = await transaction.execute<{ collection: string; document_id: string }>(
    sql`select distinct collection, document_id from published_references where target_collection = ${collection} and target_id = ${id}`,
  )
  for (const referrer of rows) {
    const projection = projectionOf(referrer.collection as CollectionSlug, req)
    if (!projection) continue
    await record(
      { collection: referrer.collection as CollectionSlug, id: referrer.document_id, isConsequence: true, req },
      { projection, transaction },
    )
  }
}

/** How a collection is published, if it is. */
export function projectionOf(collection: CollectionSlug, req: PayloadRequest): Projection<unknown> | undefined {
  return req.payload.collections[collection]?.config.custom?.publication
}

/** What is public of a document at an instant, in each language, and when that may change by itself. */
export async function evaluate({
  collection,
  id,
  projection,
  now,
  req,
  transaction,
}: {
  collection: CollectionSlug
  id: string
  projection: Projection<unknown>
  now: Date
  req: PayloadRequest
  transaction: TransactionClient
}): Promise<{ states: Map<Language, State>; dueAt: Date | undefined }> {
  const states = new Map<Language, State>()
  const read = readerOf({ collection, id, isDraft: false, req })
  const first = await read('fr')
  const dueAt = first ? nextOf(projection.instants?.(first) ?? [], now) : undefined
  if (!first || !projection.isPublic(first, now)) return { states, dueAt }
  if (projection.onlyWhenReferenced && !(await isReferenced({ collection, id, transaction }))) return { states, dueAt }

  for (const language of projection.languages(first)) {
    const doc = language === 'fr' ? first : await read(language)
    if (doc) states.set(language, stateOf({ collection, doc, language, projection, now }))
  }
  return { states, dueAt }
}

export type Document = { id: string; slug?: string; owner?: unknown; createdAt: string; updatedAt: string } & Record<
  string,
  unknown
>

/** Reads one document as projections take it, in a language, aside from the request's own. */
export const readerOf =
  ({
    collection,
    id,
    isDraft,
    req,
  }: {
    collection: CollectionSlug
    id: string
    isDraft: boolean
    req: PayloadRequest
  }) =>
  (language: Language): Promise<Document | null> =>
    req.payload.findByID({
      collection,
      id,
      locale: language,
      fallbackLocale: false,
      depth: 0,
      draft: isDraft,
      disableErrors: true,
      showHiddenFields: true,
      overrideAccess: true,
      req: aside(req),
    }) as unknown as Promise<Document | null>

/** What is public of a document in one language, once it is public at all. */
export function stateOf({
  collection,
  doc,
  language,
  projection,
  now,
}: {
  collection: CollectionSlug
  doc: Document
  language: Language
  projection: Projection<unknown>
  now: Date
}): State {
  const content = canonical(projection.project(doc, language, now)) as Record<string, unknown>
  const references = unique(projection.references(doc))
  const slug = doc.slug ?? null
  const owner = collection === 'members' ? doc.id : (idOf(doc.owner) ?? null)
  return withSlug({ owner, content, references }, slug)
}

/** A state under a slug, which what tells it from others covers. */
function withSlug({ owner, content, references }: Omit<State, 'hash' | 'slug'>, slug: string | null): State {
  const hash = createHash('sha256')
    .update(JSON.stringify([slug, owner, content]))
    .digest('hex')
  return { slug, owner, content, hash, references }
}

function nextOf(instants: Array<string | Date | null | undefined>, now: Date): Date | undefined {
  const ahead = instants
    .filter((instant) => instant !== null && instant !== undefined)
    .map((instant) => new Date(instant).getTime())
    .filter((instant) => instant > now.getTime())
  return ahead.length > 0 ? new Date(Math.min(...ahead)) : undefined
}

async function isReferenced({
  collection,
  id,
  transaction,
}: {
  collection: string
  id: string
  transaction: TransactionClient
}) {
  const { rows } = await transaction.execute(
    sql`select 1 from published_references where target_collection = ${collection} and target_id = ${id} limit 1`,
  )
  return rows.length > 0
}

async function append({
  collection,
  id,
  language,
  state,
  old,
  req,
  transaction,
}: {
  collection: string
  id: string
  language: Language
  state: State | undefined
  old: Row | undefined
  req: PayloadRequest
  transaction: TransactionClient
}): Promise<void> {
  const slug = state?.slug ?? old?.slug ?? null
  const owner = state?.owner ?? old?.owner_id ?? null
  const content = state ? JSON.stringify(state.content) : null
  const { rows } = await transaction.execute<{ position: string }>(sql`
    insert into publications (kind, collection, document_id, language, owner_id, slug, content, content_hash, "references", actor_id)
    values (${state ? 'published' : 'withdrawn'}, ${collection}, ${id}, ${language}, ${owner}, ${slug}, ${content}::jsonb,
      ${state?.hash ?? null}, ${JSON.stringify(state?.references ?? [])}::jsonb, ${req.user?.id ?? null})
    returning position`)
  const position = rows[0]?.position
  if (state) {
    await transaction.execute(sql`
      insert into published_documents
        (collection, document_id, language, owner_id, slug, content, content_hash, position, created_at, updated_at)
      select p.collection, p.document_id, p.language, p.owner_id, p.slug, ${content}::json, p.content_hash, p.position,
        ${firstPublished('p')}, p.occurred_at
      from publications p where p.position = ${position}
      on conflict (collection, document_id, language) do update set owner_id = excluded.owner_id, slug = excluded.slug,
        content = excluded.content, content_hash = excluded.content_hash, position = excluded.position,
        updated_at = excluded.updated_at`)
  } else {
    await transaction.execute(
      sql`delete from published_documents where collection = ${collection} and document_id = ${id} and language = ${language}`,
    )
  }
  await transaction.execute(sql`select pg_notify(${CHANNEL}, ${String(position)})`)
}

/** SQL: when the document of an entry of the ledger first became public, in any language. */
export const firstPublished = (entry: 'n' | 'p'): ReturnType<typeof sql> => {
  const of = sql.identifier(entry)
  return sql`(select min(first.occurred_at) from publications first
    where first.collection = ${of}.collection and first.document_id = ${of}.document_id)`
}

/** Writes the references of one entry anew; returns those that came or went. */
async function replaceReferences({
  collection,
  id,
  language,
  references,
  transaction,
}: {
  collection: string
  id: string
  language: Language
  references: Reference[]
  transaction: TransactionClient
}): Promise<Reference[]> {
  const { rows: removed } = await transaction.execute<{ target_collection: string; target_id: string }>(
    sql`delete from published_references where collection = ${collection} and document_id = ${id} and language = ${language}
      returning target_collection, target_id`,
  )
  if (references.length > 0) {
    const values = references.map(
      (target) => sql`(${collection}, ${id}, ${language}, ${target.collection}, ${target.id})`,
    )
    await transaction.execute(
      sql`insert into published_references (collection, document_id, language, target_collection, target_id)
        values ${sql.join(values, sql`, `)} on conflict do nothing`,
    )
  }
  const old = removed.map((row) => ({ collection: row.target_collection, id: row.target_id }))
  const isIn = (list: Reference[], one: Reference) => list.some((other) => key(other) === key(one))
  return [...references.filter((one) => !isIn(old, one)), ...old.filter((one) => !isIn(references, one))]
}

const key = ({ collection, id }: Reference) => `${collection}/${id}`

const unique = (list: Reference[]): Reference[] => [...new Map(list.map((one) => [key(one), one])).values()]

/** The same value with sorted keys and without `undefined`: equal contents have equal hashes. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (value instanceof Date) return value.toISOString()
  if (value === undefined) return null
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, canonical(member)]),
  )
}
