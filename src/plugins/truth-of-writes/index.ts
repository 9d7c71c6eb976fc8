import type { CollectionConfig, Plugin } from 'payload'
import { brokenIsNotInvalid } from '../../database/brokenIsNotInvalid.ts'
import { bulkAllOrNothing } from '../../database/bulkAllOrNothing.ts'
import { claimJobsOnce } from '../../database/claimJobsOnce.ts'
import { commitTruthfully } from '../../database/commitTruthfully.ts'
import { lockRow } from '../../database/lockRow.ts'
import { malformedIsNotBroken } from '../../database/malformedIsNotBroken.ts'
import { startJobRunner } from '../../database/runJobs.ts'
import { refuseStaleForm, revisionField } from '../../fields/revision.ts'
import { withWork } from '../../work/withWork.ts'

/**
 * What is answered as written is written, once and whole: the guards against Payload 3.90.2's losses
 * (PAYLOAD.md P1, P2, P7, J1, J2, J4), each in a file of its own that says when it can go. Compose it
 * after every plugin that adds a collection.
 * @param runsJobs whether this process is to run queued jobs
 */
export const truthOfWrites =
  ({ runsJobs }: { runsJobs: boolean }): Plugin =>
  (config) =>
    withWork(
      {
        ...config,
        db: {
          ...config.db,
          init: (args) => claimJobsOnce(commitTruthfully(config.db.init(args))),
        } as typeof config.db,
        collections: config.collections?.map(truthful),
        hooks: {
          ...config.hooks,
          afterError: [...(config.hooks?.afterError ?? []), brokenIsNotInvalid, malformedIsNotBroken],
        },
        jobs: {
          ...config.jobs,
          tasks: config.jobs?.tasks ?? [],
          access: { run: () => false, queue: () => false, cancel: () => false },
          jobsCollectionOverrides: ({ defaultJobsCollection }) => ({ ...defaultJobsCollection, endpoints: false }),
        },
      },
      runsJobs ? startJobRunner : undefined,
    )

const truthful = (collection: CollectionConfig): CollectionConfig => ({
  ...collection,
  // Payload's edit locks can be taken and removed by anybody signed in, and ask for a second
  // connection inside each write (PAYLOAD.md P7). The revision takes their place.
  lockDocuments: false,
  fields: [...collection.fields, revisionField],
  hooks: {
    ...collection.hooks,
    beforeOperation: [...(collection.hooks?.beforeOperation ?? []), lockRow],
    beforeChange: [refuseStaleForm, ...(collection.hooks?.beforeChange ?? [])],
    afterOperation: [...(collection.hooks?.afterOperation ?? []), bulkAllOrNothing],
  },
})
