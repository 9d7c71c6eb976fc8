import { sql } from '@payloadcms/db-postgres'
import { bigint, index, jsonb, pgTable, text, timestamp, uuid } from '@payloadcms/db-postgres/drizzle/pg-core'

/**
 * Who did what, when, from where, on which document, with which outcome. Rows are only added: a trigger
 * of the database refuses every change but that of an empty hash (in the migration).
 */
export const auditLog = pgTable(
  'audit_log',
  {
    position: bigint('position', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    at: timestamp('at', { withTimezone: true }).notNull().defaultNow(),
    actorCollection: text('actor_collection'),
    actorId: uuid('actor_id'),
    act: text('act').notNull(),
    collection: text('collection'),
    documentId: text('document_id'),
    /** The member that owns the document, so that each site reads what concerns it. */
    ownerId: uuid('owner_id'),
    outcome: text('outcome', { enum: ['done', 'denied', 'failed'] }).notNull(),
    /**
     * Names of fields, ids of roles and members; never a value that somebody wrote. `sites`: the members whose people
     * an act without a document of a site concerns.
     */
    detail: jsonb('detail'),
    address: text('address'),
    requestId: text('request_id'),
    /** The number of the link in the chain, without gaps, and the SHA-256 of the row and of the hash before it (chain.ts). */
    link: bigint('link', { mode: 'number' }).unique(),
    hash: text('hash'),
  },
  (table) => [
    index('audit_log_document_idx').on(table.collection, table.documentId, table.position),
    index('audit_log_owner_idx').on(table.ownerId, table.position),
    index('audit_log_sites_idx').using('gin', sql`(detail -> 'sites')`),
    index('audit_log_actor_idx').on(table.actorId, table.position),
    index('audit_log_unlinked_idx').on(table.position).where(sql`hash is null`),
  ],
)
