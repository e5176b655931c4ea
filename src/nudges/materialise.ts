/** Due rows that have come due become deliveries in the ledger, and move on to their next occurrence. */
import type { DeliveryState } from "#app/delivery.ts";
import { courseOf, moveTo, pausedUntil, planNext } from "#app/due-plan.ts";
import type { Advance, Arrival, DueFacts, Lane, Move, Place, Queue, ScheduleFacts } from "#app/queue.ts";
import type { Steps } from "#app/steps.ts";
import type { EpochMs, Zone } from "#core/ids.ts";
import { quietEnd, quietHours } from "#core/quiet-hours.ts";
import { overdue, type NextDue } from "#core/schedule-next.ts";

/** What the member asked for is let go when it could not come within this time. */
export const askedGraceMs = 60 * 60_000;
/** A nudge that comes later than this says so. */
export const lateMs = 60_000;

export interface Slice {
  rows: number;
  /** It took too long: the rest stays due. */
  cut: boolean;
  /** What became ready to be sent. */
  lanes: Lane[];
  /** Rows that make no sense, such as a rule that cannot be read: they rest, and hold up nobody else's. */
  broken: BrokenRow[];
}

export interface BrokenRow {
  due: string;
  schedule: string | null;
  err: unknown;
}

const nothing: Slice = { rows: 0, cut: false, lanes: [], broken: [] };

/** Which due rows to take: up to so many, or those in the places that a backlog named. */
export type Which = number | Place[];

/** What a row's coming due amounts to. */
interface Step {
  advance: Advance;
  newest: Entry;
  /** Of those before it the last, which stands for all of them. */
  older?: Entry | undefined;
}

/** For the ledger. */
interface Entry {
  facts: DueFacts;
  at: NextDue;
  arrival: Arrival;
}

/**
 * Takes rows that have come due.
 * @param enough whether they have taken long enough by now: the first row of each zone takes as long as hundreds of others
 */
export function* materialise(q: Queue, now: EpochMs, which: Which, enough: () => boolean): Steps<Slice> {
  const rows = yield* typeof which === "number" ? q.overdue(now, which) : q.overdueAt(now, which);
  if (rows.length === 0) return nothing;
  const advances: Advance[] = [];
  const moves: Move[] = [];
  const [older, newest]: [Entry[], Entry[]] = [[], []];
  const broken: BrokenRow[] = [];
  for (const facts of rows) {
    if (advances.length + moves.length > 0 && enough()) break;
    try {
      const step = comeDue(facts, now);
      if (step) {
        advances.push(step.advance);
        newest.push(step.newest);
        if (step.older) older.push(step.older);
      } else moves.push(moveTo(facts, yield* planNext(q, facts, now)));
    } catch (err) {
      // A fault of the database ends the transaction all the same.
      broken.push({ due: facts.dueId, schedule: facts.scheduleId, err });
      moves.push(moveTo(facts, undefined));
    }
  }
  yield* enter(q, older);
  yield* enter(q, newest);
  yield* q.advance(advances);
  yield* q.move(moves);
  const taken = advances.length + moves.length;
  return { rows: taken, cut: taken < rows.length, lanes: readyLanes(newest), broken };
}

/** Enters occurrences, at once those that fare alike; a row that stands at another one goes there before. */
function* enter(q: Queue, entries: Entry[]): Steps<void> {
  const elsewhere = entries.filter(({ facts, at }) => at.nextDue !== facts.nextDue);
  yield* q.advance(elsewhere.map(({ facts, at }) => moveTo(facts, at)));
  for (const alike of Map.groupBy(entries, ({ arrival }) => Object.values(arrival).join()).values())
    yield* q.enter(
      alike.map(({ facts }) => facts),
      alike[0]!.arrival,
    );
}

/** Undefined when a row must be reckoned anew instead, as it was changed. */
function comeDue(facts: DueFacts, now: EpochMs): Step | undefined {
  if (facts.nextDue === null || facts.nextOcc === null) return undefined;
  const first = { nextDue: facts.nextDue, nextOcc: facts.nextOcc };
  if (facts.asked) return errand(facts, first, now);
  const { schedule } = facts;
  const on = courseOf(facts);
  if ("rest" in on || !schedule || facts.rev !== schedule.rev || pausedUntil(facts) > now) return undefined;
  const { newest, older, lastOlder, next } = overdue(on.course, first, now);
  const arrival = recurring(facts, schedule, newest, now, on.course.zone);
  const expired = arrival.state === "expired";
  return {
    advance: moveTo(facts, next, newest.nextOcc),
    newest: { facts, at: newest, arrival: expired ? { ...arrival, collapsed: older } : arrival },
    older: expired ? undefined : lastOlder && olderEntry(facts, lastOlder, now, arrival.graceMs, older),
  };
}

const olderEntry = (facts: DueFacts, at: NextDue, now: EpochMs, graceMs: number, older: number): Entry => ({
  facts,
  at,
  arrival: { ...arrivalOf(facts, at, now, graceMs), ...missed, collapsed: older - 1 },
});

const missed = { state: "expired", reason: "missed" } as const satisfies Partial<Arrival>;

function errand(facts: DueFacts, first: NextDue, now: EpochMs): Step {
  const arrival = arrivalOf(facts, first, now, askedGraceMs);
  const inTime = now <= first.nextDue + askedGraceMs;
  return {
    advance: moveTo(facts, undefined, first.nextOcc),
    newest: { facts, at: first, arrival: inTime ? arrival : { ...arrival, ...missed } },
  };
}

function recurring(
  facts: DueFacts,
  schedule: ScheduleFacts,
  due: NextDue,
  now: EpochMs,
  zone: Zone,
): Arrival {
  const arrival = arrivalOf(facts, due, now, schedule.graceS * 1000);
  const deadline = due.nextDue + arrival.graceMs;
  if (now > deadline) return { ...arrival, ...missed };
  const { person } = facts;
  const quiet = person ? quietHours(person.quietFrom, person.quietTo) : undefined;
  const wait = quietWait(quietEnd(quiet, now, person?.zone ?? zone), now, deadline, schedule);
  return wait ? { ...arrival, ...wait } : arrival;
}

/** What quiet hours make of a delivery: left out, or moved to their end where the schedule wants that and it is in time. */
export function quietWait(
  end: EpochMs,
  now: EpochMs,
  deadline: EpochMs,
  schedule: Pick<ScheduleFacts, "policy"> | null,
): { state: DeliveryState; reason: string | null; notBefore: EpochMs } | undefined {
  if (end <= now) return undefined;
  if (schedule?.policy.quiet === "move" && end <= deadline)
    return { state: "ready", reason: null, notBefore: end };
  return { state: "skipped_quiet", reason: "quiet-hours", notBefore: now };
}

function arrivalOf(facts: DueFacts, { nextDue }: NextDue, now: EpochMs, graceMs: number): Arrival {
  const { personId, kind, schedule } = facts;
  return {
    kind,
    source: facts.asked ? "asked" : schedule?.ownerId ? "own" : "server",
    state: "ready",
    reason: null,
    notBefore: null,
    graceMs,
    channelId: personId === null ? (schedule?.channelId ?? null) : null,
    late: now - nextDue > lateMs,
    collapsed: 0,
  };
}

function readyLanes(entries: Entry[]): Lane[] {
  const counts = new Map<string, number>();
  for (const { facts, arrival } of entries)
    if (arrival.state === "ready") counts.set(facts.lane, (counts.get(facts.lane) ?? 0) + 1);
  return [...counts].map(([lane, ready]) => ({ lane, ready }));
}
