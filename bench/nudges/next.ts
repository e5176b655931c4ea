/** The next occurrence of a daily time, in mixed zones, from mixed instants: what each library makes of it in a second. */
import { Cron } from "croner";
import { DateTime } from "luxon";
import { schedule } from "node-cron";
import { RRuleTemporal } from "rrule-temporal";
import { Temporal } from "temporal-polyfill";
import { nextOccurrence } from "#core/recurrence-next.ts";
import { compileRule, dailyRule } from "#core/recurrence.ts";
import { median, round, type Table } from "../suite.ts";
import { zones } from "./fill.ts";
import type { Sizes } from "./sizes.ts";

const from = Date.UTC(2026, 0, 1);
const year = 365 * 86_400_000;
const at = { hour: 20, minute: 30 };
const instants = Array.from(
  { length: 1000 },
  (_, index) => from + Math.floor(((index * 7919) % 1000) * (year / 1000)),
);

/** @returns the next time as epoch milliseconds */
type Next = (zone: string, after: number) => number;

const rule = compileRule(dailyRule([at.hour * 60 + at.minute]));
const perZone = <T>(make: (zone: string) => T): ((zone: string) => T) => {
  const made = new Map(zones.map((zone) => [zone as string, make(zone)]));
  return (zone) => made.get(zone)!;
};
const line = `${at.minute} ${at.hour} * * *`;

const croner = perZone((zone) => new Cron(line, { timezone: zone, paused: true }));
const rrule = perZone(
  (zone) => new RRuleTemporal({ rruleString: `DTSTART;TZID=${zone}:20260101T203000\nRRULE:FREQ=DAILY` }),
);
/** It answers only from now on. */
const nodeCron = perZone((zone) => schedule(line, () => undefined, { timezone: zone }));

const libraries: Record<string, Next> = {
  "this bot": (zone, after) => nextOccurrence(rule, zone, after)!.instant,
  croner: (zone, after) => croner(zone).nextRun(new Date(after))!.getTime(),
  luxon: (zone, after) => {
    const now = DateTime.fromMillis(after, { zone });
    const today = now.set({ ...at, second: 0, millisecond: 0 });
    return (today > now ? today : today.plus({ days: 1 })).toMillis();
  },
  "temporal-polyfill": (zone, after) => {
    const now = Temporal.Instant.fromEpochMilliseconds(after).toZonedDateTimeISO(zone);
    const today = now.withPlainTime(at);
    const next = Temporal.ZonedDateTime.compare(today, now) > 0 ? today : today.add({ days: 1 });
    return next.epochMilliseconds;
  },
  "rrule-temporal": (zone, after) => rrule(zone).next(new Date(after))!.epochMilliseconds,
  "node-cron": (zone) => nodeCron(zone).getNextRun()!.getTime(),
};

/** Calls a second, the median of three goes of at most two seconds each. */
function rate(next: Next, most: number): number {
  const goes = Array.from({ length: 3 }, () => {
    const started = performance.now();
    let calls = 0;
    while (calls < most && performance.now() - started < 2000)
      for (let many = 0; many < 100; many += 1, calls += 1)
        next(zones[calls % zones.length]!, instants[(calls * 31) % instants.length]!);
    return (calls * 1000) / (performance.now() - started);
  });
  return median(goes);
}

export async function next(report: (table: Table) => void, { occurrences }: Sizes) {
  const rates = Object.entries(libraries).map(([name, one]) => ({
    name,
    perSecond: rate(one, name === "this bot" ? occurrences * 50 : occurrences),
  }));
  const [own = { perSecond: 0 }, ...peers] = rates;
  const best = Math.max(...peers.map(({ perSecond }) => perSecond));
  report({
    title: "Next occurrence of a daily time, 16 zones, instants of a whole year",
    columns: ["", "a second", "this bot is faster by"],
    rows: rates.map(({ name, perSecond }) => [name, round(perSecond), round(own.perSecond / perSecond)]),
  });
  return { next_per_s: round(own.perSecond), next_times_best_peer: round(own.perSecond / best) };
}
