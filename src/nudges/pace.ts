/** How fast nudges go out: a token bucket on the machine's own clock, whatever the bot's clock is told to show. */

/** The real passing of time. */
export interface Pace {
  /** Milliseconds from any fixed point; never goes back. */
  elapsed(): number;
  pause(ms: number): Promise<void>;
}

export interface Bucket {
  /** Whole tokens at hand. */
  available(): number;
  take(count: number): void;
  /** Milliseconds until so many tokens are at hand, or as many as there is room for. */
  wait(count: number): number;
  /** Tokens a second from now on. */
  setRate(perSecond: number): void;
}

/** Share of a second's tokens that may be saved up: with it no second sees more than 1.2 times the rate. */
const burstShare = 0.2;

/** A bucket that fills at `perSecond`, full at first. */
export function bucket({ elapsed }: Pace, perSecond: number): Bucket {
  const room = (): number => Math.max(1, rate * burstShare);
  let rate = perSecond;
  let tokens = room();
  let filledAt = elapsed();
  const fill = (): number => {
    const at = elapsed();
    tokens = Math.min(room(), tokens + (Math.max(0, at - filledAt) / 1000) * rate);
    filledAt = at;
    return tokens;
  };
  return {
    available: () => Math.floor(fill()),
    take(count) {
      tokens -= count;
    },
    wait: (count) => Math.max(0, Math.ceil(((Math.min(count, room()) - fill()) / rate) * 1000)),
    setRate(next) {
      fill();
      rate = next;
    },
  };
}
