/**
 * When not to send at all: Discord asks for a pause, does not answer, or has refused so often that it would ban the
 * address (10,000 refusals in ten minutes; the gate closes at a tenth of that).
 */
import type { Outcome } from "./sender.ts";

export interface Gate {
  note(outcome: Outcome): void;
  /** Discord was asked whether it is there. */
  probed(answered: boolean): void;
  /** "down": it is to be asked whether it is there before anything is sent. */
  state(): GateState;
  /** Milliseconds until a closed gate opens. */
  opensIn(): number;
}

export type GateState = "open" | "closed" | "down";

/** Failures in a row after which Discord is taken to be away. */
const failuresUntilDown = 5;
const shortestPauseMs = 1000;
const longestPauseMs = 30_000;
const refusalLimit = 1000;
const windowMs = 600_000;
const minuteMs = 60_000;
const refusals = new Set([401, 403, 429]);

/** @param elapsed milliseconds of real time */
export function gate(elapsed: () => number): Gate {
  let failures = 0;
  let pauses = 0;
  let closedUntil = -Infinity;
  const refused = new Map<number, number>();

  const close = (ms: number): void => {
    closedUntil = Math.max(closedUntil, elapsed() + ms);
  };
  const noteRefusal = (): void => {
    const minute = Math.floor(elapsed() / minuteMs);
    refused.set(minute, (refused.get(minute) ?? 0) + 1);
    for (const old of refused.keys()) if ((minute - old) * minuteMs > windowMs) refused.delete(old);
    const total = refused.values().reduce((sum, count) => sum + count, 0);
    if (total >= refusalLimit) close(minuteMs);
  };
  const noteFailure = (): void => {
    failures += 1;
    // Those that were under way when it closed do not make the pause longer.
    if (failures < failuresUntilDown || elapsed() < closedUntil) return;
    close(Math.min(longestPauseMs, shortestPauseMs * 2 ** pauses));
    pauses += 1;
  };
  const noteSuccess = (): void => {
    failures = 0;
    pauses = 0;
  };

  return {
    note(outcome) {
      const status = "status" in outcome ? outcome.status : null;
      if (status !== null && refusals.has(status)) noteRefusal();
      if (outcome.kind === "later" && outcome.everyone) close(outcome.afterMs);
      if (outcome.kind === "unclear" || (outcome.kind === "later" && status === null)) noteFailure();
      else noteSuccess();
    },
    probed(answered) {
      if (answered) noteSuccess();
      else noteFailure();
    },
    state() {
      if (elapsed() < closedUntil) return "closed";
      return failures >= failuresUntilDown ? "down" : "open";
    },
    opensIn: () => Math.max(0, closedUntil - elapsed()),
  };
}
