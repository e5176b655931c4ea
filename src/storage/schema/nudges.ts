/**
 * Schedules, who gets them, when the next one is due, and the ledger of what was sent.
 *
 * `due` holds one row per schedule and recipient, with only its next occurrence. `delivery` is the ledger: its key
 * (due row, epoch, occurrence) is what makes an occurrence happen once.
 */
import type { DeliverySource, DeliveryState, DueRef } from "#app/delivery.ts";
import type { Halt, NudgeKind, ScheduleDraft, ScheduleKind, SchedulePolicy, Way } from "#core/schedule.ts";
import type { Rule } from "#core/recurrence.ts";
import { sql } from "../drizzle.ts";
import type { Kit } from "./kit-sqlite.ts";
import type { peopleTables } from "./people.ts";
import type { serverTables } from "./servers.ts";

type Others = Pick<ReturnType<typeof peopleTables>, "person"> &
  Pick<ReturnType<typeof serverTables>, "guild">;

export function nudgeTables(kit: Kit, { person, guild }: Others) {
  const schedules = scheduleTables(kit, { person, guild });
  return { ...schedules, ...dueTables(kit, { person, schedule: schedules.schedule }) };
}

function scheduleTables(kit: Kit, { person, guild }: Others) {
  const schedule = kit.table(
    "schedule",
    {
      id: kit.id("id").primaryKey(),
      /** Whose it is: a server's, or a member's own. */
      guildId: kit.id("guild_id").references(() => guild.id, { onDelete: "cascade" }),
      personId: kit.id("person_id").references(() => person.id, { onDelete: "cascade" }),
      kind: kit.text("kind").$type<ScheduleKind>().notNull(),
      content: kit.json("content").$type<Record<string, unknown>>().notNull(),
      /** Times, days, cron, every other week, from and until: as data, never as code. */
      rule: kit.json("rule").$type<Rule>().notNull(),
      /** Null: each member's own. */
      zone: kit.text("zone"),
      windowMin: kit.int("window_min").notNull(),
      way: kit.text("way").$type<Way>().notNull(),
      channelId: kit.id("channel_id"),
      graceS: kit.int("grace_s").notNull(),
      /** Priority, quiet hours and what to do about missed ones. */
      policy: kit.json("policy").$type<SchedulePolicy>().notNull(),
      pausedUntil: kit.epochMs("paused_until"),
      enabled: kit.bool("enabled").notNull(),
      /** Why Discord refused its target for good. */
      halted: kit.text("halted").$type<Halt>(),
      /** Its due rows have to be reckoned anew, from the one after this id on; null when none has. */
      staleAfter: kit.text("stale_after"),
      /** Raised by every change that must stop what is already claimed. */
      rev: kit.int("rev").notNull(),
      createdBy: kit.id("created_by"),
      createdAt: kit.epochMs("created_at").notNull(),
      updatedAt: kit.epochMs("updated_at").notNull(),
    },
    (t) => [
      kit.index("schedule_guild").on(t.guildId),
      kit.index("schedule_person").on(t.personId),
      kit
        .index("schedule_stale")
        .on(t.staleAfter)
        .where(sql`${t.staleAfter} IS NOT NULL`),
    ],
  );

  const subscription = kit.table(
    "subscription",
    {
      scheduleId: kit
        .id("schedule_id")
        .notNull()
        .references(() => schedule.id, { onDelete: "cascade" }),
      personId: kit
        .id("person_id")
        .notNull()
        .references(() => person.id, { onDelete: "cascade" }),
      /** Null: as the schedule says. */
      way: kit.text("way").$type<Way>(),
      joinedAt: kit.epochMs("joined_at").notNull(),
      /** When Discord was last asked whether this member is still in the server; null: never yet. */
      checkedAt: kit.epochMs("checked_at"),
    },
    (t) => [
      kit.primaryKey({ columns: [t.scheduleId, t.personId] }),
      kit.index("subscription_person").on(t.personId),
      kit.index("subscription_checked").on(t.checkedAt),
    ],
  );

  /** A message with *join* and *leave* that was posted for a schedule. */
  const panel = kit.table(
    "panel",
    {
      messageId: kit.id("message_id").primaryKey(),
      channelId: kit.id("channel_id").notNull(),
      guildId: kit
        .id("guild_id")
        .notNull()
        .references(() => guild.id, { onDelete: "cascade" }),
      scheduleId: kit
        .id("schedule_id")
        .notNull()
        .references(() => schedule.id, { onDelete: "cascade" }),
      createdAt: kit.epochMs("created_at").notNull(),
    },
    (t) => [kit.index("panel_schedule").on(t.scheduleId), kit.index("panel_guild").on(t.guildId)],
  );

  /** A schedule that a moderator is putting together; it goes after a day. */
  const draft = kit.table(
    "draft",
    {
      id: kit.id("id").primaryKey(),
      guildId: kit
        .id("guild_id")
        .notNull()
        .references(() => guild.id, { onDelete: "cascade" }),
      /** The schedule that it is to change, and its revision then; null for a new one. */
      scheduleId: kit.id("schedule_id").references(() => schedule.id, { onDelete: "cascade" }),
      rev: kit.int("rev").notNull(),
      body: kit.json("body").$type<ScheduleDraft>().notNull(),
      updatedAt: kit.epochMs("updated_at").notNull(),
    },
    (t) => [kit.index("draft_guild").on(t.guildId), kit.index("draft_schedule").on(t.scheduleId)],
  );

  return { schedule, subscription, panel, draft };
}

