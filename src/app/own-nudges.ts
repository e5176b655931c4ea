/** Nudges that a member sets for themselves: kind, times and days. */
import type { EpochMs, MinuteOfDay, Snowflake } from "#core/ids.ts";
import { dailyRule, type Rule } from "#core/recurrence.ts";
import { graceOf, retime, type Schedule, type ScheduleKind } from "#core/schedule.ts";
import { checkRule } from "#core/schedule-check.ts";
import { localDate } from "#core/wall-clock.ts";
import { addRecipient, dropRecipient, replanAfterStop } from "./due-rows.ts";
import { Fault } from "./fault.ts";
import type { Steps } from "./steps.ts";
import type { Person, Tables } from "./store.ts";

export interface OwnNudge {
  id: string;
  kind: ScheduleKind;
  times: MinuteOfDay[];
  /** 0 is Sunday; empty for every day. */
  weekdays: number[];
}

export type OwnDraft = Omit<OwnNudge, "id">;

const ownAtMost = 10;

export function* listOwn(q: Tables, personId: Snowflake): Steps<OwnNudge[]> {
  return (yield* q.schedules.ofPerson(personId)).map(ownOf).filter((nudge) => nudge !== undefined);
}

/** Sets a nudge; one that is there already is left as it is. */
export function* addOwn(
  q: Tables,
  person: Person,
  draft: OwnDraft,
  now: EpochMs,
  newId: () => string,
): Steps<OwnNudge> {
  // Written first, as it is, so that two presses at once are dealt with one after the other.
  yield* q.people.save((yield* q.people.find(person.id)) ?? person);
  const wanted = tidy(draft);
  const existing = yield* listOwn(q, person.id);
  const same = existing.find((other) => isSame(other, wanted));
  if (same) return same;
  if (existing.length >= ownAtMost) throw new Fault("list-full", { limit: ownAtMost });
  const rule = soundRule(dailyRule(wanted.times, someDays(wanted)), person, now);
  const schedule = ownSchedule(newId(), person.id, wanted.kind, rule, now);
  yield* q.schedules.add(schedule);
  yield* addRecipient(q, newId, schedule, person.id, now);
  return { id: schedule.id, ...wanted };
}

/** Changes times, days or kind. A day that was served already is not served again at the new time. */
export function* changeOwn(
  q: Tables,
  person: Person,
  id: string,
  draft: OwnDraft,
  now: EpochMs,
): Steps<OwnNudge> {
  const schedule = yield* q.schedules.find(id);
  if (schedule?.personId !== person.id || schedule.rule.kind !== "times") throw new Fault("gone");
  const wanted = tidy(draft);
  const days = someDays(wanted);
  const rule: Rule = {
    ...schedule.rule,
    times: retime(schedule.rule.times, wanted.times),
    dates: days ? { weekdays: days } : {},
  };
  const { kind } = wanted;
  const changed = { ...schedule, kind, rule: soundRule(rule, person, now), graceS: graceOf(kind) };
  yield* q.schedules.save({ ...changed, rev: schedule.rev + 1, updatedAt: now });
  const rows = (yield* q.queue.factsOfPerson(person.id)).filter(({ scheduleId }) => scheduleId === id);
  yield* replanAfterStop(q, rows, now, "edited");
  return { id, ...wanted };
}

/** Does nothing when it is gone already, or somebody else's. */
export function* removeOwn(q: Tables, personId: Snowflake, id: string): Steps<void> {
  const schedule = yield* q.schedules.find(id);
  if (schedule?.personId !== personId) return;
  yield* dropRecipient(q, id, personId);
  yield* q.schedules.remove(id);
}

/** @throws {Fault} with what is wrong with the rule */
function soundRule(rule: Rule, { zone, dailyCap }: Person, now: EpochMs): Rule {
  const fault = checkRule(rule, localDate(now, zone), dailyCap);
  if (!fault) return rule;
  const { code, ...values } = fault;
  throw new Fault(code, values);
}

function tidy({ kind, times, weekdays }: OwnDraft): OwnDraft {
  const distinct = [...new Set(weekdays)].toSorted((a, b) => a - b);
  return {
    kind,
    times: [...new Set(times)].toSorted((a, b) => a - b),
    weekdays: distinct.length === 7 ? [] : distinct,
  };
}

const someDays = ({ weekdays }: OwnDraft): number[] | undefined =>
  weekdays.length > 0 ? weekdays : undefined;

const isSame = (a: OwnDraft, b: OwnDraft): boolean =>
  a.kind === b.kind && a.times.join() === b.times.join() && a.weekdays.join() === b.weekdays.join();

const ownSchedule = (
  id: string,
  personId: Snowflake,
  kind: ScheduleKind,
  rule: Rule,
  at: EpochMs,
): Schedule => ({
  id,
  guildId: null,
  personId,
  kind,
  content: {},
  rule,
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
  createdBy: personId,
  createdAt: at,
  updatedAt: at,
});

/** A nudge of one's own as it was put together; undefined for a rule of another form. */
function ownOf({ id, kind, rule }: Schedule): OwnNudge | undefined {
  if (rule.kind !== "times") return undefined;
  return { id, kind, times: rule.times.map(({ at }) => at), weekdays: rule.dates.weekdays ?? [] };
}
