import { type MigrateDownArgs, type MigrateUpArgs, sql } from '@payloadcms/db-postgres'

// What each answer needs of a document, made when it is written and not at each reading (docs/decisions/022).
export async function up({ db }: MigrateUpArgs): Promise<void> {
  // Each public document is written anew, in one statement: 30 s, the product's usual limit, are enough for 75,000.
  await db.execute(sql`SET LOCAL statement_timeout = 0`)
  await db.execute(sql`
  -- The beginning of a document as it leaves: what every document has.
  CREATE FUNCTION "document_head"(id uuid, slug text, language text, languages text[], created_at timestamptz, updated_at timestamptz)
    RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT '{"id":"' || id || '","slug":' || coalesce(to_json(slug)::text, 'null') || ',"language":"' || language
      || '","languages":' || array_to_json(languages)
      || ',"createdAt":"' || to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
      || '","updatedAt":"' || to_char(updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') || '"'
  $$;
  -- Where a field names documents: "owner":"…", "members":["…","…"], from and to, in bytes. Nothing where a text
  -- names some in the midst of its words. A quote inside a text is escaped: what looks like such a field is one.
  CREATE FUNCTION "content_spans"(content json) RETURNS integer[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    WITH form AS (SELECT content::text AS words,
      '"\\w+": ?(?:"[0-9a-f-]{36}"|\\["[0-9a-f-]{36}"(?:, ?"[0-9a-f-]{36}")*\\])' AS pattern),
    found AS (SELECT n, octet_length(convert_to(part[1], 'UTF8')) AS length
      FROM form, regexp_matches(words, pattern, 'g') WITH ORDINALITY AS given(part, n)),
    between AS (SELECT n, octet_length(convert_to(part, 'UTF8')) AS length
      FROM form, regexp_split_to_table(words, pattern) WITH ORDINALITY AS given(part, n)),
    placed AS (SELECT n, found.length, (sum(found.length) OVER (ORDER BY n) + sum(between.length) OVER (ORDER BY n))::integer AS until
      FROM found JOIN between USING (n))
    SELECT CASE WHEN position('"relationTo"' IN content::text) = 0 THEN
      (SELECT coalesce(array_agg(place ORDER BY n, place), '{}') FROM placed CROSS JOIN LATERAL (VALUES (until - length), (until)) AS ends(place)) END
  $$;
  ALTER TABLE "published_documents"
    ADD COLUMN "head" text NOT NULL GENERATED ALWAYS AS (document_head("document_id", "slug", "language", "languages", "created_at", "updated_at")) STORED,
    ADD COLUMN "spans" integer[] GENERATED ALWAYS AS (content_spans("content")) STORED;
  -- A dump is restored with an empty search path, and what the database makes of the content is made then.
  ALTER FUNCTION "without_accents"(text) SET search_path FROM CURRENT;
  ALTER FUNCTION "content_words"(text, text) SET search_path FROM CURRENT;
  ALTER FUNCTION "content_query"(text, text) SET search_path FROM CURRENT;
  ALTER FUNCTION "content_search"(text, json) SET search_path FROM CURRENT;`)
}

export async function down({ db }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
  ALTER TABLE "published_documents" DROP COLUMN "head", DROP COLUMN "spans";
  DROP FUNCTION "content_spans", "document_head";
  ALTER FUNCTION "without_accents"(text) RESET search_path;
  ALTER FUNCTION "content_words"(text, text) RESET search_path;
  ALTER FUNCTION "content_query"(text, text) RESET search_path;
  ALTER FUNCTION "content_search"(text, json) RESET search_path;`)
}
