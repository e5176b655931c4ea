ALTER TABLE `subscription` ADD `checked_at` integer;--> statement-breakpoint
CREATE INDEX `subscription_checked` ON `subscription` (`checked_at`);