CREATE TABLE "draft" (
	"id" text PRIMARY KEY NOT NULL,
	"guild_id" text NOT NULL,
	"schedule_id" text,
	"rev" integer NOT NULL,
	"body" jsonb NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "draft" ADD CONSTRAINT "draft_guild_id_guild_id_fk" FOREIGN KEY ("guild_id") REFERENCES "public"."guild"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft" ADD CONSTRAINT "draft_schedule_id_schedule_id_fk" FOREIGN KEY ("schedule_id") REFERENCES "public"."schedule"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "draft_guild" ON "draft" USING btree ("guild_id");--> statement-breakpoint
CREATE INDEX "draft_schedule" ON "draft" USING btree ("schedule_id");