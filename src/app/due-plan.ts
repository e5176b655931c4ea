/** Where due rows go next, given all that decides it. Used by every change that moves them, and by the scheduler. */
import type { EpochMs, Zone } from "#core/ids.ts";
import { compileRule, type CompiledRule, type Rule } from "#core/recurrence.ts";
import { dueAfter, type Course, type NextDue } from "#core/schedule-next.ts";
import { isZone } from "#core/zone.ts";
import type { DueFacts, Move, PersonFacts, Queue } from "./queue.ts";
import type { Steps } from "./steps.ts";

const compiled = new Map<string, CompiledRule>();
/** Most rules are alike ("every day at 20:00"); beyond this many the memory of them starts anew. */
const compiledLimit = 5000;

/** A rule as it is stored, ready for calculation. */
export function compiledRule(json: string): CompiledRule {
  const known = compiled.get(json);
  if (known) return known;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- checked before it was saved
  const rule = compileRule(JSON.parse(json) as Rule);
  if (compiled.size >= compiledLimit) compiled.clear();
  compiled.set(json, rule);
  return rule;
}

/**
 * The zone a row lives in: the schedule's, else the member's, else the server's.
 * Undefined when the running time zone data does not know it: then the row rests, and nothing is lost.
 */
export function zoneOf(
  facts: Pick<DueFacts, "guildZone"> & {
    schedule: { zone: Zone | null } | null;
    person: { zone: Zone } | null;
  },
): Zone | undefined {
  const zone = facts.schedule?.zone ?? facts.person?.zone ?? facts.guildZone ?? "UTC";
  return isZone(zone) ? zone : undefined;
}

/** Why nothing comes of a row for now; undefined when it is on course. */
export type Rest =
  | "schedule-off"
  | "schedule-halted"
  | "server-left"
  | "no-consent"
  | "dm-closed"
  | "unknown-zone";

/** How a row's occurrences become due, or why there are none. */
export function courseOf(facts: DueFacts): { course: Course } | { rest: Rest } {
  const { schedule, person } = facts;
  if (!schedule?.enabled) return { rest: "schedule-off" };
  if (schedule.halted) return { rest: "schedule-halted" };
  if (facts.guildLeftAt !== null) return { rest: "server-left" };
  if (facts.personId !== null) {
    const rest = memberRests(person);
    if (rest) return { rest };
  }
  const zone = zoneOf(facts);
  if (zone === undefined) return { rest: "unknown-zone" };
  return { course: { rule: compiledRule(schedule.rule), zone, jitterS: facts.jitterS } };
}

/** Why a member cannot be reached by DM at all. Their day and quiet hours need a zone, whatever the schedule's is. */
export function memberRests(person: PersonFacts | null): Rest | undefined {
  if (!person?.consentVersion) return "no-consent";
  if (person.dmState === "closed") return "dm-closed";
  return isZone(person.zone) ? undefined : "unknown-zone";
}

/** Until when the schedule or the member has paused. */
export function pausedUntil({ schedule, person }: Pick<DueFacts, "schedule" | "person">): EpochMs {
  return Math.max(schedule?.pausedUntil ?? 0, person?.pausedUntil ?? 0);
}

/**
 * The first occurrence after now that was not dealt with yet, after any pause.
 * @param notBefore not earlier than this either, as after a change of zone
 */
export function* planNext(
  q: Queue,
  facts: DueFacts,
  now: EpochMs,
  notBefore = 0,
): Steps<NextDue | undefined> {
  const on = courseOf(facts);
  if ("rest" in on) return undefined;
  // What becomes due at the very end of a pause is welcome.
  const after = Math.max(now, pausedUntil(facts) - 1, notBefore - 1);
  let next = dueAfter(on.course, after);
  if (next && next.nextOcc === facts.lastOcc && (yield* q.served(facts.dueId, facts.epoch, next.nextOcc)))
    next = dueAfter(on.course, next.nextDue);
  return next;
}

/** Sends rows on their way anew after something about them has changed. */
export function* replan(q: Queue, rows: DueFacts[], now: EpochMs): Steps<void> {
  const moves: Move[] = [];
  for (const facts of rows) moves.push(moveTo(facts, yield* planNext(q, facts, now)));
  yield* q.move(moves);
}

/** A row's new place; the occurrence it came from is remembered. */
export function moveTo(facts: DueFacts, next: NextDue | undefined, lastOcc = facts.lastOcc): Move {
  return {
    dueId: facts.dueId,
    place: facts.place,
    epoch: facts.epoch,
    rev: facts.schedule?.rev ?? facts.rev,
    nextDue: next?.nextDue ?? null,
    nextOcc: next?.nextOcc ?? null,
    lastOcc,
  };
}
