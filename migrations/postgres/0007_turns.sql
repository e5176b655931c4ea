DROP INDEX "delivery_lane";--> statement-breakpoint
ALTER TABLE "delivery" ADD COLUMN "turn" integer;--> statement-breakpoint
CREATE INDEX "delivery_lane" ON "delivery" USING btree ("lane","deadline","turn","nonce","not_before") WHERE "delivery"."state" = 'ready';