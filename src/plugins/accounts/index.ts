import type { Plugin } from 'payload'
import { othersLookAbsent } from '../../access/absentId.ts'
import { loadGrantsOnSignIn } from '../../access/loadGrants.ts'
import { withTables } from '../../database/database.ts'
import { withCollections } from '../../fields/addToCollection.ts'
import { ApiClients } from './ApiClients.ts'
import { keepShippedRoles } from './keepShippedRoles.ts'
import { Roles } from './Roles.ts'
import { apiKeys } from './tables.ts'
import { Users } from './Users.ts'

/** Accounts: who the people and the programs are, and which roles they hold at which member. */
export const accounts = (): Plugin => (config) => ({
  ...withCollections(config, Users, Roles, ApiClients),
  db: withTables(config.db, { api_keys: apiKeys }),
  hooks: { ...config.hooks, afterError: [...(config.hooks?.afterError ?? []), othersLookAbsent] },
  onInit: async (payload) => {
    await config.onInit?.(payload)
    loadGrantsOnSignIn(payload)
    await keepShippedRoles(payload)
  },
})
