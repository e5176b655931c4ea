ALTER TABLE "subscription" ADD COLUMN "checked_at" bigint;--> statement-breakpoint
CREATE INDEX "subscription_checked" ON "subscription" USING btree ("checked_at");