CREATE TABLE `erased` (
	`key_id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `erased_person` ON `erased` (`person_id`);--> statement-breakpoint
CREATE TABLE `member_key` (
	`person_id` text PRIMARY KEY NOT NULL,
	`key_id` text NOT NULL,
	`master_id` text NOT NULL,
	`wrapped` blob NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `meta` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
