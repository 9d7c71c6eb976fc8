import type { Access, CollectionConfig } from 'payload'
import { actorOf } from '../../access/actor.ts'
import { holds } from '../../access/decide.ts'
import { frEn } from '../../text/frEn.ts'
import { accountsWithinReach } from './accountsWithinReach.ts'
import { signInWithKey } from './apiKeys.ts'
import { assignmentsField } from './assignmentsField.ts'
import { keepAssignments } from './keepAssignments.ts'
import { keyEndpoints } from './keyEndpoints.ts'

const keep = keepAssignments({ ability: 'manageClients', table: 'api_clients_assignments' })

const withinReach = accountsWithinReach('api-clients', 'manageClients')

const managed: Access = (args) => holds(actorOf(args.req.user), 'manageClients') && withinReach(args)

/**
 * Programs that read and write by the REST interface: with roles like people, and keys of their own
 * (apiKeys.ts). They sign in nowhere else.
 */
export const ApiClients: CollectionConfig = {
  slug: 'api-clients',
  labels: { singular: frEn('Client d’API', 'API client'), plural: frEn('Clients d’API', 'API clients') },
  admin: {
    useAsTitle: 'name',
    defaultColumns: ['name', 'assignments', 'suspended', 'updatedAt'],
    group: frEn('Réglages', 'Settings'),
    description: frEn(
      'Les programmes qui lisent et écrivent ici, avec leurs clés.',
      'The programs that read and write here, with their keys.',
    ),
    hidden: ({ user }) => !holds(actorOf(user), 'manageClients'),
  },
  custom: { area: 'people' },
  auth: {
    disableLocalStrategy: true,
    strategies: [{ name: 'api-client-key', authenticate: signInWithKey }],
  },
  disableDuplicate: true,
  access: {
    admin: () => false,
    create: ({ req }) => holds(actorOf(req.user), 'manageClients'),
    read: withinReach,
    update: managed,
    delete: managed,
    unlock: () => false,
  },
  endpoints: keyEndpoints,
  hooks: { beforeChange: [keep.beforeChange], beforeDelete: [keep.beforeDelete] },
  fields: [
    { name: 'name', type: 'text', required: true, maxLength: 120, label: frEn('Nom', 'Name') },
    {
      name: 'description',
      type: 'textarea',
      maxLength: 500,
      label: frEn('À quoi il sert', 'What it is for'),
    },
    { ...assignmentsField('manageClients'), hooks: { afterRead: [keep.afterRead] } },
    {
      name: 'keys',
      type: 'ui',
      label: frEn('Clés', 'Keys'),
      admin: {
        disableListColumn: true,
        condition: (data) => Boolean(data?.id),
        components: { Field: '/src/plugins/accounts/admin/ApiKeys.tsx#ApiKeys' },
      },
    },
    {
      name: 'requestsPerMinute',
      type: 'number',
      min: 1,
      max: 6000,
      required: true,
      defaultValue: 600,
      label: frEn('Requêtes par minute', 'Requests a minute'),
      admin: { position: 'sidebar' },
    },
    {
      name: 'suspended',
      type: 'checkbox',
      defaultValue: false,
      label: frEn('Suspendu', 'Suspended'),
      admin: { position: 'sidebar' },
    },
  ],
}
