/** Paces requests: so many a second, a burst at most, by real time. */
export interface TokenBucket {
  /** Whole tokens there are now. */
  available(): number;
  take(count: number): void;
  setRate(perSecond: number): void;
}

export function tokenBucket(perSecond: number, burst: number, pace: () => number): TokenBucket {
  let [rate, tokens, at] = [perSecond, burst, pace()];
  const refill = (): void => {
    const later = pace();
    tokens = Math.min(burst, tokens + (Math.max(0, later - at) / 1000) * rate);
    at = later;
  };
  return {
    available() {
      refill();
      return Math.floor(tokens);
    },
    take(count) {
      tokens -= count;
    },
    setRate(perSecond) {
      refill();
      rate = perSecond;
    },
  };
}
