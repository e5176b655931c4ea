DROP INDEX `delivery_ready`;--> statement-breakpoint
DROP INDEX `delivery_lane`;--> statement-breakpoint
CREATE INDEX `delivery_lane` ON `delivery` (`lane`,`deadline`,`nonce`,`not_before`) WHERE "delivery"."state" = 'ready';