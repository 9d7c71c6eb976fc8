import type {
  CollectionAfterChangeHook,
  CollectionAfterDeleteHook,
  CollectionConfig,
  CollectionSlug,
  Plugin,
} from 'payload'
import { withTables } from '../../database/database.ts'
import { recordPublication } from './recordPublication.ts'
import { publications, publishedDocuments, publishedReferences } from './tables.ts'

export { type Projection, type Reference, references } from './projection.ts'
export { CHANNEL, recordPublication } from './recordPublication.ts'

/**
 * The publication ledger: every collection that declares a projection (`custom.publication`) has its
 * public content recorded in the transaction that changes it. Compose it after the content plugins.
 */
export const publication = (): Plugin => (config) => ({
  ...config,
  db: withTables(config.db, {
    publications,
    published_documents: publishedDocuments,
    published_references: publishedReferences,
  }),
  collections: config.collections?.map((collection) =>
    collection.custom?.publication ? recorded(collection) : collection,
  ),
})

function recorded(collection: CollectionConfig): CollectionConfig {
  const slug = collection.slug as CollectionSlug
  const afterChange: CollectionAfterChangeHook = async ({ doc, req }) => {
    await recordPublication({ collection: slug, id: String(doc.id), req })
    return doc
  }
  const afterDelete: CollectionAfterDeleteHook = async ({ id, doc, req }) => {
    await recordPublication({ collection: slug, id: String(id), isDeleted: true, req })
    return doc
  }
  return {
    ...collection,
    hooks: {
      ...collection.hooks,
      afterChange: [...(collection.hooks?.afterChange ?? []), afterChange],
      afterDelete: [...(collection.hooks?.afterDelete ?? []), afterDelete],
    },
  }
}
