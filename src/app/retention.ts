/**
 * What is done by itself as time goes on: answers become weekly sums, members whose consent was taken back are erased,
 * servers that the bot left are wiped, and used-up links go. Called once an hour; twice at once does no harm.
 */
import { addDays } from "#core/days.ts";
import type { EpochMs, LocalDate, Snowflake } from "#core/ids.ts";
import { quietEnd, quietHours } from "#core/quiet-hours.ts";
import {
  isErasureDue,
  keptFrom,
  noticeMs,
  retentionStep,
  type Keeping,
  type RetentionStep,
} from "#core/retention.ts";
import {
  addToWeek,
  emptyWeek,
  fadingKinds,
  mergeWeeks,
  weekOf,
  type FadingRecord,
  type Week,
} from "#core/week.ts";
import { instantOf, localDate, startOfDay } from "#core/wall-clock.ts";
import type { Asker } from "./asker.ts";
import type { Deps } from "./deps.ts";
import { hourly } from "./hourly.ts";
import type { MemberTables, Person, Span, Steps, Tables } from "./store.ts";

export interface RetentionParts extends Deps {
  asker: Asker;
  /** Removes everything about a member for good. */
  erase(personId: Snowflake): Promise<void>;
  /** Overwrites what was deleted, as far as the database lets us. */
  scrub(): Promise<void>;
  /** Clears away links and sessions of the private page that have run out. */
  purge(): Promise<void>;
}

export interface RetentionRun {
  told: number;
  wiped: number;
  erased: number;
  servers: number;
}

const pageSize = 200;
const evening = 18 * 60;
const dayMs = 86_400_000;

/** Goes through all members, a page at a time and a week of answers at a time, so that nobody's command waits. */
export async function runRetention(parts: RetentionParts): Promise<RetentionRun> {
  const { store, now } = parts;
  const run = { told: 0, wiped: 0, erased: 0, servers: 0, nothing: 0 };
  for (let after: Snowflake | undefined = ""; after !== undefined;) {
    const from: Snowflake = after;
    const page = await store.tx((q) => q.keepings.due(from, pageSize, now()));
    for (const keeping of page.due) run[await treat(parts, keeping)] += 1;
    after = page.last;
  }
  run.servers = await store.tx((q) => q.keepings.wipeServers(now() - noticeMs));
  if (run.wiped > 0) await parts.scrub();
  await parts.purge();
  const { told, wiped, erased, servers } = run;
  return { told, wiped, erased, servers };
}

async function treat(parts: RetentionParts, keeping: Keeping): Promise<keyof RetentionRun | "nothing"> {
  const { store, now } = parts;
  const { personId } = keeping;
  if (isErasureDue(keeping, now())) {
    await parts.erase(personId);
    return "erased";
  }
  if (keeping.withdrawnAt !== null) return "nothing";
  const found = await store.asMember(personId, function* (q) {
    const person = yield* q.people.find(personId);
    if (!person) return undefined;
    return { person, step: yield* nextStep(q, person, now()), nudged: yield* isNudged(q, person, now()) };
  });
  if (found?.step === "wipe") {
    while (await store.asMember(personId, (q) => sumUpOldestWeek(q, found.person, parts)));
    return "wiped";
  }
  if (found?.step !== "tell" || !found.nudged) return "nothing";
  await parts.asker.ask(found.person, [
    { kind: "retention", ref: personId, at: whenToTell(found.person, now()) },
  ]);
  await store.tx((q) => markTold(q, personId, now()));
  return "told";
}

/** What is to be done for a member now. */
export function* nextStep(q: MemberTables, person: Person, now: EpochMs): Steps<RetentionStep> {
  const keeping = yield* q.keepings.find(person.id);
  const today = localDate(now, person.zone, person.dayStart);
  return retentionStep(keeping, yield* oldestAnswer(q), { today, now });
}

export function* markTold(q: Tables, personId: Snowflake, now: EpochMs): Steps<void> {
  yield* q.keepings.save({ ...(yield* q.keepings.find(personId)), toldAt: now });
}

function* oldestAnswer(q: MemberTables): Steps<LocalDate | undefined> {
  const kinds = (yield* q.records.tally()).filter(({ kind }) =>
    fadingKinds.some((fading) => fading === kind),
  );
  return kinds.map(({ oldest }) => oldest).toSorted()[0];
}

/** Whoever wants nothing unasked is not written to about this either: they see it at their next command. */
function* isNudged(q: Tables, { id, dmState, pausedUntil }: Person, now: EpochMs): Steps<boolean> {
  if (dmState === "closed" || (pausedUntil !== null && pausedUntil > now)) return false;
  return (yield* q.queue.factsOfPerson(id)).length > 0;
}

/** The next six in the evening of the member's clock, or the end of their quiet hours. */
function whenToTell({ zone, quietFrom, quietTo }: Person, now: EpochMs): EpochMs {
  const today = localDate(now, zone);
  const times = [today, addDays(today, 1), addDays(today, 2)].map(
    (date) => instantOf(date, evening, zone) ?? now,
  );
  return quietEnd(quietHours(quietFrom, quietTo), times.find((at) => at > now) ?? now, zone);
}

/** Turns the oldest week that is over its time into a sum. @returns whether there was one */
function* sumUpOldestWeek(q: MemberTables, person: Person, { now, newId }: Deps): Steps<boolean> {
  const { days } = yield* q.keepings.find(person.id);
  const oldest = yield* oldestAnswer(q);
  if (oldest === undefined || oldest >= keptFrom(localDate(now(), person.zone, person.dayStart), days))
    return false;
  const week = weekOf(oldest);
  const start = startOfDay(week, person.zone, person.dayStart);
  // Two days to each side, for answers given under another zone or start of day.
  const span = { from: start - 2 * dayMs, to: start + 9 * dayMs };
  let answers = yield* answersOf(q, week, span);
  if (answers.length === 0) answers = yield* answersOf(q, week, {});
  const sum = answers.reduce((before, answer) => addToWeek(before, answer), emptyWeek(week));
  for (const { kind, id } of answers) yield* q.records.remove(kind, id);
  yield* keepSum(q, sum, { at: start, id: newId(), now: now() });
  return true;
}

function* answersOf(q: MemberTables, week: LocalDate, span: Span): Steps<(FadingRecord & { id: string })[]> {
  const found: (FadingRecord & { id: string })[] = [];
  for (const kind of fadingKinds) {
    for (const { id, localDate: date, body } of yield* q.records.list(kind, span))
      if (weekOf(date) === week) found.push({ kind, body, id } as FadingRecord & { id: string });
  }
  return found;
}

function* keepSum(q: MemberTables, sum: Week, fresh: { at: EpochMs; id: string; now: EpochMs }): Steps<void> {
  const known = (yield* q.records.list("week")).find(({ body }) => body.week === sum.week);
  const { at, id, now } = fresh;
  if (known)
    yield* q.records.change("week", known.id, { rev: known.rev, body: mergeWeeks(known.body, sum), now });
  else yield* q.records.add("week", { id, at, localDate: sum.week, body: sum });
}

/**
 * The job as the bot calls it, as often as it likes: it runs once an hour of the bot's clock, and never twice at once.
 * @param done told what was done, when it was anything
 */
export function retentionJob(parts: RetentionParts, done: (run: RetentionRun) => void): () => Promise<void> {
  return hourly(parts.now, async () => {
    const run = await runRetention(parts);
    if (Object.values(run).some((count) => count > 0)) done(run);
  });
}
