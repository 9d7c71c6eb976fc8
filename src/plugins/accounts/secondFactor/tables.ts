import {
  bigint,
  boolean,
  index,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from '@payloadcms/db-postgres/drizzle/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true })

/** The shared secret of an account's authenticator, encrypted at rest; it counts from `on_since`. */
export const secondFactors = pgTable('second_factors', {
  userId: uuid('user_id').primaryKey(),
  sealedSecret: text('sealed_secret').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  onSince: instant('on_since'),
  /** The time step of the last code that was taken: each counts once (RFC 6238, 5.2). */
  lastStep: bigint('last_step', { mode: 'number' }).notNull().default(0),
})

/** Codes for who has lost the authenticator: each once, as salted slow hashes. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    userId: uuid('user_id').notNull(),
    salt: text('salt').notNull(),
    hash: text('hash').notNull(),
    isUsed: boolean('is_used').notNull().default(false),
  },
  (table) => [primaryKey({ columns: [table.userId, table.hash] })],
)

/** The sessions that have given their second factor. */
export const confirmedSessions = pgTable(
  'confirmed_sessions',
  {
    sessionId: text('session_id').primaryKey(),
    userId: uuid('user_id').notNull(),
    at: instant('at').notNull().defaultNow(),
  },
  (table) => [index('confirmed_sessions_user_idx').on(table.userId)],
)
