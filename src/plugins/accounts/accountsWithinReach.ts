import type { Access } from 'payload'
import { actorOf } from '../../access/actor.ts'
import { reachOfAbility } from '../../access/decide.ts'
import type { Ability } from '../../access/permissions.ts'

/** Access to accounts: one's own, and those that hold a role at a site where one has the ability. */
export const accountsWithinReach =
  (collection: 'users' | 'api-clients', ability: Ability): Access =>
  ({ req }) => {
    if (!req.user) return false
    const { everywhere, members } = reachOfAbility(actorOf(req.user), ability)
    if (everywhere) return true
    const self = req.user.collection === collection ? [{ id: { equals: req.user.id } }] : []
    const own = members.length > 0 ? [{ 'assignments.member': { in: members } }] : []
    // An empty `or` would be no condition at all.
    return self.length + own.length > 0 && { or: [...self, ...own] }
  }
