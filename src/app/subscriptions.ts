/** Who takes part in a server's schedules, and which way each is reached. Nobody but the member can enrol them. */
import type { EpochMs, Snowflake } from "#core/ids.ts";
import type { Schedule, Way } from "#core/schedule.ts";
import { replan } from "./due-plan.ts";
import { addRecipient, dropRecipient, dropRow, recipientRow } from "./due-rows.ts";
import { Fault } from "./fault.ts";
import type { Steps } from "./steps.ts";
import type { Person, Tables } from "./store.ts";

export interface Joined {
  schedule: Schedule;
  /** How this member is reached. */
  way: Way;
  /** When it comes next; null while it rests. */
  next: EpochMs | null;
}

/** @throws {Fault} gone */
export function* join(
  q: Tables,
  person: Person,
  scheduleId: string,
  now: EpochMs,
  newId: () => string,
): Steps<void> {
  const schedule = yield* serverSchedule(q, scheduleId);
  const known = yield* q.subscriptions.find(scheduleId, person.id);
  // Written even when it is there, so that two presses at once are dealt with one after the other.
  yield* q.subscriptions.save(known ?? { scheduleId, personId: person.id, way: null, joinedAt: now });
  if (wayOf(schedule, known?.way ?? null) === "dm") yield* addRecipient(q, newId, schedule, person.id, now);
}

export function* leave(q: Tables, personId: Snowflake, scheduleId: string): Steps<void> {
  yield* dropRecipient(q, scheduleId, personId);
  yield* q.subscriptions.remove(scheduleId, personId);
}

/** @throws {Fault} gone */
export function* setWay(
  q: Tables,
  person: Person,
  scheduleId: string,
  way: Way | null,
  now: EpochMs,
  newId: () => string,
): Steps<void> {
  const schedule = yield* serverSchedule(q, scheduleId);
  const known = yield* q.subscriptions.find(scheduleId, person.id);
  if (!known) throw new Fault("gone");
  yield* q.subscriptions.save({ ...known, way });
  if (wayOf(schedule, way) === "dm") yield* addRecipient(q, newId, schedule, person.id, now);
  else yield* dropRecipient(q, scheduleId, person.id);
  yield* seeToChannel(q, schedule, now, newId);
}

/** There is a row for posts in the channel while the schedule, or anybody in it, wants them. */
export function* seeToChannel(q: Tables, schedule: Schedule, now: EpochMs, newId: () => string): Steps<void> {
  const { id, channelId, way } = schedule;
  const row = yield* q.due.ofChannel(id);
  const wanted = channelId !== null && (way === "channel" || (yield* q.subscriptions.anyInChannel(id)));
  if (row && !wanted) yield* dropRow(q, row.id);
  if (row || !wanted) return;
  const fresh = recipientRow(newId(), schedule, null);
  yield* q.due.add(fresh);
  const facts = yield* q.queue.factsOfRow(fresh.id);
  yield* replan(q.queue, facts, now);
}

export function* joined(q: Tables, personId: Snowflake): Steps<Joined[]> {
  const found: Joined[] = [];
  const rows = yield* q.due.ofPerson(personId);
  for (const { scheduleId, way: chosen } of yield* q.subscriptions.ofPerson(personId)) {
    const schedule = yield* q.schedules.find(scheduleId);
    if (!schedule) continue;
    const way = wayOf(schedule, chosen);
    const own = rows.find((row) => row.scheduleId === scheduleId && !row.asked);
    const row = way === "channel" ? yield* q.due.ofChannel(scheduleId) : own;
    found.push({ schedule, way, next: row?.nextDue ?? null });
  }
  return found;
}

/** The way a member chose, if the schedule has such a one. */
export function wayOf(schedule: Schedule, chosen: Way | null): Way {
  if (chosen === "channel" && schedule.channelId === null) return schedule.way;
  return chosen ?? schedule.way;
}

function* serverSchedule(q: Tables, id: string): Steps<Schedule> {
  const schedule = yield* q.schedules.find(id);
  if (!schedule?.guildId) throw new Fault("gone");
  return schedule;
}
