/** What reaches a member and when: their own nudges, pauses, quiet hours, what they put off or asked for. */
import type { EpochMs, MinuteOfDay, Zone } from "#core/ids.ts";
import { addDays } from "#core/days.ts";
import { dueAfter } from "#core/schedule-next.ts";
import {
  graceOf,
  jitterOf,
  minGapMs,
  type NudgeKind,
  type Schedule,
  type ScheduleKind,
} from "#core/schedule.ts";
import { dailyRule } from "#core/recurrence.ts";
import { instantOf, localDate } from "#core/wall-clock.ts";
import type { Asker } from "./asker.ts";
import type { Deps } from "./deps.ts";
import { courseOf, planNext, moveTo, replan } from "./due-plan.ts";
import { Fault } from "./fault.ts";
import type { DueRow, NudgeTables } from "./nudge-tables.ts";
import type { Steps } from "./steps.ts";
import type { Person, Tables } from "./store.ts";

export interface OwnNudge {
  id: string;
  kind: ScheduleKind;
  times: MinuteOfDay[];
  /** Empty for every day. */
  weekdays: number[];
}

export interface Upcoming {
  at: EpochMs;
  kind: NudgeKind;
  source: "own" | "server" | "asked";
}

/** What finds a delivery again. */
export interface DeliveryKey {
  dueId: string;
  epoch: number;
  occ: number;
}

export type Later = "20" | "60" | "evening" | "tomorrow";

export interface NudgeCases extends Asker {
  listOwn(person: Person): Promise<OwnNudge[]>;
  setOwn(person: Person, nudge: Omit<OwnNudge, "id">): Promise<OwnNudge>;
  removeOwn(person: Person, id: string): Promise<void>;
  /** The nudge of the first evening, at 20:00; asking twice makes one. */
  setEvening(person: Person): Promise<void>;
  dropEvening(person: Person): Promise<void>;
  changeZone(person: Person, zone: Zone): Promise<Person>;
  setQuietHours(person: Person, hours: { from: MinuteOfDay; to: MinuteOfDay } | null): Promise<Person>;
  /** @param until null ends the pause */
  pause(person: Person, until: EpochMs | null): Promise<Person>;
  /** A pause in the member's own words. @throws {Fault} date-not-understood, date-is-past, date-too-far */
  pauseUntil(person: Person, words: string): Promise<Person>;
  /** DMs that were closed are tried again. */
  reopen(person: Person): Promise<Person>;
  answered(person: Person, key: DeliveryKey): Promise<void>;
  /** The member has shown themselves: nothing counts as ignored any more. */
  heard(person: Person): Promise<void>;
  putOff(person: Person, key: DeliveryKey, later: Later): Promise<EpochMs>;
  stop(person: Person, key: DeliveryKey): Promise<void>;
  /** All that would reach the member in seven days, in order of time. */
  weekAhead(person: Person): Promise<Upcoming[]>;
}

/** Reads "until friday" on the member's own clock. */
export type ReadUntil = (
  text: string,
  here: { now: EpochMs; zone: Zone; dayStart: MinuteOfDay },
) => Promise<{ until: EpochMs } | { fault: "date-not-understood" | "date-is-past" | "date-too-far" }>;

const evening: Omit<OwnNudge, "id"> = { kind: "checkin", times: [20 * 60], weekdays: [] };
const eveningHour = 19 * 60;
const ownAtMost = 10;
const minute = 60_000;
const week = 7 * 86_400_000;

