/**
 * A server's weeks: plain sums, raised when a member answers, shown once the week is over. Nothing that is done to a
 * record afterwards (taking it back, erasing everything, leaving) changes a week that was counted.
 */
import {
  insightsData,
  insightWeekLimit,
  type InsightsData,
  type InsightWeek,
  type ServerWeek,
} from "#core/chart-data-insights.ts";
import { states, type State } from "#core/check-in.ts";
import { addDays, dayOf } from "#core/days.ts";
import type { EpochMs, LocalDate, Snowflake } from "#core/ids.ts";
import { isOn } from "#core/server-settings.ts";
import { cutMark, serverWeekOf, weeksOver } from "#core/server-week.ts";
import { countOnce } from "./counted.ts";
import type { Deps } from "./deps.ts";
import type { DeliveryTally } from "./nudge-tables.ts";
import type { Count, Guild } from "./server-tables.ts";
import type { MemberTables, Person, Steps, Tables } from "./store.ts";

export interface InsightCases {
  /**
   * A member has checked in: one more for this week in the server where they did, and in those whose schedules they
   * joined; once a week each, under the state they named first.
   */
  checkedIn(person: Person, state: State, guildId: Snowflake | null): Promise<void>;
  /** Whole weeks that are over, rounded. Undefined where moderators have switched it off. */
  ofServer(guildId: Snowflake): Promise<InsightsData | undefined>;
  /** How messages to members fared in the newest whole week; undefined before there is one. */
  delivery(guildId: Snowflake): Promise<InsightWeek["delivery"] | undefined>;
  /** Writes down how last week's deliveries ended, once, when all of them are settled. */
  tallyWeek(): Promise<void>;
}

const dayMs = 86_400_000;
/** After a week's end until its deliveries are counted: longer than any of them can wait. */
const settledAfterMs = dayMs / 2;
const noStates: Record<State, number> = { "too-little": 0, within: 0, "too-much": 0 };
const deliveryKinds = ["sent", "late", "expired", "failed", "held"] as const;

export function insightCases({ store, now, newId }: Deps): InsightCases {
  return {
    checkedIn: (person, state, guildId) =>
      store.asMember(person.id, function* (q) {
        const week = serverWeekOf(now());
        for (const server of yield* serversOf(q, person.id, guildId)) {
          if (!(yield* countOnce(q, person, `week/${week}/${server}`, { now, newId }))) continue;
          yield* q.counters.raise(server, week, "people");
          yield* q.counters.raise(server, week, `state/${state}`);
        }
      }),
    ofServer: (guildId) =>
      store.tx(function* (q) {
        const guild = yield* q.guilds.find(guildId);
        if (!guild || !isOn(guild.settings, "insights")) return undefined;
        return yield* weeksOf(q, guild, now(), insightWeekLimit);
      }),
    delivery: (guildId) =>
      store.tx(function* (q) {
        const guild = yield* q.guilds.find(guildId);
        return guild && (yield* weeksOf(q, guild, now(), 1)).weeks[0]?.delivery;
      }),
    tallyWeek: () => store.tx((q) => tallyWeek(q, now())),
  };
}

/** Servers in which an answer counts: known ones that want it counted. */
function* serversOf(q: MemberTables, personId: Snowflake, here: Snowflake | null): Steps<Snowflake[]> {
  const found = new Set<Snowflake>(here === null ? [] : [here]);
  for (const { scheduleId } of yield* q.subscriptions.ofPerson(personId)) {
    const schedule = yield* q.schedules.find(scheduleId);
    if (schedule?.guildId) found.add(schedule.guildId);
  }
  const counting: Snowflake[] = [];
  for (const id of found) {
    const guild = yield* q.guilds.find(id);
    if (guild?.leftAt === null && isOn(guild.settings, "insights")) counting.push(id);
  }
  return counting;
}

function* weeksOf(q: Tables, { id, joinedAt }: Guild, now: EpochMs, most: number): Steps<InsightsData> {
  const weeks = weeksOver(joinedAt, now, most);
  const counts = weeks[0] === undefined ? [] : yield* q.counters.ofGuild(id, weeks[0], "");
  return insightsData(weeks.map((week) => weekFrom(week, counts)));
}

function weekFrom(week: LocalDate, counts: readonly Count[]): ServerWeek {
  const value = (name: string) =>
    counts.find((count) => count.week === week && count.name === name)?.value ?? 0;
  const each = <K extends string>(names: readonly K[], prefix: string) =>
    Object.fromEntries(names.map((name) => [name, value(`${prefix}/${name}`)])) as Record<K, number>;
  if (value(cutMark) > 0)
    return { week, people: 0, states: noStates, delivery: each(deliveryKinds, "delivery") };
  return {
    week,
    people: value("people"),
    states: each(states, "state"),
    delivery: each(deliveryKinds, "delivery"),
  };
}

function* tallyWeek(q: Tables, now: EpochMs): Steps<void> {
  const week = addDays(serverWeekOf(now - settledAfterMs), -7);
  if ((yield* q.queue.fact("tallied-week")) === week) return;
  const from = dayOf(week) * dayMs;
  const byServer = new Map<Snowflake, Record<string, number>>();
  for (const tally of yield* q.deliveries.tally(from, from + 7 * dayMs)) {
    const sums = byServer.get(tally.guildId) ?? {};
    for (const kind of kindsOf(tally)) sums[kind] = (sums[kind] ?? 0) + tally.count;
    byServer.set(tally.guildId, sums);
  }
  for (const [guildId, sums] of byServer) {
    if (!(yield* q.guilds.find(guildId))) continue;
    yield* q.counters.put(
      guildId,
      deliveryKinds.map((kind) => ({ week, name: `delivery/${kind}`, value: sums[kind] ?? 0 })),
    );
  }
  yield* q.queue.setFact("tallied-week", week);
}

/** What a delivery counts as; a late one was sent, too. */
function kindsOf({ state, late }: DeliveryTally): (typeof deliveryKinds)[number][] {
  if (state === "sent") return late ? ["sent", "late"] : ["sent"];
  if (state === "failed" || state === "unknown") return ["failed"];
  if (state === "expired") return ["expired"];
  return state === "ready" || state === "sending" ? [] : ["held"];
}
