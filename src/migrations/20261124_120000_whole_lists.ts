import { type MigrateDownArgs, type MigrateUpArgs, sql } from '@payloadcms/db-postgres'

// A charter with more than fifty signatures, or a release of more than fifty members, was not found by them.
export async function up({ db }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
  CREATE OR REPLACE FUNCTION "content_facets"(content json) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(jsonb_object_agg(key, value), '{}'::jsonb) FROM jsonb_each(content::jsonb)
    WHERE NOT (jsonb_typeof(value) = 'object' AND value ? 'root') AND (length(value::text) <= 2000
      OR (jsonb_typeof(value) = 'array' AND NOT jsonb_path_exists(value, '$[*] ? (@.type() != "string")')))
  $$;
  UPDATE "published_documents" SET "content" = "content" WHERE length("content"::text) > 2000;`)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
  CREATE OR REPLACE FUNCTION "content_facets"(content json) RETURNS jsonb LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(jsonb_object_agg(key, value), '{}'::jsonb) FROM jsonb_each(content::jsonb)
    WHERE NOT (jsonb_typeof(value) = 'object' AND value ? 'root') AND length(value::text) <= 2000
  $$;
  UPDATE "published_documents" SET "content" = "content" WHERE length("content"::text) > 2000;`)
}
