/** Discord's ids: 42 bits of milliseconds since 2015, 10 of worker and process, 12 of a counter. */
const DISCORD_EPOCH = 1_420_070_400_000;

/** Makes ids that never repeat, even when the clock stands still or goes back. */
export function makeIds(now: () => number): () => string {
  let lastMs = 0;
  let count = 0;
  let worker = 1;

  return function nextId() {
    const ms = now();
    if (ms < lastMs) worker = (worker + 1) % 1024;
    if (ms === lastMs) count += 1;
    else count = 0;
    // More than 4,096 in one millisecond happens only on a clock that stands still.
    if (count > 4095) {
      count = 0;
      worker = (worker + 1) % 1024;
    }
    lastMs = ms;
    return snowflakeAt(ms, worker * 4096 + count);
  };
}

/** @param low the 22 bits below the time. */
export function snowflakeAt(ms: number, low = 0): string {
  return ((BigInt(ms - DISCORD_EPOCH) << 22n) | BigInt(low)).toString();
}

/** Epoch ms at which the id was made. */
export function timeOf(id: string): number {
  return Number(BigInt(id) >> 22n) + DISCORD_EPOCH;
}

/** Which of `count` gateway shards a server's events go to. */
export function shardOf(guildId: string | null, count: number): number {
  return guildId === null ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(count));
}

export function isSnowflake(text: string): boolean {
  return /^\d{1,20}$/.test(text);
}
