/** The private page's links and sessions, as hashes alone, and how long each member's answers are kept. */
import type { Landing } from "#app/private-tables.ts";
import type { RetentionDays } from "#core/retention.ts";
import type { Kit } from "./kit-sqlite.ts";
import type { peopleTables } from "./people.ts";

export function privateTables(kit: Kit, { person }: Pick<ReturnType<typeof peopleTables>, "person">) {
  const personId = () =>
    kit
      .id("person_id")
      .notNull()
      .references(() => person.id, { onDelete: "cascade" });

  const pageLink = kit.table(
    "page_link",
    {
      hash: kit.text("hash").primaryKey(),
      personId: personId(),
      landing: kit.text("landing").$type<Landing>().notNull(),
      expiresAt: kit.epochMs("expires_at").notNull(),
    },
    (t) => [kit.index("page_link_person").on(t.personId)],
  );

  const pageSession = kit.table(
    "page_session",
    {
      hash: kit.text("hash").primaryKey(),
      personId: personId(),
      startedAt: kit.epochMs("started_at").notNull(),
      seenAt: kit.epochMs("seen_at").notNull(),
    },
    (t) => [kit.index("page_session_person").on(t.personId)],
  );

  /** No row: the default. */
  const keeping = kit.table("keeping", {
    personId: personId().primaryKey(),
    days: kit.int("days").$type<RetentionDays>().notNull(),
    toldAt: kit.epochMs("told_at"),
    withdrawnAt: kit.epochMs("withdrawn_at"),
  });

  return { pageLink, pageSession, keeping };
}
