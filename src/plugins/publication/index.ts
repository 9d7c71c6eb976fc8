import type {
  CollectionAfterChangeHook,
  CollectionAfterDeleteHook,
  CollectionConfig,
  CollectionSlug,
  Field,
  PayloadRequest,
  Plugin,
} from 'payload'
import { currentTransaction } from '../../database/currentTransaction.ts'
import { withTables } from '../../database/database.ts'
import { withCollections } from '../../fields/addToCollection.ts'
import { withWidgets } from '../../fields/withWidgets.ts'
import { frEn } from '../../text/frEn.ts'
import { withWork } from '../../work/withWork.ts'
import { startClock } from './clock.ts'
import { withHandOver } from './handOver.ts'
import { recordPublication } from './recordPublication.ts'
import { followRevision, schedules } from './Schedules.ts'
import { publicationInstants, publications, publishedDocuments, publishedReferences } from './tables.ts'

export { type DraftRow, projectDraft } from './projectDraft.ts'
export { type Projection, type Reference, references } from './projection.ts'
export { recordPublication } from './recordPublication.ts'
export { type LedgerReport, rebuildReadModel, verifyLedger } from './verifyLedger.ts'

/**
 * The publication ledger: every collection that declares a projection (`custom.publication`) has its
 * public content recorded in the transaction that changes it. The clock records what changes by
 * itself, and carries out schedules. Compose it after the content plugins.
 * @param runsClock whether this process is to run the clock
 */
export const publication =
  ({ runsClock }: { runsClock: boolean }): Plugin =>
  (config) => {
    const recordable = (config.collections ?? []).filter(({ custom }) => custom?.publication)
    const collections = recordable.filter(hasDrafts).map(({ slug }) => slug)
    return withWork(
      withCollections(
        {
          ...withWidgets(config, UPCOMING),
          db: withTables(config.db, {
            publications,
            published_documents: publishedDocuments,
            published_references: publishedReferences,
            publication_instants: publicationInstants,
          }),
          collections: config.collections?.map((collection) => {
            if (collection.slug === 'users') return withHandOver(collection)
            return collection.custom?.publication ? recorded(collection) : collection
          }),
        },
        schedules({ collections }),
      ),
      runsClock ? startClock : undefined,
    )
  }

const UPCOMING = {
  slug: 'upcoming',
  label: frEn('À venir', 'To come'),
  Component: '/src/plugins/publication/admin/Upcoming.tsx#Upcoming',
  minWidth: 'small' as const,
}

const hasDrafts = ({ versions }: CollectionConfig): boolean => typeof versions === 'object' && Boolean(versions.drafts)

/** What is to happen to a document, and when, in its sidebar. */
const scheduleField: Field = {
  name: 'schedule',
  type: 'ui',
  label: frEn('Programmation', 'Schedule'),
  admin: {
    position: 'sidebar',
    disableListColumn: true,
    condition: (data) => Boolean(data?.id),
    components: { Field: '/src/plugins/publication/admin/Schedule.tsx#Schedule' },
  },
}

/** Before anything is written: never a document without its entry. */
const requireTransaction = async <T extends { req: PayloadRequest }>({ req }: T): Promise<void> => {
  await currentTransaction(req)
}

function recorded(collection: CollectionConfig): CollectionConfig {
  const slug = collection.slug as CollectionSlug
  const recordChange: CollectionAfterChangeHook = async ({ doc, req }) => {
    const given = await recordPublication({ collection: slug, id: String(doc.id), req })
    return given ? { ...doc, slug: given } : doc
  }
  const recordDeletion: CollectionAfterDeleteHook = async ({ id, doc, req }) => {
    await recordPublication({ collection: slug, id: String(id), isDeleted: true, req })
    return doc
  }
  return {
    ...collection,
    fields: hasDrafts(collection) ? [scheduleField, ...collection.fields] : collection.fields,
    hooks: {
      ...collection.hooks,
      beforeChange: [requireTransaction, ...(collection.hooks?.beforeChange ?? [])],
      beforeDelete: [requireTransaction, ...(collection.hooks?.beforeDelete ?? [])],
      afterChange: [
        ...(collection.hooks?.afterChange ?? []),
        ...(hasDrafts(collection) ? [followRevision(slug)] : []),
        recordChange,
      ],
      afterDelete: [...(collection.hooks?.afterDelete ?? []), recordDeletion],
    },
  }
}
