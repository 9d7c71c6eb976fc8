import type { Plugin } from 'payload'
import { withCollections, withRelated } from '../../fields/addToCollection.ts'
import { frEn } from '../../text/frEn.ts'
import { CharterSignatures } from './CharterSignatures.ts'
import { Charters } from './Charters.ts'

/** Charters and who signed them; a member's page tells which ones, and when. */
export const charters = (): Plugin => (config) =>
  withRelated(withCollections(config, Charters, CharterSignatures), {
    collection: 'members',
    fields: [
      {
        name: 'charterSignatures',
        type: 'join',
        collection: 'charter-signatures',
        on: 'member',
        defaultSort: '-signedAt',
        label: frEn('Chartes signées', 'Charters signed'),
        admin: { defaultColumns: ['charter', 'signedAt', 'until'] },
      },
    ],
  })
