import { sql } from '@payloadcms/db-postgres'
import {
  type CollectionAfterChangeHook,
  type CollectionBeforeChangeHook,
  type CollectionConfig,
  type CollectionSlug,
  type DateField,
  type FieldAccess,
  Forbidden,
  type NumberField,
  type PayloadRequest,
  type TextField,
  ValidationError,
  type Where,
} from 'payload'
import { actorOf, idOf } from '../../access/actor.ts'
import { reach } from '../../access/decide.ts'
import type { Action } from '../../access/permissions.ts'
import { subjectOf } from '../../access/subjectOf.ts'
import { aside } from '../../database/aside.ts'
import { currentTransaction } from '../../database/currentTransaction.ts'
import { DAY_AND_TIME } from '../../fields/dayAndTime.ts'
import { TIMEZONES } from '../../fields/timezones.ts'
import { frEn, inLanguageOf, type Words } from '../../text/frEn.ts'
import { mayPublish } from './mayPublish.ts'

const nobody: FieldAccess = () => false

/**
 * Scheduled publications and withdrawals: what the clock is to do with a document at an instant. Who
 * schedules must have the right to publish the document; it is asked for again when the instant comes.
 * @param collections the slugs that can be scheduled: published ones with drafts
 */
export const schedules = ({ collections }: { collections: string[] }): CollectionConfig => ({
  slug: 'schedules',
  labels: { singular: frEn('Programmation', 'Schedule'), plural: frEn('Programmations', 'Schedules') },
  admin: {
    useAsTitle: 'title',
    defaultColumns: ['title', 'action', 'at', 'state', 'requestedBy'],
    group: frEn('Contenus', 'Content'),
    description: frEn(
      'Publications et retraits à venir. Une heure se lit avec son fuseau.',
      'Publications and withdrawals to come. A time is read with its zone.',
    ),
  },
  defaultSort: '-at',
  disableDuplicate: true,
  access: {
    admin: ({ req }) => Boolean(actorOf(req.user)),
    // Asked for by a person, whose right is asked for again when the instant comes.
    create: ({ req }) => req.user?.collection === 'users' && withinReach(req, 'publish', collections) !== false,
    read: ({ req }) => withinReach(req, 'read', collections),
    update: ({ req }) => limited(withinReach(req, 'publish', collections), { state: { equals: 'waiting' } }),
    delete: ({ req }) => limited(withinReach(req, 'publish', collections), { state: { not_equals: 'done' } }),
  },
  hooks: { beforeChange: [checkSchedule] },
  fields: [
    {
      name: 'document',
      type: 'relationship',
      relationTo: collections as CollectionSlug[],
      required: true,
      label: frEn('Document', 'Document'),
      admin: { allowCreate: false, allowEdit: false },
      access: { update: nobody },
    },
    {
      name: 'action',
      type: 'select',
      required: true,
      defaultValue: 'publish',
      options: [
        { value: 'publish', label: frEn('Publier', 'Publish') },
        { value: 'withdraw', label: frEn('Retirer', 'Withdraw') },
      ],
      label: frEn('Que faire', 'What to do'),
      access: { update: nobody },
    },
    {
      name: 'at',
      type: 'date',
      required: true,
      index: true,
      timezone: { defaultTimezone: 'Europe/Paris', supportedTimezones: TIMEZONES },
      label: frEn('Quand', 'When'),
      admin: {
        date: DAY_AND_TIME,
        description: frEn(
          'Jour et heure, par exemple 24/11/2026 08:00, dans le fuseau choisi.',
          'Day and time, for example 24/11/2026 08:00, in the chosen zone.',
        ),
      },
    },
    {
      name: 'state',
      type: 'select',
      required: true,
      index: true,
      defaultValue: 'waiting',
      options: [
        { value: 'waiting', label: frEn('À venir', 'To come') },
        { value: 'done', label: frEn('Fait', 'Done') },
        { value: 'failed', label: frEn('Échec', 'Failed') },
      ],
      label: frEn('État', 'State'),
      access: { create: nobody, update: nobody },
      admin: { position: 'sidebar', readOnly: true, condition: (data) => Boolean(data?.id) },
    },
    {
      name: 'reason',
      type: 'textarea',
      label: frEn('Pourquoi', 'Why'),
      access: { create: nobody, update: nobody },
      admin: { position: 'sidebar', readOnly: true, condition: (data) => Boolean(data?.reason) },
    },
    {
      name: 'doneAt',
      type: 'date',
      label: frEn('Fait le', 'Done at'),
      access: { create: nobody, update: nobody },
      admin: {
        position: 'sidebar',
        readOnly: true,
        date: { displayFormat: 'd MMMM yyyy HH:mm:ss' },
        condition: (data) => Boolean(data?.doneAt),
      },
    },
    {
      name: 'requestedBy',
      type: 'relationship',
      relationTo: 'users',
      maxDepth: 0,
      label: frEn('Demandé par', 'Asked for by'),
      access: { create: nobody, update: nobody },
      admin: { position: 'sidebar', readOnly: true, condition: (data) => Boolean(data?.requestedBy) },
    },
    {
      name: 'owner',
      type: 'relationship',
      relationTo: 'members',
      index: true,
      label: frEn('Appartient à', 'Owned by'),
      access: { create: nobody, update: nobody },
      admin: { position: 'sidebar', readOnly: true, condition: (data) => Boolean(data?.owner) },
    },
    kept({ name: 'title', type: 'text', label: frEn('Document', 'Document') }),
    kept({ name: 'documentCollection', type: 'text' }),
    kept({ name: 'documentId', type: 'text', index: true }),
    // The revision of the document that was scheduled: later work of others does not slip out with it.
    kept({ name: 'documentRevision', type: 'number' }),
    kept({ name: 'attempts', type: 'number' }),
    kept({ name: 'retryAt', type: 'date' }),
  ],
})