type Schedule = ReturnType<typeof scheduleTables>["schedule"];

function dueTables(kit: Kit, { person, schedule }: Pick<Others, "person"> & { schedule: Schedule }) {
  const due = kit.table(
    "due",
    {
      id: kit.id("id").primaryKey(),
      /** Null for an errand that comes once, such as an urge follow-up or a snooze. */
      scheduleId: kit.id("schedule_id").references(() => schedule.id, { onDelete: "cascade" }),
      /** Null for a channel post. */
      personId: kit.id("person_id").references(() => person.id, { onDelete: "cascade" }),
      guildId: kit.id("guild_id"),
      kind: kit.text("kind").$type<NudgeKind>().notNull(),
      /** What it is about: ids and small numbers, never what a member wrote. */
      ref: kit.json("ref").$type<DueRef>(),
      /** Asked for by a press: ignores quiet hours, caps and back-off. */
      asked: kit.bool("asked").notNull(),
      epoch: kit.int("epoch").notNull(),
      rev: kit.int("rev").notNull(),
      /** Null when paused or done. */
      nextDue: kit.epochMs("next_due"),
      /** Idempotency key of the occurrence at `nextDue`: from its nominal local date and slot. */
      nextOcc: kit.long("next_occ"),
      lastOcc: kit.long("last_occ"),
      lastSentAt: kit.epochMs("last_sent_at"),
      jitterS: kit.int("jitter_s").notNull(),
    },
    (t) => [
      kit
        .index("due_next")
        .on(t.nextDue)
        .where(sql`${t.nextDue} IS NOT NULL`),
      kit.index("due_person").on(t.personId),
      kit.index("due_schedule").on(t.scheduleId, t.id),
    ],
  );

  /** Not bound to its due row: the ledger outlives it. */
  const delivery = kit.table(
    "delivery",
    {
      dueId: kit.id("due_id").notNull(),
      epoch: kit.int("epoch").notNull(),
      occ: kit.long("occ").notNull(),
      personId: kit.id("person_id").references(() => person.id, { onDelete: "cascade" }),
      guildId: kit.id("guild_id"),
      scheduleId: kit.id("schedule_id"),
      kind: kit.text("kind").$type<NudgeKind>().notNull(),
      source: kit.text("source").$type<DeliverySource>().notNull(),
      /** Whose turn it takes: its server, a group of members' own nudges, or those that were asked for. */
      lane: kit.text("lane").notNull(),
      /** Of the schedule, when it became due. */
      rev: kit.int("rev").notNull(),
      dueAt: kit.epochMs("due_at").notNull(),
      deadline: kit.epochMs("deadline").notNull(),
      state: kit.text("state").$type<DeliveryState>().notNull(),
      reason: kit.text("reason"),
      notBefore: kit.epochMs("not_before").notNull(),
      attempt: kit.int("attempt").notNull(),
      firstAttemptAt: kit.epochMs("first_attempt_at"),
      owner: kit.text("owner"),
      leaseUntil: kit.epochMs("lease_until"),
      /** Not read any more: it follows from the key. To be taken away one release later. */
      nonce: kit.text("nonce").notNull(),
      channelId: kit.id("channel_id"),
      messageId: kit.id("message_id"),
      late: kit.bool("late").notNull(),
      /** In place of the nudge it asks whether these are still wanted. */
      ask: kit.bool("ask").notNull(),
      /** How many older occurrences this row stands for besides its own. */
      collapsed: kit.int("collapsed").notNull(),
      sentAt: kit.epochMs("sent_at"),
      answeredAt: kit.epochMs("answered_at"),
      /** By chance, close for all that were entered together: whose turn it is among equal deadlines. */
      turn: kit.int("turn"),
    },
    (t) => [
      kit.primaryKey({ columns: [t.dueId, t.epoch, t.occ] }),
      // A partial index serves a query that repeats its condition to the letter.
      kit
        .index("delivery_sending")
        .on(t.leaseUntil)
        .where(sql`${t.state} = 'sending'`),
      kit
        .index("delivery_lane")
        .on(t.lane, t.deadline, t.turn, t.notBefore)
        .where(sql`${t.state} = 'ready'`),
      kit.index("delivery_person_due").on(t.personId, t.dueAt),
      kit
        .index("delivery_channel_due")
        .on(t.channelId, t.dueAt)
        .where(sql`${t.personId} IS NULL`),
      kit.index("delivery_due_at").on(t.dueAt),
    ],
  );

  /** Not used any more: processes are counted by their locks (`seat.ts`). To be taken away one release later. */
  const worker = kit.table("worker", {
    id: kit.id("id").primaryKey(),
    seenAt: kit.epochMs("seen_at").notNull(),
  });

  return { due, delivery, worker };
}
