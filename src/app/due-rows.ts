/** Due rows of members: made when somebody joins, moved when something about them changes, gone when they stop. */
import type { EpochMs, Snowflake } from "#core/ids.ts";
import { jitterOf, type NudgeKind, type Schedule } from "#core/schedule.ts";
import { replan } from "./due-plan.ts";
import type { DueRow, NudgeTables } from "./nudge-tables.ts";
import type { DueFacts } from "./queue.ts";
import type { Steps } from "./steps.ts";

const nothingYet = {
  scheduleId: null,
  personId: null,
  guildId: null,
  ref: null,
  asked: false,
  epoch: 0,
  rev: 0,
  nextDue: null,
  nextOcc: null,
  lastOcc: null,
  lastSentAt: null,
  jitterS: 0,
} satisfies Partial<DueRow>;

/** The row of one recipient of a schedule; `personId` null is its channel. */
export function recipientRow(id: string, schedule: Schedule, personId: Snowflake | null): DueRow {
  const { id: scheduleId, guildId, kind, rev, windowMin } = schedule;
  const jitterS = personId === null ? 0 : jitterOf(scheduleId, personId, windowMin);
  return { ...nothingYet, id, scheduleId, personId, guildId, kind, rev, jitterS };
}

/** An errand that a member asked for by a press: it comes once. */
export function errandRow(
  id: string,
  personId: Snowflake,
  errand: { kind: NudgeKind; at: EpochMs } & Partial<
    Pick<DueRow, "scheduleId" | "guildId" | "ref" | "nextOcc">
  >,
): DueRow {
  const { at, ...rest } = errand;
  return { ...nothingYet, nextOcc: 0, ...rest, id, personId, asked: true, nextDue: at };
}

/**
 * The same id for the same wish, so that two presses make one errand.
 * @param mark one letter for each kind of wish
 */
export const errandId = (mark: string, at: EpochMs, about: string): string =>
  `${mark}${Math.floor(at / 60_000).toString(36)}-${about}`;

/** Adds a recipient, on the way to their next occurrence; does nothing when there is one already. */
export function* addRecipient(
  q: NudgeTables,
  newId: () => string,
  schedule: Schedule,
  personId: Snowflake,
  now: EpochMs,
): Steps<void> {
  const rows = yield* q.due.ofPerson(personId);
  if (rows.some((row) => row.scheduleId === schedule.id && !row.asked)) return;
  const row = recipientRow(newId(), schedule, personId);
  yield* q.due.add(row);
  yield* replan(q.queue, yield* q.queue.factsOfRow(row.id), now);
}

/** Takes a member out of a schedule, with what they put off of it and what is not on its way yet. */
export function* dropRecipient(q: NudgeTables, scheduleId: string, personId: Snowflake): Steps<void> {
  for (const row of yield* q.due.ofPerson(personId)) {
    if (row.scheduleId === scheduleId) yield* dropRow(q, row.id);
  }
}

/** Takes a due row away, and back what is not on its way yet. */
export function* dropRow(q: NudgeTables, dueId: string): Steps<void> {
  yield* q.deliveries.cancel(dueId, "removed");
  yield* q.due.remove(dueId);
}

/** Sends rows on anew after a change that must also stop what is ready, such as a pause or an edit. */
export function* replanAfterStop(
  q: NudgeTables,
  rows: DueFacts[],
  now: EpochMs,
  reason: string,
): Steps<void> {
  for (const { dueId } of rows) yield* q.deliveries.cancel(dueId, reason);
  yield* replan(q.queue, rows, now);
}
