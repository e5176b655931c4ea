import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { State } from "#core/check-in.ts";
import type { Anchor, Practice } from "#core/practice.ts";
import { resultOf, suggest } from "#core/suggest.ts";
import type { PracticeResult, SuggestInput } from "#core/suggest.ts";
import { answerAfter, beginPractice, stopPractice } from "#core/practice.ts";

function practice(id: string, zoneFit: State[], more: Partial<Practice> = {}): Practice {
  return {
    id,
    version: 1,
    title: id,
    promise: "",
    minutes: 2,
    zoneFit,
    anchor: "external",
    suggested: true,
    steps: [{ text: "", seconds: 60 }],
    exitLine: "",
    close: "",
    cautions: [],
    evidenceNote: { text: "", source: null },
    after: ["state"],
    author: "",
    review: "",
    ...more,
  };
}

const shelf = [
  practice("colour", ["too-little", "too-much"]),
  practice("song", ["too-little"], { minutes: 4 }),
  practice("breath", ["too-much", "within"], { anchor: "breath" }),
  practice("wall", ["too-much"], { anchor: "movement" }),
  practice("scan", ["too-little", "too-much", "within"], { anchor: "body", suggested: false }),
];

const result = (
  practice: string,
  before: State,
  after: PracticeResult["after"],
  access = 2,
): PracticeResult => ({
  practice,
  at: 0,
  before: { state: before, access },
  after,
});

const ask = (state: State, more: Partial<SuggestInput> = {}) =>
  suggest({ on: true, checkIn: { state }, practices: shelf, results: [], ...more });

describe("one thing that fits", () => {
  it("is nothing at all when it was switched off", () => {
    expect(ask("too-much", { on: false })).toEqual({ offer: null, also: [], because: { rule: "off" } });
  });

  it("is the plan first from an urge of 6, with something that settles beside it", () => {
    const { offer, also, because } = ask("too-much", { checkIn: { state: "too-much", urge: 6 } });
    expect(offer).toEqual({ do: "plan" });
    expect(also).toEqual([{ do: "practice", practice: "colour" }]);
    expect(because).toEqual({ rule: "urge", urge: 6, from: 6 });
    expect(ask("too-much", { checkIn: { state: "too-much", urge: 5 } }).offer).toMatchObject({
      do: "practice",
    });
  });

  it("is a word within the window, and a look at the plan when there is a word", () => {
    expect(ask("within")).toMatchObject({ offer: { do: "name" }, because: { rule: "no-word-yet" } });
    expect(ask("within", { checkIn: { state: "within", words: ["content"] } })).toMatchObject({
      offer: { do: "plan" },
      because: { rule: "steady" },
    });
  });

  it("begins with outside senses and the shortest", () => {
    expect(ask("too-much").offer).toEqual({ do: "practice", practice: "colour" });
    expect(ask("too-little").offer).toEqual({ do: "practice", practice: "colour" });
  });

  it("goes round before anything is known to help", () => {
    const results = [result("colour", "too-little", { state: "too-little" })];
    expect(ask("too-little", { results })).toMatchObject({
      offer: { practice: "song" },
      because: { rule: "fits", state: "too-little" },
    });
  });

  it("comes back to what moved something twice, and says how often", () => {
    const results = [
      result("song", "too-little", { access: 4 }),
      result("song", "too-little", { landed: 1 }),
      result("colour", "too-little", { state: "too-little" }),
    ];
    expect(ask("too-little", { results })).toMatchObject({
      offer: { practice: "song" },
      because: { rule: "moved-before", moved: 2, of: 2 },
    });
  });

  it("counts what landed only hours later", () => {
    const late = { ...result("song", "too-little", {}), later: { landed: 3 } };
    expect(ask("too-little", { results: [late, late, late] })).toMatchObject({
      because: { moved: 3, of: 3 },
    });
  });

  it("offers something new every third time while there is something new", () => {
    const results = [
      result("wall", "too-much", { state: "within" }),
      result("wall", "too-much", { state: "within" }),
    ];
    expect(ask("too-much", { results })).toMatchObject({
      offer: { practice: "colour" },
      because: { rule: "something-new" },
    });
  });

  it("lets rest what made it worse twice", () => {
    const worse = result("colour", "too-little", { state: "too-much" });
    const results = [worse, worse, result("song", "too-little", {}), result("song", "too-little", {})];
    expect(ask("too-little", { results }).offer).toEqual({ do: "practice", practice: "song" });
    expect(ask("too-little", { results, avoid: ["song"] })).toEqual({
      offer: null,
      also: [],
      because: { rule: "nothing-fits", state: "too-little" },
    });
  });

  it("reads a walk only once it has ended, stopped ones too", () => {
    const run = beginPractice(shelf[0] as Practice, { state: "too-much" }, 5);
    expect(resultOf(run)).toBeUndefined();
    expect(resultOf(answerAfter(stopPractice(run), { state: "within" }))).toEqual({
      practice: "colour",
      at: 5,
      before: { state: "too-much" },
      after: { state: "within" },
    });
  });
});

const states = fc.constantFrom<State>("too-little", "within", "too-much");
const grade = fc.option(fc.integer({ min: 0, max: 10 }), { nil: undefined });
const reading = fc.record({ state: fc.option(states, { nil: undefined }), access: grade, landed: grade });
const anyPractice = fc
  .record({
    id: fc.constantFrom("a", "b", "c", "d", "e"),
    zoneFit: fc.uniqueArray(states, { minLength: 1 }),
    anchor: fc.constantFrom<Anchor>("external", "breath", "body", "movement", "creative"),
    suggested: fc.boolean(),
    minutes: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ id, zoneFit, ...more }) => practice(id, zoneFit, more));
const anyInput = fc.record({
  on: fc.boolean(),
  checkIn: fc.record({ state: states, urge: grade, words: fc.array(fc.constant("sad"), { maxLength: 2 }) }),
  practices: fc.uniqueArray(anyPractice, { selector: ({ id }) => id }),
  results: fc.array(
    fc.record({
      practice: fc.constantFrom("a", "b", "c", "gone"),
      at: fc.nat(),
      before: reading,
      after: reading,
      later: fc.option(reading, { nil: undefined }),
    }),
    { maxLength: 12 },
  ),
  avoid: fc.uniqueArray(fc.constantFrom("a", "b", "c")),
}) as fc.Arbitrary<SuggestInput>;

describe("the rule, for any member and any shelf", () => {
  it("offers only what is there, fits the state, may be suggested and is not avoided", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { offer, also } = suggest(input);
        for (const one of [offer, ...also]) {
          if (one?.do !== "practice") continue;
          const found = input.practices.find(({ id }) => id === one.practice);
          expect(found?.suggested).toBe(true);
          expect(found?.zoneFit).toContain(input.checkIn.state);
          expect(input.avoid).not.toContain(one.practice);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("puts the plan first whenever the urge is 6 or more and it is switched on", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const high = (input.checkIn.urge ?? 0) >= 6;
        if (input.on && high) expect(suggest(input).offer).toEqual({ do: "plan" });
        if (!input.on) expect(suggest(input).offer).toBeNull();
      }),
      { numRuns: 2000 },
    );
  });

  it("does not depend on the order of results or practices, nor on results in other states", () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const answer = suggest(input);
        const turned = { practices: input.practices.toReversed(), results: input.results.toReversed() };
        expect(suggest({ ...input, ...turned })).toEqual(answer);
        const results = input.results.filter(({ before }) => before.state === input.checkIn.state);
        expect(suggest({ ...input, results })).toEqual(answer);
      }),
      { numRuns: 2000 },
    );
  });
});
