import { index, pgTable, text, timestamp, uuid } from '@payloadcms/db-postgres/drizzle/pg-core'

const instant = (name: string) => timestamp(name, { withTimezone: true })

/** The keys of API clients: never the key itself, which is shown once. */
export const apiKeys = pgTable(
  'api_keys',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    clientId: uuid('client_id').notNull(),
    name: text('name').notNull(),
    /** The beginning of the key, by which people recognise it. */
    prefix: text('prefix').notNull(),
    /** SHA-256 of the key, in hexadecimal: it has 256 random bits, so that no salt and no slow hash is needed. */
    digest: text('digest').notNull().unique(),
    createdBy: uuid('created_by'),
    createdAt: instant('created_at').notNull().defaultNow(),
    expiresAt: instant('expires_at'),
    lastUsedAt: instant('last_used_at'),
    revokedAt: instant('revoked_at'),
  },
  (table) => [index('api_keys_client_idx').on(table.clientId)],
)

/** From where a session was opened, so that its owner knows which is which; forgotten with it. */
export const sessionOrigins = pgTable(
  'session_origins',
  {
    sessionId: text('session_id').primaryKey(),
    userId: uuid('user_id').notNull(),
    /** What the browser said of itself. */
    userAgent: text('user_agent').notNull(),
    address: text('address'),
  },
  (table) => [index('session_origins_user_idx').on(table.userId)],
)
