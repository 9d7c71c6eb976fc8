import type { Plugin } from 'payload'
import { withCollections } from '../../fields/addToCollection.ts'
import { Users } from './Users.ts'

/** Accounts: who the people are, and which role they have at which member. */
export const accounts = (): Plugin => (config) => withCollections(config, Users)
