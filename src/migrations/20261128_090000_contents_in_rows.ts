import { type MigrateDownArgs, type MigrateUpArgs, sql } from '@payloadcms/db-postgres'

// A content stands in the row of its document and not beside it, as long as both fit on a page: one page is read for
// a document, in place of those of an index and two or three of its parts (docs/decisions/022).
export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
  SET LOCAL statement_timeout = 0;
  ALTER TABLE "published_documents" SET (toast_tuple_target = 8160);
  ALTER TABLE "published_documents" ALTER COLUMN "content" SET STORAGE MAIN;
  -- Writes each row anew: what is there already would stay where it is.
  ALTER TABLE "published_documents" ALTER COLUMN "content_hash" TYPE text USING "content_hash" || '';`)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
  SET LOCAL statement_timeout = 0;
  ALTER TABLE "published_documents" RESET (toast_tuple_target);
  ALTER TABLE "published_documents" ALTER COLUMN "content" SET STORAGE EXTERNAL;
  ALTER TABLE "published_documents" ALTER COLUMN "content_hash" TYPE text USING "content_hash" || '';`)
}
