import type { Access, CollectionConfig, FieldAccess, FieldHook, Where } from 'payload'
import { actorOf, sitesOf } from '../../access/actor.ts'
import { holds, reachOfAbility } from '../../access/decide.ts'
import { SHIPPED_ROLES } from '../../access/shippedRoles.ts'
import { frEn, inLanguageOf } from '../../text/frEn.ts'
import { ceilingEndpoint } from './ceilingEndpoint.ts'
import { keepHeldRole, keepRole } from './keepRole.ts'
import { givableRolesEndpoint } from './pickerEndpoints.ts'
import { abilitiesField, permissionsField } from './rightsFields.ts'

const nobody: FieldAccess = () => false

/** What somebody sees: the roles that can be used everywhere, and those of their own sites. */
const readable: Access = ({ req }) => {
  const actor = actorOf(req.user)
  if (!actor) return false
  if (reachOfAbility(actor, 'manageRoles').everywhere || reachOfAbility(actor, 'manageUsers').everywhere) return true
  return { or: [{ member: { exists: false } }, { member: { in: sitesOf(actor) } }] }
}

/** What somebody changes: a site's people their own alone (keepRole.ts). */
const changeable: Access = ({ req }) => {
  const { everywhere, members } = reachOfAbility(actorOf(req.user), 'manageRoles')
  if (!everywhere && members.length === 0) return false
  const own: Where = { and: [{ key: { exists: false } }, { member: { in: members } }] }
  return everywhere || own
}

const deletable: Access = async (args) => {
  const within = await changeable(args)
  return within === true ? { key: { exists: false } } : within
}

/** The words of a shipped role, in the language of who reads. */
const inWords =
  (what: 'label' | 'description'): FieldHook =>
  ({ value, siblingData, req }) => {
    const shipped = SHIPPED_ROLES[siblingData?.key as keyof typeof SHIPPED_ROLES]
    return shipped ? inLanguageOf(req, shipped[what]) : value
  }

/**
 * Roles: what somebody who holds one may do, at a site or in the whole network. Those that ship stay
 * as they are; the network makes more, and each site its own, within what their makers hold.
 */
export const Roles: CollectionConfig = {
  slug: 'roles',
  labels: { singular: frEn('Rôle', 'Role'), plural: frEn('Rôles', 'Roles') },
  admin: {
    useAsTitle: 'name',
    defaultColumns: ['name', 'scope', 'member', 'description'],
    listSearchableFields: ['name', 'description'],
    group: frEn('Réglages', 'Settings'),
    description: frEn(
      'Ce que chacun peut faire. Une copie d’un rôle livré est un bon début.',
      'What people may do. A copy of a role that ships is a good start.',
    ),
    hidden: ({ user }) => !holds(actorOf(user), 'manageRoles'),
  },
  custom: { area: 'people' },
  access: {
    create: ({ req }) => holds(actorOf(req.user), 'manageRoles'),
    read: readable,
    update: changeable,
    delete: deletable,
  },
  endpoints: [ceilingEndpoint, givableRolesEndpoint],
  hooks: { beforeChange: [keepRole], beforeDelete: [keepHeldRole] },
  fields: [
    {
      name: 'name',
      type: 'text',
      required: true,
      maxLength: 80,
      label: frEn('Nom', 'Name'),
      hooks: {
        afterRead: [inWords('label')],
        // Two roles of one name would stand in every list from which one is chosen.
        beforeDuplicate: [
          ({ value, req }) => `${String(value).slice(0, 70)} ${inLanguageOf(req, frEn('(copie)', '(copy)'))}`,
        ],
      },
    },
    {
      name: 'description',
      type: 'textarea',
      maxLength: 300,
      label: frEn('Description', 'Description'),
      hooks: { afterRead: [inWords('description')] },
    },
    permissionsField,
    abilitiesField,
    {
      name: 'requiresSecondFactor',
      type: 'checkbox',
      defaultValue: false,
      label: frEn('Demande la double authentification', 'Requires a second factor'),
      admin: {
        position: 'sidebar',
        description: frEn(
          'Qui a ce rôle n’entre qu’avec un code de son téléphone. Les programmes n’en ont pas.',
          'Who holds this role enters only with a code of their telephone. Programs have none.',
        ),
      },
    },
    {
      name: 'holdersHere',
      type: 'ui',
      label: frEn('Qui a ce rôle', 'Who holds this role'),
      admin: {
        position: 'sidebar',
        disableListColumn: true,
        condition: (data, _sibling, { user }) => Boolean(data?.id) && holds(actorOf(user), 'manageUsers'),
        components: { Field: '/src/plugins/accounts/admin/RightsOf.tsx#HoldersOf' },
      },
    },
    {
      name: 'scope',
      type: 'select',
      required: true,
      defaultValue: 'member',
      options: [
        { value: 'member', label: frEn('À un site', 'At a site') },
        { value: 'network', label: frEn('Dans tout le réseau', 'In the whole network') },
      ],
      label: frEn('Où il compte', 'Where it counts'),
      admin: {
        position: 'sidebar',
        condition: (_data, _sibling, { user }) => reachOfAbility(actorOf(user), 'manageRoles').everywhere,
      },
    },
    {
      name: 'member',
      type: 'relationship',
      relationTo: 'members',
      index: true,
      maxDepth: 0,
      label: frEn('Réservé au site', 'Only for the site'),
      defaultValue: ({ user }: { user?: object | null }) => {
        const { everywhere, members } = reachOfAbility(actorOf(user), 'manageRoles')
        return everywhere ? undefined : members[0]
      },
      filterOptions: ({ user }) => {
        const { everywhere, members } = reachOfAbility(actorOf(user), 'manageRoles')
        return everywhere ? true : { id: { in: members } }
      },
      admin: {
        position: 'sidebar',
        allowCreate: false,
        allowEdit: false,
        description: frEn(
          'Laissé vide par l’administration du réseau : pour tous les sites.',
          'Left empty by the network administration: for all sites.',
        ),
      },
    },
    {
      name: 'key',
      type: 'text',
      unique: true,
      access: { create: nobody, update: nobody },
      admin: { hidden: true, disableListColumn: true, disableListFilter: true },
    },
  ],
}