export function nudgeCases({ store, now, newId }: Deps, readUntil: ReadUntil): NudgeCases {
  const change = (person: Person, changes: Partial<Person>) =>
    store.tx(function* (q) {
      const current = (yield* q.people.find(person.id)) ?? person;
      const next = { ...current, ...changes };
      yield* q.people.save(next);
      yield* replan(q.queue, yield* q.queue.factsOfPerson(person.id), now());
      return next;
    });

  function* own(q: Tables, person: Person): Steps<OwnNudge[]> {
    return (yield* q.schedules.ofPerson(person.id)).map(ownOf).filter((nudge) => nudge !== undefined);
  }

  function* add(q: Tables, person: Person, nudge: Omit<OwnNudge, "id">): Steps<OwnNudge> {
    const existing = yield* own(q, person);
    const same = existing.find((other) => isSame(other, nudge));
    if (same) return same;
    if (existing.length >= ownAtMost) throw new Fault("list-full", { limit: ownAtMost });
    const schedule = ownSchedule(newId(), person, nudge, now());
    yield* q.schedules.add(schedule);
    yield* recipient(q, schedule, person);
    return { id: schedule.id, ...nudge };
  }

  /** The member's due row for a schedule, on its way to the next occurrence. */
  function* recipient(q: NudgeTables, schedule: Schedule, person: Person): Steps<void> {
    const row = {
      ...emptyRow(newId(), person, schedule.kind),
      scheduleId: schedule.id,
      guildId: schedule.guildId,
      rev: schedule.rev,
      jitterS: jitterOf(schedule.id, person.id, schedule.windowMin),
    };
    yield* q.due.add(row);
    const facts = (yield* q.queue.factsOfPerson(person.id)).filter(({ dueId }) => dueId === row.id);
    yield* replan(q.queue, facts, now());
  }

  function* remove(q: NudgeTables, person: Person, scheduleId: string): Steps<void> {
    for (const row of (yield* q.due.ofPerson(person.id)).filter((due) => due.scheduleId === scheduleId)) {
      yield* q.deliveries.cancel(row.id, "removed");
      yield* q.due.remove(row.id);
    }
    const schedule = yield* q.schedules.find(scheduleId);
    if (schedule?.personId === person.id) yield* q.schedules.remove(scheduleId);
    else yield* q.subscriptions.remove(scheduleId, person.id);
  }

  return {
    listOwn: (person) => store.tx((q) => own(q, person)),
    setOwn: (person, nudge) =>
      store.tx((q) =>
        add(q, person, { ...nudge, weekdays: nudge.weekdays.length === 7 ? [] : nudge.weekdays }),
      ),
    removeOwn: (person, id) => store.tx((q) => remove(q, person, id)),
    setEvening: async (person) => void (await store.tx((q) => add(q, person, evening))),
    dropEvening: (person) =>
      store.tx(function* (q) {
        for (const { id, kind, times } of yield* own(q, person)) {
          if (kind === evening.kind && times.includes(20 * 60)) yield* remove(q, person, id);
        }
      }),
    changeZone: (person, zone) =>
      store.tx(function* (q) {
        const current = (yield* q.people.find(person.id)) ?? person;
        if (current.zone === zone) return current;
        const next = { ...current, zone, epoch: current.epoch + 1 };
        yield* q.people.save(next);
        for (const facts of yield* q.queue.factsOfPerson(person.id)) {
          if (facts.schedule?.zone) continue;
          const moved = { ...facts, epoch: facts.epoch + 1 };
          yield* q.deliveries.cancel(facts.dueId, "zone-changed");
          yield* q.queue.move([
            moveTo(moved, yield* planNext(q.queue, moved, now(), (facts.lastSentAt ?? -minGapMs) + minGapMs)),
          ]);
        }
        return next;
      }),
    setQuietHours: (person, hours) =>
      change(person, { quietFrom: hours?.from ?? null, quietTo: hours?.to ?? null }),
    pause: (person, until) => change(person, { pausedUntil: until }),
    pauseUntil: async (person, words) => {
      const read = await readUntil(words, { now: now(), zone: person.zone, dayStart: person.dayStart });
      if ("fault" in read) throw new Fault(read.fault, { text: words });
      return change(person, { pausedUntil: read.until });
    },
    reopen: (person) => change(person, { dmState: "unknown" }),
    answered: (person, { dueId, epoch, occ }) =>
      store.tx(function* (q) {
        yield* q.deliveries.answered(dueId, epoch, occ, now());
        yield* q.deliveries.resetIgnored(person.id);
      }),
    heard: (person) => store.tx((q) => q.deliveries.resetIgnored(person.id)),
    putOff: (person, { dueId }, later) =>
      store.tx(function* (q) {
        const due = yield* q.due.find(dueId);
        if (!due || (due.personId !== null && due.personId !== person.id)) throw new Fault("gone");
        const at = laterTime(later, person, now());
        const row = {
          ...emptyRow(newId(), person, due.kind),
          scheduleId: due.scheduleId,
          guildId: due.guildId,
          ref: { snoozed: due.id },
          asked: true,
          nextDue: at,
          nextOcc: 0,
        };
        yield* q.due.add(row);
        yield* q.deliveries.resetIgnored(person.id);
        return at;
      }),
    stop: (person, { dueId }) =>
      store.tx(function* (q) {
        const due = yield* q.due.find(dueId);
        if (!due || due.personId !== person.id) return;
        if (due.scheduleId) yield* remove(q, person, due.scheduleId);
        else yield* q.due.remove(due.id);
        yield* q.deliveries.resetIgnored(person.id);
      }),
    ask: (person, questions) =>
      store.tx(function* (q) {
        const before = yield* q.due.ofPerson(person.id);
        for (const { kind, ref, at } of questions) {
          const known = before.some(
            (row) => row.kind === kind && row.ref?.record === ref && row.nextDue === at,
          );
          if (!known)
            yield* q.due.add({
              ...emptyRow(newId(), person, kind),
              ref: { record: ref },
              asked: true,
              nextDue: at,
              nextOcc: 0,
            });
        }
      }),
    cancel: (person, ref) =>
      store.tx(function* (q) {
        for (const row of (yield* q.due.ofPerson(person.id)).filter((due) => due.ref?.record === ref)) {
          yield* q.deliveries.cancel(row.id, "removed");
          yield* q.due.remove(row.id);
        }
      }),
    weekAhead: (person) =>
      store.tx(function* (q) {
        const asked = (yield* q.due.ofPerson(person.id)).filter((row) => row.asked && row.nextDue !== null);
        const upcoming: Upcoming[] = asked.map(({ nextDue, kind }) => ({
          at: nextDue ?? 0,
          kind,
          source: "asked",
        }));
        for (const facts of yield* q.queue.factsOfPerson(person.id)) {
          const on = courseOf(facts);
          if ("rest" in on || facts.nextDue === null) continue;
          const source = facts.schedule?.ownerId ? "own" : "server";
          for (
            let at: EpochMs | undefined = facts.nextDue;
            at !== undefined && at < now() + week;
            at = dueAfter(on.course, at)?.nextDue
          )
            upcoming.push({ at, kind: facts.kind, source });
        }
        return upcoming.toSorted((a, b) => a.at - b.at);
      }),
  };
}

