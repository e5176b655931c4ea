/**
 * Discord's rate limits: a bucket per route and major parameter, and 50 requests a second for the bot as a whole, from
 * which interaction routes are exempt. Times are real, as the bot's own are; what the clock is moved by counts as gone.
 */
export interface Bucket {
  /** Requests per window. */
  limit: number;
  /** Window, real ms. It starts with its first request. */
  windowMs: number;
}

export interface RateLimits {
  enabled: boolean;
  /** Counts the request. */
  take(request: LimitedRequest): Verdict;
  /** Highest number of requests that fell into any one second, and how many were refused. */
  stats(): { peakPerSecond: number; refused: number; counted: number };
}

export interface LimitedRequest {
  /** `POST /channels/:channel/messages`. */
  route: string;
  /** Channel, server or webhook id of the path. */
  major: string;
  bucket: Bucket | null;
  exemptFromGlobal: boolean;
}

export interface Verdict {
  headers: Record<string, string>;
  /** Set when refused: seconds until it may be tried again. */
  retryAfter?: number;
  global?: boolean;
}

interface Window {
  from: number;
  used: number;
}

export const GLOBAL_PER_SECOND = 50;

export function makeRateLimits(elapsed: () => number, enabled: boolean): RateLimits {
  const windows = new Map<string, Window>();
  const global: Window = { from: -1e9, used: 0 };
  const stats = { peakPerSecond: 0, refused: 0, counted: 0 };

  function takeGlobal(now: number): number | undefined {
    if (now - global.from >= 1000) {
      global.from = now;
      global.used = 0;
    }
    global.used += 1;
    stats.peakPerSecond = Math.max(stats.peakPerSecond, global.used);
    return global.used > GLOBAL_PER_SECOND ? (global.from + 1000 - now) / 1000 : undefined;
  }

  const limits: RateLimits = {
    enabled,
    stats: () => ({ ...stats }),
    take(request) {
      stats.counted += 1;
      const now = elapsed();
      const wait = request.exemptFromGlobal ? undefined : takeGlobal(now);
      if (!limits.enabled) return { headers: {} };
      if (wait !== undefined) {
        stats.refused += 1;
        return {
          headers: { "x-ratelimit-global": "true", "x-ratelimit-scope": "global" },
          retryAfter: wait,
          global: true,
        };
      }
      if (request.bucket === null) return { headers: {} };
      const verdict = takeBucket(windows, request, request.bucket, now);
      if (verdict.retryAfter !== undefined) stats.refused += 1;
      return verdict;
    },
  };
  return limits;
}

function takeBucket(
  windows: Map<string, Window>,
  request: LimitedRequest,
  bucket: Bucket,
  now: number,
): Verdict {
  const key = `${request.route}|${request.major}`;
  let window = windows.get(key);
  if (window === undefined || now - window.from >= bucket.windowMs) {
    window = { from: now, used: 0 };
    windows.delete(key);
    windows.set(key, window);
    if (windows.size > 50_000) sweep(windows, now);
  }
  const resetAfter = (window.from + bucket.windowMs - now) / 1000;
  const allowed = window.used < bucket.limit;
  if (allowed) window.used += 1;
  const headers: Record<string, string> = {
    "x-ratelimit-limit": String(bucket.limit),
    "x-ratelimit-remaining": String(bucket.limit - window.used),
    "x-ratelimit-reset": ((Date.now() + resetAfter * 1000) / 1000).toFixed(3),
    "x-ratelimit-reset-after": resetAfter.toFixed(3),
    "x-ratelimit-bucket": hash(request.route),
  };
  if (allowed) return { headers };
  return { headers: { ...headers, "x-ratelimit-scope": "user" }, retryAfter: resetAfter };
}

function sweep(windows: Map<string, Window>, now: number): void {
  for (const [key, window] of windows) if (now - window.from > 60_000) windows.delete(key);
}

/** The opaque bucket name Discord gives a route; any stable text does. */
function hash(route: string): string {
  let h = 0xcbf29ce484222325n;
  for (const char of route) h = BigInt.asUintN(64, (h ^ BigInt(char.codePointAt(0) ?? 0)) * 0x100000001b3n);
  return h.toString(16).padStart(16, "0");
}
