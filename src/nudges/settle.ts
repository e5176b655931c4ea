/** Writes down what became of attempts, and switches targets off that refuse for good. */
import type { Attempt, Queue } from "#app/queue.ts";
import type { Deliveries } from "#app/nudge-tables.ts";
import type { Steps } from "#app/steps.ts";
import type { EpochMs } from "#core/ids.ts";
import type { Halt } from "#core/schedule.ts";
import { nonceWindowMs } from "./decide.ts";
import type { Outcome } from "./sender.ts";
import type { Started } from "./start-attempts.ts";

/** Pauses between attempts of which it is not known whether they arrived, ms. */
const retryPauses = [1000, 3000, 8000, 15_000, 25_000];
/** A retry that would begin in the last seconds of the nonce's life is not begun. */
const marginMs = 5000;
/** Not the nudge's fault: the token was revoked, or never was one. */
const unauthorised = 401;

/** Discord's codes that mean: no DM reaches this member. */
const dmCodes = [50007, 50278, 10013, 10003, 50001, 50013];
/** Discord's code for somebody who is not in the server any more. */
const unknownMember = 10007;
const halts: Record<number, Halt> = {
  10003: "channel-gone",
  10004: "no-access",
  50001: "no-access",
  50013: "no-permission",
};

type Tables = { queue: Queue; deliveries: Pick<Deliveries, "cancel"> };

/** Writes the outcome of one attempt. */
export function* settle(
  q: Tables,
  { attempt, before }: Started,
  outcome: Outcome,
  now: EpochMs,
): Steps<void> {
  switch (outcome.kind) {
    case "sent":
      return yield* settleSent(q.queue, attempt, outcome, now);
    case "later":
      return yield* again(q.queue, attempt, now + outcome.afterMs, before.firstAttemptAt);
    case "held":
      return yield* settleHeld(q.queue, attempt);
    case "unclear":
      return yield* settleUnclear(q.queue, attempt, outcome.reason, now);
    default:
      if (outcome.status === unauthorised)
        return yield* again(q.queue, attempt, now + nonceWindowMs, before.firstAttemptAt);
      return yield* settleRefused(q, attempt, outcome, now);
  }
}

function* settleSent(
  q: Queue,
  attempt: Attempt,
  { messageId, channelId }: Extract<Outcome, { kind: "sent" }>,
  now: EpochMs,
): Steps<void> {
  const sent: Attempt = {
    ...attempt,
    state: "sent",
    reason: null,
    sentAt: now,
    messageId,
    channelId,
    owner: null,
    leaseUntil: null,
  };
  // Even if it was given up on meanwhile: it did arrive.
  if (!(yield* q.write(sent, { states: ["sending", "ready", "unknown"] }))) return;
  yield* q.noteSent(attempt.dueId, now, attempt.personId, attempt.source !== "asked");
  if (attempt.personId !== null) yield* q.noteDm(attempt.personId, channelId);
}

/** Left out, as over a limit: for what reason is the member's own. */
function* settleHeld(q: Queue, attempt: Attempt): Steps<void> {
  const held: Attempt = {
    ...attempt,
    state: "skipped_cap",
    reason: "not-now",
    firstAttemptAt: null,
    owner: null,
    leaseUntil: null,
  };
  yield* q.write(held, { states: ["sending"], attempt: attempt.attempt });
}

/** Back in line; `firstAttemptAt` null says that it cannot have arrived. */
function* again(q: Queue, attempt: Attempt, notBefore: EpochMs, firstAttemptAt: EpochMs | null): Steps<void> {
  const ready: Attempt = {
    ...attempt,
    state: "ready",
    reason: null,
    notBefore,
    firstAttemptAt,
    owner: null,
    leaseUntil: null,
  };
  yield* q.write(ready, { states: ["sending"], attempt: attempt.attempt });
}

/** Tried again with the same nonce while Discord remembers it; then it stays unknown, and is never sent again. */
export function* settleUnclear(
  q: Queue,
  attempt: Attempt,
  reason: string,
  now: EpochMs,
  pauseMs = retryPauses[attempt.attempt - 1] ?? retryPauses.at(-1)!,
): Steps<void> {
  const first = attempt.firstAttemptAt ?? now;
  const notBefore = now + pauseMs;
  if (notBefore < first + nonceWindowMs - marginMs) return yield* again(q, attempt, notBefore, first);
  const unknown: Attempt = { ...attempt, state: "unknown", reason, owner: null, leaseUntil: null };
  yield* q.write(unknown, { states: ["sending"], attempt: attempt.attempt });
}

function* settleRefused(
  { queue, deliveries }: Tables,
  attempt: Attempt,
  { status, code }: Extract<Outcome, { kind: "refused" }>,
  now: EpochMs,
): Steps<void> {
  const target = targetOf(attempt, status, code);
  const failed: Attempt = {
    ...attempt,
    state: "failed",
    reason: target?.reason ?? `${status}/${code}`,
    owner: null,
    leaseUntil: null,
    notBefore: now,
  };
  if (!(yield* queue.write(failed, { states: ["sending"], attempt: attempt.attempt }))) return;
  if (!target) return;
  if (target.reason === "dm-closed") yield* queue.closeDm(target.personId);
  else if (target.reason === "left-server") {
    for (const dueId of yield* queue.endGuild(target.personId, target.guildId))
      yield* deliveries.cancel(dueId, "left-server");
  } else yield* queue.halt(target.scheduleId, target.reason);
}

type Target =
  | { reason: "dm-closed"; personId: string }
  | { reason: "left-server"; personId: string; guildId: string }
  | { reason: Halt; scheduleId: string };

/** Which target a refusal closes for good; undefined when it is about this one nudge alone. */
function targetOf(
  { personId, guildId, scheduleId }: Attempt,
  status: number,
  code: number,
): Target | undefined {
  if (personId !== null) {
    if (code === unknownMember && guildId !== null) return { reason: "left-server", personId, guildId };
    const closed = dmCodes.includes(code) || code === unknownMember || status === 403;
    return closed ? { reason: "dm-closed", personId } : undefined;
  }
  const halt = halts[code] ?? (status === 403 ? "no-permission" : undefined);
  return halt && scheduleId !== null ? { reason: halt, scheduleId } : undefined;
}
