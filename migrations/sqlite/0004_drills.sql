CREATE TABLE `drill_text` (
	`hash` text PRIMARY KEY NOT NULL,
	`body` text NOT NULL,
	`kept_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `group_choice` (
	`group_id` text NOT NULL,
	`choice` text NOT NULL,
	`answers` integer NOT NULL,
	PRIMARY KEY(`group_id`, `choice`),
	FOREIGN KEY (`group_id`) REFERENCES `group_drill`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `group_drill` (
	`id` text PRIMARY KEY NOT NULL,
	`guild_id` text NOT NULL,
	`channel_id` text NOT NULL,
	`hash` text NOT NULL,
	`opened_at` integer NOT NULL,
	`shown_at` integer,
	FOREIGN KEY (`guild_id`) REFERENCES `guild`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`hash`) REFERENCES `drill_text`(`hash`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `group_drill_shown` ON `group_drill` (`shown_at`,`opened_at`);--> statement-breakpoint
CREATE TABLE `server_drill` (
	`guild_id` text NOT NULL,
	`id` text NOT NULL,
	`hash` text NOT NULL,
	`imported_at` integer NOT NULL,
	`withdrawn_at` integer,
	PRIMARY KEY(`guild_id`, `id`),
	FOREIGN KEY (`guild_id`) REFERENCES `guild`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`hash`) REFERENCES `drill_text`(`hash`) ON UPDATE no action ON DELETE no action
);
