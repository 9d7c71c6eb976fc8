import { sql } from '@payloadcms/db-postgres'
import {
  AuthenticationError,
  type CollectionAfterChangeHook,
  type CollectionBeforeChangeHook,
  type CollectionBeforeLoginHook,
  type CollectionConfig,
  type FieldAccess,
} from 'payload'
import { actorOf } from '../../access/actor.ts'
import { holds, reachOfAbility } from '../../access/decide.ts'
import { SHIPPED_ROLES } from '../../access/shippedRoles.ts'
import { aside } from '../../database/aside.ts'
import { sqlOf } from '../../database/sqlOf.ts'
import { frEn } from '../../text/frEn.ts'
import { accountsWithinReach } from './accountsWithinReach.ts'
import { assignmentsField } from './assignmentsField.ts'
import { forgetTries, guardLogin } from './guardLogin.ts'
import { inviteEndpoints } from './invite.ts'
import { keepAssignments } from './keepAssignments.ts'
import { keepPassword } from './keepPassword.ts'
import { LONGEST_NAME } from './longestName.ts'
import { managedSitesEndpoint } from './pickerEndpoints.ts'
import { recoverPasswordEndpoint } from './recoverPassword.ts'
import { secondFactorEndpoints } from './secondFactor/endpoints.ts'
import { hideFromHalfSignedIn } from './secondFactor/hideFromHalfSignedIn.ts'
import { seeAsEndpoints } from './seeAsEndpoints.ts'
import { sessionEndpoints } from './sessionEndpoints.ts'
import { rememberOrigin } from './sessionOrigins.ts'
import { tellOfChange, tellOfReset } from './tellOfCredentials.ts'

const keep = keepAssignments({ ability: 'manageUsers', table: 'users_assignments' })

const manages: FieldAccess = ({ req }) => holds(actorOf(req.user), 'manageUsers')

const withinReach = accountsWithinReach('users', 'manageUsers')

/** Who is suspended does not sign in; the answer is that to a wrong password. */
const refuseSuspended: CollectionBeforeLoginHook = ({ req, user }) => {
  if (user.suspended) throw new AuthenticationError(req.t)
  return user
}

const endSessionsOfSuspended: CollectionAfterChangeHook = async ({ doc, previousDoc, req }) => {
  if (doc.suspended && !previousDoc?.suspended) {
    await (await sqlOf(req)).execute(sql`delete from users_sessions where _parent_id = ${doc.id}`)
  }
  return doc
}

/** The very first account of an empty installation is made by whoever installs it: it must be able to make the others. */
const firstIsAdministrator: CollectionBeforeChangeHook = async ({ data, operation, req }) => {
  if (operation !== 'create' || req.user || req.payloadAPI !== 'REST') return data
  const { totalDocs } = await req.payload.count({ collection: 'users', overrideAccess: true, req: aside(req) })
  return totalDocs === 0 ? { ...data, assignments: [{ role: SHIPPED_ROLES['network-admin'].id }] } : data
}

