import type { CollectionConfig, CollectionSlug, Field, Plugin } from 'payload'
import { withTables } from '../../database/database.ts'
import { withCollections } from '../../fields/addToCollection.ts'
import { withWidgets } from '../../fields/withWidgets.ts'
import { frEn } from '../../text/frEn.ts'
import { withWork } from '../../work/withWork.ts'
import { publicSites } from './PublicSites.ts'
import { receiptEndpoint } from './receipt.ts'
import { rebuildAttempts, rebuilds as rebuildsTable, rebuildTargets } from './tables.ts'
import { startTellingPeople } from './tellPeople.ts'

/**
 * Rebuilds of public sites: a consumer of the ledger that tells each site what changed, and shows
 * people on each document and on their dashboard what came of it. The dispatcher runs in the front
 * door (routes.ts). Compose it after `publication`.
 * @param secret the application's secret, under which the sites' secrets are encrypted at rest
 * @param allowPrivateTargets lets hooks on loopback be called (demonstration and tests)
 * @param tellsPeople whether this process is to send the mails about sites that are no longer called
 */
export const rebuilds =
  ({
    secret,
    allowPrivateTargets,
    tellsPeople,
  }: {
    secret: string
    allowPrivateTargets: boolean
    tellsPeople: boolean
  }): Plugin =>
  (config) => {
    const published = (config.collections ?? []).filter(({ custom }) => custom?.publication)
    const sites = publicSites({
      secret,
      allowPrivateTargets,
      collections: published.map(({ slug, labels }) => ({
        value: slug,
        label: (labels?.plural as { fr: string; en: string } | undefined) ?? slug,
      })),
    })
    const withReceipts = {
      ...config,
      collections: config.collections?.map((collection) =>
        collection.custom?.publication ? withReceipt(collection) : collection,
      ),
    }
    return withWork(
      {
        ...withCollections(withWidgets(withReceipts, TRAY), sites),
        db: withTables(config.db, {
          rebuild_targets: rebuildTargets,
          rebuilds: rebuildsTable,
          rebuild_attempts: rebuildAttempts,
        }),
      },
      tellsPeople ? startTellingPeople : undefined,
    )
  }

const TRAY = {
  slug: 'rebuild-tray',
  label: frEn('Mises en ligne', 'Going online'),
  Component: '/src/plugins/rebuilds/admin/Tray.tsx#Tray',
  minWidth: 'medium' as const,
}

/** A collection whose documents show in their sidebar what came of their publication. */
function withReceipt(collection: CollectionConfig): CollectionConfig {
  const receipt: Field = {
    name: 'receipt',
    type: 'ui',
    label: frEn('En ligne', 'Online'),
    admin: {
      position: 'sidebar',
      disableListColumn: true,
      condition: (data) => Boolean(data?.id),
      components: { Field: '/src/plugins/rebuilds/admin/Receipt.tsx#Receipt' },
    },
  }
  return {
    ...collection,
    // First in the sidebar: it is what people look for after Publish.
    fields: [receipt, ...collection.fields],
    endpoints: [...(collection.endpoints || []), receiptEndpoint(collection.slug as CollectionSlug)],
  }
}
