import type { Access, CollectionConfig, Where } from 'payload'
import { actorOf } from './actor.ts'
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
    readVersions: ({ req }) => {
      const { allowed, where } = decide(actorOf(req.user), 'read', area)
      return allowed && where ? versionsOf(where) : allowed
    },
    update: within(area, 'update'),
    delete: within(area, 'delete'),
    unlock: () => false,
  }
}

/** The same condition asked of versions: their fields stand under `version`, the id under `parent`. */
function versionsOf(where: Where): Where {
  return Object.fromEntries(
    Object.entries(where).map(([key, value]) => {
      if (key === 'or' || key === 'and') return [key, (value as Where[]).map(versionsOf)]
      return [key === 'id' ? 'parent' : `version.${key}`, value]
    }),
  )
}
