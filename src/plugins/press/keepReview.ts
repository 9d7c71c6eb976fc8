import { type CollectionBeforeChangeHook, Forbidden } from 'payload'
import { actorOf } from '../../access/actor.ts'
import { decide } from '../../access/decide.ts'

/** Writes down who asked for a review and who decided it. Only who may publish decides. */
export const keepReview: CollectionBeforeChangeHook = ({ collection, data, originalDoc, req }) => {
  const subject = { collection: collection.slug, area: 'content' } as const
  const state = data.review?.state
  // A program decides nothing that people sign.
  const person = req.user?.collection === 'users' ? req.user.id : null
  // Publishing is the decision that was asked for.
  if (req.user && data._status === 'published' && (state ?? originalDoc?.review?.state) === 'requested') {
    return { ...data, review: { ...originalDoc?.review, ...data.review, state: 'approved', decidedBy: person } }
  }
  if (!req.user || !state || state === (originalDoc?.review?.state ?? 'none')) return data
  switch (state as 'none' | 'requested' | 'approved' | 'changes') {
    case 'requested':
      return { ...data, review: { ...data.review, requestedBy: person, decidedBy: null } }
    case 'approved':
    case 'changes':
      if (!decide(actorOf(req.user), 'publish', subject, { ...originalDoc, ...data }).allowed)
        throw new Forbidden(req.t)
      return { ...data, review: { ...data.review, decidedBy: person } }
    case 'none':
      return { ...data, review: { ...data.review, requestedBy: null, decidedBy: null } }
    default:
      return data
  }
}
