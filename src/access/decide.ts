import type { Where } from 'payload'
import { frEn, type Words } from '../text/frEn.ts'
import { type Actor, type Grant, idOf } from './actor.ts'
import type { Ability, Action, Area, Subject } from './permissions.ts'

/**
 * - `where` limits the answer to the documents within reach; without it all of them;
 * - `fields` limits an update to these top-level fields; without it all of them;
 * - `because` says to people which roles allow it, or why none does.
 */
export type Decision = { allowed: boolean; where?: Where; fields?: string[]; because: Words }

/**
 * What somebody reaches: everything, or what belongs to these members, and (`shared`) what a role lets its holders read
 * beyond: of content the network's own, of profiles what is public of the others; and (`homes`) the sites of whose
 * profiles what is public is read without any role that says so.
 */
export type Reach = { everywhere: boolean; members: string[]; shared: boolean; homes: string[] }

/** A document as far as the decision needs it. */
export type Owned = { id?: unknown; owner?: unknown; _status?: unknown }

/**
 * Decides what somebody may do in a collection: the one place that every route, hook, job and screen
 * asks. Nothing is allowed unless a role says so; roles add up.
 * @param data the document at hand: the answer is for it alone, and has no `where`
 */
export function decide(actor: Actor | undefined, action: Action, subject: Subject, data?: Owned): Decision {
  if (!actor)
    return no(
      frEn(
        'Personne n’est connecté, ou le compte n’a pas de rôle.',
        'Nobody is signed in, or the account has no role.',
      ),
    )
  const allowing = actor.grants.filter((grant) => allows(actor, grant, action, subject))
  if (allowing.length === 0) return no(frEn('Aucun rôle ne le permet.', 'No role allows it.'))
  const here = data ? allowing.filter((grant) => isWithin(grant, action, subject, data)) : allowing
  if (here.length === 0) {
    return no(frEn('Des rôles le permettent, mais pas pour ce document.', 'Roles allow it, but not for this document.'))
  }
  const where = data ? undefined : whereOf(reachOf(here, action, subject), subject.area)
  const fields = fieldsOf(here, subject.collection)
  const names = [...new Set(here.map(({ name }) => name))].join(', ')
  return {
    allowed: true,
    because: frEn(`Le permet : ${names}.`, `Allowed by: ${names}.`),
    ...(where ? { where } : {}),
    ...(fields && action === 'update' ? { fields } : {}),
  }
}

const no = (because: Words): Decision => ({ allowed: false, because })

/** What somebody reaches with an action in a collection; nothing where no role allows it. */
export function reach(actor: Actor | undefined, action: Action, subject: Subject): Reach {
  return reachOf(
    (actor?.grants ?? []).filter((grant) => allows(actor, grant, action, subject)),
    action,
    subject,
  )
}

/** Whether somebody reads profiles by a role, beyond that of the site for which they work. */
export function readsProfiles(actor: Actor | undefined): boolean {
  const { everywhere, shared } = reach(actor, 'read', { collection: 'members', area: 'profile' })
  return everywhere || shared
}

/** Where somebody has an ability. */
export function reachOfAbility(actor: Actor | undefined, ability: Ability): Reach {
  const grants = (actor?.grants ?? []).filter((grant) => hasAbility(actor, grant, ability))
  return { everywhere: isAnywhere(grants), members: membersOf(grants), shared: false, homes: [] }
}

/**
 * Whether somebody has an ability.
 * @param at at this member (null: in the network as a whole); left out: anywhere
 */
export function holds(actor: Actor | undefined, ability: Ability, at?: { member: string | null | undefined }): boolean {
  const { everywhere, members } = reachOfAbility(actor, ability)
  return everywhere || (at ? Boolean(at.member && members.includes(at.member)) : members.length > 0)
}

