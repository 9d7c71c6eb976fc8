import { type CollectionBeforeChangeHook, type CollectionBeforeOperationHook, Forbidden } from 'payload'
import { aside } from '../database/aside.ts'
import { actorOf } from './actor.ts'
import { decide, type Owned } from './decide.ts'
import type { Subject } from './permissions.ts'

/**
 * Keeps who may not publish from publishing, unpublishing or changing what is already public, by
 * whatever route: `_status`, a save without `draft`, a restored version, a bulk update, a duplicate.
 * A draft beside a published document changes nothing public and stays allowed.
 */
export function guardPublication(subject: Subject): {
  beforeOperation: CollectionBeforeOperationHook
  beforeChange: CollectionBeforeChangeHook
} {
  return {
    beforeOperation: ({ args, operation, req }) => {
      const isWrite = operation === 'create' || operation === 'update' || operation === 'restoreVersion'
      req.context.savesDraft = isWrite && 'draft' in args && Boolean(args.draft)
      req.context.restoresDraft = operation === 'restoreVersion' && req.context.savesDraft
      return args
    },
    beforeChange: async ({ collection, data, originalDoc, req }) => {
      if (!req.user || req.context.restoresDraft) return data
      const actor = actorOf(req.user)
      // As it was and as it is to be: a document that changes hands is published in both.
      const states: Owned[] = [...(originalDoc?.id ? [originalDoc] : []), { ...originalDoc, ...data }]
      if (states.every((state) => decide(actor, 'publish', subject, state).allowed)) return data
      if (data._status === 'published') throw new Forbidden(req.t)
      if (req.context.savesDraft || !originalDoc?.id) return data
      // The document at hand is its newest version, which may be a draft beside what is public.
      const { totalDocs } = await req.payload.count({
        collection: collection.slug as 'press-releases',
        where: { and: [{ id: { equals: originalDoc.id } }, { _status: { equals: 'published' } }] },
        overrideAccess: true,
        req: aside(req),
      })
      if (totalDocs > 0) throw new Forbidden(req.t)
      return data
    },
  }
}
