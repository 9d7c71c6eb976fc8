import type { CollectionBeforeOperationHook, CollectionConfig } from 'payload'
import { keepDeniedOnRestore } from '../access/keepDeniedOnRestore.ts'
import { refuseSubqueries } from '../access/refuseSubqueries.ts'
import { refuseUnreadableRelations } from '../access/refuseUnreadableRelations.ts'
import { withDayFormat } from './dayFormat.ts'
import { refuseMalformed } from './wellFormed.ts'

/**
 * A collection with the guards of access and of input that every one of ours needs on Payload 3.90.2,
 * each in a file of its own that says when it can go. Those of writing are in plugins/truth-of-writes.
 */
export const guarded = (collection: CollectionConfig): CollectionConfig => ({
  ...collection,
  fields: withDayFormat(collection.fields),
  hooks: {
    ...collection.hooks,
    beforeOperation: [
      refuseMalformed,
      refuseSubqueries,
      ignoreStatusPerLanguage,
      ...(collection.hooks?.beforeOperation ?? []),
    ],
    beforeValidate: [keepDeniedOnRestore, ...(collection.hooks?.beforeValidate ?? []), refuseUnreadableRelations],
  },
})

/** A document has one status and a list of ready languages; Payload's status per language skips validation and rewrites history. */
const ignoreStatusPerLanguage: CollectionBeforeOperationHook = ({ args }) => {
  const {
    publishAllLocales: _all,
    publishSpecificLocale: _one,
    unpublishAllLocales: _none,
    ...rest
  } = args as Record<string, unknown>
  return rest as typeof args
}