/** A program makes no keys and sets no limits, its own least of all: people do. */
export const hasAbility = (actor: Actor | undefined, { abilities }: Grant, ability: Ability): boolean =>
  abilities.includes(ability) && (ability !== 'manageClients' || actor?.collection === 'users')

/** The abilities that govern accounts, in place of permissions. */
const ABILITY_OF: Record<string, Ability> = {
  users: 'manageUsers',
  roles: 'manageRoles',
  'api-clients': 'manageClients',
}

function allows(actor: Actor | undefined, grant: Grant, action: Action, { collection, area }: Subject): boolean {
  if (area === 'people') {
    const ability = ABILITY_OF[collection]
    return ability !== undefined && hasAbility(actor, grant, ability)
  }
  // Whoever works for a site reads its profile as it was last published: its name stands in forms and lists.
  if (area === 'profile' && action === 'read' && grant.member) return true
  // What is the network's alone is written by the network alone, whatever a site's role says.
  if (area === 'network' && grant.member && action !== 'read') return false
  return permits(grant, action, collection)
}

const permits = ({ permissions }: Grant, action: Action, collection: string): boolean =>
  permissions.some((permission) => permission.collection === collection && permission.actions.includes(action))

function reachOf(grants: Grant[], action: Action, { collection, area }: Subject): Reach {
  const readsProfiles = area === 'profile' && action === 'read'
  const full = readsProfiles ? grants.filter((grant) => permits(grant, action, collection)) : grants
  return {
    everywhere: isAnywhere(full) || (area === 'network' && full.length > 0),
    members: membersOf(full),
    shared: readsProfiles
      ? full.length > 0
      : action === 'read' && area === 'content' && full.some(({ abilities }) => abilities.includes('readNetwork')),
    homes: readsProfiles ? membersOf(grants) : [],
  }
}

const isAnywhere = (grants: Grant[]): boolean => grants.some(({ member }) => member === undefined)

const membersOf = (grants: Grant[]): string[] => [
  ...new Set(grants.map(({ member }) => member).filter((member) => member !== undefined)),
]

function isWithin(grant: Grant, action: Action, { collection, area }: Subject, data: Owned): boolean {
  if (grant.member === undefined) return true
  switch (area) {
    case 'content':
    case 'operations': {
      const owner = idOf(data.owner)
      if (owner) return owner === grant.member
      return area === 'content' && action === 'read' && grant.abilities.includes('readNetwork')
    }
    case 'profile':
      return permits(grant, action, collection)
        ? idOf(data.id) === grant.member || (action === 'read' && data._status === 'published')
        : idOf(data.id) === grant.member && data._status === 'published'
    case 'network':
      return action === 'read'
    case 'people':
      return false
    default:
      return area satisfies never
  }
}

/** A reach as a condition on the documents of an area; nothing where it is everything. */
function whereOf({ everywhere, members, shared, homes }: Reach, area: Area): Where | undefined {
  if (everywhere) return undefined
  switch (area) {
    case 'content':
    case 'operations': {
      const own: Where = { owner: { in: members } }
      return shared ? { or: [own, { owner: { exists: false } }] } : own
    }
    case 'profile': {
      const own: Where = { id: { in: members } }
      const isPublic: Where = { _status: { equals: 'published' } }
      if (shared) return { or: [own, isPublic] }
      return homes.length > 0 ? { and: [{ id: { in: homes } }, isPublic] } : own
    }
    case 'network':
      return undefined
    case 'people':
      return { id: { exists: false } }
    default:
      return area satisfies never
  }
}

/** The fields to which all of these grants together limit an update; nothing where one of them does not. */
function fieldsOf(grants: Grant[], collection: string): string[] | undefined {
  const updates = grants.flatMap(({ permissions }) =>
    permissions.filter((one) => one.collection === collection && one.actions.includes('update')),
  )
  if (updates.length === 0 || updates.some(({ fields }) => fields === undefined)) return undefined
  return [...new Set(updates.flatMap(({ fields }) => fields ?? []))]
}
