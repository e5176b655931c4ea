/** Whether a delivery may go now: the last look before the send, in the transaction that marks it. */
import { memberRests, zoneOf } from "#app/due-plan.ts";
import type { DeliveryState } from "#app/delivery.ts";
import type { Attempt, Candidate, Queue } from "#app/queue.ts";
import type { Steps } from "#app/steps.ts";
import { contactLimits, decideContact } from "#core/contact-limits.ts";
import type { EpochMs } from "#core/ids.ts";
import { quietEnd, quietHours } from "#core/quiet-hours.ts";
import { contactKind } from "#core/schedule.ts";
import { localDate, startOfDay } from "#core/wall-clock.ts";
import { quietWait } from "./materialise.ts";

/** How long Discord is trusted to know a nonce again, from the first attempt on. */
export const nonceWindowMs = 120_000;

type Held = Pick<Attempt, "state" | "reason"> & Partial<Pick<Attempt, "notBefore">>;
export type Decision = { go: "send" | "ask" } | ({ go: "hold" } & Held);

const weekMs = 7 * 86_400_000;

/** Looks at everything that may have changed since it came due. */
export function* decide(q: Queue, candidate: Candidate, now: EpochMs): Steps<Decision> {
  const decision = yield* consider(q, candidate, now);
  if (decision.go !== "hold" || candidate.delivery.firstAttemptAt === null) return decision;
  // It may have arrived at an earlier attempt: whatever holds it back now, that stays unknown.
  return hold("unknown", decision.reason ?? "held");
}

function* consider(q: Queue, candidate: Candidate, now: EpochMs): Steps<Decision> {
  const stopped = whyNot(candidate, now);
  if (stopped) return hold(...stopped);
  if (candidate.delivery.source === "asked") return { go: "send" };
  const quiet = quietNow(candidate, now);
  if (quiet) return { go: "hold", ...quiet };
  return yield* withinLimits(q, candidate, now);
}

function hold(state: DeliveryState, reason: string): Decision {
  return { go: "hold", state, reason };
}

/** What forbids it for good, by state and reason. */
function whyNot(candidate: Candidate, now: EpochMs): [DeliveryState, string] | undefined {
  const { delivery, due, person, guildLeftAt } = candidate;
  const { firstAttemptAt } = delivery;
  if (firstAttemptAt !== null && now - firstAttemptAt >= nonceWindowMs)
    return ["unknown", "nonce-window-over"];
  if (!due) return ["cancelled", "removed"];
  if (due.epoch !== delivery.epoch) return ["cancelled", "zone-changed"];
  const schedule = scheduleStops(candidate, now);
  if (schedule) return ["cancelled", schedule];
  if (guildLeftAt !== null) return ["cancelled", "server-left"];
  if (delivery.personId !== null) {
    const rest = memberRests(person);
    // What they asked for needs no clock of theirs.
    const blocked = rest !== undefined && !(rest === "unknown-zone" && delivery.source === "asked");
    if (blocked) return rest === "dm-closed" ? ["failed", rest] : ["cancelled", rest];
    if (delivery.source !== "asked" && (person?.pausedUntil ?? 0) > now) return ["cancelled", "paused"];
  }
  // A retry belongs to an attempt that began in time.
  return now > delivery.deadline && firstAttemptAt === null ? ["expired", "too-late"] : undefined;
}

/** Snoozes hold over an edit and a pause, since they were asked for; but not when the schedule is gone or off. */
function scheduleStops({ delivery, schedule }: Candidate, now: EpochMs): string | undefined {
  if (delivery.scheduleId === null) return undefined;
  if (!schedule) return "removed";
  if (!schedule.enabled) return "schedule-off";
  if (delivery.source === "asked") return undefined;
  if (schedule.rev !== delivery.rev) return "edited";
  if (schedule.halted) return "schedule-halted";
  return (schedule.pausedUntil ?? 0) > now ? "paused" : undefined;
}

function quietNow({ delivery, person, schedule }: Candidate, now: EpochMs): Held | undefined {
  if (!person) return undefined;
  const end = quietEnd(quietHours(person.quietFrom, person.quietTo), now, person.zone);
  return quietWait(end, now, delivery.deadline, schedule);
}

function* withinLimits(q: Queue, candidate: Candidate, now: EpochMs): Steps<Decision> {
  const { delivery, person } = candidate;
  if (delivery.personId === null || !person) return yield* withinChannelLimit(q, candidate, now);
  const today = startOfDay(localDate(now, person.zone, person.dayStart), person.zone, person.dayStart);
  const counts = yield* q.contacts(delivery.personId, today, now - weekMs);
  const own = delivery.source === "own";
  const contact = { kind: contactKind(delivery.kind), own, dailyCap: person.dailyCap };
  const decision = decideContact(contact, { ...counts, ignored: person.ignored });
  return decision.go === "hold" ? hold("skipped_cap", decision.reason) : decision;
}

function* withinChannelLimit(q: Queue, candidate: Candidate, now: EpochMs): Steps<Decision> {
  const { channelId } = candidate.delivery;
  const zone = zoneOf(candidate);
  if (channelId === null || zone === undefined) return hold("failed", "no-channel");
  const posts = yield* q.posts(channelId, startOfDay(localDate(now, zone), zone));
  return posts < contactLimits.postsPerChannelAndDay ? { go: "send" } : hold("skipped_cap", "channel-cap");
}