const isSame = (a: Omit<OwnNudge, "id">, b: Omit<OwnNudge, "id">): boolean =>
  a.kind === b.kind && a.times.join() === b.times.join() && a.weekdays.join() === b.weekdays.join();

const emptyRow = (id: string, person: Person, kind: NudgeKind): DueRow => ({
  id,
  scheduleId: null,
  personId: person.id,
  guildId: null,
  kind,
  ref: null,
  asked: false,
  epoch: 0,
  rev: 0,
  nextDue: null,
  nextOcc: null,
  lastOcc: null,
  lastSentAt: null,
  jitterS: 0,
});

const ownSchedule = (
  id: string,
  person: Person,
  { kind, times, weekdays }: Omit<OwnNudge, "id">,
  at: EpochMs,
): Schedule => ({
  id,
  guildId: null,
  personId: person.id,
  kind,
  content: {},
  rule: dailyRule(times, weekdays.length > 0 ? weekdays : undefined),
  zone: null,
  windowMin: 0,
  way: "dm",
  channelId: null,
  graceS: graceOf(kind),
  policy: {},
  pausedUntil: null,
  enabled: true,
  halted: null,
  rev: 0,
  createdBy: person.id,
  createdAt: at,
  updatedAt: at,
});

/** A nudge of one's own as it was put together; undefined for a rule of another form. */
function ownOf({ id, kind, rule }: Schedule): OwnNudge | undefined {
  if (rule.kind !== "times") return undefined;
  return { id, kind, times: rule.times.map(({ at }) => at), weekdays: rule.dates.weekdays ?? [] };
}

/** When *later* is, on the member's own clock. An evening that has begun means in an hour. */
function laterTime(later: Later, { zone, dayStart }: Person, now: EpochMs): EpochMs {
  if (later === "20" || later === "60") return now + Number(later) * minute;
  const today = localDate(now, zone, dayStart);
  if (later === "tomorrow")
    return Math.max(now + 12 * 60 * minute, instantOf(addDays(today, 1), 10 * 60, zone) ?? 0);
  const tonight = instantOf(today, eveningHour, zone) ?? 0;
  return tonight > now ? tonight : now + 60 * minute;
}
