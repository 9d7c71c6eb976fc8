import { type MigrateUpArgs, type MigrateDownArgs, sql } from '@payloadcms/db-postgres'

export async function up({ db, payload, req }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
   CREATE TABLE "session_origins" (
  	"session_id" text PRIMARY KEY NOT NULL,
  	"user_id" uuid NOT NULL,
  	"user_agent" text NOT NULL,
  	"address" text
  );
  
  CREATE INDEX "session_origins_user_idx" ON "session_origins" USING btree ("user_id");
  -- By hand: an account takes them along. Tables of our own do not know Payload's while the schema is made.
  ALTER TABLE "session_origins" ADD CONSTRAINT "session_origins_user_fk" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE;`)
}

export async function down({ db, payload, req }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
   DROP TABLE "session_origins" CASCADE;`)
}
