import type { Plugin } from 'payload'
import { withCollections, withRelated } from '../../fields/addToCollection.ts'
import { frEn } from '../../text/frEn.ts'
import { Contacts } from './Contacts.ts'

/** Contacts: press contacts, staff, partners and journalists, with their rights. */
export const contacts = (): Plugin => (config) =>
  withRelated(withCollections(config, Contacts), {
    collection: 'members',
    fields: [
      {
        name: 'contacts',
        type: 'join',
        collection: 'contacts',
        on: 'owner',
        defaultSort: 'displayName',
        label: frEn('Contacts', 'Contacts'),
        admin: { defaultColumns: ['displayName', 'kind', 'role', 'email'] },
      },
    ],
  })
