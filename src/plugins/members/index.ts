import type { Plugin } from 'payload'
import { withCollections } from '../../fields/addToCollection.ts'
import { Members } from './Members.ts'

/** Members: the sites of the network and their public profile. */
export const members = (): Plugin => (config) => withCollections(config, Members)
