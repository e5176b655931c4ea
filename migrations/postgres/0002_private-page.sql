CREATE TABLE "keeping" (
	"person_id" text PRIMARY KEY NOT NULL,
	"days" integer NOT NULL,
	"told_at" bigint,
	"withdrawn_at" bigint
);
--> statement-breakpoint
CREATE TABLE "page_link" (
	"hash" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"landing" text NOT NULL,
	"expires_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "page_session" (
	"hash" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"started_at" bigint NOT NULL,
	"seen_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "keeping" ADD CONSTRAINT "keeping_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "page_link" ADD CONSTRAINT "page_link_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "page_session" ADD CONSTRAINT "page_session_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "page_link_person" ON "page_link" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "page_session_person" ON "page_session" USING btree ("person_id");