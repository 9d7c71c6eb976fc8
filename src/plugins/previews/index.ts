import type { CollectionConfig, CollectionSlug, Field, Plugin } from 'payload'
import { frEn } from '../../text/frEn.ts'
import { makePreviewEndpoint, readPreviewEndpoint } from './previewEndpoints.ts'
import { validPreviewPath } from './previewPages.ts'

/**
 * Previews: a link, good for a time, by which anybody sees the draft of one document in the form in which it
 * would be public. Compose it after `publication` and after the plugin that adds the public sites.
 * @param secret the application's secret, from which that of the links is derived
 * @param sites the slug of the public sites, which may have a page that shows drafts
 */
export const previews =
  ({ secret, sites }: { secret: string; sites: string }): Plugin =>
  (config) => ({
    ...config,
    endpoints: [...(config.endpoints ?? []), readPreviewEndpoint({ secret })],
    collections: config.collections?.map((collection) => {
      if (collection.slug === sites) return { ...collection, fields: [...collection.fields, previewPath] }
      return collection.custom?.publication && hasDrafts(collection)
        ? withPreview(collection, { secret, sites: sites as CollectionSlug })
        : collection
    }),
  })

const hasDrafts = ({ versions }: CollectionConfig): boolean => typeof versions === 'object' && Boolean(versions.drafts)

const previewPath: Field = {
  name: 'previewPath',
  type: 'text',
  maxLength: 200,
  validate: validPreviewPath,
  label: frEn('Chemin de la page d’aperçu', 'Path of the preview page'),
  admin: {
    placeholder: '/apercu/#{collection}/{id}/{token}',
    description: frEn(
      'Facultatif : la page du site qui montre un brouillon, d’après le lien qu’on lui donne.',
      'Optional: the page of the site that shows a draft, by the link that it is given.',
    ),
  },
}

function withPreview(
  collection: CollectionConfig,
  options: { secret: string; sites: CollectionSlug },
): CollectionConfig {
  const box: Field = {
    name: 'previewLink',
    type: 'ui',
    label: frEn('Aperçu', 'Preview'),
    admin: {
      position: 'sidebar',
      disableListColumn: true,
      condition: (data) => Boolean(data?.id),
      components: { Field: '/src/plugins/previews/admin/Preview.tsx#Preview' },
    },
  }
  const [first, ...others] = collection.fields
  return {
    ...collection,
    // Below what tells whether it is online.
    fields: first ? [first, box, ...others] : [box],
    endpoints: [...(collection.endpoints || []), makePreviewEndpoint(collection.slug as CollectionSlug, options)],
  }
}
