import type { CollectionConfig, Field, Plugin } from 'payload'
import { othersLookAbsent } from '../../access/absentId.ts'
import { actorOf } from '../../access/actor.ts'
import { holds } from '../../access/decide.ts'
import { keepMessage } from '../../access/keepMessage.ts'
import { counted } from '../../access/limitClients.ts'
import { guardSignIn } from '../../access/signIn.ts'
import { withTables } from '../../database/database.ts'
import { withCollections } from '../../fields/addToCollection.ts'
import { frEn } from '../../text/frEn.ts'
import { ApiClients } from './ApiClients.ts'
import { addSessionsAlone } from './addSessions.ts'
import { rightsEndpoint } from './explain.ts'
import { keepShippedRoles } from './keepShippedRoles.ts'
import { withAccountsOnPages } from './onPages.ts'
import { Roles } from './Roles.ts'
import { isGoverned } from './rightsFields.ts'
import { confirmedSessions, recoveryCodes, secondFactors } from './secondFactor/tables.ts'
import { apiKeys, sessionOrigins } from './tables.ts'
import { Users } from './Users.ts'

/** On the page of each document that roles govern: who can do what with it, for who manages accounts. */
const whoCan: Field = {
  name: 'whoCan',
  type: 'ui',
  label: frEn('Qui peut quoi ici', 'Who can do what here'),
  admin: {
    position: 'sidebar',
    disableListColumn: true,
    condition: (data, _sibling, { user }) => Boolean(data?.id) && holds(actorOf(user), 'manageUsers'),
    components: { Field: '/src/plugins/accounts/admin/WhoCan.tsx#WhoCan' },
  },
}

/** Shows on documents who can do what with them; compose it after every plugin that adds a collection. */
export const explainedRights = (): Plugin => (config) => ({
  ...config,
  collections: config.collections?.map((collection) =>
    isGoverned(collection.custom?.area) ? { ...collection, fields: [...collection.fields, whoCan] } : collection,
  ),
})

/** A session's cookie leaves by https alone where people come by https; no other site sends it along (PAYLOAD.md A5). */
const withCookies = (users: CollectionConfig, publicUrl = ''): CollectionConfig => ({
  ...users,
  auth: {
    ...(users.auth as object),
    cookies: { secure: publicUrl.startsWith('https:'), sameSite: 'Lax' },
  },
})

/** Accounts: who the people and the programs are, and which roles they hold at which member. */
export const accounts = (): Plugin => (config) => ({
  ...withCollections(config, withCookies(Users, config.serverURL), Roles, ApiClients),
  db: withTables(config.db, {
    api_keys: apiKeys,
    session_origins: sessionOrigins,
    second_factors: secondFactors,
    recovery_codes: recoveryCodes,
    confirmed_sessions: confirmedSessions,
  }),
  admin: withAccountsOnPages(config.admin),
  endpoints: [...(config.endpoints ?? []), counted(rightsEndpoint)],
  hooks: { ...config.hooks, afterError: [...(config.hooks?.afterError ?? []), keepMessage, othersLookAbsent] },
  onInit: async (payload) => {
    await config.onInit?.(payload)
    guardSignIn(payload)
    addSessionsAlone(payload)
    await keepShippedRoles(payload)
  },
})
