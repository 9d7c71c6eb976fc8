import { sql } from '@payloadcms/db-postgres'
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from '@payloadcms/db-postgres/drizzle/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true })

/**
 * The public sites as the dispatcher needs them: written with the document of `public-sites` in one
 * transaction, with what is secret encrypted and the place in the ledger that was last looked at.
 */
export const rebuildTargets = pgTable('rebuild_targets', {
  siteId: uuid('site_id').primaryKey(),
  ownerId: uuid('owner_id'),
  provider: text('provider').notNull().default('webhook'),
  /** Sealed: the address of a build hook is itself a secret at three providers. */
  url: text('url').notNull(),
  /** Sealed: the signing secret, or the token that starts a build; none where the address is the secret. */
  secret: text('secret'),
  /** Sealed: the secrets before the last change, the newest first, with spaces between; they sign as well until the instant beside them. */
  previousSecret: text('previous_secret'),
  previousSecretUntil: instant('previous_secret_until'),
  /** Sealed: the token that reads the state of a build, where the provider wants one. */
  statusToken: text('status_token'),
  ref: text('ref'),
  project: text('project'),
  shows: jsonb('shows').notNull(),
  quietSeconds: integer('quiet_seconds').notNull(),
  longestWaitSeconds: integer('longest_wait_seconds').notNull(),
  smallestGapSeconds: integer('smallest_gap_seconds').notNull().default(0),
  enabled: boolean('enabled').notNull(),
  cursor: bigint('cursor', { mode: 'number' }).notNull(),
  /** Whether this site has ever told how a build of it stands: only then is the end of one waited for. */
  reports: boolean('reports').notNull().default(false),
  lastAskedAt: instant('last_asked_at'),
  failingSince: instant('failing_since'),
  pausedAt: instant('paused_at'),
  pauseReason: text('pause_reason', { enum: ['failing', 'gone'] }),
  toldAt: instant('told_at'),
  /** Set while somebody holds back what waits for this site. */
  heldAt: instant('held_at'),
})

const REBUILD_STATES = ['pending', 'asked', 'building', 'live', 'failed'] as const
const REBUILD_KINDS = ['changes', 'everything', 'replay', 'test'] as const

/** A rebuild that a public site is to make, from the first change that asks for it to what became of it. */
export const rebuilds = pgTable(
  'rebuilds',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    siteId: uuid('site_id').notNull(),
    kind: text('kind', { enum: REBUILD_KINDS }).notNull().default('changes'),
    state: text('state', { enum: REBUILD_STATES }).notNull().default('pending'),
    /** It carries the entries after the first position, up to the second one. */
    afterPosition: bigint('after_position', { mode: 'number' }).notNull(),
    position: bigint('position', { mode: 'number' }).notNull(),
    actorId: uuid('actor_id'),
    requestedAt: instant('requested_at').notNull().defaultNow(),
    dueAt: instant('due_at').notNull(),
    /** The dispatcher that is telling the site now, and until when at most (lease.ts). */
    leasedBy: integer('leased_by'),
    leaseUntil: instant('lease_until'),
    attempts: integer('attempts').notNull().default(0),
    /** When it was taken up again after it had been given up: once, or a call that is never accepted would come back for ever. */
    revivedAt: instant('revived_at'),
    /** How far down the schedule of attempts it is; attempts that people or new content bring about do not count. */
    step: integer('step').notNull().default(0),
    askedAt: instant('asked_at'),
    buildingAt: instant('building_at'),
    liveAt: instant('live_at'),
    /** The provider's own number of the build, and when to ask it next how that stands. */
    externalId: text('external_id'),
    checkAt: instant('check_at'),
    logAddress: text('log_address'),
    note: text('note'),
  },
  (table) => [
    index('rebuilds_due_idx').on(table.state, table.dueAt),
    index('rebuilds_site_idx').on(table.siteId, table.requestedAt),
    index('rebuilds_position_idx').on(table.siteId, table.position),
    index('rebuilds_check_idx').on(table.checkAt),
    // At most one takes in what comes; what has been attempted takes in no more.
    uniqueIndex('rebuilds_open_idx')
      .on(table.siteId)
      .where(sql`state = 'pending' and kind = 'changes' and attempts = 0`),
  ],
)

/** Each try to tell a public site, with what it answered. */
export const rebuildAttempts = pgTable(
  'rebuild_attempts',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    rebuildId: uuid('rebuild_id').notNull(),
    attempt: integer('attempt').notNull().default(1),
    at: instant('at').notNull().defaultNow(),
    durationMs: integer('duration_ms').notNull(),
    status: integer('status'),
    answer: text('answer'),
    error: text('error'),
  },
  (table) => [index('rebuild_attempts_rebuild_idx').on(table.rebuildId, table.at)],
)
