import type { Actor, Grant } from './actor.ts'
import { hasAbility } from './decide.ts'
import type { Rights } from './permissions.ts'

/** One thing that somebody would give without holding it. */
export type Excess = { collection?: string; action?: string; field?: string; ability?: string }

/**
 * The ceiling: nobody gives, by a role, an assignment or a key, what they do not hold themselves there.
 * @param rights what is to be given
 * @param member at which member; nothing: in the whole network
 * @param until until when (null: without end); left out where nothing is given by it yet, as by a role
 * @returns what of it the giver does not hold; empty when all may be given
 */
export function beyondCeiling(
  actor: Actor | undefined,
  rights: Rights,
  member: string | undefined,
  until?: Date | null,
): Excess[] {
  const own = (actor?.grants ?? []).filter(
    (grant) => (grant.member === undefined || grant.member === member) && lasts(grant, until),
  )
  const excess: Excess[] = []
  for (const { collection, actions, fields } of rights.permissions) {
    for (const action of actions) {
      const held = own.flatMap(({ permissions }) =>
        permissions.filter((one) => one.collection === collection && one.actions.includes(action)),
      )
      if (held.length === 0) excess.push({ collection, action })
      // To read the network's documents of a collection takes both in one grant, or a role in the whole network.
      else if (
        action === 'read' &&
        rights.abilities.includes('readNetwork') &&
        !own.some((one) => readsNetwork(one, collection))
      )
        excess.push({ ability: 'readNetwork' })
      // Only an update is limited to fields; what is limited gives no more than its own fields.
      else if (action === 'update' && held.every((one) => one.fields !== undefined)) {
        const heldFields = held.flatMap((one) => one.fields ?? [])
        if (fields === undefined) excess.push({ collection, action })
        else for (const field of fields) if (!heldFields.includes(field)) excess.push({ collection, action, field })
      }
    }
  }
  for (const ability of rights.abilities) {
    if (!own.some((grant) => hasAbility(actor, grant, ability))) excess.push({ ability })
  }
  return excess
}

/** Whether somebody holds all of a grant where it counts: now, or (`asLong`) for as long as it lasts. */
export const holdsAllOf = (actor: Actor | undefined, grant: Grant, { asLong = true } = {}): boolean =>
  beyondCeiling(actor, grant, grant.member, asLong ? (grant.until ?? null) : undefined).length === 0

/**
 * The ceiling of a role that changes: all of it within what the giver holds there, and what the change adds
 * for as long as those who hold the role have it; what they had before was given by others.
 * @param before what the role allowed, where it counted at the same place
 * @param until when the last assignment of the role ends (null: one never does; nothing: nobody holds it)
 */
export function beyondCeilingOfChange(
  actor: Actor | undefined,
  { rights, before, member, until }: { rights: Rights; before?: Rights; member?: string; until?: Date | null },
): Excess[] {
  const excess = beyondCeiling(actor, rights, member)
  if (excess.length > 0 || !actor) return excess
  const had = before ? [{ role: '', name: '', member, ...before }] : []
  return beyondCeiling({ ...actor, grants: [...actor.grants, ...had] }, rights, member, until)
}

/** Nobody gives for longer than they hold. */
const lasts = (grant: Grant, until: Date | null | undefined): boolean =>
  until === undefined || grant.until === undefined || (until !== null && until <= grant.until)

const readsNetwork = ({ member, abilities, permissions }: Grant, collection: string): boolean =>
  permissions.some((one) => one.collection === collection && one.actions.includes('read')) &&
  (member === undefined || abilities.includes('readNetwork'))
