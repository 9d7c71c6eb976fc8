import type { CollectionConfig, Config, Field } from 'payload'
import { guarded } from './guarded.ts'

/** Where another capability may show what it knows about a document: the tab with this id. */
export const RELATED_TAB = 'related'

/** A configuration with more collections, each with its guards (guarded.ts). */
export const withCollections = (config: Config, ...collections: CollectionConfig[]): Config => ({
  ...config,
  collections: [...(config.collections ?? []), ...collections.map(guarded)],
})

/**
 * A configuration in which the tab "related" of a collection holds one more field: so a member's
 * page shows its releases without the members knowing of the press.
 * @throws Error when there is no such collection or tab
 */
export function withRelated(config: Config, { collection, fields }: { collection: string; fields: Field[] }): Config {
  let found = false
  const collections = (config.collections ?? []).map((candidate) => {
    if (candidate.slug !== collection) return candidate
    return {
      ...candidate,
      fields: candidate.fields.map((field) => {
        if (field.type !== 'tabs') return field
        return {
          ...field,
          tabs: field.tabs.map((tab) => {
            if (!('id' in tab) || tab.id !== RELATED_TAB) return tab
            found = true
            return { ...tab, fields: [...tab.fields, ...fields] }
          }),
        }
      }),
    }
  })
  if (!found) throw new Error(`The collection ${collection} has no tab "${RELATED_TAB}" to show related documents in.`)
  return { ...config, collections }
}
