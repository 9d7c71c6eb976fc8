import type { Plugin } from 'payload'
import { withCollections, withRelated } from '../../fields/addToCollection.ts'
import { frEn } from '../../text/frEn.ts'
import { type PressLinks, pressReleases } from './PressReleases.ts'

export { type ImportedRelease, importRelease } from './importRelease.ts'

/**
 * The press: releases, shown on the page of each member as well.
 * @param links the collections that a release points at; leave out what is switched off
 */
export const press =
  (links: PressLinks): Plugin =>
  (config) =>
    withRelated(withCollections(config, pressReleases(links)), {
      collection: 'members',
      fields: [
        {
          name: 'pressReleases',
          type: 'join',
          collection: 'press-releases',
          on: 'owner',
          defaultSort: '-updatedAt',
          label: frEn('Communiqués', 'Press releases'),
          admin: { defaultColumns: ['title', '_status', 'releaseType', 'updatedAt'] },
        },
      ],
    })
