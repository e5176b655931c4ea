import { describe, expect, it } from "vitest";
import {
  addReading,
  medianToEase,
  minutesToEase,
  newUrge,
  outcomeOfGuess,
  sparkline,
  type Urge,
} from "#core/urge.ts";

const start = Date.UTC(2026, 2, 2, 2, 0);
const after = (minutes: number) => start + minutes * 60_000;
const ridden = (...readings: [minutes: number, intensity: number][]): Urge =>
  readings.reduce(
    (urge, [minutes, intensity]) => addReading(urge, { at: after(minutes), intensity }),
    newUrge(start, 8),
  );

describe("addReading", () => {
  it("keeps readings in order of time, wherever they are added", () => {
    expect(ridden([30, 3], [15, 5]).readings.map(({ intensity }) => intensity)).toEqual([8, 5, 3]);
  });

  it("counts a double tap once", () => {
    const urge = ridden([15, 5]);
    expect(addReading(urge, { at: after(15) + 800, intensity: 4 }).readings).toHaveLength(2);
  });
});

describe("outcomeOfGuess", () => {
  it("is the number nearest to a quarter of an hour", () => {
    expect(outcomeOfGuess(ridden([9, 7], [16, 5], [29, 3]))).toBe(5);
  });

  it("is unknown as long as nothing near it was read", () => {
    expect(outcomeOfGuess(ridden())).toBeUndefined();
    expect(outcomeOfGuess(ridden([3, 7], [55, 1]))).toBeUndefined();
  });
});

describe("the member's own median", () => {
  it("is the time to half or less, and unknown where that was not seen", () => {
    expect(minutesToEase(ridden([15, 5], [30, 4]))).toBe(30);
    expect(minutesToEase(ridden([15, 7]))).toBeUndefined();
  });

  it("says nothing below three urges that eased", () => {
    expect(medianToEase([ridden([15, 4]), ridden([30, 2]), ridden([15, 7])])).toBeUndefined();
    expect(medianToEase([ridden([15, 4]), ridden([30, 2]), ridden([45, 1])])).toBe(30);
    expect(medianToEase([ridden([10, 4]), ridden([20, 2]), ridden([30, 1]), ridden([45, 0])])).toBe(25);
  });
});

it("draws a curve in one line", () => {
  expect(sparkline(ridden([15, 5], [30, 0]))).toBe("▆ 8  →  ▄ 5  →  · 0");
});
