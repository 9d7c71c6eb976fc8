import { type CollectionBeforeChangeHook, type CollectionBeforeOperationHook, Forbidden } from 'payload'
import { actorOf } from './actor.ts'
import { type Area, decide } from './decide.ts'

/**
 * Keeps who may not publish from publishing, unpublishing or changing what is already public, by
 * whatever route: `_status`, a save without `draft`, a restored version, a bulk update, a duplicate.
 * A draft beside a published document changes nothing public and stays allowed.
 */
export function guardPublication(area: Area): {
  beforeOperation: CollectionBeforeOperationHook
  beforeChange: CollectionBeforeChangeHook
} {
  return {
    beforeOperation: ({ args, operation, req }) => {
      req.context.savesDraft = (operation === 'update' || operation === 'create') && Boolean(args.draft)
      return args
    },
    beforeChange: ({ data, originalDoc, req }) => {
      if (!req.user) return data
      const becomesPublic = data._status === 'published'
      const changesPublic = originalDoc?._status === 'published' && !req.context.savesDraft
      if ((becomesPublic || changesPublic) && !decide(actorOf(req.user), 'publish', area).allowed) {
        throw new Forbidden(req.t)
      }
      return data
    },
  }
}
