/** Members with one nudge each that has just come due, and what the ledger says of them afterwards. */
import { replan } from "#app/due-plan.ts";
import { recipientRow } from "#app/due-rows.ts";
import type { Person } from "#app/store.ts";
import { dailyRule } from "#core/recurrence.ts";
import type { Schedule } from "#core/schedule.ts";
import { loadPg } from "#storage/drizzle.ts";
import { loadBetterSqlite3 } from "#storage/sqlite-driver.ts";
import { openStore, type StoreOptions } from "#storage/open.ts";
import { anySchedule } from "#test/fixtures/any-schedule.ts";
import { somebody } from "../person.ts";

export interface Recipient {
  id: string;
  /** Their DM channel with the bot. */
  dm: string;
}

const slice = 200;

/** @param others members who have agreed, without a nudge */
export async function fillMembers(
  options: Omit<StoreOptions, "now">,
  { nudged, others }: { nudged: Recipient[]; others: string[] },
): Promise<void> {
  const now = Date.now();
  const store = await openStore({ ...options, now: () => now });
  const due = new Date(now - 60_000);
  const rule = dailyRule([due.getUTCHours() * 60 + due.getUTCMinutes()]);
  for (let start = 0; start < nudged.length; start += slice)
    await store.tx(function* (q) {
      for (const member of nudged.slice(start, start + slice)) {
        const schedule: Schedule = { ...anySchedule, id: `s${member.id}`, personId: member.id, rule };
        yield* q.people.save(person(member, now));
        yield* q.schedules.add(schedule);
        yield* q.due.add(recipientRow(`d${member.id}`, schedule, member.id));
        yield* replan(q.queue, yield* q.queue.factsOfRow(`d${member.id}`), now - 120_000);
      }
    });
  await store.tx(function* (q) {
    for (const id of others) yield* q.people.save({ ...somebody(id, now), zone: "UTC" });
  });
  await store.close();
}

/** Deliveries by state, read beside the bot. */
export async function countLedger(url: string): Promise<Record<string, number>> {
  const text = "SELECT state, count(*) AS count FROM delivery GROUP BY state";
  const toCounts = (rows: { state: string; count: number | string }[]) =>
    Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
  if (url.startsWith("file:")) {
    const db = new (loadBetterSqlite3())(url.slice("file:".length), { readonly: true, timeout: 1000 });
    try {
      return toCounts(db.prepare<[], { state: string; count: number }>(text).all());
    } finally {
      db.close();
    }
  }
  const client = new (loadPg().Client)({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return toCounts((await client.query<{ state: string; count: string }>(text)).rows);
  } finally {
    await client.end();
  }
}

const person = ({ id, dm }: Recipient, at: number): Person => ({
  ...somebody(id, at),
  zone: "UTC",
  dayStart: 240,
  locale: "en-GB",
  dmChannelId: dm,
  dmState: "open",
});
