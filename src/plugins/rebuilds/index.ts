import type { Plugin } from 'payload'
import { withTables } from '../../database/database.ts'
import { withCollections } from '../../fields/addToCollection.ts'
import { publicSites } from './PublicSites.ts'
import { rebuildAttempts, rebuilds as rebuildsTable, rebuildTargets } from './tables.ts'

/**
 * Rebuilds of public sites: a consumer of the ledger that tells each site what changed. The
 * dispatcher runs in the front door (routes.ts). Compose it after `publication`.
 * @param secret the application's secret, under which the sites' secrets are encrypted at rest
 * @param allowPrivateTargets lets hooks on loopback be called (demonstration and tests)
 */
export const rebuilds =
  ({ secret, allowPrivateTargets }: { secret: string; allowPrivateTargets: boolean }): Plugin =>
  (config) => ({
    ...withCollections(
      config,
      publicSites({
        secret,
        allowPrivateTargets,
        collections: (config.collections ?? [])
          .filter(({ custom }) => custom?.publication)
          .map(({ slug, labels }) => ({
            value: slug,
            label: (labels?.plural as { fr: string; en: string } | undefined) ?? slug,
          })),
      }),
    ),
    db: withTables(config.db, {
      rebuild_targets: rebuildTargets,
      rebuilds: rebuildsTable,
      rebuild_attempts: rebuildAttempts,
    }),
  })
