/** *Later*: a nudge that a member put off comes again when they said. */
import { addDays } from "#core/days.ts";
import type { EpochMs, Snowflake } from "#core/ids.ts";
import type { NudgeKind } from "#core/schedule.ts";
import { localDate, startOfDay } from "#core/wall-clock.ts";
import { dropRow, errandId, errandRow } from "./due-rows.ts";
import { Fault } from "./fault.ts";
import type { Steps } from "./steps.ts";
import type { Person, Tables } from "./store.ts";

export type Later = "20" | "60" | "evening" | "tomorrow";

const minute = 60_000;
const eveningAt = 19 * 60;
const tomorrowAt = 10 * 60;

/** @returns when it comes again; a second press moves the first one. @throws {Fault} gone */
export function* putOff(
  q: Tables,
  person: Person,
  dueId: string,
  later: Later,
  now: EpochMs,
  kindOfGone?: NudgeKind,
): Steps<EpochMs> {
  const due = (yield* q.due.find(dueId)) ?? (kindOfGone && leftOver(person.id, kindOfGone));
  if (!due || (due.personId !== null && due.personId !== person.id)) throw new Fault("gone");
  for (const row of yield* q.due.ofPerson(person.id))
    if (row.ref?.snoozed === dueId && row.nextDue !== null) yield* dropRow(q, row.id);
  const at = laterTime(later, person, now);
  const { kind, scheduleId, guildId } = due;
  const ref = { ...due.ref, snoozed: dueId };
  const row = errandRow(errandId("s", at, dueId), person.id, { kind, at, scheduleId, guildId, ref });
  yield* q.due.add(row);
  yield* q.deliveries.resetIgnored(person.id);
  return at;
}

/** The message is still there though its schedule is gone: it can be put off all the same, once more by itself. */
const leftOver = (personId: Snowflake, kind: NudgeKind) => ({
  personId,
  kind,
  scheduleId: null,
  guildId: null,
  ref: null,
});

/** When *later* is, on the member's own clock. An evening that has begun means in an hour. */
export function laterTime(
  later: Later,
  { zone, dayStart }: Pick<Person, "zone" | "dayStart">,
  now: EpochMs,
): EpochMs {
  if (later === "20" || later === "60") return now + Number(later) * minute;
  const today = localDate(now, zone, dayStart);
  if (later === "tomorrow") return startOfDay(addDays(today, 1), zone, tomorrowAt);
  const tonight = startOfDay(today, zone, eveningAt);
  return tonight > now ? tonight : now + 60 * minute;
}
