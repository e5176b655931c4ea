/** Keeps one member's flood of presses from slowing everybody else. */
import type { Snowflake } from "#core/ids.ts";

/** Presses at once, and how fast they come back. Twice what a hurried thumb does. */
const burst = 20;
const perSecond = 4;
/** Members remembered; beyond it the oldest is forgotten, which only ever errs on the side of letting them in. */
const remembered = 10_000;

/** @returns a function that takes one press at a time in milliseconds and gives the seconds to wait, 0 when there is room */
export function pressLimiter(): (member: Snowflake, at: number) => number {
  const buckets = new Map<Snowflake, { tokens: number; at: number }>();
  return (member, at) => {
    const bucket = buckets.get(member) ?? { tokens: burst, at };
    const elapsed = Math.max(0, at - bucket.at) / 1000;
    bucket.tokens = Math.min(burst, bucket.tokens + elapsed * perSecond);
    bucket.at = at;
    buckets.delete(member);
    buckets.set(member, bucket);
    if (buckets.size > remembered) buckets.delete(buckets.keys().next().value as Snowflake);
    if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / perSecond);
    bucket.tokens -= 1;
    return 0;
  };
}
