import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uuid,
} from '@payloadcms/db-postgres/drizzle/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true })

/**
 * The public sites as the dispatcher needs them: written with the document of `public-sites` in one
 * transaction, with the secret encrypted and the place in the ledger that was last looked at.
 */
export const rebuildTargets = pgTable('rebuild_targets', {
  siteId: uuid('site_id').primaryKey(),
  url: text('url').notNull(),
  secret: text('secret').notNull(),
  shows: jsonb('shows').notNull(),
  quietSeconds: integer('quiet_seconds').notNull(),
  longestWaitSeconds: integer('longest_wait_seconds').notNull(),
  enabled: boolean('enabled').notNull(),
  cursor: bigint('cursor', { mode: 'number' }).notNull(),
})

/** A rebuild that a public site is to make, from the first change that asks for it to what became of it. */
export const rebuilds = pgTable(
  'rebuilds',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    siteId: uuid('site_id').notNull(),
    state: text('state', { enum: ['pending', 'asked', 'building', 'live', 'failed'] })
      .notNull()
      .default('pending'),
    afterPosition: bigint('after_position', { mode: 'number' }).notNull(),
    position: bigint('position', { mode: 'number' }).notNull(),
    requestedAt: instant('requested_at').notNull().defaultNow(),
    dueAt: instant('due_at').notNull(),
    leaseUntil: instant('lease_until'),
    attempts: integer('attempts').notNull().default(0),
    askedAt: instant('asked_at'),
    liveAt: instant('live_at'),
    note: text('note'),
  },
  (table) => [
    index('rebuilds_due_idx').on(table.state, table.dueAt),
    index('rebuilds_site_idx').on(table.siteId, table.requestedAt),
  ],
)

/** Each try to tell a public site, with what it answered. */
export const rebuildAttempts = pgTable(
  'rebuild_attempts',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    rebuildId: uuid('rebuild_id').notNull(),
    at: instant('at').notNull().defaultNow(),
    durationMs: integer('duration_ms').notNull(),
    status: integer('status'),
    answer: text('answer'),
    error: text('error'),
  },
  (table) => [index('rebuild_attempts_rebuild_idx').on(table.rebuildId, table.at)],
)
