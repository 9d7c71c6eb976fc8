import type { Plugin } from 'payload'
import { withCollections } from '../../fields/addToCollection.ts'
import { withWidgets } from '../../fields/withWidgets.ts'
import { frEn } from '../../text/frEn.ts'
import { Members } from './Members.ts'

/** Members: the sites of the network and their public profile. */
export const members = (): Plugin => (config) =>
  withWidgets(
    withCollections(config, Members),
    {
      slug: 'site-profile',
      label: frEn('Profil de mon site', 'My site’s profile'),
      Component: '/src/plugins/members/admin/ProfileWidgets.tsx#SiteProfile',
      minWidth: 'small',
    },
    {
      slug: 'profiles-to-complete',
      label: frEn('Profils à compléter', 'Profiles to complete'),
      Component: '/src/plugins/members/admin/ProfileWidgets.tsx#ProfilesToComplete',
      minWidth: 'small',
    },
  )
