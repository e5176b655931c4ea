CREATE TABLE `draft` (
	`id` text PRIMARY KEY NOT NULL,
	`guild_id` text NOT NULL,
	`schedule_id` text,
	`rev` integer NOT NULL,
	`body` text NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`guild_id`) REFERENCES `guild`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`schedule_id`) REFERENCES `schedule`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `draft_guild` ON `draft` (`guild_id`);--> statement-breakpoint
CREATE INDEX `draft_schedule` ON `draft` (`schedule_id`);