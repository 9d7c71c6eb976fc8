import type { Access, CollectionConfig, Where } from 'payload'
import { type Actor, actorOf } from './actor.ts'
import { decide, type Owned, reach } from './decide.ts'
import type { Action, Subject } from './permissions.ts'

/** Payload's access function for one action of a collection. */
export const within =
  (subject: Subject, action: Action): Access =>
  ({ req, data }) => {
    const actor = actorOf(req.user)
    const wheres: Where[] = []
    // Payload asks with the new status in hand whether the button "Publish" is to be shown.
    const asked: Action[] = action !== 'read' && data?._status === 'published' ? [action, 'publish'] : [action]
    for (const one of asked) {
      const { allowed, where } = decide(actor, one, subject)
      if (!allowed) return false
      if (where) wheres.push(where)
    }
    if (action === 'create') return asked.every((one) => mayCreate(actor, one, subject, data as Owned | undefined))
    return wheres.length > 0 ? { and: wheres } : true
  }

/** A new document is judged by its values where it names its owner; where it does not, keepOwner gives it one. */
function mayCreate(actor: Actor | undefined, action: Action, subject: Subject, data: Owned | undefined): boolean {
  if (subject.area !== 'content' || !data?.owner) return true
  return decide(actor, action, subject, data).allowed
}

/** All access functions of a collection. */
export function accessWithin(subject: Subject): NonNullable<CollectionConfig['access']> {
  return {
    admin: ({ req }) => Boolean(actorOf(req.user)),
    create: within(subject, 'create'),
    read: within(subject, 'read'),
    readVersions: ({ req }) => versionsWithin(subject, actorOf(req.user)),
    update: within(subject, 'update'),
    delete: within(subject, 'delete'),
    unlock: () => false,
  }
}

/**
 * Which versions may be read: those of the documents that are one's own now, whatever the version
 * itself says. What is public of another member is its profile of today, not its history.
 */
function versionsWithin(subject: Subject, actor: Actor | undefined): boolean | Where {
  if (!decide(actor, 'read', subject).allowed) return false
  const { everywhere, members, shared } = reach(actor, 'read', subject)
  if (everywhere) return true
  switch (subject.area) {
    case 'content':
    case 'operations': {
      const own: Where = { 'parent.owner': { in: members } }
      return shared ? { or: [own, { 'parent.owner': { exists: false } }] } : own
    }
    case 'profile':
      return members.length > 0 && { parent: { in: members } }
    case 'network':
      return true
    case 'people':
      return false
    default:
      return subject.area satisfies never
  }
}
