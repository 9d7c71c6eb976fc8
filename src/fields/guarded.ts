import {
  addDataAndFileToRequest,
  type CollectionBeforeOperationHook,
  type CollectionConfig,
  type CollectionSlug,
  docAccessOperation,
  type Endpoint,
  NotFound,
} from 'payload'
import { refuseMalformedId } from '../access/absentId.ts'
import { capQueries } from '../access/capQueries.ts'
import { followingSite, ownFirst } from '../access/chosenSite.ts'
import { findReadable } from '../access/findReadable.ts'
import { guardPublication } from '../access/guardPublication.ts'
import { keepDeniedOnRestore } from '../access/keepDeniedOnRestore.ts'
import { counted, limitClients } from '../access/limitClients.ts'
import { limitFields } from '../access/limitFields.ts'
import { limitFile } from '../access/limitFile.ts'
import type { Subject } from '../access/permissions.ts'
import { privateAnswer } from '../access/privateAnswer.ts'
import { publishedOfOthers } from '../access/publishedOfOthers.ts'
import { refuseConditions } from '../access/refuseConditions.ts'
import { refuseUnreadableRelations } from '../access/refuseUnreadableRelations.ts'
import { refuseWhileSeeing } from '../access/seeAs.ts'
import { accessWithin } from '../access/within.ts'
import { withDayFormat } from './dayFormat.ts'
import { keepOwner } from './ownerField.ts'
import { refuseMalformed } from './wellFormed.ts'

/**
 * A collection with the rights that follow from how it belongs (`custom.area`), and with the guards of
 * access and of input that every one of ours needs on Payload 3.90.2, each in a file of its own that
 * says when it can go. Those of writing are in plugins/truth-of-writes.
 */
export function guarded(collection: CollectionConfig): CollectionConfig {
  const { hooks } = collection
  const area = collection.custom?.area
  const subject: Subject | undefined = area && { collection: collection.slug, area }
  const publication = subject && hasDrafts(collection) ? [guardPublication(subject)] : []
  const owner = subject && (area === 'content' || area === 'operations') ? [keepOwner(subject)] : []
  const fields = withDayFormat(collection.fields)
  return {
    ...collection,
    ...(subject
      ? { access: { ...accessWithin(subject), ...collection.access }, admin: followingSite(collection, subject.area) }
      : {}),
    endpoints: [
      ...(collection.versions ? [] : NO_VERSIONS),
      counted(accessOfReadable(collection.slug as CollectionSlug)),
      ...(collection.endpoints || []).map(counted),
    ],
    fields: subject && area !== 'people' ? limitFields(fields, subject) : fields,
    hooks: {
      ...hooks,
      beforeOperation: [
        refuseWhileSeeing,
        limitClients,
        capQueries,
        refuseMalformedId,
        refuseMalformed,
        refuseConditions,
        ignoreStatusPerLanguage,
        ...(area === 'content' ? [ownFirst] : []),
        ...(subject && area === 'profile' ? [publishedOfOthers(subject)] : []),
        ...owner.map(({ beforeOperation }) => beforeOperation),
        ...publication.map(({ beforeOperation }) => beforeOperation),
        ...(hooks?.beforeOperation ?? []),
      ],
      beforeValidate: [
        keepDeniedOnRestore,
        ...owner.map(({ beforeValidate }) => beforeValidate),
        ...(subject && collection.upload ? [limitFile(subject)] : []),
        ...(hooks?.beforeValidate ?? []),
        refuseUnreadableRelations,
      ],
      beforeChange: [...publication.map(({ beforeChange }) => beforeChange), ...(hooks?.beforeChange ?? [])],
    },
  }
}

const hasDrafts = ({ versions }: CollectionConfig): boolean => typeof versions === 'object' && Boolean(versions.drafts)

/** What one may do with a document, for who may read it: Payload 3.90.2 tells anybody which ids there are. */
const accessOfReadable = (collection: CollectionSlug): Endpoint => ({
  path: '/access/:id',
  method: 'post',
  handler: async (req) => {
    await addDataAndFileToRequest(req)
    const { id } = await findReadable(collection, req.routeParams?.id, req)
    // What a field allows may depend on whose document it is: on the one that is asked about, whatever the request says.
    const data = req.data && Object.keys(req.data).length > 0 ? { ...req.data, id } : {}
    return privateAnswer(await docAccessOperation({ id, collection: req.payload.collections[collection], data, req }))
  },
})

/** Payload 3.90.2 answers 500 where a collection keeps no versions. */
const NO_VERSIONS: Endpoint[] = (['get', 'post'] as const).flatMap((method) =>
  ['/versions', '/versions/:id'].map((path) => ({
    path,
    method,
    handler: (req) => {
      throw new NotFound(req.t)
    },
  })),
)

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
