import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  answerAfter,
  answerLater,
  beginPractice,
  nextStep,
  plannedSeconds,
  previousStep,
  screenOf,
  stopPractice,
} from "#core/practice.ts";
import type { Practice, PracticeRun } from "#core/practice.ts";

const practice: Practice = {
  id: "three-steps",
  version: 2,
  title: "Three steps",
  promise: "Three steps.",
  minutes: 1,
  zoneFit: ["within"],
  anchor: "external",
  suggested: true,
  steps: [
    { text: "one", seconds: 20 },
    { text: "two", seconds: 20, alt: "two, otherwise" },
    { text: "three", seconds: 30 },
  ],
  exitLine: "enough for now",
  close: "here and now",
  cautions: [],
  evidenceNote: { text: "", source: null },
  after: ["state"],
  author: "",
  review: "",
};
const begun = beginPractice(practice, { state: "within", access: 3 }, 1000);

describe("a walk through a practice", () => {
  it("shows each step and then the close", () => {
    const second = nextStep(begun, practice);
    const third = nextStep(second, practice);
    expect(screenOf(begun, practice)).toMatchObject({ show: "step", number: 1, of: 3, last: false });
    expect(screenOf(third, practice)).toMatchObject({ show: "step", number: 3, last: true });
    expect(screenOf(nextStep(third, practice), practice)).toEqual({
      show: "close",
      close: "here and now",
      ask: ["state"],
    });
  });

  it("closes with the same orientation when it is stopped, and the way out before it", () => {
    expect(screenOf(stopPractice(begun), practice)).toMatchObject({
      show: "close",
      exitLine: "enough for now",
      close: "here and now",
    });
  });

  it("goes a step back, and not further than the first", () => {
    expect(previousStep(nextStep(begun, practice)).step).toBe(0);
    expect(previousStep(begun)).toBe(begun);
  });

  it("can be taken up a week later where it was left", () => {
    const kept = JSON.parse(JSON.stringify(nextStep(begun, practice))) as PracticeRun;
    expect(screenOf(kept, practice)).toMatchObject({ show: "step", number: 2 });
  });

  it("says when the content was changed or taken away meanwhile", () => {
    expect(screenOf(begun, { ...practice, version: 3 })).toEqual({ show: "changed" });
    expect(screenOf({ ...begun, step: 9 }, practice)).toEqual({ show: "changed" });
    expect(screenOf(begun, undefined)).toEqual({ show: "gone" });
  });

  it("still closes a walk that ended before its content changed", () => {
    expect(screenOf(stopPractice(begun), { ...practice, version: 3 }).show).toBe("close");
  });

  it("keeps what is answered then and later apart", () => {
    const run = answerLater(answerAfter(answerAfter(begun, { state: "within" }), { access: 5 }), {
      landed: 2,
    });
    expect(run).toMatchObject({
      before: { access: 3 },
      after: { state: "within", access: 5 },
      later: { landed: 2 },
    });
  });

  it("adds up its seconds", () => {
    expect(plannedSeconds(practice)).toBe(70);
  });

  it("reaches the close from anywhere, whatever is pressed and however often", () => {
    const press = fc.constantFrom("next", "back", "stop");
    fc.assert(
      fc.property(fc.array(press, { maxLength: 30 }), (presses) => {
        let run = begun;
        for (const pressed of presses) {
          const before = run;
          run =
            pressed === "next"
              ? nextStep(run, practice)
              : pressed === "back"
                ? previousStep(run)
                : stopPractice(run);
          if (before.ended) expect(run).toBe(before);
          expect(["step", "close"]).toContain(screenOf(run, practice).show);
        }
        for (let left = 0; left < practice.steps.length; left++) run = nextStep(run, practice);
        expect(screenOf(run, practice)).toMatchObject({ show: "close", close: practice.close });
      }),
      { numRuns: 2000 },
    );
  });
});
