import type { Plugin } from 'payload'
import { withCollections, withRelated } from '../../fields/addToCollection.ts'
import { withWidgets } from '../../fields/withWidgets.ts'
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
    withRelated(withCollections(withWidgets(config, ...WIDGETS), pressReleases(links)), {
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

const WIDGETS = [
  { slug: 'drafts', component: 'Drafts', label: frEn('Brouillons', 'Drafts') },
  { slug: 'waiting-for-me', component: 'WaitingForMe', label: frEn('Ce qui m’attend', 'Waiting for me') },
  { slug: 'recently-published', component: 'RecentlyPublished', label: frEn('Parus récemment', 'Recently published') },
].map(({ slug, component, label }) => ({
  slug,
  label,
  Component: `/src/plugins/press/admin/ReleaseWidgets.tsx#${component}`,
  minWidth: 'small' as const,
}))
