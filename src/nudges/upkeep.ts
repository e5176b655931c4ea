/** What a tick looks after: what has come due, what others left behind, what was changed and must be reckoned anew. */
import { moveTo, planNext } from "#app/due-plan.ts";
import type { DueFacts, Lane, Move } from "#app/queue.ts";
import type { Steps, Tables } from "#app/store.ts";
import type { EpochMs } from "#core/ids.ts";
import { materialise, type BrokenRow, type Which } from "./materialise.ts";
import { settleUnclear } from "./settle.ts";

/** Rows in one transaction, so that the event loop is never held for long. */
export const sliceSize = 200;
export interface Look {
  /** Due rows that were looked at. */
  rows: number;
  /** It took too long for all that were to be looked at. */
  cut: boolean;
  /** What is ready to be sent. */
  lanes: Lane[];
  /** There was more than fits in one slice. */
  more: boolean;
  broken: BrokenRow[];
}

/** One slice of everything, in one transaction; of a backlog alone where its places are known. */
export function* look(q: Tables, now: EpochMs, which: Which, enough: () => boolean): Steps<Look> {
  const ofBacklog = typeof which !== "number";
  const others = ofBacklog ? false : yield* lookAfterOthers(q, now);
  const { rows, cut, lanes, broken } = yield* materialise(q.queue, now, which, enough);
  const more = cut || ofBacklog || rows === which || others;
  return { rows, cut, lanes, broken, more };
}

/** What was left behind and what was changed. @returns whether there may be more of it */
function* lookAfterOthers(q: Tables, now: EpochMs): Steps<boolean> {
  const orphans = yield* takeUpOrphans(q, now, now);
  const stale = yield* catchUpStale(q, now);
  return stale || orphans === sliceSize;
}

/**
 * Takes up deliveries whose sender has died or never answered: once more with the same nonce while Discord remembers
 * it, else they stay unknown.
 * @param leaseEnded leases that ended before this are taken up
 * @returns how many
 */
export function* takeUpOrphans({ queue }: Tables, now: EpochMs, leaseEnded: EpochMs): Steps<number> {
  const orphans = yield* queue.orphans(leaseEnded, sliceSize);
  for (const orphan of orphans) yield* settleUnclear(queue, orphan, "interrupted", now, 0);
  return orphans.length;
}

/** Reckons due rows of changed schedules anew, a slice of them. @returns whether there may be more */
export function* catchUpStale(q: Tables, now: EpochMs): Steps<boolean> {
  let left = sliceSize;
  for (const { id, after } of yield* q.queue.stale(sliceSize)) {
    if (left <= 0) return true;
    const done = yield* reckonAnew(q, id, after, now, left);
    left -= Math.max(1, done);
  }
  return left <= 0;
}

/** Reckons due rows of one schedule anew, at most so many. @returns how many */
export function* reckonAnew(
  { queue, deliveries }: Pick<Tables, "queue" | "deliveries">,
  scheduleId: string,
  after: string,
  now: EpochMs,
  limit: number,
): Steps<number> {
  const rows = yield* queue.factsOfSchedule(scheduleId, after, limit);
  const moves: Move[] = [];
  for (const facts of rows) {
    const edited = facts.rev !== facts.schedule?.rev;
    // What is due already is about to be looked at, and must not be skipped.
    if (!edited && facts.nextDue !== null && facts.nextDue <= now) continue;
    if (edited) yield* deliveries.cancel(facts.dueId, "edited");
    moves.push(moveTo(facts, yield* planOrComeDue(queue, facts, now)));
  }
  yield* queue.move(moves);
  yield* queue.setStale(scheduleId, rows.length < limit ? null : rows.at(-1)!.dueId);
  return rows.length;
}

/** A rule that cannot be read makes its row due at once: there it is found, told to the operator, and put to rest. */
function* planOrComeDue(queue: Tables["queue"], facts: DueFacts, now: EpochMs) {
  try {
    return yield* planNext(queue, facts, now);
  } catch {
    return { nextDue: now, nextOcc: 0 };
  }
}
