import type { Where } from 'payload'
import { type Actor, isSiteRole, type Role } from './actor.ts'

export type Action = 'read' | 'create' | 'update' | 'delete' | 'publish'

/**
 * How a collection belongs to the network and its members:
 * - `content`: documents with an `owner` (a member, or the network itself);
 * - `profile`: the members themselves, each at home in its own;
 * - `network`: documents of the network alone, which every member reads;
 * - `people`: accounts;
 * - `rebuilds`: the rebuilds of public sites, which belong to a member or to the network: seen by
 *   whose documents they carry, run or held (`update`) by who publishes;
 * - `operations`: technical settings.
 */
export type Area = 'content' | 'profile' | 'network' | 'people' | 'rebuilds' | 'operations'

/** `where` limits the answer to the documents that the actor may reach; without it all of them. */
export type Decision = { allowed: boolean; where?: Where; because: string }

const NETWORK: Action[] = ['read', 'create', 'update', 'delete', 'publish']

/**
 * The built-in roles, deny by default. Data-driven roles per member take the place of this table;
 * the question asked of it stays the same.
 */
const RIGHTS: Record<Role, Partial<Record<Area, Action[]>>> = {
  'network-admin': {
    content: NETWORK,
    profile: NETWORK,
    network: NETWORK,
    people: NETWORK,
    rebuilds: NETWORK,
    operations: NETWORK,
  },
  'network-communication': {
    content: NETWORK,
    profile: ['read', 'update', 'publish'],
    network: NETWORK,
    people: [],
    rebuilds: ['read', 'update'],
    operations: ['read'],
  },
  'site-manager': {
    content: ['read', 'create', 'update', 'delete', 'publish'],
    profile: ['read', 'update', 'publish'],
    network: ['read'],
    rebuilds: ['read', 'update'],
  },
  'site-publisher': {
    content: ['read', 'create', 'update', 'publish'],
    profile: ['read', 'update', 'publish'],
    network: ['read'],
    rebuilds: ['read', 'update'],
  },
  'site-editor': {
    content: ['read', 'create', 'update'],
    profile: ['read', 'update'],
    network: ['read'],
    rebuilds: ['read'],
  },
  reader: { content: ['read'], profile: ['read'], network: ['read'], rebuilds: ['read'] },
}

/**
 * Decides what an actor may do in a collection: the one place that every route, hook and screen asks.
 * @param area how the collection belongs (see {@link Area})
 */
export function decide(actor: Actor | undefined, action: Action, area: Area): Decision {
  if (!actor) return { allowed: false, because: 'nobody is signed in, or the account has no role' }
  if (!RIGHTS[actor.role][area]?.includes(action)) {
    return { allowed: false, because: `the role ${actor.role} does not ${action} ${area}` }
  }
  if (!isSiteRole(actor.role)) return { allowed: true, because: `the role ${actor.role} does` }
  const where = reach(actor, action, area)
  return { allowed: true, because: `the role ${actor.role} does, at its own member`, ...(where ? { where } : {}) }
}

function reach(actor: Actor, action: Action, area: Area): Where | undefined {
  switch (area) {
    case 'content':
    case 'rebuilds':
      return action === 'read'
        ? { or: [{ owner: { equals: actor.member } }, { owner: { exists: false } }] }
        : { owner: { equals: actor.member } }
    case 'profile':
      return action === 'read'
        ? { or: [{ id: { equals: actor.member } }, { _status: { equals: 'published' } }] }
        : { id: { equals: actor.member } }
    case 'network':
      return undefined
    case 'people':
    case 'operations':
      return { id: { exists: false } }
    default:
      return area satisfies never
  }
}
