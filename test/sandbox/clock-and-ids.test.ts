import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { makeClock } from "#sandbox/clock.ts";
import { makeIds, shardOf, snowflakeAt, timeOf } from "#sandbox/snowflake.ts";

describe("ids", () => {
  it("never repeat, whatever the clock does", () => {
    const step = fc.oneof(fc.constant(0), fc.integer({ min: -50, max: 50 }));
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 200 }), (steps) => {
        let now = Date.parse("2026-03-02T21:00:00Z");
        const next = makeIds(() => now);
        const ids = steps.map((by) => {
          now += by;
          return next();
        });
        expect(new Set(ids).size).toBe(ids.length);
      }),
      { numRuns: 2000 },
    );
  });

  it("do not repeat within one millisecond that lasts", () => {
    const next = makeIds(() => 1_772_485_200_000);
    const ids = Array.from({ length: 20_000 }, next);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("tell their time, and grow with it", () => {
    const at = Date.parse("2026-03-02T21:00:00Z");
    expect(timeOf(snowflakeAt(at, 4095))).toBe(at);
    expect(BigInt(snowflakeAt(at + 1))).toBeGreaterThan(BigInt(snowflakeAt(at, 0x3fffff)));
  });

  it("choose the shard as Discord documents it", () => {
    expect(shardOf("197038439483310086", 7)).toBe(Number((197038439483310086n >> 22n) % 7n));
    expect(shardOf(null, 7)).toBe(0);
  });
});

describe("the clock", () => {
  it("stands still when told to, and runs on else", async () => {
    const still = makeClock(0, false);
    const running = makeClock(0);
    await expect.poll(() => running.now()).toBeGreaterThan(5);
    expect(still.now()).toBe(0);
    still.moveTo(1000);
    running.moveTo(1_000_000);
    expect(still.now()).toBe(1000);
    expect(running.now()).toBeGreaterThanOrEqual(1_000_000);
    expect(running.now()).toBeLessThan(1_001_000);
  });

  it("tells its listeners, until they have enough", () => {
    const clock = makeClock(0, false);
    const heard: number[] = [];
    const off = clock.onMove((now) => heard.push(now));
    clock.moveTo(5);
    off();
    clock.moveTo(6);
    expect(heard).toEqual([5]);
  });
});
