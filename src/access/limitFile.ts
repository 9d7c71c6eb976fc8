import { type CollectionBeforeOperationHook, Forbidden } from 'payload'
import { actorOf } from './actor.ts'
import { decide } from './decide.ts'
import type { Subject } from './permissions.ts'

/** What of a request changes the file itself: Payload adds these fields after ours are closed (limitFields.ts). */
const OF_THE_FILE = ['file', 'filename', 'url', 'focalX', 'focalY', 'uploadEdits', 'sizes']

/** Keeps those whose roles limit them to some fields of a collection of files from replacing the file. */
export const limitFile =
  (subject: Subject): CollectionBeforeOperationHook =>
  ({ args, operation, req }) => {
    if (operation !== 'update' || !req.user) return args
    const { fields } = decide(actorOf(req.user), 'update', subject)
    if (fields === undefined) return args
    const data = (args.data ?? {}) as Record<string, unknown>
    const changesFile =
      Boolean(req.file) || 'uploadEdits' in (req.query ?? {}) || OF_THE_FILE.some((name) => name in data)
    if (changesFile) throw new Forbidden(req.t)
    return args
  }
