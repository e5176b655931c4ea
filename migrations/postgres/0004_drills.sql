CREATE TABLE "drill_text" (
	"hash" text PRIMARY KEY NOT NULL,
	"body" jsonb NOT NULL,
	"kept_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "group_choice" (
	"group_id" text NOT NULL,
	"choice" text NOT NULL,
	"answers" integer NOT NULL,
	CONSTRAINT "group_choice_group_id_choice_pk" PRIMARY KEY("group_id","choice")
);
--> statement-breakpoint
CREATE TABLE "group_drill" (
	"id" text PRIMARY KEY NOT NULL,
	"guild_id" text NOT NULL,
	"channel_id" text NOT NULL,
	"hash" text NOT NULL,
	"opened_at" bigint NOT NULL,
	"shown_at" bigint
);
--> statement-breakpoint
CREATE TABLE "server_drill" (
	"guild_id" text NOT NULL,
	"id" text NOT NULL,
	"hash" text NOT NULL,
	"imported_at" bigint NOT NULL,
	"withdrawn_at" bigint,
	CONSTRAINT "server_drill_guild_id_id_pk" PRIMARY KEY("guild_id","id")
);
--> statement-breakpoint
ALTER TABLE "group_choice" ADD CONSTRAINT "group_choice_group_id_group_drill_id_fk" FOREIGN KEY ("group_id") REFERENCES "public"."group_drill"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_drill" ADD CONSTRAINT "group_drill_guild_id_guild_id_fk" FOREIGN KEY ("guild_id") REFERENCES "public"."guild"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_drill" ADD CONSTRAINT "group_drill_hash_drill_text_hash_fk" FOREIGN KEY ("hash") REFERENCES "public"."drill_text"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "server_drill" ADD CONSTRAINT "server_drill_guild_id_guild_id_fk" FOREIGN KEY ("guild_id") REFERENCES "public"."guild"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "server_drill" ADD CONSTRAINT "server_drill_hash_drill_text_hash_fk" FOREIGN KEY ("hash") REFERENCES "public"."drill_text"("hash") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "group_drill_shown" ON "group_drill" USING btree ("shown_at","opened_at");