/** A field that the product keeps for itself, and nobody writes. */
function kept<F extends TextField | NumberField | DateField>(field: F): F {
  return {
    ...field,
    access: { create: nobody, update: nobody },
    admin: { hidden: true, disableListColumn: field.name !== 'title', disableListFilter: true },
  }
}

/** The schedules of the documents with which somebody may do something. */
function withinReach(req: PayloadRequest, action: Action, collections: string[]): boolean | Where {
  const within = collections.flatMap((collection): Where[] => {
    const subject = subjectOf(collection as CollectionSlug, req)
    const { everywhere, members, shared } = subject
      ? reach(actorOf(req.user), action, subject)
      : { everywhere: false, members: [], shared: false }
    const about: Where = { documentCollection: { equals: collection } }
    if (everywhere) return [about]
    const owners: Where[] = [
      ...(members.length > 0 ? [{ owner: { in: members } }] : []),
      ...(shared ? [{ owner: { exists: false } }] : []),
    ]
    return owners.length > 0 ? [{ and: [about, { or: owners }] }] : []
  })
  return within.length > 0 && { or: within }
}

const limited = (reached: boolean | Where, state: Where): boolean | Where =>
  typeof reached === 'boolean' ? reached : { and: [state, reached] }

/** Completes a schedule from its document and refuses what could not be carried out. */
async function checkSchedule({
  data,
  originalDoc,
  operation,
  req,
  collection,
}: Parameters<CollectionBeforeChangeHook>[0]) {
  const refuse = (path: string, words: Words) => {
    const errors = [{ path, message: inLanguageOf(req, words) }]
    return new ValidationError({ collection: collection.slug, errors }, req.t)
  }
  const at = new Date(data.at ?? originalDoc?.at)
  if (at.getTime() <= Date.now()) {
    throw refuse(
      'at',
      frEn('Cet instant est passé. Choisissez-en un à venir.', 'This instant has passed. Choose one to come.'),
    )
  }
  const given = data.document ?? originalDoc?.document
  const target = { collection: given?.relationTo as CollectionSlug, id: idOf(given?.value) ?? '' }
  // The field's own validation, which comes later, says what a document is.
  if (typeof target.collection !== 'string' || !Object.hasOwn(req.payload.collections, target.collection)) {
    throw refuse('document', frEn('Choisissez un document.', 'Choose a document.'))
  }
  const document = (await req.payload.findByID({
    collection: target.collection,
    id: target.id,
    draft: true,
    depth: 0,
    disableErrors: true,
    overrideAccess: !req.user,
    user: req.user,
    req: aside(req),
  })) as Record<string, unknown> | null
  if (!document) throw refuse('document', frEn('Ce document n’existe pas.', 'This document does not exist.'))
  if (req.user && !(await mayPublish({ ...target, user: req.user, req }))) throw new Forbidden(req.t)

  const action = data.action ?? originalDoc?.action
  const { totalDocs } = await req.payload.count({
    collection: 'schedules',
    where: {
      and: [
        { documentId: { equals: target.id } },
        { action: { equals: action } },
        { state: { equals: 'waiting' } },
        ...(originalDoc?.id ? [{ id: { not_equals: originalDoc.id } }] : []),
      ],
    },
    overrideAccess: true,
    req: aside(req),
  })
  if (totalDocs > 0) {
    throw refuse(
      'action',
      frEn(
        'C’est déjà programmé pour ce document : modifiez ou supprimez d’abord cette programmation.',
        'This is scheduled for this document already: change or delete that schedule first.',
      ),
    )
  }
  return {
    ...data,
    title: document.title ?? document.name,
    documentCollection: target.collection,
    documentId: target.id,
    documentRevision: document.revision ?? 0,
    owner: target.collection === 'members' ? target.id : (idOf(document.owner) ?? null),
    attempts: 0,
    retryAt: null,
    ...(operation === 'create' ? { state: 'waiting', requestedBy: req.user?.id } : {}),
  }
}

/**
 * What a person who may publish has in front of them and saves is what they want to go out: the
 * schedule follows their change. A change made without having seen the newest text (of many documents
 * at once, or by a program) is followed only from the text that was scheduled. What others save in the
 * meantime holds the schedule up (fireSchedule.ts).
 */
export const followRevision =
  (collection: CollectionSlug): CollectionAfterChangeHook =>
  async ({ doc, operation, req }) => {
    if (operation !== 'update' || !req.user) return doc
    const transaction = await currentTransaction(req)
    const id = String(doc.id)
    const { rows } = await transaction.execute(
      sql`select 1 from schedules where document_id = ${id} and state = 'waiting' limit 1`,
    )
    if (rows.length === 0) return doc
    const owner = collection === 'members' ? id : (idOf(doc.owner) ?? null)
    await transaction.execute(
      sql`update schedules set title = ${doc.title ?? doc.name ?? null}, owner_id = ${owner} where document_id = ${id} and state = 'waiting'`,
    )
    if (!(await mayPublish({ collection, id, user: req.user, req }))) return doc
    const before = doc.revision - 1
    const hasSeen = (req.data as { revision?: unknown } | undefined)?.revision === before
    await transaction.execute(sql`
      update schedules set document_revision = ${doc.revision}
      where document_id = ${id} and state = 'waiting' and (${hasSeen} or document_revision = ${before})`)
    return doc
  }
