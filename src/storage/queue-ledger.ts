/** The ledger as the scheduler writes it: occurrences that came due, in bulk, and its upkeep. */
import type { Queue } from "#app/queue.ts";
import { and, asc, count, eq, inArray, lt, ne, notInArray, sql } from "./drizzle.ts";
import { bound, field, jsonRows } from "./json-rows.ts";
import { first, run, statement, type Sql } from "./sql.ts";

const { placeholder } = sql;

/** All columns of the ledger in the table's order, as `INSERT … SELECT` needs them. */
const insert = statement("queue.insert", ({ db, t, dialect }: Sql) =>
  db
    .insert(t.delivery)
    .select(sql`SELECT ${newDelivery(t.delivery)} FROM ${jsonRows(dialect)} WHERE true`)
    .onConflictDoUpdate({
      target: [t.delivery.dueId, t.delivery.epoch, t.delivery.occ],
      set: Object.fromEntries(
        revived.map((name) => [name, sql`excluded.${sql.identifier(t.delivery[name].name)}`]),
      ),
      setWhere: sql`${t.delivery.state} = 'cancelled'`,
    }),
);

/** What an occurrence takes over when it was cancelled and comes due again, after an edit of its time. */
const revived = [
  "state",
  "reason",
  "rev",
  "dueAt",
  "deadline",
  "notBefore",
  "late",
  "lane",
  "source",
  "kind",
] as const;

const texts = ["dueId", "personId", "guildId", "scheduleId", "kind", "source", "lane", "state", "reason"];
const moreTexts = ["nonce", "channelId"];
const flags = ["late"];
/** Columns that a new delivery does not bring along. */
const fresh: Record<string, string> = { attempt: "0", ask: "false" };
const later = ["firstAttemptAt", "owner", "leaseUntil", "messageId", "sentAt", "answeredAt"];

function newDelivery(table: Sql["t"]["delivery"]) {
  const columns = Object.keys(sqlColumns(table)).map((name) => {
    if (texts.includes(name) || moreTexts.includes(name)) return field(name, "text");
    if (flags.includes(name)) return field(name, "boolean");
    if (later.includes(name)) return sql.raw("NULL");
    return name in fresh ? sql.raw(fresh[name]!) : field(name, "bigint");
  });
  return sql.join(columns, sql`, `);
}
