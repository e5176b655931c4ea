import { describe, expect, it } from "vitest";
import { practiceKind } from "#content/schemas/practice.ts";
import { beginPractice, nextStep, screenOf, stopPractice } from "#core/practice.ts";
import { suggest } from "#core/suggest.ts";
import { faultsIn, gradeOf, shipped } from "./shelf.ts";

const practices = shipped(practiceKind);

describe("the practices", () => {
  it("are at least twenty-four, and some fit each state by themselves", () => {
    expect(practices.length).toBeGreaterThanOrEqual(24);
    for (const state of ["too-little", "within", "too-much"] as const) {
      const fitting = practices.filter(({ zoneFit, suggested }) => suggested && zoneFit.includes(state));
      expect(fitting.length, state).toBeGreaterThanOrEqual(6);
    }
  });

  it.each(practices)("$id can be walked to its close, and left at every step", (practice) => {
    let run = beginPractice(practice, {}, 0);
    for (const _step of practice.steps) {
      const screen = screenOf(run, practice);
      expect(screen.show).toBe("step");
      expect(screenOf(stopPractice(run), practice)).toMatchObject({
        exitLine: practice.exitLine,
        close: practice.close,
      });
      run = nextStep(run, practice);
    }
    expect(screenOf(run, practice)).toMatchObject({ show: "close", close: practice.close });
  });

  it.each(practices)(
    "$id invites at its first step, and comes back to the place at its close",
    ({ steps, close }) => {
      expect(steps[0]?.text).toMatch(/\b(?:could|if you like|maybe|see if|can|may|\?)/i);
      expect(close).toMatch(
        /\b(?:here|now|today|room|home|night|place|day|floor|ground|light|door|wall|look)/i,
      );
    },
  );

  it.each(practices)("$id is read with ease", ({ steps, promise, exitLine, close, cautions }) => {
    const text = [promise, ...steps.map(({ text }) => text), exitLine, close, ...cautions].join(" ");
    expect(gradeOf(text)).toBeLessThan(6.5);
  });

  it("never offer the body scan by themselves, nor looking inward when it is too much", () => {
    const scan = practices.find(({ id }) => id === "body-scan");
    expect(scan?.suggested).toBe(false);
    for (const state of ["too-little", "too-much"] as const) {
      const { offer } = suggest({ on: true, checkIn: { state }, practices, results: [] });
      const first = practices.find(({ id }) => offer?.do === "practice" && id === offer.practice);
      expect(first?.anchor).toBe("external");
    }
  });

  it("breathe four in and six out, without a hold", () => {
    expect(practices.find(({ id }) => id === "paced-breathing")?.pacer).toEqual({
      in: 4,
      out: 6,
      breaths: 15,
    });
  });

  it("ask what landed after a tiny activity, then and later", () => {
    expect(practices.find(({ id }) => id === "two-minute-thing")?.after).toContain("landed");
  });
});

const sound = `id: made-up
version: 1
title: Made up
promise: A made-up one.
minutes: 1
zoneFit: [within]
anchor: body
suggested: true
steps:
  - { text: You could look., seconds: 30 }
  - { text: You could listen., seconds: 30 }
exitLine: That is enough.
close: You are here.
cautions: []
evidenceNote: { text: None., source: null }
after: [state]
author: somebody
review: not reviewed by a clinician
`;

describe("the check of a practice", () => {
  it("lets a sound one through", () => {
    expect(faultsIn(practiceKind, sound)).toEqual([]);
  });

  it.each([
    ["without a close", /close: .*\n/, "", "1 schema"],
    ["without a way out", /exitLine: .*\n/, "", "1 schema"],
    ["that takes longer than it says", "minutes: 1", "minutes: 9", "5 minutes"],
    ["that looks inward when it is too much", "[within]", "[within, too-much]", "8 inward"],
    ["that names a state twice", "[within]", "[within, within]", "6 schema"],
    ["with a key nobody knows", "cautions: []", "cautions: []\ncolour: red", "15 schema"],
    ["that orders", "You could look.", "You must look.", "10 wording-command"],
    [
      "whose pacer outlasts its steps",
      "suggested: true",
      "suggested: true\npacer: { in: 4, out: 6, breaths: 30 }",
      "9 pacer",
    ],
  ])("finds one %s", (_, what, by, fault) => {
    expect(faultsIn(practiceKind, sound.replace(what, by))).toContain(fault);
  });
});
