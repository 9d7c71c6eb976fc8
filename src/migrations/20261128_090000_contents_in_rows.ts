import { type MigrateDownArgs, type MigrateUpArgs, sql } from '@payloadcms/db-postgres'

// A content stands in the row of its document and not beside it, as long as both fit on a page: one page is read for
// a document, in place of those of an index and two or three of its parts. Where they do not fit, the words that are
// searched leave the row first, and then it is compressed (docs/decisions/022).
export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
  SET LOCAL statement_timeout = 0;
  ALTER TABLE "published_documents" SET (toast_tuple_target = 8160);
  ALTER TABLE "published_documents"
    ALTER COLUMN "content" SET STORAGE MAIN,
    ALTER COLUMN "facets" SET STORAGE MAIN,
    ALTER COLUMN "head" SET STORAGE MAIN,
    ALTER COLUMN "spans" SET STORAGE MAIN,
    ALTER COLUMN "languages" SET STORAGE MAIN,
    ALTER COLUMN "content_hash" SET STORAGE MAIN,
    ALTER COLUMN "slug" SET STORAGE MAIN;
  -- Of the letters as they are kept: what tells two answers apart that are made of them.
  CREATE FUNCTION "content_sum"(content json) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT md5(content::text)::uuid
  $$;
  -- Writes each row anew, and so each content where it now belongs.
  ALTER TABLE "published_documents"
    ADD COLUMN "content_sum" uuid NOT NULL GENERATED ALWAYS AS (content_sum("content")) STORED;`)
}

// What was compressed, or stands in its row, stays so until it is next written.
export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
  ALTER TABLE "published_documents" DROP COLUMN "content_sum";
  DROP FUNCTION "content_sum";
  ALTER TABLE "published_documents" RESET (toast_tuple_target);
  ALTER TABLE "published_documents"
    ALTER COLUMN "content" SET STORAGE EXTERNAL,
    ALTER COLUMN "facets" SET STORAGE EXTENDED,
    ALTER COLUMN "head" SET STORAGE EXTENDED,
    ALTER COLUMN "spans" SET STORAGE EXTENDED,
    ALTER COLUMN "languages" SET STORAGE EXTENDED,
    ALTER COLUMN "content_hash" SET STORAGE EXTENDED,
    ALTER COLUMN "slug" SET STORAGE EXTENDED;`)
}
