/** Who asks: a person of the network or of one member. */
export type Actor = { id: string; role: Role; member: string | undefined }

export const ROLES = [
  'network-admin',
  'network-communication',
  'site-manager',
  'site-editor',
  'site-publisher',
  'reader',
] as const

export type Role = (typeof ROLES)[number]

/** Whether a role belongs to one member rather than to the whole network. */
export const isSiteRole = (role: Role): boolean => role.startsWith('site-')

/**
 * The actor of a request; nothing for anonymous requests, for a suspended account and for an
 * account whose role needs a member and has none (deny by default).
 */
export function actorOf(user: object | null | undefined): Actor | undefined {
  if (!user || !('collection' in user) || user.collection !== 'users') return undefined
  const { id, role, member, suspended } = user as unknown as {
    id: string
    role?: Role
    member?: unknown
    suspended?: boolean
  }
  if (!role || !ROLES.includes(role) || suspended) return undefined
  const memberId = idOf(member)
  if (isSiteRole(role) && !memberId) return undefined
  return { id: String(id), role, member: memberId }
}

/** Whether a user works for the network as a whole. */
export function isNetwork(user: object | null | undefined): boolean {
  const actor = actorOf(user)
  return Boolean(actor && !isSiteRole(actor.role))
}

/** The id of a relationship value, populated or not. */
export function idOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (value && typeof value === 'object' && 'id' in value) return String(value.id)
  return undefined
}
