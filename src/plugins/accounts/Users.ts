import { APIError, type CollectionBeforeChangeHook, type CollectionConfig, type FieldAccess } from 'payload'
import { actorOf, idOf, isSiteRole, ROLES, type Role } from '../../access/actor.ts'
import { within } from '../../access/within.ts'
import { aside } from '../../database/aside.ts'
import { frEn, inLanguageOf, type Words } from '../../text/frEn.ts'

const ROLE_LABELS = {
  'network-admin': frEn('Administration du réseau', 'Network administration'),
  'network-communication': frEn('Communication du réseau', 'Network communication'),
  'site-manager': frEn('Responsable de site', 'Site manager'),
  'site-editor': frEn('Rédaction de site', 'Site editor'),
  'site-publisher': frEn('Publication de site', 'Site publisher'),
  reader: frEn('Lecture', 'Reader'),
} satisfies Record<Role, Words>

const isAdministrator: FieldAccess = ({ req }) => actorOf(req.user)?.role === 'network-admin'

/** The people of the back office. Deny by default: without a role (and a member, where the role needs one) nothing is allowed. */
export const Users: CollectionConfig = {
  slug: 'users',
  labels: { singular: frEn('Compte', 'Account'), plural: frEn('Comptes', 'Accounts') },
  admin: {
    useAsTitle: 'name',
    defaultColumns: ['name', 'email', 'role', 'member', 'suspended'],
    listSearchableFields: ['name', 'email'],
    group: frEn('Réglages', 'Settings'),
    hidden: ({ user }) => user?.role !== 'network-admin',
  },
  auth: {
    tokenExpiration: 8 * 60 * 60,
    maxLoginAttempts: 10,
    lockTime: 10 * 60 * 1000,
  },
  access: {
    admin: ({ req }) => Boolean(actorOf(req.user)),
    create: within('people', 'create'),
    delete: within('people', 'delete'),
    read: ({ req }) => isAdministratorOf(req) || (req.user ? { id: { equals: req.user.id } } : false),
    update: ({ req }) => isAdministratorOf(req) || (req.user ? { id: { equals: req.user.id } } : false),
    unlock: ({ req }) => isAdministratorOf(req),
  },
  hooks: { beforeChange: [firstIsAdministrator(), requireMember()] },
  fields: [
    { name: 'name', type: 'text', required: true, maxLength: 120, label: frEn('Nom affiché', 'Display name') },
    {
      name: 'role',
      type: 'select',
      required: true,
      defaultValue: 'reader',
      saveToJWT: true,
      access: { create: isAdministrator, update: isAdministrator },
      label: frEn('Rôle', 'Role'),
      options: ROLES.map((value) => ({ value, label: ROLE_LABELS[value] })),
    },
    {
      name: 'member',
      type: 'relationship',
      relationTo: 'members',
      saveToJWT: true,
      maxDepth: 0,
      access: { create: isAdministrator, update: isAdministrator },
      label: frEn('Site', 'Site'),
      admin: {
        condition: (data) => isSiteRole(data?.role ?? 'reader'),
        description: frEn('Le site où la personne travaille.', 'The site where the person works.'),
      },
    },
    {
      name: 'suspended',
      type: 'checkbox',
      defaultValue: false,
      saveToJWT: true,
      access: { create: isAdministrator, update: isAdministrator },
      label: frEn('Suspendu', 'Suspended'),
      admin: {
        position: 'sidebar',
        description: frEn(
          'La personne ne peut plus rien lire ni écrire.',
          'The person can no longer read or write anything.',
        ),
      },
    },
  ],
}

function isAdministratorOf(req: Parameters<FieldAccess>[0]['req']): boolean {
  return actorOf(req.user)?.role === 'network-admin'
}

/** The very first account of an empty installation is made by whoever installs it: it must be able to make the others. */
function firstIsAdministrator(): CollectionBeforeChangeHook {
  return async ({ data, operation, req }) => {
    if (operation !== 'create' || req.user || req.payloadAPI !== 'REST') return data
    const { totalDocs } = await req.payload.count({ collection: 'users', overrideAccess: true, req: aside(req) })
    return totalDocs === 0 ? { ...data, role: 'network-admin' } : data
  }
}

function requireMember(): CollectionBeforeChangeHook {
  return ({ data, originalDoc, req }) => {
    const role = data.role ?? originalDoc?.role
    const member = idOf('member' in data ? data.member : originalDoc?.member)
    if (role && isSiteRole(role) && !member) {
      throw new APIError(
        inLanguageOf(req, frEn('Choisissez le site de cette personne.', 'Choose this person’s site.')),
        400,
        null,
        true,
      )
    }
    return data
  }
}
