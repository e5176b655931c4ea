import { expect, it } from "vitest";
import { pressLimiter } from "#discord/rate-limit.ts";

it("lets a hurried thumb through, stops a flood, and says how long to wait", () => {
  const limit = pressLimiter();
  const waits = Array.from({ length: 25 }, () => limit("ash", 1000));
  expect(waits.slice(0, 20)).toEqual(Array(20).fill(0));
  expect(waits[20]).toBe(1);
});

it("gives presses back with time, and one member's flood costs another nothing", () => {
  const limit = pressLimiter();
  for (let press = 0; press < 30; press += 1) limit("ash", 0);
  expect(limit("ash", 0)).toBe(1);
  expect(limit("bo", 0)).toBe(0);
  expect(limit("ash", 1000)).toBe(0);
});

it("is not confused by a clock that steps back", () => {
  const limit = pressLimiter();
  limit("ash", 10_000);
  expect(limit("ash", 0)).toBe(0);
});
