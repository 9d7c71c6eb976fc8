import { type MigrateUpArgs, type MigrateDownArgs, sql } from '@payloadcms/db-postgres'

export async function up({ db, payload, req }: MigrateUpArgs): Promise<void> {
  await db.execute(sql`
   CREATE TYPE "public"."_locales" AS ENUM('fr', 'en');
  CREATE TYPE "public"."enum_users_role" AS ENUM('network-admin', 'network-communication', 'site-manager', 'site-editor', 'site-publisher', 'reader');
  CREATE TYPE "public"."membership_kind" AS ENUM('labelled', 'associate', 'international', 'candidate', 'partner', 'former');
  CREATE TYPE "public"."enum_members_languages" AS ENUM('fr', 'en');
  CREATE TYPE "public"."country_code" AS ENUM('AF', 'ZA', 'AL', 'DZ', 'DE', 'AD', 'AO', 'AI', 'AQ', 'AG', 'SA', 'AR', 'AM', 'AW', 'AU', 'AT', 'AZ', 'BS', 'BH', 'BD', 'BB', 'BE', 'BZ', 'BJ', 'BM', 'BT', 'BY', 'BO', 'BA', 'BW', 'BR', 'BN', 'BG', 'BF', 'BI', 'KH', 'CM', 'CA', 'CV', 'CL', 'CN', 'CY', 'CO', 'KM', 'CG', 'CD', 'KP', 'KR', 'CR', 'CI', 'HR', 'CU', 'CW', 'DK', 'DJ', 'DM', 'EG', 'AE', 'EC', 'ER', 'ES', 'EE', 'SZ', 'VA', 'US', 'ET', 'FJ', 'FI', 'FR', 'GA', 'GM', 'GE', 'GS', 'GH', 'GI', 'GR', 'GD', 'GL', 'GP', 'GU', 'GT', 'GG', 'GN', 'GQ', 'GW', 'GY', 'GF', 'HT', 'HN', 'HU', 'BV', 'CX', 'IM', 'NF', 'AX', 'KY', 'CC', 'CK', 'FO', 'HM', 'FK', 'MP', 'MH', 'UM', 'PN', 'SB', 'TC', 'VG', 'VI', 'IN', 'ID', 'IQ', 'IR', 'IE', 'IS', 'IL', 'IT', 'JM', 'JP', 'JE', 'JO', 'KZ', 'KE', 'KG', 'KI', 'KW', 'RE', 'LA', 'LS', 'LV', 'LB', 'LR', 'LY', 'LI', 'LT', 'LU', 'MK', 'MG', 'MY', 'MW', 'MV', 'ML', 'MT', 'MA', 'MQ', 'MU', 'MR', 'YT', 'MX', 'FM', 'MD', 'MC', 'MN', 'ME', 'MS', 'MZ', 'MM', 'NA', 'NR', 'NP', 'NI', 'NE', 'NG', 'NU', 'NO', 'NC', 'NZ', 'OM', 'UG', 'UZ', 'PK', 'PW', 'PA', 'PG', 'PY', 'NL', 'BQ', 'PE', 'PH', 'PL', 'PF', 'PR', 'PT', 'QA', 'HK', 'MO', 'CF', 'DO', 'RO', 'GB', 'RU', 'RW', 'EH', 'BL', 'KN', 'SM', 'MF', 'SX', 'PM', 'VC', 'SH', 'LC', 'SV', 'WS', 'AS', 'ST', 'SN', 'RS', 'SC', 'SL', 'SG', 'SK', 'SI', 'SO', 'SD', 'SS', 'LK', 'SE', 'CH', 'SR', 'SJ', 'SY', 'TJ', 'TW', 'TZ', 'TD', 'CZ', 'TF', 'IO', 'PS', 'TH', 'TL', 'TG', 'TK', 'TO', 'TT', 'TN', 'TM', 'TR', 'TV', 'UA', 'UY', 'VU', 'VE', 'VN', 'WF', 'YE', 'ZM', 'ZW');
  CREATE TYPE "public"."enum_members_label_authority" AS ENUM('minister', 'prefect');
  CREATE TYPE "public"."enum_members_status" AS ENUM('draft', 'published');
  CREATE TYPE "public"."enum__members_v_version_languages" AS ENUM('fr', 'en');
  CREATE TYPE "public"."enum__members_v_version_label_authority" AS ENUM('minister', 'prefect');
  CREATE TYPE "public"."enum__members_v_version_status" AS ENUM('draft', 'published');
  CREATE TYPE "public"."enum__members_v_published_locale" AS ENUM('fr', 'en');
  CREATE TYPE "public"."enum_press_releases_corrections_kind" AS ENUM('material', 'minor', 'formatting');
  CREATE TYPE "public"."enum_press_releases_languages" AS ENUM('fr', 'en');
  CREATE TYPE "public"."enum_press_releases_embargountil_tz" AS ENUM('Europe/Paris', 'America/Martinique', 'America/Guadeloupe', 'America/Cayenne', 'America/Miquelon', 'Indian/Reunion', 'Indian/Mayotte', 'Pacific/Noumea', 'Pacific/Tahiti', 'Pacific/Wallis', 'Europe/London', 'Europe/Lisbon', 'Europe/Helsinki', 'Europe/Athens', 'Europe/Istanbul', 'Africa/Casablanca', 'Africa/Tunis', 'Africa/Dakar', 'Africa/Porto-Novo', 'Africa/Kinshasa', 'Asia/Beirut', 'Asia/Shanghai', 'America/Port-au-Prince', 'America/Toronto', 'America/New_York', 'America/Chicago', 'America/Sao_Paulo', 'Australia/Melbourne', 'UTC');
  CREATE TYPE "public"."enum_press_releases_release_type" AS ENUM('release', 'news', 'kit', 'invitation', 'correction');
  CREATE TYPE "public"."enum_press_releases_review_state" AS ENUM('none', 'requested', 'approved', 'changes');
  CREATE TYPE "public"."enum_press_releases_status" AS ENUM('draft', 'published');
  CREATE TYPE "public"."enum__press_releases_v_version_corrections_kind" AS ENUM('material', 'minor', 'formatting');
  CREATE TYPE "public"."enum__press_releases_v_version_languages" AS ENUM('fr', 'en');
  CREATE TYPE "public"."enum__press_releases_v_version_embargountil_tz" AS ENUM('Europe/Paris', 'America/Martinique', 'America/Guadeloupe', 'America/Cayenne', 'America/Miquelon', 'Indian/Reunion', 'Indian/Mayotte', 'Pacific/Noumea', 'Pacific/Tahiti', 'Pacific/Wallis', 'Europe/London', 'Europe/Lisbon', 'Europe/Helsinki', 'Europe/Athens', 'Europe/Istanbul', 'Africa/Casablanca', 'Africa/Tunis', 'Africa/Dakar', 'Africa/Porto-Novo', 'Africa/Kinshasa', 'Asia/Beirut', 'Asia/Shanghai', 'America/Port-au-Prince', 'America/Toronto', 'America/New_York', 'America/Chicago', 'America/Sao_Paulo', 'Australia/Melbourne', 'UTC');
  CREATE TYPE "public"."enum__press_releases_v_version_release_type" AS ENUM('release', 'news', 'kit', 'invitation', 'correction');
  CREATE TYPE "public"."enum__press_releases_v_version_review_state" AS ENUM('none', 'requested', 'approved', 'changes');
  CREATE TYPE "public"."enum__press_releases_v_version_status" AS ENUM('draft', 'published');
  CREATE TYPE "public"."enum__press_releases_v_published_locale" AS ENUM('fr', 'en');
  CREATE TYPE "public"."enum_contacts_languages" AS ENUM('fr', 'en');
  CREATE TYPE "public"."enum_contacts_origin_legal_basis" AS ENUM('legitimate-interest', 'consent', 'contract');
  CREATE TYPE "public"."enum_contacts_kind" AS ENUM('press', 'staff', 'partner', 'journalist');
  CREATE TYPE "public"."enum_charters_languages" AS ENUM('fr', 'en');
  CREATE TYPE "public"."enum_charters_status" AS ENUM('draft', 'published');
  CREATE TYPE "public"."enum__charters_v_version_languages" AS ENUM('fr', 'en');
  CREATE TYPE "public"."enum__charters_v_version_status" AS ENUM('draft', 'published');
  CREATE TYPE "public"."enum__charters_v_published_locale" AS ENUM('fr', 'en');
  CREATE TYPE "public"."enum_programmes_languages" AS ENUM('fr', 'en');
  CREATE TYPE "public"."enum_programmes_kind" AS ENUM('residency', 'emergency', 'support');
  CREATE TYPE "public"."enum_programmes_status" AS ENUM('draft', 'published');
  CREATE TYPE "public"."enum__programmes_v_version_languages" AS ENUM('fr', 'en');
  CREATE TYPE "public"."enum__programmes_v_version_kind" AS ENUM('residency', 'emergency', 'support');
  CREATE TYPE "public"."enum__programmes_v_version_status" AS ENUM('draft', 'published');
  CREATE TYPE "public"."enum__programmes_v_published_locale" AS ENUM('fr', 'en');
  CREATE TYPE "public"."enum_residencies_publicity" AS ENUM('private', 'anonymous', 'named');
  CREATE TYPE "public"."enum_public_sites_shows_collections" AS ENUM('members', 'media', 'press-releases', 'contacts', 'charters', 'charter-signatures', 'programmes', 'editions', 'residencies');
  CREATE TYPE "public"."enum_public_sites_shows_languages" AS ENUM('fr', 'en');
  CREATE TYPE "public"."enum_public_sites_hook_provider" AS ENUM('webhook');
  CREATE TABLE "publications" (
  	"position" bigserial PRIMARY KEY NOT NULL,
  	"kind" text NOT NULL,
  	"collection" text NOT NULL,
  	"document_id" uuid NOT NULL,
  	"language" text NOT NULL,
  	"owner_id" uuid,
  	"slug" text,
  	"content" jsonb,
  	"content_hash" text,
  	"references" jsonb NOT NULL,
  	"occurred_at" timestamp with time zone DEFAULT now() NOT NULL,
  	"actor_id" uuid
  );
  
  CREATE TABLE "published_documents" (
  	"collection" text NOT NULL,
  	"document_id" uuid NOT NULL,
  	"language" text NOT NULL,
  	"owner_id" uuid,
  	"slug" text,
  	"content" jsonb NOT NULL,
  	"content_hash" text NOT NULL,
  	"position" bigint NOT NULL,
  	CONSTRAINT "published_documents_collection_document_id_language_pk" PRIMARY KEY("collection","document_id","language")
  );
  
  CREATE TABLE "published_references" (
  	"collection" text NOT NULL,
  	"document_id" uuid NOT NULL,
  	"language" text NOT NULL,
  	"target_collection" text NOT NULL,
  	"target_id" uuid NOT NULL,
  	CONSTRAINT "published_references_collection_document_id_language_target_collection_target_id_pk" PRIMARY KEY("collection","document_id","language","target_collection","target_id")
  );
  
  CREATE TABLE "rebuild_targets" (
  	"site_id" uuid PRIMARY KEY NOT NULL,
  	"url" text NOT NULL,
  	"secret" text NOT NULL,
  	"shows" jsonb NOT NULL,
  	"quiet_seconds" integer NOT NULL,
  	"longest_wait_seconds" integer NOT NULL,
  	"enabled" boolean NOT NULL,
  	"cursor" bigint NOT NULL
  );
  
  CREATE TABLE "rebuilds" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"site_id" uuid NOT NULL,
  	"state" text DEFAULT 'pending' NOT NULL,
  	"after_position" bigint NOT NULL,
  	"position" bigint NOT NULL,
  	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
  	"due_at" timestamp with time zone NOT NULL,
  	"lease_until" timestamp with time zone,
  	"attempts" integer DEFAULT 0 NOT NULL,
  	"asked_at" timestamp with time zone,
  	"live_at" timestamp with time zone,
  	"note" text
  );
  
  CREATE TABLE "rebuild_attempts" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"rebuild_id" uuid NOT NULL,
  	"at" timestamp with time zone DEFAULT now() NOT NULL,
  	"duration_ms" integer NOT NULL,
  	"status" integer,
  	"answer" text,
  	"error" text
  );
  
  CREATE TABLE "users_sessions" (
  	"_order" integer NOT NULL,
  	"_parent_id" uuid NOT NULL,
  	"id" varchar PRIMARY KEY NOT NULL,
  	"created_at" timestamp(3) with time zone,
  	"expires_at" timestamp(3) with time zone NOT NULL
  );
  
  CREATE TABLE "users" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"name" varchar NOT NULL,
  	"role" "enum_users_role" DEFAULT 'reader' NOT NULL,
  	"member_id" uuid,
  	"suspended" boolean DEFAULT false,
  	"revision" numeric DEFAULT 0,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"email" varchar NOT NULL,
  	"reset_password_token" varchar,
  	"reset_password_expiration" timestamp(3) with time zone,
  	"salt" varchar,
  	"hash" varchar,
  	"reset_password_requested_at" timestamp(3) with time zone,
  	"login_attempts" numeric DEFAULT 0,
  	"lock_until" timestamp(3) with time zone
  );
  
  CREATE TABLE "members_social_links" (
  	"_order" integer NOT NULL,
  	"_parent_id" uuid NOT NULL,
  	"id" varchar PRIMARY KEY NOT NULL,
  	"url" varchar
  );
  
  CREATE TABLE "members_heritage_protections" (
  	"_order" integer NOT NULL,
  	"_parent_id" uuid NOT NULL,
  	"id" varchar PRIMARY KEY NOT NULL,
  	"type" varchar,
  	"reference" varchar,
  	"date" varchar
  );
  
  CREATE TABLE "members_memberships" (
  	"_order" integer NOT NULL,
  	"_parent_id" uuid NOT NULL,
  	"id" varchar PRIMARY KEY NOT NULL,
  	"kind" "membership_kind",
  	"since" varchar,
  	"until" varchar,
  	"source" varchar
  );
  
  CREATE TABLE "members_languages" (
  	"order" integer NOT NULL,
  	"parent_id" uuid NOT NULL,
  	"value" "enum_members_languages",
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL
  );
  
  CREATE TABLE "members" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"name" varchar,
  	"legal_name" varchar,
  	"theme" varchar,
  	"website" varchar,
  	"hero_id" uuid,
  	"city" varchar,
  	"insee_code" varchar,
  	"region" varchar,
  	"country" "country_code",
  	"location_latitude" numeric,
  	"location_longitude" numeric,
  	"heritage_type" varchar,
  	"heritage_century" varchar,
  	"heritage_world_heritage_id" varchar,
  	"accessibility" varchar,
  	"label_number" numeric,
  	"label_decree_date" varchar,
  	"label_decree_reference" varchar,
  	"label_authority" "enum_members_label_authority",
  	"label_agreement_until" timestamp(3) with time zone,
  	"label_next_evaluation" timestamp(3) with time zone,
  	"legal_form" varchar,
  	"siren" varchar,
  	"wikidata_id" varchar,
  	"network_notes" varchar,
  	"kind" "membership_kind",
  	"slug" varchar,
  	"profile_reviewed_at" timestamp(3) with time zone,
  	"keep_typography" boolean DEFAULT false,
  	"revision" numeric DEFAULT 0,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"_status" "enum_members_status" DEFAULT 'draft'
  );
  
  CREATE TABLE "members_locales" (
  	"summary" varchar,
  	"boilerplate" varchar,
  	"practical_information" jsonb,
  	"project_title" varchar,
  	"project_period" varchar,
  	"project_validated_by" varchar,
  	"activities" jsonb,
  	"id" serial PRIMARY KEY NOT NULL,
  	"_locale" "_locales" NOT NULL,
  	"_parent_id" uuid NOT NULL
  );
  
  CREATE TABLE "members_texts" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"order" integer NOT NULL,
  	"parent_id" uuid NOT NULL,
  	"path" varchar NOT NULL,
  	"text" varchar
  );
  
  CREATE TABLE "members_rels" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"order" integer,
  	"parent_id" uuid NOT NULL,
  	"path" varchar NOT NULL,
  	"media_id" uuid
  );
  
  CREATE TABLE "_members_v_version_social_links" (
  	"_order" integer NOT NULL,
  	"_parent_id" uuid NOT NULL,
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"url" varchar,
  	"_uuid" varchar
  );
  
  CREATE TABLE "_members_v_version_heritage_protections" (
  	"_order" integer NOT NULL,
  	"_parent_id" uuid NOT NULL,
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"type" varchar,
  	"reference" varchar,
  	"date" varchar,
  	"_uuid" varchar
  );
  
  CREATE TABLE "_members_v_version_memberships" (
  	"_order" integer NOT NULL,
  	"_parent_id" uuid NOT NULL,
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"kind" "membership_kind",
  	"since" varchar,
  	"until" varchar,
  	"source" varchar,
  	"_uuid" varchar
  );
  
  CREATE TABLE "_members_v_version_languages" (
  	"order" integer NOT NULL,
  	"parent_id" uuid NOT NULL,
  	"value" "enum__members_v_version_languages",
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL
  );
  
  CREATE TABLE "_members_v" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"parent_id" uuid,
  	"version_name" varchar,
  	"version_legal_name" varchar,
  	"version_theme" varchar,
  	"version_website" varchar,
  	"version_hero_id" uuid,
  	"version_city" varchar,
  	"version_insee_code" varchar,
  	"version_region" varchar,
  	"version_country" "country_code",
  	"version_location_latitude" numeric,
  	"version_location_longitude" numeric,
  	"version_heritage_type" varchar,
  	"version_heritage_century" varchar,
  	"version_heritage_world_heritage_id" varchar,
  	"version_accessibility" varchar,
  	"version_label_number" numeric,
  	"version_label_decree_date" varchar,
  	"version_label_decree_reference" varchar,
  	"version_label_authority" "enum__members_v_version_label_authority",
  	"version_label_agreement_until" timestamp(3) with time zone,
  	"version_label_next_evaluation" timestamp(3) with time zone,
  	"version_legal_form" varchar,
  	"version_siren" varchar,
  	"version_wikidata_id" varchar,
  	"version_network_notes" varchar,
  	"version_kind" "membership_kind",
  	"version_slug" varchar,
  	"version_profile_reviewed_at" timestamp(3) with time zone,
  	"version_keep_typography" boolean DEFAULT false,
  	"version_revision" numeric DEFAULT 0,
  	"version_updated_at" timestamp(3) with time zone,
  	"version_created_at" timestamp(3) with time zone,
  	"version__status" "enum__members_v_version_status" DEFAULT 'draft',
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"snapshot" boolean,
  	"published_locale" "enum__members_v_published_locale",
  	"latest" boolean
  );
  
  CREATE TABLE "_members_v_locales" (
  	"version_summary" varchar,
  	"version_boilerplate" varchar,
  	"version_practical_information" jsonb,
  	"version_project_title" varchar,
  	"version_project_period" varchar,
  	"version_project_validated_by" varchar,
  	"version_activities" jsonb,
  	"id" serial PRIMARY KEY NOT NULL,
  	"_locale" "_locales" NOT NULL,
  	"_parent_id" uuid NOT NULL
  );
  
  CREATE TABLE "_members_v_texts" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"order" integer NOT NULL,
  	"parent_id" uuid NOT NULL,
  	"path" varchar NOT NULL,
  	"text" varchar
  );
  
  CREATE TABLE "_members_v_rels" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"order" integer,
  	"parent_id" uuid NOT NULL,
  	"path" varchar NOT NULL,
  	"media_id" uuid
  );
  
  CREATE TABLE "media" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"decorative" boolean DEFAULT false,
  	"credit" varchar,
  	"copyright" varchar,
  	"usage_terms" varchar,
  	"licence" varchar,
  	"licence_url" varchar,
  	"usable_until" timestamp(3) with time zone,
  	"territory" varchar,
  	"owner_id" uuid,
  	"original_name" varchar,
  	"revision" numeric DEFAULT 0,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"url" varchar,
  	"thumbnail_u_r_l" varchar,
  	"filename" varchar,
  	"mime_type" varchar,
  	"filesize" numeric,
  	"width" numeric,
  	"height" numeric,
  	"focal_x" numeric,
  	"focal_y" numeric,
  	"sizes_thumbnail_url" varchar,
  	"sizes_thumbnail_width" numeric,
  	"sizes_thumbnail_height" numeric,
  	"sizes_thumbnail_mime_type" varchar,
  	"sizes_thumbnail_filesize" numeric,
  	"sizes_thumbnail_filename" varchar,
  	"sizes_card_url" varchar,
  	"sizes_card_width" numeric,
  	"sizes_card_height" numeric,
  	"sizes_card_mime_type" varchar,
  	"sizes_card_filesize" numeric,
  	"sizes_card_filename" varchar,
  	"sizes_press_url" varchar,
  	"sizes_press_width" numeric,
  	"sizes_press_height" numeric,
  	"sizes_press_mime_type" varchar,
  	"sizes_press_filesize" numeric,
  	"sizes_press_filename" varchar
  );
  
  CREATE TABLE "media_locales" (
  	"alt" varchar,
  	"caption" varchar,
  	"id" serial PRIMARY KEY NOT NULL,
  	"_locale" "_locales" NOT NULL,
  	"_parent_id" uuid NOT NULL
  );
  
  CREATE TABLE "press_releases_boilerplates" (
  	"_order" integer NOT NULL,
  	"_parent_id" uuid NOT NULL,
  	"id" varchar PRIMARY KEY NOT NULL,
  	"name" varchar,
  	"language" varchar,
  	"text" varchar
  );
  
  CREATE TABLE "press_releases_corrections" (
  	"_order" integer NOT NULL,
  	"_parent_id" uuid NOT NULL,
  	"id" varchar PRIMARY KEY NOT NULL,
  	"kind" "enum_press_releases_corrections_kind" DEFAULT 'minor',
  	"at" timestamp(3) with time zone,
  	"note" varchar
  );
  
  CREATE TABLE "press_releases_languages" (
  	"order" integer NOT NULL,
  	"parent_id" uuid NOT NULL,
  	"value" "enum_press_releases_languages",
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL
  );
  
  CREATE TABLE "press_releases" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"dateline_place" varchar,
  	"dateline_date" timestamp(3) with time zone,
  	"embargo_until" timestamp(3) with time zone,
  	"embargountil_tz" "enum_press_releases_embargountil_tz" DEFAULT 'Europe/Paris',
  	"corrects_id" uuid,
  	"release_type" "enum_press_releases_release_type" DEFAULT 'release',
  	"owner_id" uuid,
  	"published_at" timestamp(3) with time zone,
  	"review_state" "enum_press_releases_review_state" DEFAULT 'none',
  	"review_note" varchar,
  	"review_requested_by_id" uuid,
  	"review_decided_by_id" uuid,
  	"slug" varchar,
  	"keep_typography" boolean DEFAULT false,
  	"revision" numeric DEFAULT 0,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"_status" "enum_press_releases_status" DEFAULT 'draft'
  );
  
  CREATE TABLE "press_releases_locales" (
  	"title" varchar,
  	"subtitle" varchar,
  	"summary" varchar,
  	"body" jsonb,
  	"correction_note" varchar,
  	"id" serial PRIMARY KEY NOT NULL,
  	"_locale" "_locales" NOT NULL,
  	"_parent_id" uuid NOT NULL
  );
  
  CREATE TABLE "press_releases_texts" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"order" integer NOT NULL,
  	"parent_id" uuid NOT NULL,
  	"path" varchar NOT NULL,
  	"text" varchar
  );
  
  CREATE TABLE "press_releases_rels" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"order" integer,
  	"parent_id" uuid NOT NULL,
  	"path" varchar NOT NULL,
  	"media_id" uuid,
  	"contacts_id" uuid,
  	"members_id" uuid,
  	"programmes_id" uuid
  );
  
  CREATE TABLE "_press_releases_v_version_boilerplates" (
  	"_order" integer NOT NULL,
  	"_parent_id" uuid NOT NULL,
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"name" varchar,
  	"language" varchar,
  	"text" varchar,
  	"_uuid" varchar
  );
  
  CREATE TABLE "_press_releases_v_version_corrections" (
  	"_order" integer NOT NULL,
  	"_parent_id" uuid NOT NULL,
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"kind" "enum__press_releases_v_version_corrections_kind" DEFAULT 'minor',
  	"at" timestamp(3) with time zone,
  	"note" varchar,
  	"_uuid" varchar
  );
  
  CREATE TABLE "_press_releases_v_version_languages" (
  	"order" integer NOT NULL,
  	"parent_id" uuid NOT NULL,
  	"value" "enum__press_releases_v_version_languages",
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL
  );
  
  CREATE TABLE "_press_releases_v" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"parent_id" uuid,
  	"version_dateline_place" varchar,
  	"version_dateline_date" timestamp(3) with time zone,
  	"version_embargo_until" timestamp(3) with time zone,
  	"version_embargountil_tz" "enum__press_releases_v_version_embargountil_tz" DEFAULT 'Europe/Paris',
  	"version_corrects_id" uuid,
  	"version_release_type" "enum__press_releases_v_version_release_type" DEFAULT 'release',
  	"version_owner_id" uuid,
  	"version_published_at" timestamp(3) with time zone,
  	"version_review_state" "enum__press_releases_v_version_review_state" DEFAULT 'none',
  	"version_review_note" varchar,
  	"version_review_requested_by_id" uuid,
  	"version_review_decided_by_id" uuid,
  	"version_slug" varchar,
  	"version_keep_typography" boolean DEFAULT false,
  	"version_revision" numeric DEFAULT 0,
  	"version_updated_at" timestamp(3) with time zone,
  	"version_created_at" timestamp(3) with time zone,
  	"version__status" "enum__press_releases_v_version_status" DEFAULT 'draft',
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"snapshot" boolean,
  	"published_locale" "enum__press_releases_v_published_locale",
  	"latest" boolean
  );
  
  CREATE TABLE "_press_releases_v_locales" (
  	"version_title" varchar,
  	"version_subtitle" varchar,
  	"version_summary" varchar,
  	"version_body" jsonb,
  	"version_correction_note" varchar,
  	"id" serial PRIMARY KEY NOT NULL,
  	"_locale" "_locales" NOT NULL,
  	"_parent_id" uuid NOT NULL
  );
  
  CREATE TABLE "_press_releases_v_texts" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"order" integer NOT NULL,
  	"parent_id" uuid NOT NULL,
  	"path" varchar NOT NULL,
  	"text" varchar
  );
  
  CREATE TABLE "_press_releases_v_rels" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"order" integer,
  	"parent_id" uuid NOT NULL,
  	"path" varchar NOT NULL,
  	"media_id" uuid,
  	"contacts_id" uuid,
  	"members_id" uuid,
  	"programmes_id" uuid
  );
  
  CREATE TABLE "contacts_languages" (
  	"order" integer NOT NULL,
  	"parent_id" uuid NOT NULL,
  	"value" "enum_contacts_languages",
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL
  );
  
  CREATE TABLE "contacts" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"given_name" varchar,
  	"family_name" varchar,
  	"organisation" varchar,
  	"email" varchar,
  	"phone" varchar,
  	"public_listed" boolean DEFAULT false,
  	"public_show_email" boolean DEFAULT false,
  	"public_show_phone" boolean DEFAULT false,
  	"territory" varchar,
  	"origin_source" varchar,
  	"origin_collected_at" timestamp(3) with time zone,
  	"origin_legal_basis" "enum_contacts_origin_legal_basis",
  	"origin_informed_at" timestamp(3) with time zone,
  	"objection_at" timestamp(3) with time zone,
  	"objection_channel" varchar,
  	"last_activity_at" timestamp(3) with time zone,
  	"until" timestamp(3) with time zone,
  	"display_name" varchar,
  	"name_key" varchar,
  	"kind" "enum_contacts_kind" DEFAULT 'press' NOT NULL,
  	"owner_id" uuid,
  	"duplicate_accepted" boolean,
  	"revision" numeric DEFAULT 0,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
  );
  
  CREATE TABLE "contacts_locales" (
  	"role" varchar,
  	"id" serial PRIMARY KEY NOT NULL,
  	"_locale" "_locales" NOT NULL,
  	"_parent_id" uuid NOT NULL
  );
  
  CREATE TABLE "contacts_texts" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"order" integer NOT NULL,
  	"parent_id" uuid NOT NULL,
  	"path" varchar NOT NULL,
  	"text" varchar
  );
  
  CREATE TABLE "charters_articles" (
  	"_order" integer NOT NULL,
  	"_parent_id" uuid NOT NULL,
  	"_locale" "_locales" NOT NULL,
  	"id" varchar PRIMARY KEY NOT NULL,
  	"number" numeric,
  	"title" varchar,
  	"text" varchar
  );
  
  CREATE TABLE "charters_amendments" (
  	"_order" integer NOT NULL,
  	"_parent_id" uuid NOT NULL,
  	"id" varchar PRIMARY KEY NOT NULL,
  	"at" varchar,
  	"place" varchar,
  	"note" varchar
  );
  
  CREATE TABLE "charters_languages" (
  	"order" integer NOT NULL,
  	"parent_id" uuid NOT NULL,
  	"value" "enum_charters_languages",
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL
  );
  
  CREATE TABLE "charters" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"place" varchar,
  	"adopted_at" varchar,
  	"file_id" uuid,
  	"slug" varchar,
  	"keep_typography" boolean DEFAULT false,
  	"revision" numeric DEFAULT 0,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"_status" "enum_charters_status" DEFAULT 'draft'
  );
  
  CREATE TABLE "charters_locales" (
  	"title" varchar,
  	"preamble" jsonb,
  	"id" serial PRIMARY KEY NOT NULL,
  	"_locale" "_locales" NOT NULL,
  	"_parent_id" uuid NOT NULL
  );
  
  CREATE TABLE "charters_texts" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"order" integer NOT NULL,
  	"parent_id" uuid NOT NULL,
  	"path" varchar NOT NULL,
  	"text" varchar
  );
  
  CREATE TABLE "_charters_v_version_articles" (
  	"_order" integer NOT NULL,
  	"_parent_id" uuid NOT NULL,
  	"_locale" "_locales" NOT NULL,
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"number" numeric,
  	"title" varchar,
  	"text" varchar,
  	"_uuid" varchar
  );
  
  CREATE TABLE "_charters_v_version_amendments" (
  	"_order" integer NOT NULL,
  	"_parent_id" uuid NOT NULL,
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"at" varchar,
  	"place" varchar,
  	"note" varchar,
  	"_uuid" varchar
  );
  
  CREATE TABLE "_charters_v_version_languages" (
  	"order" integer NOT NULL,
  	"parent_id" uuid NOT NULL,
  	"value" "enum__charters_v_version_languages",
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL
  );
  
  CREATE TABLE "_charters_v" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"parent_id" uuid,
  	"version_place" varchar,
  	"version_adopted_at" varchar,
  	"version_file_id" uuid,
  	"version_slug" varchar,
  	"version_keep_typography" boolean DEFAULT false,
  	"version_revision" numeric DEFAULT 0,
  	"version_updated_at" timestamp(3) with time zone,
  	"version_created_at" timestamp(3) with time zone,
  	"version__status" "enum__charters_v_version_status" DEFAULT 'draft',
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"snapshot" boolean,
  	"published_locale" "enum__charters_v_published_locale",
  	"latest" boolean
  );
  
  CREATE TABLE "_charters_v_locales" (
  	"version_title" varchar,
  	"version_preamble" jsonb,
  	"id" serial PRIMARY KEY NOT NULL,
  	"_locale" "_locales" NOT NULL,
  	"_parent_id" uuid NOT NULL
  );
  
  CREATE TABLE "_charters_v_texts" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"order" integer NOT NULL,
  	"parent_id" uuid NOT NULL,
  	"path" varchar NOT NULL,
  	"text" varchar
  );
  
  CREATE TABLE "charter_signatures" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"title" varchar,
  	"charter_id" uuid NOT NULL,
  	"member_id" uuid NOT NULL,
  	"signed_at" varchar NOT NULL,
  	"until" varchar,
  	"signatory_name" varchar,
  	"document_id" uuid,
  	"revision" numeric DEFAULT 0,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
  );
  
  CREATE TABLE "programmes_languages" (
  	"order" integer NOT NULL,
  	"parent_id" uuid NOT NULL,
  	"value" "enum_programmes_languages",
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL
  );
  
  CREATE TABLE "programmes" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"kind" "enum_programmes_kind" DEFAULT 'residency',
  	"since" varchar,
  	"until" varchar,
  	"slug" varchar,
  	"keep_typography" boolean DEFAULT false,
  	"revision" numeric DEFAULT 0,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"_status" "enum_programmes_status" DEFAULT 'draft'
  );
  
  CREATE TABLE "programmes_locales" (
  	"title" varchar,
  	"summary" varchar,
  	"description" jsonb,
  	"eligibility" jsonb,
  	"id" serial PRIMARY KEY NOT NULL,
  	"_locale" "_locales" NOT NULL,
  	"_parent_id" uuid NOT NULL
  );
  
  CREATE TABLE "programmes_texts" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"order" integer NOT NULL,
  	"parent_id" uuid NOT NULL,
  	"path" varchar NOT NULL,
  	"text" varchar
  );
  
  CREATE TABLE "_programmes_v_version_languages" (
  	"order" integer NOT NULL,
  	"parent_id" uuid NOT NULL,
  	"value" "enum__programmes_v_version_languages",
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL
  );
  
  CREATE TABLE "_programmes_v" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"parent_id" uuid,
  	"version_kind" "enum__programmes_v_version_kind" DEFAULT 'residency',
  	"version_since" varchar,
  	"version_until" varchar,
  	"version_slug" varchar,
  	"version_keep_typography" boolean DEFAULT false,
  	"version_revision" numeric DEFAULT 0,
  	"version_updated_at" timestamp(3) with time zone,
  	"version_created_at" timestamp(3) with time zone,
  	"version__status" "enum__programmes_v_version_status" DEFAULT 'draft',
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"snapshot" boolean,
  	"published_locale" "enum__programmes_v_published_locale",
  	"latest" boolean
  );
  
  CREATE TABLE "_programmes_v_locales" (
  	"version_title" varchar,
  	"version_summary" varchar,
  	"version_description" jsonb,
  	"version_eligibility" jsonb,
  	"id" serial PRIMARY KEY NOT NULL,
  	"_locale" "_locales" NOT NULL,
  	"_parent_id" uuid NOT NULL
  );
  
  CREATE TABLE "_programmes_v_texts" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"order" integer NOT NULL,
  	"parent_id" uuid NOT NULL,
  	"path" varchar NOT NULL,
  	"text" varchar
  );
  
  CREATE TABLE "editions_hosts" (
  	"_order" integer NOT NULL,
  	"_parent_id" uuid NOT NULL,
  	"id" varchar PRIMARY KEY NOT NULL,
  	"member_id" uuid NOT NULL,
  	"theme" varchar
  );
  
  CREATE TABLE "editions" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"title" varchar,
  	"year" numeric NOT NULL,
  	"opens_at" timestamp(3) with time zone,
  	"closes_at" timestamp(3) with time zone,
  	"grant_amount" numeric,
  	"grant_currency" varchar DEFAULT 'EUR',
  	"duration" varchar,
  	"note" varchar,
  	"revision" numeric DEFAULT 0,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
  );
  
  CREATE TABLE "editions_locales" (
  	"eligibility" varchar,
  	"id" serial PRIMARY KEY NOT NULL,
  	"_locale" "_locales" NOT NULL,
  	"_parent_id" uuid NOT NULL
  );
  
  CREATE TABLE "editions_rels" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"order" integer,
  	"parent_id" uuid NOT NULL,
  	"path" varchar NOT NULL,
  	"programmes_id" uuid,
  	"media_id" uuid
  );
  
  CREATE TABLE "residencies" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"edition_id" uuid,
  	"host_id" uuid NOT NULL,
  	"person" varchar NOT NULL,
  	"country" "country_code",
  	"discipline" varchar,
  	"starts_on" timestamp(3) with time zone,
  	"ends_on" timestamp(3) with time zone,
  	"publicity" "enum_residencies_publicity" DEFAULT 'private' NOT NULL,
  	"owner_id" uuid,
  	"revision" numeric DEFAULT 0,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
  );
  
  CREATE TABLE "residencies_locales" (
  	"outcome" varchar,
  	"id" serial PRIMARY KEY NOT NULL,
  	"_locale" "_locales" NOT NULL,
  	"_parent_id" uuid NOT NULL
  );
  
  CREATE TABLE "public_sites_shows_collections" (
  	"order" integer NOT NULL,
  	"parent_id" uuid NOT NULL,
  	"value" "enum_public_sites_shows_collections",
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL
  );
  
  CREATE TABLE "public_sites_shows_languages" (
  	"order" integer NOT NULL,
  	"parent_id" uuid NOT NULL,
  	"value" "enum_public_sites_shows_languages",
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL
  );
  
  CREATE TABLE "public_sites" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"name" varchar NOT NULL,
  	"address" varchar NOT NULL,
  	"hook_provider" "enum_public_sites_hook_provider" DEFAULT 'webhook' NOT NULL,
  	"hook_url" varchar NOT NULL,
  	"quiet_seconds" numeric DEFAULT 5 NOT NULL,
  	"longest_wait_seconds" numeric DEFAULT 60 NOT NULL,
  	"owner_id" uuid,
  	"enabled" boolean DEFAULT true,
  	"revision" numeric DEFAULT 0,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
  );
  
  CREATE TABLE "public_sites_rels" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"order" integer,
  	"parent_id" uuid NOT NULL,
  	"path" varchar NOT NULL,
  	"members_id" uuid
  );
  
  CREATE TABLE "payload_kv" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"key" varchar NOT NULL,
  	"data" jsonb NOT NULL
  );
  
  CREATE TABLE "payload_preferences" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"key" varchar,
  	"value" jsonb,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
  );
  
  CREATE TABLE "payload_preferences_rels" (
  	"id" serial PRIMARY KEY NOT NULL,
  	"order" integer,
  	"parent_id" uuid NOT NULL,
  	"path" varchar NOT NULL,
  	"users_id" uuid
  );
  
  CREATE TABLE "payload_migrations" (
  	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
  	"name" varchar,
  	"batch" numeric,
  	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
  	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
  );
  
  ALTER TABLE "users_sessions" ADD CONSTRAINT "users_sessions_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "users" ADD CONSTRAINT "users_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "members_social_links" ADD CONSTRAINT "members_social_links_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "members_heritage_protections" ADD CONSTRAINT "members_heritage_protections_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "members_memberships" ADD CONSTRAINT "members_memberships_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "members_languages" ADD CONSTRAINT "members_languages_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "members" ADD CONSTRAINT "members_hero_id_media_id_fk" FOREIGN KEY ("hero_id") REFERENCES "public"."media"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "members_locales" ADD CONSTRAINT "members_locales_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "members_texts" ADD CONSTRAINT "members_texts_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "members_rels" ADD CONSTRAINT "members_rels_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "members_rels" ADD CONSTRAINT "members_rels_media_fk" FOREIGN KEY ("media_id") REFERENCES "public"."media"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_members_v_version_social_links" ADD CONSTRAINT "_members_v_version_social_links_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."_members_v"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_members_v_version_heritage_protections" ADD CONSTRAINT "_members_v_version_heritage_protections_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."_members_v"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_members_v_version_memberships" ADD CONSTRAINT "_members_v_version_memberships_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."_members_v"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_members_v_version_languages" ADD CONSTRAINT "_members_v_version_languages_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."_members_v"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_members_v" ADD CONSTRAINT "_members_v_parent_id_members_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."members"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "_members_v" ADD CONSTRAINT "_members_v_version_hero_id_media_id_fk" FOREIGN KEY ("version_hero_id") REFERENCES "public"."media"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "_members_v_locales" ADD CONSTRAINT "_members_v_locales_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."_members_v"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_members_v_texts" ADD CONSTRAINT "_members_v_texts_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."_members_v"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_members_v_rels" ADD CONSTRAINT "_members_v_rels_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."_members_v"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_members_v_rels" ADD CONSTRAINT "_members_v_rels_media_fk" FOREIGN KEY ("media_id") REFERENCES "public"."media"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "media" ADD CONSTRAINT "media_owner_id_members_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."members"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "media_locales" ADD CONSTRAINT "media_locales_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."media"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "press_releases_boilerplates" ADD CONSTRAINT "press_releases_boilerplates_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."press_releases"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "press_releases_corrections" ADD CONSTRAINT "press_releases_corrections_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."press_releases"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "press_releases_languages" ADD CONSTRAINT "press_releases_languages_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."press_releases"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "press_releases" ADD CONSTRAINT "press_releases_corrects_id_press_releases_id_fk" FOREIGN KEY ("corrects_id") REFERENCES "public"."press_releases"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "press_releases" ADD CONSTRAINT "press_releases_owner_id_members_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."members"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "press_releases" ADD CONSTRAINT "press_releases_review_requested_by_id_users_id_fk" FOREIGN KEY ("review_requested_by_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "press_releases" ADD CONSTRAINT "press_releases_review_decided_by_id_users_id_fk" FOREIGN KEY ("review_decided_by_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "press_releases_locales" ADD CONSTRAINT "press_releases_locales_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."press_releases"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "press_releases_texts" ADD CONSTRAINT "press_releases_texts_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."press_releases"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "press_releases_rels" ADD CONSTRAINT "press_releases_rels_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."press_releases"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "press_releases_rels" ADD CONSTRAINT "press_releases_rels_media_fk" FOREIGN KEY ("media_id") REFERENCES "public"."media"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "press_releases_rels" ADD CONSTRAINT "press_releases_rels_contacts_fk" FOREIGN KEY ("contacts_id") REFERENCES "public"."contacts"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "press_releases_rels" ADD CONSTRAINT "press_releases_rels_members_fk" FOREIGN KEY ("members_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "press_releases_rels" ADD CONSTRAINT "press_releases_rels_programmes_fk" FOREIGN KEY ("programmes_id") REFERENCES "public"."programmes"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_press_releases_v_version_boilerplates" ADD CONSTRAINT "_press_releases_v_version_boilerplates_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."_press_releases_v"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_press_releases_v_version_corrections" ADD CONSTRAINT "_press_releases_v_version_corrections_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."_press_releases_v"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_press_releases_v_version_languages" ADD CONSTRAINT "_press_releases_v_version_languages_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."_press_releases_v"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_press_releases_v" ADD CONSTRAINT "_press_releases_v_parent_id_press_releases_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."press_releases"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "_press_releases_v" ADD CONSTRAINT "_press_releases_v_version_corrects_id_press_releases_id_fk" FOREIGN KEY ("version_corrects_id") REFERENCES "public"."press_releases"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "_press_releases_v" ADD CONSTRAINT "_press_releases_v_version_owner_id_members_id_fk" FOREIGN KEY ("version_owner_id") REFERENCES "public"."members"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "_press_releases_v" ADD CONSTRAINT "_press_releases_v_version_review_requested_by_id_users_id_fk" FOREIGN KEY ("version_review_requested_by_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "_press_releases_v" ADD CONSTRAINT "_press_releases_v_version_review_decided_by_id_users_id_fk" FOREIGN KEY ("version_review_decided_by_id") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "_press_releases_v_locales" ADD CONSTRAINT "_press_releases_v_locales_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."_press_releases_v"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_press_releases_v_texts" ADD CONSTRAINT "_press_releases_v_texts_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."_press_releases_v"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_press_releases_v_rels" ADD CONSTRAINT "_press_releases_v_rels_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."_press_releases_v"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_press_releases_v_rels" ADD CONSTRAINT "_press_releases_v_rels_media_fk" FOREIGN KEY ("media_id") REFERENCES "public"."media"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_press_releases_v_rels" ADD CONSTRAINT "_press_releases_v_rels_contacts_fk" FOREIGN KEY ("contacts_id") REFERENCES "public"."contacts"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_press_releases_v_rels" ADD CONSTRAINT "_press_releases_v_rels_members_fk" FOREIGN KEY ("members_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_press_releases_v_rels" ADD CONSTRAINT "_press_releases_v_rels_programmes_fk" FOREIGN KEY ("programmes_id") REFERENCES "public"."programmes"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "contacts_languages" ADD CONSTRAINT "contacts_languages_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."contacts"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "contacts" ADD CONSTRAINT "contacts_owner_id_members_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."members"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "contacts_locales" ADD CONSTRAINT "contacts_locales_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."contacts"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "contacts_texts" ADD CONSTRAINT "contacts_texts_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."contacts"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "charters_articles" ADD CONSTRAINT "charters_articles_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."charters"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "charters_amendments" ADD CONSTRAINT "charters_amendments_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."charters"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "charters_languages" ADD CONSTRAINT "charters_languages_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."charters"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "charters" ADD CONSTRAINT "charters_file_id_media_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."media"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "charters_locales" ADD CONSTRAINT "charters_locales_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."charters"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "charters_texts" ADD CONSTRAINT "charters_texts_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."charters"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_charters_v_version_articles" ADD CONSTRAINT "_charters_v_version_articles_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."_charters_v"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_charters_v_version_amendments" ADD CONSTRAINT "_charters_v_version_amendments_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."_charters_v"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_charters_v_version_languages" ADD CONSTRAINT "_charters_v_version_languages_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."_charters_v"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_charters_v" ADD CONSTRAINT "_charters_v_parent_id_charters_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."charters"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "_charters_v" ADD CONSTRAINT "_charters_v_version_file_id_media_id_fk" FOREIGN KEY ("version_file_id") REFERENCES "public"."media"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "_charters_v_locales" ADD CONSTRAINT "_charters_v_locales_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."_charters_v"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_charters_v_texts" ADD CONSTRAINT "_charters_v_texts_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."_charters_v"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "charter_signatures" ADD CONSTRAINT "charter_signatures_charter_id_charters_id_fk" FOREIGN KEY ("charter_id") REFERENCES "public"."charters"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "charter_signatures" ADD CONSTRAINT "charter_signatures_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "charter_signatures" ADD CONSTRAINT "charter_signatures_document_id_media_id_fk" FOREIGN KEY ("document_id") REFERENCES "public"."media"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "programmes_languages" ADD CONSTRAINT "programmes_languages_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."programmes"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "programmes_locales" ADD CONSTRAINT "programmes_locales_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."programmes"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "programmes_texts" ADD CONSTRAINT "programmes_texts_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."programmes"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_programmes_v_version_languages" ADD CONSTRAINT "_programmes_v_version_languages_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."_programmes_v"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_programmes_v" ADD CONSTRAINT "_programmes_v_parent_id_programmes_id_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."programmes"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "_programmes_v_locales" ADD CONSTRAINT "_programmes_v_locales_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."_programmes_v"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "_programmes_v_texts" ADD CONSTRAINT "_programmes_v_texts_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."_programmes_v"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "editions_hosts" ADD CONSTRAINT "editions_hosts_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "editions_hosts" ADD CONSTRAINT "editions_hosts_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."editions"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "editions_locales" ADD CONSTRAINT "editions_locales_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."editions"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "editions_rels" ADD CONSTRAINT "editions_rels_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."editions"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "editions_rels" ADD CONSTRAINT "editions_rels_programmes_fk" FOREIGN KEY ("programmes_id") REFERENCES "public"."programmes"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "editions_rels" ADD CONSTRAINT "editions_rels_media_fk" FOREIGN KEY ("media_id") REFERENCES "public"."media"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "residencies" ADD CONSTRAINT "residencies_edition_id_editions_id_fk" FOREIGN KEY ("edition_id") REFERENCES "public"."editions"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "residencies" ADD CONSTRAINT "residencies_host_id_members_id_fk" FOREIGN KEY ("host_id") REFERENCES "public"."members"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "residencies" ADD CONSTRAINT "residencies_owner_id_members_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."members"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "residencies_locales" ADD CONSTRAINT "residencies_locales_parent_id_fk" FOREIGN KEY ("_parent_id") REFERENCES "public"."residencies"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "public_sites_shows_collections" ADD CONSTRAINT "public_sites_shows_collections_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."public_sites"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "public_sites_shows_languages" ADD CONSTRAINT "public_sites_shows_languages_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."public_sites"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "public_sites" ADD CONSTRAINT "public_sites_owner_id_members_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."members"("id") ON DELETE set null ON UPDATE no action;
  ALTER TABLE "public_sites_rels" ADD CONSTRAINT "public_sites_rels_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."public_sites"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "public_sites_rels" ADD CONSTRAINT "public_sites_rels_members_fk" FOREIGN KEY ("members_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "payload_preferences_rels" ADD CONSTRAINT "payload_preferences_rels_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."payload_preferences"("id") ON DELETE cascade ON UPDATE no action;
  ALTER TABLE "payload_preferences_rels" ADD CONSTRAINT "payload_preferences_rels_users_fk" FOREIGN KEY ("users_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;
  CREATE INDEX "publications_document_idx" ON "publications" USING btree ("collection","document_id","language","position");
  CREATE INDEX "published_documents_slug_idx" ON "published_documents" USING btree ("collection","slug");
  CREATE INDEX "published_documents_position_idx" ON "published_documents" USING btree ("position");
  CREATE INDEX "published_references_target_idx" ON "published_references" USING btree ("target_collection","target_id");
  CREATE INDEX "rebuilds_due_idx" ON "rebuilds" USING btree ("state","due_at");
  CREATE INDEX "rebuilds_site_idx" ON "rebuilds" USING btree ("site_id","requested_at");
  CREATE INDEX "rebuild_attempts_rebuild_idx" ON "rebuild_attempts" USING btree ("rebuild_id","at");
  CREATE INDEX "users_sessions_order_idx" ON "users_sessions" USING btree ("_order");
  CREATE INDEX "users_sessions_parent_id_idx" ON "users_sessions" USING btree ("_parent_id");
  CREATE INDEX "users_member_idx" ON "users" USING btree ("member_id");
  CREATE INDEX "users_updated_at_idx" ON "users" USING btree ("updated_at");
  CREATE INDEX "users_created_at_idx" ON "users" USING btree ("created_at");
  CREATE UNIQUE INDEX "users_email_idx" ON "users" USING btree ("email");
  CREATE INDEX "members_social_links_order_idx" ON "members_social_links" USING btree ("_order");
  CREATE INDEX "members_social_links_parent_id_idx" ON "members_social_links" USING btree ("_parent_id");
  CREATE INDEX "members_heritage_protections_order_idx" ON "members_heritage_protections" USING btree ("_order");
  CREATE INDEX "members_heritage_protections_parent_id_idx" ON "members_heritage_protections" USING btree ("_parent_id");
  CREATE INDEX "members_memberships_order_idx" ON "members_memberships" USING btree ("_order");
  CREATE INDEX "members_memberships_parent_id_idx" ON "members_memberships" USING btree ("_parent_id");
  CREATE INDEX "members_languages_order_idx" ON "members_languages" USING btree ("order");
  CREATE INDEX "members_languages_parent_idx" ON "members_languages" USING btree ("parent_id");
  CREATE INDEX "members_name_idx" ON "members" USING btree ("name");
  CREATE INDEX "members_hero_idx" ON "members" USING btree ("hero_id");
  CREATE INDEX "members_city_idx" ON "members" USING btree ("city");
  CREATE INDEX "members_region_idx" ON "members" USING btree ("region");
  CREATE INDEX "members_country_idx" ON "members" USING btree ("country");
  CREATE INDEX "members_kind_idx" ON "members" USING btree ("kind");
  CREATE UNIQUE INDEX "members_slug_idx" ON "members" USING btree ("slug");
  CREATE INDEX "members_updated_at_idx" ON "members" USING btree ("updated_at");
  CREATE INDEX "members_created_at_idx" ON "members" USING btree ("created_at");
  CREATE INDEX "members__status_idx" ON "members" USING btree ("_status");
  CREATE UNIQUE INDEX "members_locales_locale_parent_id_unique" ON "members_locales" USING btree ("_locale","_parent_id");
  CREATE INDEX "members_texts_order_parent" ON "members_texts" USING btree ("order","parent_id");
  CREATE INDEX "members_rels_order_idx" ON "members_rels" USING btree ("order");
  CREATE INDEX "members_rels_parent_idx" ON "members_rels" USING btree ("parent_id");
  CREATE INDEX "members_rels_path_idx" ON "members_rels" USING btree ("path");
  CREATE INDEX "members_rels_media_id_idx" ON "members_rels" USING btree ("media_id");
  CREATE INDEX "_members_v_version_social_links_order_idx" ON "_members_v_version_social_links" USING btree ("_order");
  CREATE INDEX "_members_v_version_social_links_parent_id_idx" ON "_members_v_version_social_links" USING btree ("_parent_id");
  CREATE INDEX "_members_v_version_heritage_protections_order_idx" ON "_members_v_version_heritage_protections" USING btree ("_order");
  CREATE INDEX "_members_v_version_heritage_protections_parent_id_idx" ON "_members_v_version_heritage_protections" USING btree ("_parent_id");
  CREATE INDEX "_members_v_version_memberships_order_idx" ON "_members_v_version_memberships" USING btree ("_order");
  CREATE INDEX "_members_v_version_memberships_parent_id_idx" ON "_members_v_version_memberships" USING btree ("_parent_id");
  CREATE INDEX "_members_v_version_languages_order_idx" ON "_members_v_version_languages" USING btree ("order");
  CREATE INDEX "_members_v_version_languages_parent_idx" ON "_members_v_version_languages" USING btree ("parent_id");
  CREATE INDEX "_members_v_parent_idx" ON "_members_v" USING btree ("parent_id");
  CREATE INDEX "_members_v_version_version_name_idx" ON "_members_v" USING btree ("version_name");
  CREATE INDEX "_members_v_version_version_hero_idx" ON "_members_v" USING btree ("version_hero_id");
  CREATE INDEX "_members_v_version_version_city_idx" ON "_members_v" USING btree ("version_city");
  CREATE INDEX "_members_v_version_version_region_idx" ON "_members_v" USING btree ("version_region");
  CREATE INDEX "_members_v_version_version_country_idx" ON "_members_v" USING btree ("version_country");
  CREATE INDEX "_members_v_version_version_kind_idx" ON "_members_v" USING btree ("version_kind");
  CREATE INDEX "_members_v_version_version_slug_idx" ON "_members_v" USING btree ("version_slug");
  CREATE INDEX "_members_v_version_version_updated_at_idx" ON "_members_v" USING btree ("version_updated_at");
  CREATE INDEX "_members_v_version_version_created_at_idx" ON "_members_v" USING btree ("version_created_at");
  CREATE INDEX "_members_v_version_version__status_idx" ON "_members_v" USING btree ("version__status");
  CREATE INDEX "_members_v_created_at_idx" ON "_members_v" USING btree ("created_at");
  CREATE INDEX "_members_v_updated_at_idx" ON "_members_v" USING btree ("updated_at");
  CREATE INDEX "_members_v_snapshot_idx" ON "_members_v" USING btree ("snapshot");
  CREATE INDEX "_members_v_published_locale_idx" ON "_members_v" USING btree ("published_locale");
  CREATE INDEX "_members_v_latest_idx" ON "_members_v" USING btree ("latest");
  CREATE UNIQUE INDEX "_members_v_locales_locale_parent_id_unique" ON "_members_v_locales" USING btree ("_locale","_parent_id");
  CREATE INDEX "_members_v_texts_order_parent" ON "_members_v_texts" USING btree ("order","parent_id");
  CREATE INDEX "_members_v_rels_order_idx" ON "_members_v_rels" USING btree ("order");
  CREATE INDEX "_members_v_rels_parent_idx" ON "_members_v_rels" USING btree ("parent_id");
  CREATE INDEX "_members_v_rels_path_idx" ON "_members_v_rels" USING btree ("path");
  CREATE INDEX "_members_v_rels_media_id_idx" ON "_members_v_rels" USING btree ("media_id");
  CREATE INDEX "media_usable_until_idx" ON "media" USING btree ("usable_until");
  CREATE INDEX "media_owner_idx" ON "media" USING btree ("owner_id");
  CREATE INDEX "media_updated_at_idx" ON "media" USING btree ("updated_at");
  CREATE INDEX "media_created_at_idx" ON "media" USING btree ("created_at");
  CREATE UNIQUE INDEX "media_filename_idx" ON "media" USING btree ("filename");
  CREATE INDEX "media_sizes_thumbnail_sizes_thumbnail_filename_idx" ON "media" USING btree ("sizes_thumbnail_filename");
  CREATE INDEX "media_sizes_card_sizes_card_filename_idx" ON "media" USING btree ("sizes_card_filename");
  CREATE INDEX "media_sizes_press_sizes_press_filename_idx" ON "media" USING btree ("sizes_press_filename");
  CREATE UNIQUE INDEX "media_locales_locale_parent_id_unique" ON "media_locales" USING btree ("_locale","_parent_id");
  CREATE INDEX "press_releases_boilerplates_order_idx" ON "press_releases_boilerplates" USING btree ("_order");
  CREATE INDEX "press_releases_boilerplates_parent_id_idx" ON "press_releases_boilerplates" USING btree ("_parent_id");
  CREATE INDEX "press_releases_corrections_order_idx" ON "press_releases_corrections" USING btree ("_order");
  CREATE INDEX "press_releases_corrections_parent_id_idx" ON "press_releases_corrections" USING btree ("_parent_id");
  CREATE INDEX "press_releases_languages_order_idx" ON "press_releases_languages" USING btree ("order");
  CREATE INDEX "press_releases_languages_parent_idx" ON "press_releases_languages" USING btree ("parent_id");
  CREATE INDEX "press_releases_embargo_until_idx" ON "press_releases" USING btree ("embargo_until");
  CREATE INDEX "press_releases_corrects_idx" ON "press_releases" USING btree ("corrects_id");
  CREATE INDEX "press_releases_release_type_idx" ON "press_releases" USING btree ("release_type");
  CREATE INDEX "press_releases_owner_idx" ON "press_releases" USING btree ("owner_id");
  CREATE INDEX "press_releases_published_at_idx" ON "press_releases" USING btree ("published_at");
  CREATE INDEX "press_releases_review_review_state_idx" ON "press_releases" USING btree ("review_state");
  CREATE INDEX "press_releases_review_review_requested_by_idx" ON "press_releases" USING btree ("review_requested_by_id");
  CREATE INDEX "press_releases_review_review_decided_by_idx" ON "press_releases" USING btree ("review_decided_by_id");
  CREATE UNIQUE INDEX "press_releases_slug_idx" ON "press_releases" USING btree ("slug");
  CREATE INDEX "press_releases_updated_at_idx" ON "press_releases" USING btree ("updated_at");
  CREATE INDEX "press_releases_created_at_idx" ON "press_releases" USING btree ("created_at");
  CREATE INDEX "press_releases__status_idx" ON "press_releases" USING btree ("_status");
  CREATE UNIQUE INDEX "press_releases_locales_locale_parent_id_unique" ON "press_releases_locales" USING btree ("_locale","_parent_id");
  CREATE INDEX "press_releases_texts_order_parent" ON "press_releases_texts" USING btree ("order","parent_id");
  CREATE INDEX "press_releases_rels_order_idx" ON "press_releases_rels" USING btree ("order");
  CREATE INDEX "press_releases_rels_parent_idx" ON "press_releases_rels" USING btree ("parent_id");
  CREATE INDEX "press_releases_rels_path_idx" ON "press_releases_rels" USING btree ("path");
  CREATE INDEX "press_releases_rels_media_id_idx" ON "press_releases_rels" USING btree ("media_id");
  CREATE INDEX "press_releases_rels_contacts_id_idx" ON "press_releases_rels" USING btree ("contacts_id");
  CREATE INDEX "press_releases_rels_members_id_idx" ON "press_releases_rels" USING btree ("members_id");
  CREATE INDEX "press_releases_rels_programmes_id_idx" ON "press_releases_rels" USING btree ("programmes_id");
  CREATE INDEX "_press_releases_v_version_boilerplates_order_idx" ON "_press_releases_v_version_boilerplates" USING btree ("_order");
  CREATE INDEX "_press_releases_v_version_boilerplates_parent_id_idx" ON "_press_releases_v_version_boilerplates" USING btree ("_parent_id");
  CREATE INDEX "_press_releases_v_version_corrections_order_idx" ON "_press_releases_v_version_corrections" USING btree ("_order");
  CREATE INDEX "_press_releases_v_version_corrections_parent_id_idx" ON "_press_releases_v_version_corrections" USING btree ("_parent_id");
  CREATE INDEX "_press_releases_v_version_languages_order_idx" ON "_press_releases_v_version_languages" USING btree ("order");
  CREATE INDEX "_press_releases_v_version_languages_parent_idx" ON "_press_releases_v_version_languages" USING btree ("parent_id");
  CREATE INDEX "_press_releases_v_parent_idx" ON "_press_releases_v" USING btree ("parent_id");
  CREATE INDEX "_press_releases_v_version_version_embargo_until_idx" ON "_press_releases_v" USING btree ("version_embargo_until");
  CREATE INDEX "_press_releases_v_version_version_corrects_idx" ON "_press_releases_v" USING btree ("version_corrects_id");
  CREATE INDEX "_press_releases_v_version_version_release_type_idx" ON "_press_releases_v" USING btree ("version_release_type");
  CREATE INDEX "_press_releases_v_version_version_owner_idx" ON "_press_releases_v" USING btree ("version_owner_id");
  CREATE INDEX "_press_releases_v_version_version_published_at_idx" ON "_press_releases_v" USING btree ("version_published_at");
  CREATE INDEX "_press_releases_v_version_review_version_review_state_idx" ON "_press_releases_v" USING btree ("version_review_state");
  CREATE INDEX "_press_releases_v_version_review_version_review_requeste_idx" ON "_press_releases_v" USING btree ("version_review_requested_by_id");
  CREATE INDEX "_press_releases_v_version_review_version_review_decided__idx" ON "_press_releases_v" USING btree ("version_review_decided_by_id");
  CREATE INDEX "_press_releases_v_version_version_slug_idx" ON "_press_releases_v" USING btree ("version_slug");
  CREATE INDEX "_press_releases_v_version_version_updated_at_idx" ON "_press_releases_v" USING btree ("version_updated_at");
  CREATE INDEX "_press_releases_v_version_version_created_at_idx" ON "_press_releases_v" USING btree ("version_created_at");
  CREATE INDEX "_press_releases_v_version_version__status_idx" ON "_press_releases_v" USING btree ("version__status");
  CREATE INDEX "_press_releases_v_created_at_idx" ON "_press_releases_v" USING btree ("created_at");
  CREATE INDEX "_press_releases_v_updated_at_idx" ON "_press_releases_v" USING btree ("updated_at");
  CREATE INDEX "_press_releases_v_snapshot_idx" ON "_press_releases_v" USING btree ("snapshot");
  CREATE INDEX "_press_releases_v_published_locale_idx" ON "_press_releases_v" USING btree ("published_locale");
  CREATE INDEX "_press_releases_v_latest_idx" ON "_press_releases_v" USING btree ("latest");
  CREATE UNIQUE INDEX "_press_releases_v_locales_locale_parent_id_unique" ON "_press_releases_v_locales" USING btree ("_locale","_parent_id");
  CREATE INDEX "_press_releases_v_texts_order_parent" ON "_press_releases_v_texts" USING btree ("order","parent_id");
  CREATE INDEX "_press_releases_v_rels_order_idx" ON "_press_releases_v_rels" USING btree ("order");
  CREATE INDEX "_press_releases_v_rels_parent_idx" ON "_press_releases_v_rels" USING btree ("parent_id");
  CREATE INDEX "_press_releases_v_rels_path_idx" ON "_press_releases_v_rels" USING btree ("path");
  CREATE INDEX "_press_releases_v_rels_media_id_idx" ON "_press_releases_v_rels" USING btree ("media_id");
  CREATE INDEX "_press_releases_v_rels_contacts_id_idx" ON "_press_releases_v_rels" USING btree ("contacts_id");
  CREATE INDEX "_press_releases_v_rels_members_id_idx" ON "_press_releases_v_rels" USING btree ("members_id");
  CREATE INDEX "_press_releases_v_rels_programmes_id_idx" ON "_press_releases_v_rels" USING btree ("programmes_id");
  CREATE INDEX "contacts_languages_order_idx" ON "contacts_languages" USING btree ("order");
  CREATE INDEX "contacts_languages_parent_idx" ON "contacts_languages" USING btree ("parent_id");
  CREATE INDEX "contacts_email_idx" ON "contacts" USING btree ("email");
  CREATE INDEX "contacts_until_idx" ON "contacts" USING btree ("until");
  CREATE INDEX "contacts_display_name_idx" ON "contacts" USING btree ("display_name");
  CREATE INDEX "contacts_name_key_idx" ON "contacts" USING btree ("name_key");
  CREATE INDEX "contacts_kind_idx" ON "contacts" USING btree ("kind");
  CREATE INDEX "contacts_owner_idx" ON "contacts" USING btree ("owner_id");
  CREATE INDEX "contacts_updated_at_idx" ON "contacts" USING btree ("updated_at");
  CREATE INDEX "contacts_created_at_idx" ON "contacts" USING btree ("created_at");
  CREATE UNIQUE INDEX "contacts_locales_locale_parent_id_unique" ON "contacts_locales" USING btree ("_locale","_parent_id");
  CREATE INDEX "contacts_texts_order_parent" ON "contacts_texts" USING btree ("order","parent_id");
  CREATE INDEX "charters_articles_order_idx" ON "charters_articles" USING btree ("_order");
  CREATE INDEX "charters_articles_parent_id_idx" ON "charters_articles" USING btree ("_parent_id");
  CREATE INDEX "charters_articles_locale_idx" ON "charters_articles" USING btree ("_locale");
  CREATE INDEX "charters_amendments_order_idx" ON "charters_amendments" USING btree ("_order");
  CREATE INDEX "charters_amendments_parent_id_idx" ON "charters_amendments" USING btree ("_parent_id");
  CREATE INDEX "charters_languages_order_idx" ON "charters_languages" USING btree ("order");
  CREATE INDEX "charters_languages_parent_idx" ON "charters_languages" USING btree ("parent_id");
  CREATE INDEX "charters_file_idx" ON "charters" USING btree ("file_id");
  CREATE UNIQUE INDEX "charters_slug_idx" ON "charters" USING btree ("slug");
  CREATE INDEX "charters_updated_at_idx" ON "charters" USING btree ("updated_at");
  CREATE INDEX "charters_created_at_idx" ON "charters" USING btree ("created_at");
  CREATE INDEX "charters__status_idx" ON "charters" USING btree ("_status");
  CREATE UNIQUE INDEX "charters_locales_locale_parent_id_unique" ON "charters_locales" USING btree ("_locale","_parent_id");
  CREATE INDEX "charters_texts_order_parent" ON "charters_texts" USING btree ("order","parent_id");
  CREATE INDEX "_charters_v_version_articles_order_idx" ON "_charters_v_version_articles" USING btree ("_order");
  CREATE INDEX "_charters_v_version_articles_parent_id_idx" ON "_charters_v_version_articles" USING btree ("_parent_id");
  CREATE INDEX "_charters_v_version_articles_locale_idx" ON "_charters_v_version_articles" USING btree ("_locale");
  CREATE INDEX "_charters_v_version_amendments_order_idx" ON "_charters_v_version_amendments" USING btree ("_order");
  CREATE INDEX "_charters_v_version_amendments_parent_id_idx" ON "_charters_v_version_amendments" USING btree ("_parent_id");
  CREATE INDEX "_charters_v_version_languages_order_idx" ON "_charters_v_version_languages" USING btree ("order");
  CREATE INDEX "_charters_v_version_languages_parent_idx" ON "_charters_v_version_languages" USING btree ("parent_id");
  CREATE INDEX "_charters_v_parent_idx" ON "_charters_v" USING btree ("parent_id");
  CREATE INDEX "_charters_v_version_version_file_idx" ON "_charters_v" USING btree ("version_file_id");
  CREATE INDEX "_charters_v_version_version_slug_idx" ON "_charters_v" USING btree ("version_slug");
  CREATE INDEX "_charters_v_version_version_updated_at_idx" ON "_charters_v" USING btree ("version_updated_at");
  CREATE INDEX "_charters_v_version_version_created_at_idx" ON "_charters_v" USING btree ("version_created_at");
  CREATE INDEX "_charters_v_version_version__status_idx" ON "_charters_v" USING btree ("version__status");
  CREATE INDEX "_charters_v_created_at_idx" ON "_charters_v" USING btree ("created_at");
  CREATE INDEX "_charters_v_updated_at_idx" ON "_charters_v" USING btree ("updated_at");
  CREATE INDEX "_charters_v_snapshot_idx" ON "_charters_v" USING btree ("snapshot");
  CREATE INDEX "_charters_v_published_locale_idx" ON "_charters_v" USING btree ("published_locale");
  CREATE INDEX "_charters_v_latest_idx" ON "_charters_v" USING btree ("latest");
  CREATE UNIQUE INDEX "_charters_v_locales_locale_parent_id_unique" ON "_charters_v_locales" USING btree ("_locale","_parent_id");
  CREATE INDEX "_charters_v_texts_order_parent" ON "_charters_v_texts" USING btree ("order","parent_id");
  CREATE INDEX "charter_signatures_charter_idx" ON "charter_signatures" USING btree ("charter_id");
  CREATE INDEX "charter_signatures_member_idx" ON "charter_signatures" USING btree ("member_id");
  CREATE INDEX "charter_signatures_document_idx" ON "charter_signatures" USING btree ("document_id");
  CREATE INDEX "charter_signatures_updated_at_idx" ON "charter_signatures" USING btree ("updated_at");
  CREATE INDEX "charter_signatures_created_at_idx" ON "charter_signatures" USING btree ("created_at");
  CREATE INDEX "programmes_languages_order_idx" ON "programmes_languages" USING btree ("order");
  CREATE INDEX "programmes_languages_parent_idx" ON "programmes_languages" USING btree ("parent_id");
  CREATE UNIQUE INDEX "programmes_slug_idx" ON "programmes" USING btree ("slug");
  CREATE INDEX "programmes_updated_at_idx" ON "programmes" USING btree ("updated_at");
  CREATE INDEX "programmes_created_at_idx" ON "programmes" USING btree ("created_at");
  CREATE INDEX "programmes__status_idx" ON "programmes" USING btree ("_status");
  CREATE UNIQUE INDEX "programmes_locales_locale_parent_id_unique" ON "programmes_locales" USING btree ("_locale","_parent_id");
  CREATE INDEX "programmes_texts_order_parent" ON "programmes_texts" USING btree ("order","parent_id");
  CREATE INDEX "_programmes_v_version_languages_order_idx" ON "_programmes_v_version_languages" USING btree ("order");
  CREATE INDEX "_programmes_v_version_languages_parent_idx" ON "_programmes_v_version_languages" USING btree ("parent_id");
  CREATE INDEX "_programmes_v_parent_idx" ON "_programmes_v" USING btree ("parent_id");
  CREATE INDEX "_programmes_v_version_version_slug_idx" ON "_programmes_v" USING btree ("version_slug");
  CREATE INDEX "_programmes_v_version_version_updated_at_idx" ON "_programmes_v" USING btree ("version_updated_at");
  CREATE INDEX "_programmes_v_version_version_created_at_idx" ON "_programmes_v" USING btree ("version_created_at");
  CREATE INDEX "_programmes_v_version_version__status_idx" ON "_programmes_v" USING btree ("version__status");
  CREATE INDEX "_programmes_v_created_at_idx" ON "_programmes_v" USING btree ("created_at");
  CREATE INDEX "_programmes_v_updated_at_idx" ON "_programmes_v" USING btree ("updated_at");
  CREATE INDEX "_programmes_v_snapshot_idx" ON "_programmes_v" USING btree ("snapshot");
  CREATE INDEX "_programmes_v_published_locale_idx" ON "_programmes_v" USING btree ("published_locale");
  CREATE INDEX "_programmes_v_latest_idx" ON "_programmes_v" USING btree ("latest");
  CREATE UNIQUE INDEX "_programmes_v_locales_locale_parent_id_unique" ON "_programmes_v_locales" USING btree ("_locale","_parent_id");
  CREATE INDEX "_programmes_v_texts_order_parent" ON "_programmes_v_texts" USING btree ("order","parent_id");
  CREATE INDEX "editions_hosts_order_idx" ON "editions_hosts" USING btree ("_order");
  CREATE INDEX "editions_hosts_parent_id_idx" ON "editions_hosts" USING btree ("_parent_id");
  CREATE INDEX "editions_hosts_member_idx" ON "editions_hosts" USING btree ("member_id");
  CREATE INDEX "editions_year_idx" ON "editions" USING btree ("year");
  CREATE INDEX "editions_updated_at_idx" ON "editions" USING btree ("updated_at");
  CREATE INDEX "editions_created_at_idx" ON "editions" USING btree ("created_at");
  CREATE UNIQUE INDEX "editions_locales_locale_parent_id_unique" ON "editions_locales" USING btree ("_locale","_parent_id");
  CREATE INDEX "editions_rels_order_idx" ON "editions_rels" USING btree ("order");
  CREATE INDEX "editions_rels_parent_idx" ON "editions_rels" USING btree ("parent_id");
  CREATE INDEX "editions_rels_path_idx" ON "editions_rels" USING btree ("path");
  CREATE INDEX "editions_rels_programmes_id_idx" ON "editions_rels" USING btree ("programmes_id");
  CREATE INDEX "editions_rels_media_id_idx" ON "editions_rels" USING btree ("media_id");
  CREATE INDEX "residencies_edition_idx" ON "residencies" USING btree ("edition_id");
  CREATE INDEX "residencies_host_idx" ON "residencies" USING btree ("host_id");
  CREATE INDEX "residencies_starts_on_idx" ON "residencies" USING btree ("starts_on");
  CREATE INDEX "residencies_owner_idx" ON "residencies" USING btree ("owner_id");
  CREATE INDEX "residencies_updated_at_idx" ON "residencies" USING btree ("updated_at");
  CREATE INDEX "residencies_created_at_idx" ON "residencies" USING btree ("created_at");
  CREATE UNIQUE INDEX "residencies_locales_locale_parent_id_unique" ON "residencies_locales" USING btree ("_locale","_parent_id");
  CREATE INDEX "public_sites_shows_collections_order_idx" ON "public_sites_shows_collections" USING btree ("order");
  CREATE INDEX "public_sites_shows_collections_parent_idx" ON "public_sites_shows_collections" USING btree ("parent_id");
  CREATE INDEX "public_sites_shows_languages_order_idx" ON "public_sites_shows_languages" USING btree ("order");
  CREATE INDEX "public_sites_shows_languages_parent_idx" ON "public_sites_shows_languages" USING btree ("parent_id");
  CREATE INDEX "public_sites_owner_idx" ON "public_sites" USING btree ("owner_id");
  CREATE INDEX "public_sites_updated_at_idx" ON "public_sites" USING btree ("updated_at");
  CREATE INDEX "public_sites_created_at_idx" ON "public_sites" USING btree ("created_at");
  CREATE INDEX "public_sites_rels_order_idx" ON "public_sites_rels" USING btree ("order");
  CREATE INDEX "public_sites_rels_parent_idx" ON "public_sites_rels" USING btree ("parent_id");
  CREATE INDEX "public_sites_rels_path_idx" ON "public_sites_rels" USING btree ("path");
  CREATE INDEX "public_sites_rels_members_id_idx" ON "public_sites_rels" USING btree ("members_id");
  CREATE UNIQUE INDEX "payload_kv_key_idx" ON "payload_kv" USING btree ("key");
  CREATE INDEX "payload_preferences_key_idx" ON "payload_preferences" USING btree ("key");
  CREATE INDEX "payload_preferences_updated_at_idx" ON "payload_preferences" USING btree ("updated_at");
  CREATE INDEX "payload_preferences_created_at_idx" ON "payload_preferences" USING btree ("created_at");
  CREATE INDEX "payload_preferences_rels_order_idx" ON "payload_preferences_rels" USING btree ("order");
  CREATE INDEX "payload_preferences_rels_parent_idx" ON "payload_preferences_rels" USING btree ("parent_id");
  CREATE INDEX "payload_preferences_rels_path_idx" ON "payload_preferences_rels" USING btree ("path");
  CREATE INDEX "payload_preferences_rels_users_id_idx" ON "payload_preferences_rels" USING btree ("users_id");
  CREATE INDEX "payload_migrations_updated_at_idx" ON "payload_migrations" USING btree ("updated_at");
  CREATE INDEX "payload_migrations_created_at_idx" ON "payload_migrations" USING btree ("created_at");`)
}

