/** Limits on haste: a bucket of tokens for each key, filled again as time goes on. */

export interface Rate {
  /** At once. */
  burst: number;
  perSecond: number;
}

/** Keys remembered; beyond it the oldest is forgotten, which only ever errs on the side of letting them in. */
const remembered = 10_000;

/** @returns a function that takes one token at a time in milliseconds and gives the seconds to wait, 0 when there is one */
export function rateLimit({ burst, perSecond }: Rate): (key: string, at: number) => number {
  const buckets = new Map<string, { tokens: number; at: number }>();
  return (key, at) => {
    const bucket = buckets.get(key) ?? { tokens: burst, at };
    const elapsed = Math.max(0, at - bucket.at) / 1000;
    bucket.tokens = Math.min(burst, bucket.tokens + elapsed * perSecond);
    bucket.at = at;
    buckets.delete(key);
    buckets.set(key, bucket);
    const [oldest] = buckets.keys();
    if (buckets.size > remembered && oldest !== undefined) buckets.delete(oldest);
    if (bucket.tokens < 1) return Math.ceil((1 - bucket.tokens) / perSecond);
    bucket.tokens -= 1;
    return 0;
  };
}
