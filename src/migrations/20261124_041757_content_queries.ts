import { type MigrateUpArgs, type MigrateDownArgs, sql } from '@payloadcms/db-postgres'

export async function up({ db, payload, req }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
   ALTER TABLE "published_documents" ALTER COLUMN "content" SET DATA TYPE json USING "content"::text::json;
  -- Kept as it is, beside the row: it is read whole and sent, and the rows stay small.
  ALTER TABLE "published_documents" ALTER COLUMN "content" SET STORAGE EXTERNAL;
  ALTER TABLE "published_documents" ADD COLUMN "languages" text[] DEFAULT '{}' NOT NULL;
  ALTER TABLE "published_documents" ADD COLUMN "created_at" timestamp with time zone DEFAULT now() NOT NULL;
  ALTER TABLE "published_documents" ADD COLUMN "updated_at" timestamp with time zone DEFAULT now() NOT NULL;
  CREATE INDEX "publications_slug_idx" ON "publications" USING btree ("collection","slug");
  CREATE INDEX "published_documents_id_idx" ON "published_documents" USING btree ("document_id");
  UPDATE "published_documents" d SET
    "languages" = (SELECT array_agg(o.language ORDER BY o.language DESC) FROM "published_documents" o WHERE o.collection = d.collection AND o.document_id = d.document_id),
    "created_at" = (SELECT min(p.occurred_at) FROM "publications" p WHERE p.collection = d.collection AND p.document_id = d.document_id),
    "updated_at" = (SELECT p.occurred_at FROM "publications" p WHERE p.position = d.position);`)
  // What follows is the database's own, from the content alone: nothing that writes a row can forget it.
  await db.execute(sql`
  -- What can be asked for: every field but rich texts and long ones.
  CREATE FUNCTION "content_facets"(content json) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(jsonb_object_agg(key, value), '{}'::jsonb) FROM jsonb_each(content::jsonb)
    WHERE NOT (jsonb_typeof(value) = 'object' AND value ? 'root') AND length(value::text) <= 2000
  $$;
  -- Comes with PostgreSQL, and whoever may create tables in a database may turn it on.
  CREATE EXTENSION IF NOT EXISTS unaccent;
  CREATE FUNCTION "without_accents"(words text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT unaccent('unaccent'::regdictionary, words)
  $$;
  -- The words by the rules of the language, as they are written and without accents, as they are typed in haste.
  CREATE FUNCTION "content_words"(language text, words text) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE language
      WHEN 'fr' THEN to_tsvector('pg_catalog.french', words) || to_tsvector('pg_catalog.french', without_accents(words))
      ELSE to_tsvector('pg_catalog.english', words) || to_tsvector('pg_catalog.english', without_accents(words)) END
  $$;
  -- What is searched for, in either form.
  CREATE FUNCTION "content_query"(language text, words text) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE language
      WHEN 'fr' THEN websearch_to_tsquery('pg_catalog.french', words) || websearch_to_tsquery('pg_catalog.french', without_accents(words))
      ELSE websearch_to_tsquery('pg_catalog.english', words) || websearch_to_tsquery('pg_catalog.english', without_accents(words)) END
  $$;
  -- A title counts more than a summary, a summary more than a text.
  CREATE FUNCTION "content_search"(language text, content json) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT setweight(content_words(language, coalesce(content ->> 'title', content ->> 'name', '')), 'A')
      || setweight(content_words(language, concat_ws(' ', content ->> 'subtitle', content ->> 'summary', content ->> 'theme', content ->> 'city',
        content ->> 'region', content ->> 'role', content ->> 'organisation', content ->> 'discipline', content ->> 'caption', content ->> 'keywords')), 'B')
      || setweight(content_words(language, coalesce((SELECT string_agg(found #>> '{}', ' ')
        FROM jsonb_path_query(content::jsonb, 'lax $.**.text') AS found WHERE jsonb_typeof(found) = 'string'), '')), 'C')
  $$;
  ALTER TABLE "published_documents" ADD COLUMN "facets" jsonb NOT NULL GENERATED ALWAYS AS (content_facets("content")) STORED;
  ALTER TABLE "published_documents" ADD COLUMN "search" tsvector NOT NULL GENERATED ALWAYS AS (content_search("language", "content")) STORED;
  CREATE INDEX "published_documents_facets_idx" ON "published_documents" USING gin ("facets" jsonb_path_ops);
  CREATE INDEX "published_documents_search_idx" ON "published_documents" USING gin ("search");
  -- The newest first, of everything and of one site: what public sites ask for most.
  CREATE INDEX "published_documents_newest_idx" ON "published_documents"
    ("collection", "language", (("facets" ->> 'publishedAt') COLLATE "C") DESC, "document_id");
  -- What is ready in one language alone stands in for the other.
  CREATE INDEX "published_documents_alone_idx" ON "published_documents"
    ("collection", "language", (("facets" ->> 'publishedAt') COLLATE "C") DESC, "document_id") WHERE cardinality("languages") = 1;
  CREATE INDEX "published_documents_owner_idx" ON "published_documents"
    ("collection", "language", "owner_id", (("facets" ->> 'publishedAt') COLLATE "C") DESC, "document_id");`)
}

export async function down({ db, payload, req }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
   ALTER TABLE "published_documents" DROP COLUMN "facets", DROP COLUMN "search";
  DROP FUNCTION "content_search", "content_query", "content_words", "without_accents", "content_facets";
  DROP INDEX "publications_slug_idx";
  DROP INDEX "published_documents_id_idx";
  ALTER TABLE "published_documents" ALTER COLUMN "content" SET STORAGE EXTENDED;
  ALTER TABLE "published_documents" ALTER COLUMN "content" SET DATA TYPE jsonb USING "content"::jsonb;
  ALTER TABLE "published_documents" DROP COLUMN "languages";
  ALTER TABLE "published_documents" DROP COLUMN "created_at";
  ALTER TABLE "published_documents" DROP COLUMN "updated_at";`)
}
