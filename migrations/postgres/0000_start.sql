CREATE TABLE "audit" (
	"id" text PRIMARY KEY NOT NULL,
	"guild_id" text NOT NULL,
	"at" bigint NOT NULL,
	"actor_id" text,
	"action" text NOT NULL,
	"target" text,
	"detail" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "buddy" (
	"person_id" text NOT NULL,
	"buddy_id" text NOT NULL,
	"state" text NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	CONSTRAINT "buddy_person_id_buddy_id_pk" PRIMARY KEY("person_id","buddy_id")
);
--> statement-breakpoint
CREATE TABLE "counter" (
	"guild_id" text NOT NULL,
	"week" text NOT NULL,
	"name" text NOT NULL,
	"value" bigint NOT NULL,
	CONSTRAINT "counter_guild_id_week_name_pk" PRIMARY KEY("guild_id","week","name")
);
--> statement-breakpoint
CREATE TABLE "delivery" (
	"due_id" text NOT NULL,
	"epoch" integer NOT NULL,
	"occ" bigint NOT NULL,
	"person_id" text,
	"guild_id" text,
	"schedule_id" text,
	"kind" text NOT NULL,
	"source" text NOT NULL,
	"lane" text NOT NULL,
	"rev" integer NOT NULL,
	"due_at" bigint NOT NULL,
	"deadline" bigint NOT NULL,
	"state" text NOT NULL,
	"reason" text,
	"not_before" bigint NOT NULL,
	"attempt" integer NOT NULL,
	"first_attempt_at" bigint,
	"owner" text,
	"lease_until" bigint,
	"nonce" text NOT NULL,
	"channel_id" text,
	"message_id" text,
	"late" boolean NOT NULL,
	"ask" boolean NOT NULL,
	"collapsed" integer NOT NULL,
	"sent_at" bigint,
	"answered_at" bigint,
	CONSTRAINT "delivery_due_id_epoch_occ_pk" PRIMARY KEY("due_id","epoch","occ")
);
--> statement-breakpoint
CREATE TABLE "due" (
	"id" text PRIMARY KEY NOT NULL,
	"schedule_id" text,
	"person_id" text,
	"guild_id" text,
	"kind" text NOT NULL,
	"ref" jsonb,
	"asked" boolean NOT NULL,
	"epoch" integer NOT NULL,
	"rev" integer NOT NULL,
	"next_due" bigint,
	"next_occ" bigint,
	"last_occ" bigint,
	"last_sent_at" bigint,
	"jitter_s" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "guild" (
	"id" text PRIMARY KEY NOT NULL,
	"zone" text NOT NULL,
	"locale" text NOT NULL,
	"settings" jsonb NOT NULL,
	"joined_at" bigint NOT NULL,
	"left_at" bigint
);
--> statement-breakpoint
CREATE TABLE "meta" (
	"key" text PRIMARY KEY NOT NULL,
	"value" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "panel" (
	"message_id" text PRIMARY KEY NOT NULL,
	"channel_id" text NOT NULL,
	"guild_id" text NOT NULL,
	"schedule_id" text NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" text PRIMARY KEY NOT NULL,
	"key_id" text,
	"consent_version" integer,
	"consent_at" bigint,
	"adult" boolean NOT NULL,
	"zone" text NOT NULL,
	"day_start" integer NOT NULL,
	"locale" text NOT NULL,
	"epoch" integer NOT NULL,
	"paused_until" bigint,
	"quiet_from" integer,
	"quiet_to" integer,
	"daily_cap" integer NOT NULL,
	"dm_channel_id" text,
	"dm_state" text NOT NULL,
	"ignored" integer NOT NULL,
	"created_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "record" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"kind" text NOT NULL,
	"local_date" text NOT NULL,
	"at" bigint NOT NULL,
	"updated_at" bigint NOT NULL,
	"rev" integer NOT NULL,
	"payload" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "schedule" (
	"id" text PRIMARY KEY NOT NULL,
	"guild_id" text,
	"person_id" text,
	"kind" text NOT NULL,
	"content" jsonb NOT NULL,
	"rule" jsonb NOT NULL,
	"zone" text,
	"window_min" integer NOT NULL,
	"way" text NOT NULL,
	"channel_id" text,
	"grace_s" integer NOT NULL,
	"policy" jsonb NOT NULL,
	"paused_until" bigint,
	"enabled" boolean NOT NULL,
	"halted" text,
	"stale_after" text,
	"rev" integer NOT NULL,
	"created_by" text,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "subscription" (
	"schedule_id" text NOT NULL,
	"person_id" text NOT NULL,
	"way" text,
	"joined_at" bigint NOT NULL,
	CONSTRAINT "subscription_schedule_id_person_id_pk" PRIMARY KEY("schedule_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "worker" (
	"id" text PRIMARY KEY NOT NULL,
	"seen_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "audit" ADD CONSTRAINT "audit_guild_id_guild_id_fk" FOREIGN KEY ("guild_id") REFERENCES "public"."guild"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "buddy" ADD CONSTRAINT "buddy_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "counter" ADD CONSTRAINT "counter_guild_id_guild_id_fk" FOREIGN KEY ("guild_id") REFERENCES "public"."guild"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "due" ADD CONSTRAINT "due_schedule_id_schedule_id_fk" FOREIGN KEY ("schedule_id") REFERENCES "public"."schedule"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "due" ADD CONSTRAINT "due_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "panel" ADD CONSTRAINT "panel_guild_id_guild_id_fk" FOREIGN KEY ("guild_id") REFERENCES "public"."guild"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "panel" ADD CONSTRAINT "panel_schedule_id_schedule_id_fk" FOREIGN KEY ("schedule_id") REFERENCES "public"."schedule"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record" ADD CONSTRAINT "record_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule" ADD CONSTRAINT "schedule_guild_id_guild_id_fk" FOREIGN KEY ("guild_id") REFERENCES "public"."guild"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "schedule" ADD CONSTRAINT "schedule_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_schedule_id_schedule_id_fk" FOREIGN KEY ("schedule_id") REFERENCES "public"."schedule"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscription" ADD CONSTRAINT "subscription_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_guild_at" ON "audit" USING btree ("guild_id","at");--> statement-breakpoint
CREATE INDEX "audit_actor" ON "audit" USING btree ("actor_id");--> statement-breakpoint
CREATE INDEX "buddy_buddy" ON "buddy" USING btree ("buddy_id");--> statement-breakpoint
CREATE INDEX "delivery_ready" ON "delivery" USING btree ("not_before") WHERE "delivery"."state" = 'ready';--> statement-breakpoint
CREATE INDEX "delivery_sending" ON "delivery" USING btree ("lease_until") WHERE "delivery"."state" = 'sending';--> statement-breakpoint
CREATE INDEX "delivery_lane" ON "delivery" USING btree ("lane","deadline","nonce") WHERE "delivery"."state" = 'ready';--> statement-breakpoint
CREATE INDEX "delivery_person_due" ON "delivery" USING btree ("person_id","due_at");--> statement-breakpoint
CREATE INDEX "delivery_channel_due" ON "delivery" USING btree ("channel_id","due_at") WHERE "delivery"."person_id" IS NULL;--> statement-breakpoint
CREATE INDEX "delivery_due_at" ON "delivery" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "due_next" ON "due" USING btree ("next_due") WHERE "due"."next_due" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "due_person" ON "due" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "due_schedule" ON "due" USING btree ("schedule_id","id");--> statement-breakpoint
CREATE INDEX "panel_schedule" ON "panel" USING btree ("schedule_id");--> statement-breakpoint
CREATE INDEX "panel_guild" ON "panel" USING btree ("guild_id");--> statement-breakpoint
CREATE INDEX "record_person_kind_at" ON "record" USING btree ("person_id","kind","at");--> statement-breakpoint
CREATE INDEX "schedule_guild" ON "schedule" USING btree ("guild_id");--> statement-breakpoint
CREATE INDEX "schedule_person" ON "schedule" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "schedule_stale" ON "schedule" USING btree ("stale_after") WHERE "schedule"."stale_after" IS NOT NULL;--> statement-breakpoint
CREATE INDEX "subscription_person" ON "subscription" USING btree ("person_id");