import type { CollectionBeforeOperationHook, CollectionConfig } from 'payload'
import { keepDeniedOnRestore } from '../access/keepDeniedOnRestore.ts'
import { refuseSubqueries } from '../access/refuseSubqueries.ts'
import { refuseUnreadableRelations } from '../access/refuseUnreadableRelations.ts'
import { bulkAllOrNothing } from '../database/bulkAllOrNothing.ts'
import { lockRow } from '../database/lockRow.ts'
import { withDayFormat } from './dayFormat.ts'
import { refuseStaleForm, revisionField } from './revision.ts'
import { refuseMalformed } from './wellFormed.ts'

/**
 * A collection with the guards that every one of ours needs on Payload 3.90.2, each in a file of
 * its own that says when it can go.
 */
export const guarded = (collection: CollectionConfig): CollectionConfig => ({
  ...collection,
  // Payload's edit locks can be taken and removed by anybody signed in, and ask for a second
  // connection inside each write (PAYLOAD.md P7). The revision takes their place.
  lockDocuments: false,
  fields: [...withDayFormat(collection.fields), revisionField],
  hooks: {
    ...collection.hooks,
    beforeOperation: [
      refuseMalformed,
      refuseSubqueries,
      ignoreStatusPerLanguage,
      lockRow,
      ...(collection.hooks?.beforeOperation ?? []),
    ],
    beforeValidate: [keepDeniedOnRestore, ...(collection.hooks?.beforeValidate ?? []), refuseUnreadableRelations],
    beforeChange: [refuseStaleForm, ...(collection.hooks?.beforeChange ?? [])],
    afterOperation: [...(collection.hooks?.afterOperation ?? []), bulkAllOrNothing],
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
