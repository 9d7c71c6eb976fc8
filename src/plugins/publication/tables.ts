import {
  bigint,
  bigserial,
  index,
  integer,
  json,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from '@payloadcms/db-postgres/drizzle/pg-core'

/** The append-only ledger: everything that became public, or stopped being public, in the order of its commit. */
export const publications = pgTable(
  'publications',
  {
    position: bigserial('position', { mode: 'number' }).primaryKey(),
    kind: text('kind', { enum: ['published', 'withdrawn'] }).notNull(),
    collection: text('collection').notNull(),
    documentId: uuid('document_id').notNull(),
    language: text('language').notNull(),
    ownerId: uuid('owner_id'),
    slug: text('slug'),
    content: jsonb('content'),
    contentHash: text('content_hash'),
    references: jsonb('references').notNull(),
    occurredAt: timestamp('occurred_at', { withTimezone: true }).notNull().defaultNow(),
    actorId: uuid('actor_id'),
  },
  (table) => [
    index('publications_document_idx').on(table.collection, table.documentId, table.language, table.position),
    index('publications_slug_idx').on(table.collection, table.slug),
  ],
)

/**
 * What is public now: the newest state of each document in each language, and all that readers are shown.
 * By the side of these columns the database keeps four that it makes itself from them: with indexes,
 * `facets` (what can be asked for) and `search` (the words, by the rules of the language; see the migration
 * content_queries); and `head` (how the document begins when it leaves) and `spans` (where its content names
 * others; see heads_and_spans). A content of up to a page stands in the row itself (see contents_in_rows).
 */
export const publishedDocuments = pgTable(
  'published_documents',
  {
    collection: text('collection').notNull(),
    documentId: uuid('document_id').notNull(),
    language: text('language').notNull(),
    ownerId: uuid('owner_id'),
    slug: text('slug'),
    /** The text of the answer: read as it is, never taken apart on the way out. */
    content: json('content').notNull(),
    contentHash: text('content_hash').notNull(),
    position: bigint('position', { mode: 'number' }).notNull(),
    /** Every language in which the document is public. */
    languages: text('languages').array().notNull().default([]),
    /** When the document first became public, and when its public content last changed. */
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.collection, table.documentId, table.language] }),
    index('published_documents_slug_idx').on(table.collection, table.slug),
    index('published_documents_position_idx').on(table.position),
    index('published_documents_id_idx').on(table.documentId),
  ],
)

/** Which public document points at which: answers "what shows this member's name?". */
export const publishedReferences = pgTable(
  'published_references',
  {
    collection: text('collection').notNull(),
    documentId: uuid('document_id').notNull(),
    language: text('language').notNull(),
    targetCollection: text('target_collection').notNull(),
    targetId: uuid('target_id').notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.collection, table.documentId, table.language, table.targetCollection, table.targetId],
    }),
    index('published_references_target_idx').on(table.targetCollection, table.targetId),
  ],
)

/** The next instant at which what is public of a document may change by itself: the end of an embargo, of rights, of a mandate. */
export const publicationInstants = pgTable(
  'publication_instants',
  {
    collection: text('collection').notNull(),
    documentId: uuid('document_id').notNull(),
    dueAt: timestamp('due_at', { withTimezone: true }).notNull(),
    attempts: integer('attempts').notNull().default(0),
    error: text('error'),
  },
  (table) => [
    primaryKey({ columns: [table.collection, table.documentId] }),
    index('publication_instants_due_idx').on(table.dueAt),
  ],
)
