import type { CollectionBeforeOperationHook } from 'payload'
import { actorOf } from './actor.ts'
import { reach } from './decide.ts'
import type { Subject } from './permissions.ts'

/**
 * A list of profiles is of what is public of the others, whatever they are working on. Asked for drafts,
 * Payload 3.90.2 looks at the newest version alone: a profile that has a draft beside what is public is then
 * gone from the lists of all who may not read that draft, and they know that there is one. The price: one's own
 * profile stands there as it is public as well; its draft is on its page.
 */
export const publishedOfOthers =
  (subject: Subject): CollectionBeforeOperationHook =>
  ({ args, operation, req }) => {
    const { draft, id } = args as { draft?: unknown; id?: unknown }
    if (operation !== 'read' || !draft || id !== undefined || !req.user) return args
    return reach(actorOf(req.user), 'read', subject).everywhere ? args : { ...args, draft: false }
  }
