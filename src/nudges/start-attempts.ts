/** Marks deliveries as being sent, in one durable commit, before anything goes out. */
import { hash } from "node:crypto";
import type { Attempt, Candidate, Queue } from "#app/queue.ts";
import type { Steps } from "#app/steps.ts";
import type { EpochMs } from "#core/ids.ts";
import { decide, type Decision } from "./decide.ts";
import type { Turn } from "./lanes.ts";
import { lateMs } from "./materialise.ts";
import type { Nudge } from "./sender.ts";

/** An attempt that was marked, the state it was in before, and what to send. */
export interface Started {
  attempt: Attempt;
  before: Attempt;
  nudge: Nudge;
}

export interface Starts {
  started: Started[];
  /** How many of each turn's rows were dealt with, whether they go or not. */
  taken: number[];
}

/** An attempt that is not settled by then is somebody else's to settle. */
const leaseMs = 60_000;

/** Takes each lane's turn: decides about its rows and marks those that go. */
export function* startAttempts(q: Queue, turns: Turn[], owner: string, now: EpochMs): Steps<Starts> {
  const starts: Starts = { started: [], taken: [] };
  for (const { lane, quota } of turns) {
    const candidates = yield* q.pick(lane, now, quota);
    for (const candidate of candidates) {
      const started = yield* start(q, candidate, owner, now);
      if (started) starts.started.push(started);
    }
    starts.taken.push(candidates.length);
  }
  return starts;
}

function* start(q: Queue, candidate: Candidate, owner: string, now: EpochMs): Steps<Started | undefined> {
  const before = candidate.delivery;
  const decision = yield* decide(q, candidate, now);
  const attempt =
    decision.go === "hold" ? { ...before, ...without(decision) } : going(before, owner, now, decision.go);
  const written = yield* q.write(attempt, { states: ["ready"], attempt: before.attempt });
  if (!written || decision.go === "hold") return undefined;
  return { attempt, before, nudge: nudgeOf(attempt, candidate) };
}

function without({ state, reason, notBefore }: Extract<Decision, { go: "hold" }>): Partial<Attempt> {
  return { state, reason, ...(notBefore === undefined ? {} : { notBefore }) };
}

function going(before: Attempt, owner: string, now: EpochMs, how: "send" | "ask"): Attempt {
  return {
    ...before,
    state: "sending",
    attempt: before.attempt + 1,
    firstAttemptAt: before.firstAttemptAt ?? now,
    owner,
    leaseUntil: now + leaseMs,
    late: now - before.dueAt > lateMs,
    ask: how === "ask",
  };
}

function nudgeOf(attempt: Attempt, { due, schedule, person }: Candidate): Nudge {
  const { dueId, epoch, occ, kind, personId, guildId, scheduleId, dueAt, late, ask } = attempt;
  const ref = due?.ref ?? null;
  return {
    nonce: nonceOf(attempt),
    dueId: ref?.snoozed ?? dueId,
    epoch,
    occ,
    kind,
    to:
      personId === null
        ? { channelId: attempt.channelId ?? "" }
        : { personId, dmChannelId: person?.dmChannelId ?? null },
    guildId,
    scheduleId,
    content: schedule?.content ?? {},
    ref,
    locale: person?.locale ?? null,
    dueAt,
    late,
    ask,
    asked: attempt.source === "asked",
  };
}

/** The same for every attempt at an occurrence, and different for every other. */
function nonceOf({ dueId, epoch, occ }: Attempt): string {
  return hash("sha256", `${dueId}/${epoch}/${occ}`, "base64url").slice(0, 25);
}
