CREATE TABLE `audit` (
	`id` text PRIMARY KEY NOT NULL,
	`guild_id` text NOT NULL,
	`at` integer NOT NULL,
	`actor_id` text,
	`action` text NOT NULL,
	`target` text,
	`detail` text NOT NULL,
	FOREIGN KEY (`guild_id`) REFERENCES `guild`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `audit_guild_at` ON `audit` (`guild_id`,`at`);--> statement-breakpoint
CREATE INDEX `audit_actor` ON `audit` (`actor_id`);--> statement-breakpoint
CREATE TABLE `buddy` (
	`person_id` text NOT NULL,
	`buddy_id` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`person_id`, `buddy_id`),
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `buddy_buddy` ON `buddy` (`buddy_id`);--> statement-breakpoint
CREATE TABLE `counter` (
	`guild_id` text NOT NULL,
	`week` text NOT NULL,
	`name` text NOT NULL,
	`value` integer NOT NULL,
	PRIMARY KEY(`guild_id`, `week`, `name`),
	FOREIGN KEY (`guild_id`) REFERENCES `guild`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `delivery` (
	`due_id` text NOT NULL,
	`epoch` integer NOT NULL,
	`occ` integer NOT NULL,
	`person_id` text,
	`guild_id` text,
	`schedule_id` text,
	`kind` text NOT NULL,
	`source` text NOT NULL,
	`lane` text NOT NULL,
	`rev` integer NOT NULL,
	`due_at` integer NOT NULL,
	`deadline` integer NOT NULL,
	`state` text NOT NULL,
	`reason` text,
	`not_before` integer NOT NULL,
	`attempt` integer NOT NULL,
	`first_attempt_at` integer,
	`owner` text,
	`lease_until` integer,
	`nonce` text NOT NULL,
	`channel_id` text,
	`message_id` text,
	`late` integer NOT NULL,
	`ask` integer NOT NULL,
	`collapsed` integer NOT NULL,
	`sent_at` integer,
	`answered_at` integer,
	PRIMARY KEY(`due_id`, `epoch`, `occ`),
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `delivery_ready` ON `delivery` (`not_before`) WHERE "delivery"."state" = 'ready';--> statement-breakpoint
CREATE INDEX `delivery_sending` ON `delivery` (`lease_until`) WHERE "delivery"."state" = 'sending';--> statement-breakpoint
CREATE INDEX `delivery_lane` ON `delivery` (`lane`,`deadline`,`nonce`) WHERE "delivery"."state" = 'ready';--> statement-breakpoint
CREATE INDEX `delivery_person_due` ON `delivery` (`person_id`,`due_at`);--> statement-breakpoint
CREATE INDEX `delivery_channel_due` ON `delivery` (`channel_id`,`due_at`) WHERE "delivery"."person_id" IS NULL;--> statement-breakpoint
CREATE INDEX `delivery_due_at` ON `delivery` (`due_at`);--> statement-breakpoint
CREATE TABLE `due` (
	`id` text PRIMARY KEY NOT NULL,
	`schedule_id` text,
	`person_id` text,
	`guild_id` text,
	`kind` text NOT NULL,
	`ref` text,
	`asked` integer NOT NULL,
	`epoch` integer NOT NULL,
	`rev` integer NOT NULL,
	`next_due` integer,
	`next_occ` integer,
	`last_occ` integer,
	`last_sent_at` integer,
	`jitter_s` integer NOT NULL,
	FOREIGN KEY (`schedule_id`) REFERENCES `schedule`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `due_next` ON `due` (`next_due`) WHERE "due"."next_due" IS NOT NULL;--> statement-breakpoint
CREATE INDEX `due_person` ON `due` (`person_id`);--> statement-breakpoint
CREATE INDEX `due_schedule` ON `due` (`schedule_id`,`id`);--> statement-breakpoint
CREATE TABLE `guild` (
	`id` text PRIMARY KEY NOT NULL,
	`zone` text NOT NULL,
	`locale` text NOT NULL,
	`settings` text NOT NULL,
	`joined_at` integer NOT NULL,
	`left_at` integer
);
--> statement-breakpoint
CREATE TABLE `meta` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `panel` (
	`message_id` text PRIMARY KEY NOT NULL,
	`channel_id` text NOT NULL,
	`guild_id` text NOT NULL,
	`schedule_id` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`guild_id`) REFERENCES `guild`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`schedule_id`) REFERENCES `schedule`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `panel_schedule` ON `panel` (`schedule_id`);--> statement-breakpoint
CREATE INDEX `panel_guild` ON `panel` (`guild_id`);--> statement-breakpoint
CREATE TABLE `person` (
	`id` text PRIMARY KEY NOT NULL,
	`key_id` text,
	`consent_version` integer,
	`consent_at` integer,
	`adult` integer NOT NULL,
	`zone` text NOT NULL,
	`day_start` integer NOT NULL,
	`locale` text NOT NULL,
	`epoch` integer NOT NULL,
	`paused_until` integer,
	`quiet_from` integer,
	`quiet_to` integer,
	`daily_cap` integer NOT NULL,
	`dm_channel_id` text,
	`dm_state` text NOT NULL,
	`ignored` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `record` (
	`id` text PRIMARY KEY NOT NULL,
	`person_id` text NOT NULL,
	`kind` text NOT NULL,
	`local_date` text NOT NULL,
	`at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`rev` integer NOT NULL,
	`payload` blob NOT NULL,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `record_person_kind_at` ON `record` (`person_id`,`kind`,`at`);--> statement-breakpoint
CREATE TABLE `schedule` (
	`id` text PRIMARY KEY NOT NULL,
	`guild_id` text,
	`person_id` text,
	`kind` text NOT NULL,
	`content` text NOT NULL,
	`rule` text NOT NULL,
	`zone` text,
	`window_min` integer NOT NULL,
	`way` text NOT NULL,
	`channel_id` text,
	`grace_s` integer NOT NULL,
	`policy` text NOT NULL,
	`paused_until` integer,
	`enabled` integer NOT NULL,
	`halted` text,
	`stale_after` text,
	`rev` integer NOT NULL,
	`created_by` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`guild_id`) REFERENCES `guild`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `schedule_guild` ON `schedule` (`guild_id`);--> statement-breakpoint
CREATE INDEX `schedule_person` ON `schedule` (`person_id`);--> statement-breakpoint
CREATE INDEX `schedule_stale` ON `schedule` (`stale_after`) WHERE "schedule"."stale_after" IS NOT NULL;--> statement-breakpoint
CREATE TABLE `subscription` (
	`schedule_id` text NOT NULL,
	`person_id` text NOT NULL,
	`way` text,
	`joined_at` integer NOT NULL,
	PRIMARY KEY(`schedule_id`, `person_id`),
	FOREIGN KEY (`schedule_id`) REFERENCES `schedule`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`person_id`) REFERENCES `person`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `subscription_person` ON `subscription` (`person_id`);--> statement-breakpoint
CREATE TABLE `worker` (
	`id` text PRIMARY KEY NOT NULL,
	`seen_at` integer NOT NULL
);
