/**
 * Who answers when one process takes over from another: both are connected for a few seconds and hear everything. They
 * agree on a time; the one that leaves answers what was made before it, the other what came after. Nothing is answered
 * twice, and nothing is left without an answer.
 */
import type { EpochMs } from "#core/ids.ts";

export interface Handover {
  /** Whether this process answers an interaction that was made at this time. */
  answers(at: EpochMs): boolean;
  /** Answers nothing that was made before this time. */
  beginAt(at: EpochMs): void;
  /** Answers nothing that was made at this time or later. */
  endAt(at: EpochMs): void;
  /** When the newest interaction so far was made, by Discord's clock. */
  newest(): EpochMs;
}

export function handover(): Handover {
  let [from, until, newest] = [0, Infinity, 0];
  return {
    answers(at) {
      newest = Math.max(newest, at);
      return at >= from && at < until;
    },
    beginAt: (at) => void (from = at),
    endAt: (at) => void (until = Math.min(until, at)),
    newest: () => newest,
  };
}
