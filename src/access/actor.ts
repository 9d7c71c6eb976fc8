import type { Rights } from './permissions.ts'

/** A role that somebody holds: at one member, or (no member) in the whole network. */
export type Grant = Rights & {
  role: string
  name: string
  member: string | undefined
  until?: Date | undefined
  /** Of the site that somebody has chosen to work for just now (chosenSite.ts). */
  isChosen?: boolean
}

/** Who asks: a person or a program, with the roles that count at this moment. */
export type Actor = { collection: 'users' | 'api-clients'; id: string; grants: Grant[] }

/**
 * Under which the grants of a user are kept on its object. A registered symbol: Next loads this
 * module more than once, and the Payload instance is shared; no answer ever holds it.
 */
const GRANTS = Symbol.for('rencontre.grants')

/** Puts the grants that were read for a user (loadGrants.ts) on its object. */
export function withGrants<T extends object>(user: T, grants: Grant[]): T {
  return Object.assign(user, { [GRANTS]: grants })
}

/** The actor of a request; nothing for anonymous requests, suspended accounts and those without a role (deny by default). */
export function actorOf(user: object | null | undefined): Actor | undefined {
  if (!user || !('collection' in user) || !('id' in user)) return undefined
  if (user.collection !== 'users' && user.collection !== 'api-clients') return undefined
  const grants = (user as { [GRANTS]?: Grant[] })[GRANTS]
  if (!grants || grants.length === 0 || ('suspended' in user && user.suspended)) return undefined
  return { collection: user.collection, id: String(user.id), grants }
}

/** Whether somebody works for the network as a whole. */
export const isNetwork = (user: object | null | undefined): boolean =>
  Boolean(actorOf(user)?.grants.some(isNetworkWide))

/** Whether an actor works for sites alone. */
export const isOfSites = (actor: Actor): boolean => !actor.grants.some(isNetworkWide)

/** The sites where somebody works, each once. */
export const sitesOf = (actor: Actor | undefined): string[] => [
  ...new Set((actor?.grants ?? []).map(({ member }) => member).filter((member) => member !== undefined)),
]

const isNetworkWide = ({ member }: Grant): boolean => member === undefined

/** The id of a relationship value, populated or not. */
export function idOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (value && typeof value === 'object' && 'id' in value) return String(value.id)
  return undefined
}
