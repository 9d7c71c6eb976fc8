import type { Access, CollectionConfig, Where } from 'payload'
import { actorOf, isSiteRole } from './actor.ts'
import { type Action, type Area, decide } from './decide.ts'

/** Payload's access function for one action: `access: { update: within('content', 'update') }`. */
export const within =
  (area: Area, action: Action): Access =>
  ({ req, data }) => {
    const actor = actorOf(req.user)
    // Payload asks with the new status in hand whether the button "Publish" is to be shown.
    if (action !== 'publish' && data?._status === 'published' && action !== 'read') {
      const publish = decide(actor, 'publish', area)
      if (!publish.allowed) return false
    }
    const { allowed, where } = decide(actor, action, area)
    return allowed && where && action !== 'create' ? where : allowed
  }

/** All access functions of a collection that belongs to an area. */
export function accessWithin(area: Area): CollectionConfig['access'] {
  return {
    admin: ({ req }) => Boolean(actorOf(req.user)),
    create: within(area, 'create'),
    read: within(area, 'read'),
    readVersions: ({ req }) => versionsWithin(area, req.user),
    update: within(area, 'update'),
    delete: within(area, 'delete'),
    unlock: () => false,
  }
}

/**
 * Which versions may be read: those of the documents that are one's own now, whatever the version
 * itself says. What is public of another member is its profile of today, not its history.
 */
function versionsWithin(area: Area, user: object | null | undefined): boolean | Where {
  const actor = actorOf(user)
  const { allowed } = decide(actor, 'read', area)
  if (!allowed || !actor || !isSiteRole(actor.role)) return allowed
  switch (area) {
    case 'content':
      return { or: [{ 'parent.owner': { equals: actor.member } }, { 'parent.owner': { exists: false } }] }
    case 'profile':
      return { parent: { equals: actor.member } }
    case 'network':
      return true
    case 'people':
    case 'rebuilds':
    case 'operations':
      return false
    default:
      return area satisfies never
  }
}
