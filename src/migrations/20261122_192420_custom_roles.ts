import { type MigrateUpArgs, type MigrateDownArgs, sql } from '@payloadcms/db-postgres'

export async function up({ db, payload, req }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
   CREATE TYPE "public"."enum_roles_scope" AS ENUM('member', 'network');
  CREATE TABLE "api_keys" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"client_id" uuid NOT NULL,
  	"name" text NOT NULL,
  	"prefix" text NOT NULL,
  	"digest" text NOT NULL,
  	"created_by" uuid,
  	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
  	"expires_at" timestamp with time zone,
  	"last_used_at" timestamp with time zone,
  	"revoked_at" timestamp with time zone,
  	CONSTRAINT "api_keys_digest_unique" UNIQUE("digest")
  );
  
  CREATE TABLE "users_assignments" (
  	"_order" integer NOT NULL,
  	"_parent_id" uuid NOT NULL,
  	"id" varchar PRIMARY KEY NOT NULL,
  	"role_id" uuid NOT NULL,
  	"member_id" uuid,
  	"until" timestamp(3) with time zone
  );
  
  CREATE TABLE "roles" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"name" varchar NOT NULL,
  	"description" varchar,
  	"permissions" jsonb DEFAULT '[]'::jsonb,
  	"abilities" jsonb DEFAULT '[]'::jsonb,
  	"scope" "enum_roles_scope" DEFAULT 'member',
  	"member_id" uuid,
  	"key" varchar,
  	"revision" numeric DEFAULT 0,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
  );
  
  CREATE TABLE "api_clients_assignments" (
  	"_order" integer NOT NULL,
  	"_parent_id" uuid NOT NULL,
  	"id" varchar PRIMARY KEY NOT NULL,
  	"role_id" uuid NOT NULL,
  	"member_id" uuid,
  	"until" timestamp(3) with time zone
  );
  
  CREATE TABLE "api_clients" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"name" varchar NOT NULL,
  	"description" varchar,
  	"requests_per_minute" numeric DEFAULT 600 NOT NULL,
  	"suspended" boolean DEFAULT false,
  	"revision" numeric DEFAULT 0,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
  );
  
  ALTER TABLE "users" DROP CONSTRAINT "users_member_id_members_id_fk";
  
  DROP INDEX "users_member_idx";
  ALTER TABLE "payload_preferences_rels" ADD COLUMN "api_clients_id" uuid;
  ALTER TABLE "users_assignments" ADD CONSTRAINT "users_assignments_role_id_roles_id_fk" FOREIGN KEY ("role_id") REFERENCES "public"."roles"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "users_assignments" ADD CONSTRAINT "users_assignments_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "users_assignments" ADD CONSTRAINT "users_assignments_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "roles" ADD CONSTRAINT "roles_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "api_clients_assignments" ADD CONSTRAINT "api_clients_assignments_role_id_roles_id_fk" FOREIGN KEY ("role_id") REFERENCES "public"."roles"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "api_clients_assignments" ADD CONSTRAINT "api_clients_assignments_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "api_clients_assignments" ADD CONSTRAINT "api_clients_assignments_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."api_clients"("id") ON DELETE cascade ON UPDATE no action;
  CREATE INDEX "api_keys_client_idx" ON "api_keys" USING btree ("client_id");
  CREATE INDEX "users_assignments_order_idx" ON "users_assignments" USING btree ("_order");
  CREATE INDEX "users_assignments_parent_id_idx" ON "users_assignments" USING btree ("_parent_id");
  CREATE INDEX "users_assignments_role_idx" ON "users_assignments" USING btree ("role_id");
  CREATE INDEX "users_assignments_member_idx" ON "users_assignments" USING btree ("member_id");
  CREATE INDEX "roles_member_idx" ON "roles" USING btree ("member_id");
  CREATE UNIQUE INDEX "roles_key_idx" ON "roles" USING btree ("key");
  CREATE INDEX "roles_updated_at_idx" ON "roles" USING btree ("updated_at");
  CREATE INDEX "roles_created_at_idx" ON "roles" USING btree ("created_at");
  CREATE INDEX "api_clients_assignments_order_idx" ON "api_clients_assignments" USING btree ("_order");
  CREATE INDEX "api_clients_assignments_parent_id_idx" ON "api_clients_assignments" USING btree ("_parent_id");
  CREATE INDEX "api_clients_assignments_role_idx" ON "api_clients_assignments" USING btree ("role_id");
  CREATE INDEX "api_clients_assignments_member_idx" ON "api_clients_assignments" USING btree ("member_id");
  CREATE INDEX "api_clients_updated_at_idx" ON "api_clients" USING btree ("updated_at");
  CREATE INDEX "api_clients_created_at_idx" ON "api_clients" USING btree ("created_at");
  ALTER TABLE "payload_preferences_rels" ADD CONSTRAINT "payload_preferences_rels_api_clients_fk" FOREIGN KEY ("api_clients_id") REFERENCES "public"."api_clients"("id") ON DELETE cascade ON UPDATE no action;
  CREATE INDEX "payload_preferences_rels_api_clients_id_idx" ON "payload_preferences_rels" USING btree ("api_clients_id");
  -- What each account was, it holds as a role; what the roles allow is written when the product starts.
  INSERT INTO "roles" ("id", "key", "name", "scope") VALUES
    ('00000000-0000-4000-8000-000000000001', 'network-admin', 'network-admin', 'network'),
    ('00000000-0000-4000-8000-000000000002', 'network-communication', 'network-communication', 'network'),
    ('00000000-0000-4000-8000-000000000003', 'site-manager', 'site-manager', 'member'),
    ('00000000-0000-4000-8000-000000000004', 'site-editor', 'site-editor', 'member'),
    ('00000000-0000-4000-8000-000000000005', 'site-publisher', 'site-publisher', 'member'),
    ('00000000-0000-4000-8000-000000000006', 'reader', 'reader', 'network');
  INSERT INTO "users_assignments" ("_order", "_parent_id", "id", "role_id", "member_id")
    SELECT 1, u."id", replace(gen_random_uuid()::text, '-', ''), r."id", CASE WHEN r."scope" = 'member' THEN u."member_id" END
    FROM "users" u JOIN "roles" r ON r."key" = u."role"::text WHERE r."scope" = 'network' OR u."member_id" IS NOT NULL;
  ALTER TABLE "users" DROP COLUMN "role";
  ALTER TABLE "users" DROP COLUMN "member_id";
  DROP TYPE "public"."enum_users_role";`)
}

export async function down({ db, payload, req }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
   CREATE TYPE "public"."enum_users_role" AS ENUM('network-admin', 'network-communication', 'site-manager', 'site-editor', 'site-publisher', 'reader');
  ALTER TABLE "users" ADD COLUMN "role" "enum_users_role" DEFAULT 'reader' NOT NULL;
  ALTER TABLE "users" ADD COLUMN "member_id" uuid;
  -- The first shipped role of each account; who holds none that ships can do nothing afterwards.
  UPDATE "users" u SET "role" = a."key"::"enum_users_role", "member_id" = a."member_id" FROM (
    SELECT DISTINCT ON (x."_parent_id") x."_parent_id", r."key", x."member_id" FROM "users_assignments" x
    JOIN "roles" r ON r."id" = x."role_id" WHERE r."key" IS NOT NULL AND r."key" <> 'api-client' ORDER BY x."_parent_id", x."_order"
  ) a WHERE a."_parent_id" = u."id";
  UPDATE "users" SET "suspended" = true WHERE NOT EXISTS (
    SELECT 1 FROM "users_assignments" x JOIN "roles" r ON r."id" = x."role_id"
    WHERE x."_parent_id" = "users"."id" AND r."key" IS NOT NULL AND r."key" <> 'api-client');
  DROP TABLE "api_keys" CASCADE;
  DROP TABLE "users_assignments" CASCADE;
  DROP TABLE "roles" CASCADE;
  DROP TABLE "api_clients_assignments" CASCADE;
  DROP TABLE "api_clients" CASCADE;
  ALTER TABLE "payload_preferences_rels" DROP CONSTRAINT "payload_preferences_rels_api_clients_fk";
  
  DROP INDEX "payload_preferences_rels_api_clients_id_idx";
  ALTER TABLE "users" ADD CONSTRAINT "users_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE set null ON UPDATE no action;
  CREATE INDEX "users_member_idx" ON "users" USING btree ("member_id");
  ALTER TABLE "payload_preferences_rels" DROP COLUMN "api_clients_id";
  DROP TYPE "public"."enum_roles_scope";`)
}
