import { frEn, type Words } from '../text/frEn.ts'
import { ABILITIES, type Ability, ACTIONS, type Action, type Area, type Permission } from './permissions.ts'

type Shipped = {
  /** The same in every installation, so that data and migrations may name it. */
  id: string
  label: Words
  description: Words
  scope: 'network' | 'member'
  /** By how a collection belongs, so that a new collection has its place at once. */
  actions: Partial<Record<Exclude<Area, 'people'>, Action[]>>
  abilities: Ability[]
}

const EVERYTHING = [...ACTIONS]
const READ: Action[] = ['read']

/** The roles that ship. Nobody changes them; one's own begin as a copy. Everything else is refused (deny by default). */
export const SHIPPED_ROLES = {
  'network-admin': {
    id: '00000000-0000-4000-8000-000000000001',
    label: frEn('Administration du réseau', 'Network administration'),
    description: frEn('Tout, partout.', 'Everything, everywhere.'),
    scope: 'network',
    actions: { content: EVERYTHING, profile: EVERYTHING, network: EVERYTHING, operations: EVERYTHING },
    abilities: [...ABILITIES],
  },
  'network-communication': {
    id: '00000000-0000-4000-8000-000000000002',
    label: frEn('Communication du réseau', 'Network communication'),
    description: frEn(
      'Écrit et publie tous les contenus, met à jour les profils.',
      'Writes and publishes all content, updates the profiles.',
    ),
    scope: 'network',
    actions: { content: EVERYTHING, profile: ['read', 'update', 'publish'], network: EVERYTHING, operations: READ },
    abilities: ['readNetwork', 'manageRebuilds'],
  },
  'site-manager': {
    id: '00000000-0000-4000-8000-000000000003',
    label: frEn('Responsable de site', 'Site manager'),
    description: frEn(
      'Tout ce qui est au site : contenus, profil, personnes et rôles.',
      'All that belongs to the site: content, profile, people and roles.',
    ),
    scope: 'member',
    actions: { content: EVERYTHING, profile: ['read', 'update', 'publish'], network: READ },
    abilities: ['readNetwork', 'manageUsers', 'manageRoles', 'manageClients', 'manageRebuilds', 'readAudit'],
  },
  'site-editor': {
    id: '00000000-0000-4000-8000-000000000004',
    label: frEn('Rédaction de site', 'Site editor'),
    description: frEn('Écrit et modifie, ne publie pas.', 'Writes and edits, does not publish.'),
    scope: 'member',
    actions: { content: ['read', 'create', 'update'], profile: ['read', 'update'], network: READ },
    abilities: ['readNetwork'],
  },
  'site-publisher': {
    id: '00000000-0000-4000-8000-000000000005',
    label: frEn('Publication de site', 'Site publisher'),
    description: frEn('Écrit, modifie et publie.', 'Writes, edits and publishes.'),
    scope: 'member',
    actions: {
      content: ['read', 'create', 'update', 'publish'],
      profile: ['read', 'update', 'publish'],
      network: READ,
    },
    abilities: ['readNetwork', 'manageRebuilds'],
  },
  reader: {
    id: '00000000-0000-4000-8000-000000000006',
    label: frEn('Lecture', 'Reader'),
    description: frEn('Lit tout, n’écrit rien.', 'Reads everything, writes nothing.'),
    scope: 'network',
    actions: { content: READ, profile: READ, network: READ },
    abilities: ['readNetwork'],
  },
  'api-client': {
    id: '00000000-0000-4000-8000-000000000007',
    label: frEn('Client API', 'API client'),
    description: frEn(
      'Pour un programme : lit et dépose des brouillons, ne publie pas.',
      'For a program: reads, and leaves drafts; does not publish.',
    ),
    scope: 'member',
    actions: { content: ['read', 'create', 'update'], profile: READ, network: READ },
    abilities: ['readNetwork'],
  },
} satisfies Record<string, Shipped>

export type ShippedRole = keyof typeof SHIPPED_ROLES

/** The keys of the shipped roles that people have, in the order in which they are told. */
export const SHIPPED_KEYS = Object.keys(SHIPPED_ROLES) as ShippedRole[]

/** What a shipped role allows in these collections. */
export function permissionsOf(
  key: ShippedRole,
  collections: Array<{ slug: string; area: Area | undefined }>,
): Permission[] {
  const { actions }: Shipped = SHIPPED_ROLES[key]
  return collections.flatMap(({ slug, area }) => {
    const allowed = area && area !== 'people' ? actions[area] : undefined
    return allowed ? [{ collection: slug, actions: allowed }] : []
  })
}

/** The name of a role in words: those that ship have theirs in both languages. */
export function roleInWords({ id, name }: { id?: string | undefined; name: string }): Words {
  return Object.values(SHIPPED_ROLES).find((one) => one.id === id)?.label ?? frEn(name, name)
}
