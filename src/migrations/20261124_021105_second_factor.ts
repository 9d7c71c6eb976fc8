import { type MigrateUpArgs, type MigrateDownArgs, sql } from '@payloadcms/db-postgres'

export async function up({ db, payload, req }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
   CREATE TABLE "second_factors" (
  	"user_id" uuid PRIMARY KEY NOT NULL,
  	"sealed_secret" text NOT NULL,
  	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
  	"on_since" timestamp with time zone,
  	"last_step" bigint DEFAULT 0 NOT NULL
  );
  
  CREATE TABLE "recovery_codes" (
  	"user_id" uuid NOT NULL,
  	"salt" text NOT NULL,
  	"hash" text NOT NULL,
  	"is_used" boolean DEFAULT false NOT NULL,
  	CONSTRAINT "recovery_codes_user_id_hash_pk" PRIMARY KEY("user_id","hash")
  );
  
  CREATE TABLE "confirmed_sessions" (
  	"session_id" text PRIMARY KEY NOT NULL,
  	"user_id" uuid NOT NULL,
  	"at" timestamp with time zone DEFAULT now() NOT NULL
  );
  
  ALTER TABLE "roles" ADD COLUMN "requires_second_factor" boolean DEFAULT false;
  CREATE INDEX "confirmed_sessions_user_idx" ON "confirmed_sessions" USING btree ("user_id");
  -- By hand: an account takes its secrets along. Tables of our own do not know Payload's while the schema is made.
  ALTER TABLE "second_factors" ADD CONSTRAINT "second_factors_user_fk" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE;
  ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_fk" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE;
  ALTER TABLE "confirmed_sessions" ADD CONSTRAINT "confirmed_sessions_user_fk" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE;`)
}

export async function down({ db, payload, req }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
   DROP TABLE "second_factors" CASCADE;
  DROP TABLE "recovery_codes" CASCADE;
  DROP TABLE "confirmed_sessions" CASCADE;
  ALTER TABLE "roles" DROP COLUMN "requires_second_factor";`)
}
