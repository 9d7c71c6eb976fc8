import { type MigrateUpArgs, type MigrateDownArgs, sql } from '@payloadcms/db-postgres'

export async function up({ db, payload, req }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
   CREATE TABLE "audit_log" (
  	"position" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_log_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
  	"at" timestamp with time zone DEFAULT now() NOT NULL,
  	"actor_collection" text,
  	"actor_id" uuid,
  	"act" text NOT NULL,
  	"collection" text,
  	"document_id" text,
  	"owner_id" uuid,
  	"outcome" text NOT NULL,
  	"detail" jsonb,
  	"address" text,
  	"request_id" text,
  	"link" bigint,
  	"hash" text,
  	CONSTRAINT "audit_log_link_unique" UNIQUE("link")
  );
  
  CREATE INDEX "audit_log_document_idx" ON "audit_log" USING btree ("collection","document_id","position");
  CREATE INDEX "audit_log_owner_idx" ON "audit_log" USING btree ("owner_id","position");
  CREATE INDEX "audit_log_actor_idx" ON "audit_log" USING btree ("actor_id","position");
  CREATE INDEX "audit_log_unlinked_idx" ON "audit_log" USING btree ("position") WHERE hash is null;
  ALTER TABLE "users" DROP COLUMN "login_attempts";
  ALTER TABLE "users" DROP COLUMN "lock_until";
  -- Only added to: no act is changed or taken away, but for its link in the chain, which comes once.
  CREATE FUNCTION "audit_log_is_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF TG_OP = 'UPDATE' AND OLD.hash IS NULL AND OLD.link IS NULL AND NEW.hash IS NOT NULL AND NEW.link IS NOT NULL
      AND to_jsonb(NEW) - 'hash' - 'link' = to_jsonb(OLD) - 'hash' - 'link' THEN
      RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the log of acts is only added to';
  END $$;
  CREATE TRIGGER "audit_log_append_only" BEFORE UPDATE OR DELETE ON "audit_log" FOR EACH ROW EXECUTE FUNCTION "audit_log_is_append_only"();
  CREATE TRIGGER "audit_log_no_truncate" BEFORE TRUNCATE ON "audit_log" FOR EACH STATEMENT EXECUTE FUNCTION "audit_log_is_append_only"();`)
}

export async function down({ db, payload, req }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
   DROP TABLE "audit_log" CASCADE;
  DROP FUNCTION "audit_log_is_append_only"();
  ALTER TABLE "users" ADD COLUMN "login_attempts" numeric DEFAULT 0;
  ALTER TABLE "users" ADD COLUMN "lock_until" timestamp(3) with time zone;`)
}
