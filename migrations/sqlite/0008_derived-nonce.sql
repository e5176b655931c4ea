DROP INDEX `delivery_lane`;--> statement-breakpoint
CREATE INDEX `delivery_lane` ON `delivery` (`lane`,`deadline`,`turn`,`not_before`) WHERE "delivery"."state" = 'ready';