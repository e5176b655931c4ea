/** What belongs to a server: its settings, its audit log, its weekly sums. */
import type { ServerSettings } from "#core/server-settings.ts";
import type { Kit } from "./kit-sqlite.ts";

export function serverTables(kit: Kit) {
  const guild = kit.table("guild", {
    id: kit.id("id").primaryKey(),
    zone: kit.text("zone").notNull(),
    locale: kit.text("locale").notNull(),
    /** Only what differs from the defaults. */
    settings: kit.json("settings").$type<Partial<ServerSettings>>().notNull(),
    joinedAt: kit.epochMs("joined_at").notNull(),
    /** When the bot was removed; its own schedules, panels and scenarios are wiped seven days later. */
    leftAt: kit.epochMs("left_at"),
  });

  const audit = kit.table(
    "audit",
    {
      id: kit.id("id").primaryKey(),
      guildId: kit
        .id("guild_id")
        .notNull()
        .references(() => guild.id, { onDelete: "cascade" }),
      at: kit.epochMs("at").notNull(),
      /** Null once that moderator has erased themselves. */
      actorId: kit.id("actor_id"),
      action: kit.text("action").notNull(),
      target: kit.text("target"),
      detail: kit.json("detail").$type<Record<string, unknown>>().notNull(),
    },
    (t) => [kit.index("audit_guild_at").on(t.guildId, t.at), kit.index("audit_actor").on(t.actorId)],
  );

  /** Counted when a member answers, so that no record has to be opened for a sum. */
  const counter = kit.table(
    "counter",
    {
      guildId: kit
        .id("guild_id")
        .notNull()
        .references(() => guild.id, { onDelete: "cascade" }),
      /** Its Monday. */
      week: kit.text("week").notNull(),
      name: kit.text("name").notNull(),
      value: kit.long("value").notNull(),
    },
    (t) => [kit.primaryKey({ columns: [t.guildId, t.week, t.name] })],
  );

  /** Facts about the database itself: whose it is, what for, which key store it belongs to. */
  const meta = kit.table("meta", {
    key: kit.text("key").primaryKey(),
    value: kit.text("value").notNull(),
  });

  return { guild, audit, counter, meta };
}