/** The people of the back office. Deny by default: without a role nothing is allowed. */
export const Users: CollectionConfig = {
  slug: 'users',
  disableDuplicate: true,
  labels: { singular: frEn('Compte', 'Account'), plural: frEn('Comptes', 'Accounts') },
  admin: {
    useAsTitle: 'name',
    defaultColumns: ['name', 'email', 'assignments', 'suspended'],
    listSearchableFields: ['name', 'email'],
    group: frEn('Réglages', 'Settings'),
    components: { beforeListTable: ['/src/plugins/accounts/admin/Invite.tsx#Invite'] },
    hidden: ({ user }) => !holds(actorOf(user), 'manageUsers'),
  },
  custom: { area: 'people' },
  auth: {
    tokenExpiration: 8 * 60 * 60,
    // Not Payload's lock, by which anybody keeps anybody out: guardLogin.ts.
    maxLoginAttempts: 0,
    // Mails are bounded where they are sent (recoverPassword.ts). Otherwise Payload's form remembers an address for as long,
    // also a mistyped one, and offers no field in its place.
    // Not 0, which would take the column away.
    forgotPassword: { minRequestInterval: 1 },
  },
  access: {
    // With a password that the maker knows: for the network. A site's people are invited (invite.ts).
    create: ({ req }) => reachOfAbility(actorOf(req.user), 'manageUsers').everywhere,
    delete: (args) => holds(actorOf(args.req.user), 'manageUsers') && withinReach(args),
    read: withinReach,
    update: (args) => !args.req.user?.suspended && withinReach(args),
    unlock: () => false,
  },
  endpoints: [
    ...inviteEndpoints,
    ...sessionEndpoints,
    ...secondFactorEndpoints,
    ...seeAsEndpoints,
    managedSitesEndpoint,
    recoverPasswordEndpoint,
  ],
  hooks: {
    beforeOperation: [guardLogin, keepPassword],
    beforeLogin: [refuseSuspended],
    afterChange: [endSessionsOfSuspended, tellOfChange],
    afterLogin: [forgetTries, rememberOrigin],
    afterOperation: [tellOfReset, hideFromHalfSignedIn],
    beforeChange: [keep.beforeChange, firstIsAdministrator],
    beforeDelete: [keep.beforeDelete],
  },
  fields: [
    { name: 'name', type: 'text', required: true, maxLength: LONGEST_NAME, label: frEn('Nom affiché', 'Display name') },
    {
      name: 'addressHere',
      type: 'ui',
      label: frEn('Adresse', 'Address'),
      admin: {
        disableListColumn: true,
        condition: (data, _sibling, { user }) =>
          Boolean(data?.id) && !reachOfAbility(actorOf(user), 'manageUsers').everywhere,
        components: { Field: '/src/plugins/accounts/admin/SignInAddress.tsx#SignInAddress' },
      },
    },
    {
      name: 'currentPassword',
      type: 'text',
      // Kept nowhere. Readable, or the form would not show it.
      virtual: true,
      label: frEn('Mot de passe actuel', 'Current password'),
      admin: {
        readOnly: false,
        disableListColumn: true,
        disableListFilter: true,
        condition: (data, _sibling, { user }) => Boolean(data?.id) && data.id === user?.id,
        components: { Field: '/src/plugins/accounts/admin/CurrentPassword.tsx#CurrentPassword' },
      },
    },
    {
      name: 'sessionsHere',
      type: 'ui',
      label: frEn('Connexions', 'Sessions'),
      admin: {
        disableListColumn: true,
        condition: (data, _sibling, { user }) => Boolean(data?.id) && data.id === user?.id,
        components: { Field: '/src/plugins/accounts/admin/Sessions.tsx#Sessions' },
      },
    },
    {
      name: 'secondFactorHere',
      type: 'ui',
      label: frEn('Double authentification', 'Second factor'),
      admin: {
        disableListColumn: true,
        condition: (data, _sibling, { user }) =>
          Boolean(data?.id) && (data.id === user?.id || reachOfAbility(actorOf(user), 'manageUsers').everywhere),
        components: { Field: '/src/plugins/accounts/secondFactor/admin/SecondFactor.tsx#SecondFactor' },
      },
    },
    {
      name: 'rightsHere',
      type: 'ui',
      label: frEn('Ce que cette personne peut faire', 'What this person may do'),
      admin: {
        disableListColumn: true,
        condition: (data, _sibling, { user }) => Boolean(data?.id) && holds(actorOf(user), 'manageUsers'),
        components: { Field: '/src/plugins/accounts/admin/RightsOf.tsx#RightsOf' },
      },
    },
    { ...assignmentsField('manageUsers'), hooks: { afterRead: [keep.afterRead] } },
    {
      name: 'suspended',
      type: 'checkbox',
      defaultValue: false,
      access: { create: manages, update: manages },
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
