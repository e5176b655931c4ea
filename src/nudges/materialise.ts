/** Due rows that have come due become deliveries in the ledger, and move on to their next occurrence. */
import { hash as digest } from "node:crypto";
import { courseOf, moveTo, pausedUntil, planNext } from "#app/due-plan.ts";
import type { DeliverySource, DeliveryState } from "#app/delivery.ts";
import type { DueFacts, Lane, Move, NewDelivery, Place, Queue, ScheduleFacts } from "#app/queue.ts";
import type { Steps } from "#app/steps.ts";
import type { EpochMs, Zone } from "#core/ids.ts";
import { quietEnd, quietHours } from "#core/quiet-hours.ts";
import { overdue, type NextDue } from "#core/schedule-next.ts";
import { hash } from "#core/schedule.ts";

/** What the member asked for is let go when it could not come within this time. */
export const askedGraceMs = 60 * 60_000;
/** A nudge that comes later than this says so. */
export const lateMs = 60_000;
/** Deliveries that were asked for take their turn before all others. */
export const askedLane = "!";
/** Members' own nudges share the turns of this many servers. */
const ownLanes = 64;

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

/**
 * Takes rows that have come due.
 * @param enough whether they have taken long enough by now: the first row of each zone takes as long as hundreds of others
 */
export function* materialise(q: Queue, now: EpochMs, which: Which, enough: () => boolean): Steps<Slice> {
  const rows = yield* typeof which === "number" ? q.overdue(now, which) : q.overdueAt(now, which);
  if (rows.length === 0) return nothing;
  const moves: Move[] = [];
  const deliveries: NewDelivery[] = [];
  const broken: BrokenRow[] = [];
  for (const facts of rows) {
    if (moves.length > 0 && enough()) break;
    try {
      const step = comeDue(facts, now);
      if (step) {
        moves.push(step.move);
        deliveries.push(...step.deliveries);
      } else moves.push(moveTo(facts, yield* planNext(q, facts, now)));
    } catch (err) {
      // A fault of the database ends the transaction all the same.
      broken.push({ due: facts.dueId, schedule: facts.scheduleId, err });
      moves.push(moveTo(facts, undefined));
    }
  }
  yield* q.insert(deliveries);
  yield* q.move(moves);
  const cut = moves.length < rows.length;
  return { rows: moves.length, cut, lanes: readyLanes(deliveries), broken };
}

/** What a row's coming due amounts to; undefined when it must be reckoned anew instead, as it was changed. */
function comeDue(facts: DueFacts, now: EpochMs): { move: Move; deliveries: NewDelivery[] } | undefined {
  if (facts.nextDue === null || facts.nextOcc === null) return undefined;
  const first = { nextDue: facts.nextDue, nextOcc: facts.nextOcc };
  if (facts.asked) return errand(facts, first, now);
  const { schedule } = facts;
  const on = courseOf(facts);
  if ("rest" in on || !schedule || facts.rev !== schedule.rev || pausedUntil(facts) > now) return undefined;
  const { newest, older, lastOlder, next } = overdue(on.course, first, now);
  const delivery = recurring(facts, schedule, newest, now, on.course.zone);
  const expired = delivery.state === "expired";
  const deliveries = [{ ...delivery, collapsed: expired ? older : 0 }];
  if (lastOlder && !expired)
    deliveries.push({
      ...entry(facts, lastOlder, now, schedule.graceS * 1000),
      ...missed,
      collapsed: older - 1,
    });
  return { move: moveTo(facts, next, newest.nextOcc), deliveries };
}

const missed = { state: "expired", reason: "missed" } as const satisfies Partial<NewDelivery>;

function errand(facts: DueFacts, first: NextDue, now: EpochMs): { move: Move; deliveries: NewDelivery[] } {
  const delivery = entry(facts, first, now, askedGraceMs);
  const inTime = now <= delivery.deadline;
  return {
    move: moveTo(facts, undefined, first.nextOcc),
    deliveries: [inTime ? delivery : { ...delivery, ...missed }],
  };
}

function recurring(
  facts: DueFacts,
  schedule: ScheduleFacts,
  due: NextDue,
  now: EpochMs,
  zone: Zone,
): NewDelivery {
  const delivery = entry(facts, due, now, schedule.graceS * 1000);
  if (now > delivery.deadline) return { ...delivery, ...missed };
  const { person } = facts;
  const quiet = person ? quietHours(person.quietFrom, person.quietTo) : undefined;
  const wait = quietWait(quietEnd(quiet, now, person?.zone ?? zone), now, delivery.deadline, schedule);
  return { ...delivery, ...wait };
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

function entry(facts: DueFacts, { nextDue, nextOcc }: NextDue, now: EpochMs, graceMs: number): NewDelivery {
  const { dueId, epoch, personId, guildId, scheduleId, kind, schedule } = facts;
  const source: DeliverySource = facts.asked ? "asked" : schedule?.ownerId ? "own" : "server";
  return {
    dueId,
    epoch,
    occ: nextOcc,
    personId,
    guildId,
    scheduleId,
    kind,
    source,
    lane: laneOf(source, guildId, personId ?? dueId),
    rev: facts.schedule?.rev ?? facts.rev,
    dueAt: nextDue,
    deadline: nextDue + graceMs,
    state: "ready",
    reason: null,
    notBefore: nextDue,
    nonce: nonceOf(dueId, epoch, nextOcc),
    channelId: personId === null ? (schedule?.channelId ?? null) : null,
    late: now - nextDue > lateMs,
    collapsed: 0,
  };
}

/** Whose turn a delivery takes. */
export function laneOf(source: DeliverySource, guildId: string | null, recipient: string): string {
  if (source === "asked") return askedLane;
  return guildId ?? `~${hash(recipient) % ownLanes}`;
}

/** The same for every attempt at an occurrence, and different for every other. */
export function nonceOf(dueId: string, epoch: number, occ: number): string {
  return digest("sha256", `${dueId}/${epoch}/${occ}`, "base64url").slice(0, 25);
}

function readyLanes(deliveries: NewDelivery[]): Lane[] {
  const counts = new Map<string, number>();
  for (const { lane, state } of deliveries)
    if (state === "ready") counts.set(lane, (counts.get(lane) ?? 0) + 1);
  return [...counts].map(([lane, ready]) => ({ lane, ready }));
}