export async function down({ db, payload, req }: MigrateDownArgs): Promise<void> {
  await db.execute(sql`
   DROP TABLE "publications" CASCADE;
  DROP TABLE "published_documents" CASCADE;
  DROP TABLE "published_references" CASCADE;
  DROP TABLE "rebuild_targets" CASCADE;
  DROP TABLE "rebuilds" CASCADE;
  DROP TABLE "rebuild_attempts" CASCADE;
  DROP TABLE "users_sessions" CASCADE;
  DROP TABLE "users" CASCADE;
  DROP TABLE "members_social_links" CASCADE;
  DROP TABLE "members_heritage_protections" CASCADE;
  DROP TABLE "members_memberships" CASCADE;
  DROP TABLE "members_languages" CASCADE;
  DROP TABLE "members" CASCADE;
  DROP TABLE "members_locales" CASCADE;
  DROP TABLE "members_texts" CASCADE;
  DROP TABLE "members_rels" CASCADE;
  DROP TABLE "_members_v_version_social_links" CASCADE;
  DROP TABLE "_members_v_version_heritage_protections" CASCADE;
  DROP TABLE "_members_v_version_memberships" CASCADE;
  DROP TABLE "_members_v_version_languages" CASCADE;
  DROP TABLE "_members_v" CASCADE;
  DROP TABLE "_members_v_locales" CASCADE;
  DROP TABLE "_members_v_texts" CASCADE;
  DROP TABLE "_members_v_rels" CASCADE;
  DROP TABLE "media" CASCADE;
  DROP TABLE "media_locales" CASCADE;
  DROP TABLE "press_releases_boilerplates" CASCADE;
  DROP TABLE "press_releases_corrections" CASCADE;
  DROP TABLE "press_releases_languages" CASCADE;
  DROP TABLE "press_releases" CASCADE;
  DROP TABLE "press_releases_locales" CASCADE;
  DROP TABLE "press_releases_texts" CASCADE;
  DROP TABLE "press_releases_rels" CASCADE;
  DROP TABLE "_press_releases_v_version_boilerplates" CASCADE;
  DROP TABLE "_press_releases_v_version_corrections" CASCADE;
  DROP TABLE "_press_releases_v_version_languages" CASCADE;
  DROP TABLE "_press_releases_v" CASCADE;
  DROP TABLE "_press_releases_v_locales" CASCADE;
  DROP TABLE "_press_releases_v_texts" CASCADE;
  DROP TABLE "_press_releases_v_rels" CASCADE;
  DROP TABLE "contacts_languages" CASCADE;
  DROP TABLE "contacts" CASCADE;
  DROP TABLE "contacts_locales" CASCADE;
  DROP TABLE "contacts_texts" CASCADE;
  DROP TABLE "charters_articles" CASCADE;
  DROP TABLE "charters_amendments" CASCADE;
  DROP TABLE "charters_languages" CASCADE;
  DROP TABLE "charters" CASCADE;
  DROP TABLE "charters_locales" CASCADE;
  DROP TABLE "charters_texts" CASCADE;
  DROP TABLE "_charters_v_version_articles" CASCADE;
  DROP TABLE "_charters_v_version_amendments" CASCADE;
  DROP TABLE "_charters_v_version_languages" CASCADE;
  DROP TABLE "_charters_v" CASCADE;
  DROP TABLE "_charters_v_locales" CASCADE;
  DROP TABLE "_charters_v_texts" CASCADE;
  DROP TABLE "charter_signatures" CASCADE;
  DROP TABLE "programmes_languages" CASCADE;
  DROP TABLE "programmes" CASCADE;
  DROP TABLE "programmes_locales" CASCADE;
  DROP TABLE "programmes_texts" CASCADE;
  DROP TABLE "_programmes_v_version_languages" CASCADE;
  DROP TABLE "_programmes_v" CASCADE;
  DROP TABLE "_programmes_v_locales" CASCADE;
  DROP TABLE "_programmes_v_texts" CASCADE;
  DROP TABLE "editions_hosts" CASCADE;
  DROP TABLE "editions" CASCADE;
  DROP TABLE "editions_locales" CASCADE;
  DROP TABLE "editions_rels" CASCADE;
  DROP TABLE "residencies" CASCADE;
  DROP TABLE "residencies_locales" CASCADE;
  DROP TABLE "public_sites_shows_collections" CASCADE;
  DROP TABLE "public_sites_shows_languages" CASCADE;
  DROP TABLE "public_sites" CASCADE;
  DROP TABLE "public_sites_rels" CASCADE;
  DROP TABLE "payload_kv" CASCADE;
  DROP TABLE "payload_preferences" CASCADE;
  DROP TABLE "payload_preferences_rels" CASCADE;
  DROP TABLE "payload_migrations" CASCADE;
  DROP TYPE "public"."_locales";
  DROP TYPE "public"."enum_users_role";
  DROP TYPE "public"."membership_kind";
  DROP TYPE "public"."enum_members_languages";
  DROP TYPE "public"."country_code";
  DROP TYPE "public"."enum_members_label_authority";
  DROP TYPE "public"."enum_members_status";
  DROP TYPE "public"."enum__members_v_version_languages";
  DROP TYPE "public"."enum__members_v_version_label_authority";
  DROP TYPE "public"."enum__members_v_version_status";
  DROP TYPE "public"."enum__members_v_published_locale";
  DROP TYPE "public"."enum_press_releases_corrections_kind";
  DROP TYPE "public"."enum_press_releases_languages";
  DROP TYPE "public"."enum_press_releases_embargountil_tz";
  DROP TYPE "public"."enum_press_releases_release_type";
  DROP TYPE "public"."enum_press_releases_review_state";
  DROP TYPE "public"."enum_press_releases_status";
  DROP TYPE "public"."enum__press_releases_v_version_corrections_kind";
  DROP TYPE "public"."enum__press_releases_v_version_languages";
  DROP TYPE "public"."enum__press_releases_v_version_embargountil_tz";
  DROP TYPE "public"."enum__press_releases_v_version_release_type";
  DROP TYPE "public"."enum__press_releases_v_version_review_state";
  DROP TYPE "public"."enum__press_releases_v_version_status";
  DROP TYPE "public"."enum__press_releases_v_published_locale";
  DROP TYPE "public"."enum_contacts_languages";
  DROP TYPE "public"."enum_contacts_origin_legal_basis";
  DROP TYPE "public"."enum_contacts_kind";
  DROP TYPE "public"."enum_charters_languages";
  DROP TYPE "public"."enum_charters_status";
  DROP TYPE "public"."enum__charters_v_version_languages";
  DROP TYPE "public"."enum__charters_v_version_status";
  DROP TYPE "public"."enum__charters_v_published_locale";
  DROP TYPE "public"."enum_programmes_languages";
  DROP TYPE "public"."enum_programmes_kind";
  DROP TYPE "public"."enum_programmes_status";
  DROP TYPE "public"."enum__programmes_v_version_languages";
  DROP TYPE "public"."enum__programmes_v_version_kind";
  DROP TYPE "public"."enum__programmes_v_version_status";
  DROP TYPE "public"."enum__programmes_v_published_locale";
  DROP TYPE "public"."enum_residencies_publicity";
  DROP TYPE "public"."enum_public_sites_shows_collections";
  DROP TYPE "public"."enum_public_sites_shows_languages";
  DROP TYPE "public"."enum_public_sites_hook_provider";`)
}
