import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { againFrom, highestTotal, isWorthTalking, scales, shapes, totalOf } from "#core/screening.ts";

const day = 86_400_000;

describe("scoring", () => {
  // PHQ-2: items 0 to 3, summed, 0 to 6, cut at 3 (Kroenke et al. 2003); GAD-2 likewise (Kroenke et al. 2007).
  it.each([
    ["phq-2", [0, 0], 0, false],
    ["phq-2", [2, 0], 2, false],
    ["phq-2", [0, 3], 3, true],
    ["phq-2", [3, 3], 6, true],
    ["gad-2", [1, 1], 2, false],
    ["gad-2", [1, 2], 3, true],
    ["gad-2", [3, 3], 6, true],
    ["sleep", [0], 0, false],
    ["sleep", [10], 10, false],
  ] as const)("%s %j is %i, worth talking: %s", (scale, answers, total, talk) => {
    expect(totalOf(scale, answers)).toBe(total);
    expect(isWorthTalking(scale, total)).toBe(talk);
  });

  it.each([
    ["phq-2", [1]],
    ["phq-2", []],
    ["phq-2", [1, 2, 3]],
    ["phq-2", [1, 4]],
    ["phq-2", [1, -1]],
    ["gad-2", [1, 1.5]],
    ["gad-2", [1, Number.NaN]],
    ["sleep", [11]],
  ] as const)("refuses a total for %s %j", (scale, answers) => {
    expect(totalOf(scale, answers)).toBeUndefined();
  });

  it("sums every full set of answers and nothing else", () => {
    const answers = fc
      .constantFrom(...scales)
      .chain((scale) =>
        fc.tuple(fc.constant(scale), fc.array(fc.integer({ min: -1, max: 11 }), { maxLength: 4 })),
      );
    fc.assert(
      fc.property(answers, ([scale, given]) => {
        const { items, highest } = shapes[scale];
        const full = given.length === items && given.every((one) => one >= 0 && one <= highest);
        const total = totalOf(scale, given);
        expect(total).toBe(full ? given.reduce((sum, one) => sum + one, 0) : undefined);
        expect(total ?? 0).toBeLessThanOrEqual(highestTotal(scale));
      }),
      { numRuns: 2_000 },
    );
  });

  it("names a source for every scale that is not our own", () => {
    expect(scales.filter((scale) => !shapes[scale].source)).toEqual(["sleep"]);
    expect(scales.filter((scale) => shapes[scale].worthTalkingFrom === undefined)).toEqual(["sleep"]);
  });
});

describe("every two weeks at most", () => {
  it.each([
    [undefined, undefined],
    [0, 14 * day],
    [13 * day, 14 * day],
    [14 * day - 1, 14 * day],
    [14 * day, undefined],
    [-day, 14 * day],
    [-15 * day, undefined],
  ])("%s ms after the last one it is open from %s", (after, from) => {
    const last = after === undefined ? undefined : 1_000 * day;
    expect(againFrom(last, 1_000 * day + (after ?? 0))).toBe(
      from === undefined ? undefined : 1_000 * day + from,
    );
  });
});
