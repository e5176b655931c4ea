/** Texts of drills, servers' own scenarios, and how the answers of a group spread. Nothing here is about a member. */
import type { Scenario } from "#core/drill-scenario.ts";
import type { Kit } from "./kit-sqlite.ts";
import type { serverTables } from "./servers.ts";

export function drillTables(kit: Kit, { guild }: Pick<ReturnType<typeof serverTables>, "guild">) {
  const guildId = () =>
    kit
      .id("guild_id")
      .notNull()
      .references(() => guild.id, { onDelete: "cascade" });

  /** What the bot or a server's moderators wrote; kept in the clear, for runs that began on it. */
  const drillText = kit.table("drill_text", {
    hash: kit.text("hash").primaryKey(),
    body: kit.json("body").$type<Scenario>().notNull(),
    keptAt: kit.epochMs("kept_at").notNull(),
  });

  const serverDrill = kit.table(
    "server_drill",
    {
      guildId: guildId(),
      id: kit.text("id").notNull(),
      hash: kit
        .text("hash")
        .notNull()
        .references(() => drillText.hash),
      importedAt: kit.epochMs("imported_at").notNull(),
      withdrawnAt: kit.epochMs("withdrawn_at"),
    },
    (t) => [kit.primaryKey({ columns: [t.guildId, t.id] })],
  );

  const groupDrill = kit.table(
    "group_drill",
    {
      id: kit.id("id").primaryKey(),
      guildId: guildId(),
      channelId: kit.id("channel_id").notNull(),
      hash: kit
        .text("hash")
        .notNull()
        .references(() => drillText.hash),
      openedAt: kit.epochMs("opened_at").notNull(),
      shownAt: kit.epochMs("shown_at"),
    },
    (t) => [kit.index("group_drill_shown").on(t.shownAt, t.openedAt)],
  );

  /** Sums alone, counted as they come. */
  const groupChoice = kit.table(
    "group_choice",
    {
      groupId: kit
        .id("group_id")
        .notNull()
        .references(() => groupDrill.id, { onDelete: "cascade" }),
      choice: kit.text("choice").notNull(),
      answers: kit.int("answers").notNull(),
    },
    (t) => [kit.primaryKey({ columns: [t.groupId, t.choice] })],
  );

  return { drillText, serverDrill, groupDrill, groupChoice };
}
