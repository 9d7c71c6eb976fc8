import { type CollectionBeforeValidateHook, Forbidden } from 'payload'
import { actorOf } from './actor.ts'
import { decide } from './decide.ts'
import type { Subject } from './permissions.ts'

/**
 * Keeps those whose roles limit them to some fields of a document from replacing or cutting its file:
 * Payload adds those fields after ours are closed (limitFields.ts).
 */
export const limitFile =
  (subject: Subject): CollectionBeforeValidateHook =>
  ({ data, operation, originalDoc, req }) => {
    if (operation !== 'update' || !req.user) return data
    const { fields } = decide(actorOf(req.user), 'update', subject, originalDoc)
    if (fields === undefined) return data
    const isCut = ['focalX', 'focalY'].some((name) => data?.[name] !== undefined && data[name] !== originalDoc?.[name])
    if (req.file || isCut || 'uploadEdits' in (req.query ?? {})) throw new Forbidden(req.t)
    return data
  }
