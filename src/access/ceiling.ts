import type { Actor } from './actor.ts'
import type { Rights } from './permissions.ts'

/** One thing that somebody would give without holding it. */
export type Excess = { collection?: string; action?: string; field?: string; ability?: string }

/**
 * The ceiling: nobody gives, by a role, an assignment or a key, what they do not hold themselves there.
 * @param rights what is to be given
 * @param member at which member; nothing: in the whole network
 * @returns what of it the giver does not hold; empty when all may be given
 */
export function beyondCeiling(actor: Actor | undefined, rights: Rights, member: string | undefined): Excess[] {
  const own = (actor?.grants ?? []).filter((grant) => grant.member === undefined || grant.member === member)
  const excess: Excess[] = []
  for (const { collection, actions, fields } of rights.permissions) {
    for (const action of actions) {
      const held = own.flatMap(({ permissions }) =>
        permissions.filter((one) => one.collection === collection && one.actions.includes(action)),
      )
      if (held.length === 0) excess.push({ collection, action })
      // Only an update is limited to fields; what is limited gives no more than its own fields.
      else if (action === 'update' && held.every((one) => one.fields !== undefined)) {
        const heldFields = held.flatMap((one) => one.fields ?? [])
        if (fields === undefined) excess.push({ collection, action })
        else for (const field of fields) if (!heldFields.includes(field)) excess.push({ collection, action, field })
      }
    }
  }
  for (const ability of rights.abilities) {
    if (!own.some(({ abilities }) => abilities.includes(ability))) excess.push({ ability })
  }
  return excess
}
