import { type MigrateUpArgs, type MigrateDownArgs, sql } from '@payloadcms/db-postgres'

export async function up({ db, payload, req }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
   CREATE TYPE "public"."enum_schedules_action" AS ENUM('publish', 'withdraw');
  CREATE TYPE "public"."enum_schedules_at_tz" AS ENUM('Europe/Paris', 'America/Martinique', 'America/Guadeloupe', 'America/Cayenne', 'America/Miquelon', 'Indian/Reunion', 'Indian/Mayotte', 'Pacific/Noumea', 'Pacific/Tahiti', 'Pacific/Wallis', 'Europe/London', 'Europe/Lisbon', 'Europe/Helsinki', 'Europe/Athens', 'Europe/Istanbul', 'Africa/Casablanca', 'Africa/Tunis', 'Africa/Dakar', 'Africa/Porto-Novo', 'Africa/Kinshasa', 'Asia/Beirut', 'Asia/Shanghai', 'America/Port-au-Prince', 'America/Toronto', 'America/New_York', 'America/Chicago', 'America/Sao_Paulo', 'Australia/Melbourne', 'UTC');
  CREATE TYPE "public"."enum_schedules_state" AS ENUM('waiting', 'done', 'failed');
  CREATE TYPE "public"."enum_public_sites_pages_collection" AS ENUM('members', 'media', 'press-releases', 'contacts', 'charters', 'charter-signatures', 'programmes', 'editions', 'residencies');
  CREATE TYPE "public"."enum_public_sites_pages_language" AS ENUM('fr', 'en');
  CREATE TYPE "public"."enum_payload_jobs_log_task_slug" AS ENUM('inline', 'send-mail');
  CREATE TYPE "public"."enum_payload_jobs_log_state" AS ENUM('failed', 'succeeded');
  CREATE TYPE "public"."enum_payload_jobs_task_slug" AS ENUM('inline', 'send-mail');
  ALTER TYPE "public"."enum_public_sites_hook_provider" ADD VALUE 'netlify';
  ALTER TYPE "public"."enum_public_sites_hook_provider" ADD VALUE 'vercel';
  ALTER TYPE "public"."enum_public_sites_hook_provider" ADD VALUE 'cloudflare-pages';
  ALTER TYPE "public"."enum_public_sites_hook_provider" ADD VALUE 'github';
  ALTER TYPE "public"."enum_public_sites_hook_provider" ADD VALUE 'gitlab';
  CREATE TABLE "publication_instants" (
  	"collection" text NOT NULL,
  	"document_id" uuid NOT NULL,
  	"due_at" timestamp with time zone NOT NULL,
  	"attempts" integer DEFAULT 0 NOT NULL,
  	"error" text,
  	CONSTRAINT "publication_instants_collection_document_id_pk" PRIMARY KEY("collection","document_id")
  );
  
  CREATE TABLE "schedules" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"action" "enum_schedules_action" DEFAULT 'publish' NOT NULL,
  	"at" timestamp(3) with time zone NOT NULL,
  	"at_tz" "enum_schedules_at_tz" DEFAULT 'Europe/Paris' NOT NULL,
  	"state" "enum_schedules_state" DEFAULT 'waiting',
  	"reason" varchar,
  	"done_at" timestamp(3) with time zone,
  	"requested_by_id" uuid,
  	"owner_id" uuid,
  	"title" varchar,
  	"document_collection" varchar,
  	"document_id" varchar,
  	"document_revision" numeric,
  	"attempts" numeric,
  	"retry_at" timestamp(3) with time zone,
  	"revision" numeric DEFAULT 0,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
  );
  
  CREATE TABLE "schedules_rels" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"order" integer,
  	"parent_id" uuid NOT NULL,
  	"path" varchar NOT NULL,
  	"members_id" uuid,
  	"press_releases_id" uuid,
  	"charters_id" uuid,
  	"programmes_id" uuid
  );
  
  CREATE TABLE "public_sites_pages" (
  	"_order" integer NOT NULL,
  	"_parent_id" uuid NOT NULL,
  	"id" varchar PRIMARY KEY NOT NULL,
  	"collection" "enum_public_sites_pages_collection" NOT NULL,
  	"language" "enum_public_sites_pages_language" DEFAULT 'fr' NOT NULL,
  	"path" varchar NOT NULL
  );
  
  CREATE TABLE "payload_jobs_log" (
  	"_order" integer NOT NULL,
  	"_parent_id" uuid NOT NULL,
  	"id" varchar PRIMARY KEY NOT NULL,
  	"executed_at" timestamp(3) with time zone NOT NULL,
  	"completed_at" timestamp(3) with time zone NOT NULL,
  	"task_slug" "enum_payload_jobs_log_task_slug" NOT NULL,
  	"task_i_d" varchar NOT NULL,
  	"input" jsonb,
  	"output" jsonb,
  	"state" "enum_payload_jobs_log_state" NOT NULL,
  	"error" jsonb
  );
  
  CREATE TABLE "payload_jobs" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"input" jsonb,
  	"completed_at" timestamp(3) with time zone,
  	"total_tried" numeric DEFAULT 0,
  	"has_error" boolean DEFAULT false,
  	"error" jsonb,
  	"task_slug" "enum_payload_jobs_task_slug",
  	"queue" varchar DEFAULT 'default',
  	"wait_until" timestamp(3) with time zone,
  	"processing" boolean DEFAULT false,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
  );
  
  ALTER TABLE "rebuild_targets" ALTER COLUMN "secret" DROP NOT NULL;
  ALTER TABLE "rebuild_targets" ADD COLUMN "owner_id" uuid;
  ALTER TABLE "rebuild_targets" ADD COLUMN "provider" text DEFAULT 'webhook' NOT NULL;
  ALTER TABLE "rebuild_targets" ADD COLUMN "previous_secret" text;
  ALTER TABLE "rebuild_targets" ADD COLUMN "previous_secret_until" timestamp with time zone;
  ALTER TABLE "rebuild_targets" ADD COLUMN "status_token" text;
  ALTER TABLE "rebuild_targets" ADD COLUMN "ref" text;
  ALTER TABLE "rebuild_targets" ADD COLUMN "project" text;
  ALTER TABLE "rebuild_targets" ADD COLUMN "smallest_gap_seconds" integer DEFAULT 0 NOT NULL;
  ALTER TABLE "rebuild_targets" ADD COLUMN "reports" boolean DEFAULT false NOT NULL;
  ALTER TABLE "rebuild_targets" ADD COLUMN "last_asked_at" timestamp with time zone;
  ALTER TABLE "rebuild_targets" ADD COLUMN "failing_since" timestamp with time zone;
  ALTER TABLE "rebuild_targets" ADD COLUMN "paused_at" timestamp with time zone;
  ALTER TABLE "rebuild_targets" ADD COLUMN "pause_reason" text;
  ALTER TABLE "rebuild_targets" ADD COLUMN "told_at" timestamp with time zone;
  ALTER TABLE "rebuild_targets" ADD COLUMN "held_at" timestamp with time zone;
  ALTER TABLE "rebuilds" ADD COLUMN "kind" text DEFAULT 'changes' NOT NULL;
  ALTER TABLE "rebuilds" ADD COLUMN "actor_id" uuid;
  ALTER TABLE "rebuilds" ADD COLUMN "revived_at" timestamp with time zone;
  ALTER TABLE "rebuilds" ADD COLUMN "step" integer DEFAULT 0 NOT NULL;
  ALTER TABLE "rebuilds" ADD COLUMN "building_at" timestamp with time zone;
  ALTER TABLE "rebuilds" ADD COLUMN "external_id" text;
  ALTER TABLE "rebuilds" ADD COLUMN "check_at" timestamp with time zone;
  ALTER TABLE "rebuilds" ADD COLUMN "log_address" text;
  ALTER TABLE "rebuild_attempts" ADD COLUMN "attempt" integer DEFAULT 1 NOT NULL;
  ALTER TABLE "public_sites" ADD COLUMN "hook_ref" varchar;
  ALTER TABLE "public_sites" ADD COLUMN "hook_project" varchar;
  ALTER TABLE "public_sites" ADD COLUMN "smallest_gap_seconds" numeric DEFAULT 0;
  ALTER TABLE "schedules" ADD CONSTRAINT "schedules_requested_by_id_users_id_fk" FOREIGN KEY ("requested_by_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "schedules" ADD CONSTRAINT "schedules_owner_id_members_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."members"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "schedules_rels" ADD CONSTRAINT "schedules_rels_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."schedules"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "schedules_rels" ADD CONSTRAINT "schedules_rels_members_fk" FOREIGN KEY ("members_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "schedules_rels" ADD CONSTRAINT "schedules_rels_press_releases_fk" FOREIGN KEY ("press_releases_id") REFERENCES "public"."press_releases"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "schedules_rels" ADD CONSTRAINT "schedules_rels_charters_fk" FOREIGN KEY ("charters_id") REFERENCES "public"."charters"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "schedules_rels" ADD CONSTRAINT "schedules_rels_programmes_fk" FOREIGN KEY ("programmes_id") REFERENCES "public"."programmes"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "public_sites_pages" ADD CONSTRAINT "public_sites_pages_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."public_sites"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "payload_jobs_log" ADD CONSTRAINT "payload_jobs_log_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."payload_jobs"("id") ON DELETE cascade ON UPDATE no action;
  CREATE INDEX "publication_instants_due_idx" ON "publication_instants" USING btree ("due_at");
  CREATE INDEX "schedules_at_idx" ON "schedules" USING btree ("at");
  CREATE INDEX "schedules_state_idx" ON "schedules" USING btree ("state");
  CREATE INDEX "schedules_requested_by_idx" ON "schedules" USING btree ("requested_by_id");
  CREATE INDEX "schedules_owner_idx" ON "schedules" USING btree ("owner_id");
  CREATE INDEX "schedules_document_id_idx" ON "schedules" USING btree ("document_id");
  CREATE INDEX "schedules_updated_at_idx" ON "schedules" USING btree ("updated_at");
  CREATE INDEX "schedules_created_at_idx" ON "schedules" USING btree ("created_at");
  CREATE INDEX "schedules_rels_order_idx" ON "schedules_rels" USING btree ("order");
  CREATE INDEX "schedules_rels_parent_idx" ON "schedules_rels" USING btree ("parent_id");
  CREATE INDEX "schedules_rels_path_idx" ON "schedules_rels" USING btree ("path");
  CREATE INDEX "schedules_rels_members_id_idx" ON "schedules_rels" USING btree ("members_id");
  CREATE INDEX "schedules_rels_press_releases_id_idx" ON "schedules_rels" USING btree ("press_releases_id");
  CREATE INDEX "schedules_rels_charters_id_idx" ON "schedules_rels" USING btree ("charters_id");
  CREATE INDEX "schedules_rels_programmes_id_idx" ON "schedules_rels" USING btree ("programmes_id");
  CREATE INDEX "public_sites_pages_order_idx" ON "public_sites_pages" USING btree ("_order");
  CREATE INDEX "public_sites_pages_parent_id_idx" ON "public_sites_pages" USING btree ("_parent_id");
  CREATE INDEX "payload_jobs_log_order_idx" ON "payload_jobs_log" USING btree ("_order");
  CREATE INDEX "payload_jobs_log_parent_id_idx" ON "payload_jobs_log" USING btree ("_parent_id");
  CREATE INDEX "payload_jobs_completed_at_idx" ON "payload_jobs" USING btree ("completed_at");
  CREATE INDEX "payload_jobs_total_tried_idx" ON "payload_jobs" USING btree ("total_tried");
  CREATE INDEX "payload_jobs_has_error_idx" ON "payload_jobs" USING btree ("has_error");
  CREATE INDEX "payload_jobs_task_slug_idx" ON "payload_jobs" USING btree ("task_slug");
  CREATE INDEX "payload_jobs_queue_idx" ON "payload_jobs" USING btree ("queue");
  CREATE INDEX "payload_jobs_wait_until_idx" ON "payload_jobs" USING btree ("wait_until");
  CREATE INDEX "payload_jobs_processing_idx" ON "payload_jobs" USING btree ("processing");
  CREATE INDEX "payload_jobs_updated_at_idx" ON "payload_jobs" USING btree ("updated_at");
  CREATE INDEX "payload_jobs_created_at_idx" ON "payload_jobs" USING btree ("created_at");
  CREATE INDEX "rebuilds_position_idx" ON "rebuilds" USING btree ("site_id","position");
  CREATE INDEX "rebuilds_check_idx" ON "rebuilds" USING btree ("check_at");
  -- Rebuilds from before were not limited to an open one per site.
  UPDATE "rebuilds" SET "attempts" = greatest("attempts", 1) WHERE "state" = 'pending';
  CREATE UNIQUE INDEX "rebuilds_open_idx" ON "rebuilds" USING btree ("site_id") WHERE state = 'pending' and kind = 'changes' and attempts = 0;
  UPDATE "rebuild_targets" t SET "owner_id" = s."owner_id" FROM "public_sites" s WHERE s."id" = t."site_id";
  -- What was saved before there was a clock: it looks once at each document that may have an instant.
  INSERT INTO "publication_instants" ("collection", "document_id", "due_at")
    SELECT 'press-releases', "id", now() FROM "press_releases" WHERE "embargo_until" IS NOT NULL
    UNION ALL SELECT 'media', "id", now() FROM "media" WHERE "usable_until" IS NOT NULL
    UNION ALL SELECT 'contacts', "id", now() FROM "contacts" WHERE "until" IS NOT NULL
    UNION ALL SELECT 'editions', "id", now() FROM "editions"
    UNION ALL SELECT 'members', "id", now() FROM "members";`)
}

export async function down({ db, payload, req }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
   ALTER TABLE "publication_instants" DISABLE ROW LEVEL SECURITY;
  ALTER TABLE "schedules" DISABLE ROW LEVEL SECURITY;
  ALTER TABLE "schedules_rels" DISABLE ROW LEVEL SECURITY;
  ALTER TABLE "public_sites_pages" DISABLE ROW LEVEL SECURITY;
  ALTER TABLE "payload_jobs_log" DISABLE ROW LEVEL SECURITY;
  ALTER TABLE "payload_jobs" DISABLE ROW LEVEL SECURITY;
  DROP TABLE "publication_instants" CASCADE;
  DROP TABLE "schedules" CASCADE;
  DROP TABLE "schedules_rels" CASCADE;
  DROP TABLE "public_sites_pages" CASCADE;
  DROP TABLE "payload_jobs_log" CASCADE;
  DROP TABLE "payload_jobs" CASCADE;
  ALTER TABLE "public_sites" ALTER COLUMN "hook_provider" SET DATA TYPE text;
  ALTER TABLE "public_sites" ALTER COLUMN "hook_provider" SET DEFAULT 'webhook'::text;
  DROP TYPE "public"."enum_public_sites_hook_provider";
  CREATE TYPE "public"."enum_public_sites_hook_provider" AS ENUM('webhook');
  ALTER TABLE "public_sites" ALTER COLUMN "hook_provider" SET DEFAULT 'webhook'::"public"."enum_public_sites_hook_provider";
  ALTER TABLE "public_sites" ALTER COLUMN "hook_provider" SET DATA TYPE "public"."enum_public_sites_hook_provider" USING "hook_provider"::"public"."enum_public_sites_hook_provider";
  DROP INDEX "rebuilds_position_idx";
  DROP INDEX "rebuilds_check_idx";
  DROP INDEX "rebuilds_open_idx";
  ALTER TABLE "rebuild_targets" ALTER COLUMN "secret" SET NOT NULL;
  ALTER TABLE "rebuild_targets" DROP COLUMN "owner_id";
  ALTER TABLE "rebuild_targets" DROP COLUMN "provider";
  ALTER TABLE "rebuild_targets" DROP COLUMN "previous_secret";
  ALTER TABLE "rebuild_targets" DROP COLUMN "previous_secret_until";
  ALTER TABLE "rebuild_targets" DROP COLUMN "status_token";
  ALTER TABLE "rebuild_targets" DROP COLUMN "ref";
  ALTER TABLE "rebuild_targets" DROP COLUMN "project";
  ALTER TABLE "rebuild_targets" DROP COLUMN "smallest_gap_seconds";
  ALTER TABLE "rebuild_targets" DROP COLUMN "reports";
  ALTER TABLE "rebuild_targets" DROP COLUMN "last_asked_at";
  ALTER TABLE "rebuild_targets" DROP COLUMN "failing_since";
  ALTER TABLE "rebuild_targets" DROP COLUMN "paused_at";
  ALTER TABLE "rebuild_targets" DROP COLUMN "pause_reason";
  ALTER TABLE "rebuild_targets" DROP COLUMN "told_at";
  ALTER TABLE "rebuild_targets" DROP COLUMN "held_at";
  ALTER TABLE "rebuilds" DROP COLUMN "kind";
  ALTER TABLE "rebuilds" DROP COLUMN "actor_id";
  ALTER TABLE "rebuilds" DROP COLUMN "revived_at";
  ALTER TABLE "rebuilds" DROP COLUMN "step";
  ALTER TABLE "rebuilds" DROP COLUMN "building_at";
  ALTER TABLE "rebuilds" DROP COLUMN "external_id";
  ALTER TABLE "rebuilds" DROP COLUMN "check_at";
  ALTER TABLE "rebuilds" DROP COLUMN "log_address";
  ALTER TABLE "rebuild_attempts" DROP COLUMN "attempt";
  ALTER TABLE "public_sites" DROP COLUMN "hook_ref";
  ALTER TABLE "public_sites" DROP COLUMN "hook_project";
  ALTER TABLE "public_sites" DROP COLUMN "smallest_gap_seconds";
  DROP TYPE "public"."enum_schedules_action";
  DROP TYPE "public"."enum_schedules_at_tz";
  DROP TYPE "public"."enum_schedules_state";
  DROP TYPE "public"."enum_public_sites_pages_collection";
  DROP TYPE "public"."enum_public_sites_pages_language";
  DROP TYPE "public"."enum_payload_jobs_log_task_slug";
  DROP TYPE "public"."enum_payload_jobs_log_state";
  DROP TYPE "public"."enum_payload_jobs_task_slug";`)
}
