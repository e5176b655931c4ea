/** Members and what they make. What a member answered is in `payload`, sealed; all else is what the scheduler needs. */
import type { RecordKind } from "#core/records.ts";
import type { Kit } from "./kit-sqlite.ts";

export function peopleTables(kit: Kit) {
  const person = kit.table("person", {
    id: kit.id("id").primaryKey(),
    /** Which data key their records are sealed under; null before the first one. */
    keyId: kit.id("key_id"),
    consentVersion: kit.int("consent_version"),
    consentAt: kit.epochMs("consent_at"),
    adult: kit.bool("adult").notNull(),
    zone: kit.text("zone").notNull(),
    dayStart: kit.int("day_start").notNull(),
    locale: kit.text("locale").notNull(),
    epoch: kit.int("epoch").notNull(),
    pausedUntil: kit.epochMs("paused_until"),
    quietFrom: kit.int("quiet_from"),
    quietTo: kit.int("quiet_to"),
    dailyCap: kit.int("daily_cap").notNull(),
    dmChannelId: kit.id("dm_channel_id"),
    dmState: kit.text("dm_state").$type<"unknown" | "open" | "closed">().notNull(),
    ignored: kit.int("ignored").notNull(),
    createdAt: kit.epochMs("created_at").notNull(),
  });

  const record = kit.table(
    "record",
    {
      id: kit.id("id").primaryKey(),
      personId: kit
        .id("person_id")
        .notNull()
        .references(() => person.id, { onDelete: "cascade" }),
      kind: kit.text("kind").$type<RecordKind>().notNull(),
      localDate: kit.localDate("local_date").notNull(),
      at: kit.epochMs("at").notNull(),
      updatedAt: kit.epochMs("updated_at").notNull(),
      rev: kit.int("rev").notNull(),
      payload: kit.bytes("payload").notNull(),
    },
    (t) => [kit.index("record_person_kind_at").on(t.personId, t.kind, t.at)],
  );

  /** Two members who agreed to look out for each other; what they share is in their own records. */
  const buddy = kit.table(
    "buddy",
    {
      personId: kit
        .id("person_id")
        .notNull()
        .references(() => person.id, { onDelete: "cascade" }),
      buddyId: kit.id("buddy_id").notNull(),
      state: kit.text("state").$type<"invited" | "accepted" | "blocked">().notNull(),
      createdAt: kit.epochMs("created_at").notNull(),
      updatedAt: kit.epochMs("updated_at").notNull(),
    },
    (t) => [kit.primaryKey({ columns: [t.personId, t.buddyId] }), kit.index("buddy_buddy").on(t.buddyId)],
  );

  return { person, record, buddy };
}
