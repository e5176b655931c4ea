import type { EpochMs } from "#core/ids.ts";

const hourMs = 3_600_000;

/** Work that may be called as often as one likes and is done once an hour; calls meanwhile wait for the one under way. */
export function hourly(now: () => EpochMs, work: () => Promise<void>): () => Promise<void> {
  let last = Number.NEGATIVE_INFINITY;
  let running: Promise<void> | undefined;
  return () => {
    const at = now();
    // A clock that went back starts the hour anew.
    if (running || (at >= last && at - last < hourMs)) return running ?? Promise.resolve();
    last = at;
    running = work().finally(() => (running = undefined));
    return running;
  };
}
