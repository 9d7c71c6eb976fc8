import type { Plugin } from 'payload'
import { withCollections, withRelated } from '../../fields/addToCollection.ts'
import { frEn } from '../../text/frEn.ts'
import { Editions } from './Editions.ts'
import { Programmes } from './Programmes.ts'
import { Residencies } from './Residencies.ts'

/** Programmes, their editions and the residencies they make possible. */
export const programmes = (): Plugin => (config) =>
  withRelated(withCollections(config, Programmes, Editions, Residencies), {
    collection: 'members',
    fields: [
      {
        name: 'residencies',
        type: 'join',
        collection: 'residencies',
        on: 'host',
        defaultSort: '-startsOn',
        label: frEn('Résidences', 'Residencies'),
        admin: { defaultColumns: ['person', 'edition', 'discipline', 'startsOn'] },
      },
    ],
  })
