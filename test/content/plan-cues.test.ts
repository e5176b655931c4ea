import { describe, expect, it } from "vitest";
import { planCuesKind } from "#content/schemas/plan-cues.ts";
import { cueKinds, ifThenSentence, responseKinds, starterKinds } from "#core/plan-cues.ts";
import { planLists } from "#core/plan.ts";
import { faultsIn, shipped } from "./shelf.ts";

const files = shipped(planCuesKind);
const of = (list: string) => files.filter((file) => file.list === list);
const phrases = (list: string) => of(list).flatMap((file) => file.phrases);

describe("the pick-lists", () => {
  it("have every kind of cue, response and starter, and at least sixty cues and responses", () => {
    expect(
      of("cues")
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual([...cueKinds].sort());
    expect(
      of("responses")
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual([...responseKinds].sort());
    expect(
      of("starters")
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual([...starterKinds].sort());
    expect(phrases("cues").length).toBeGreaterThanOrEqual(60);
    expect(phrases("responses").length).toBeGreaterThanOrEqual(60);
  });

  it("have starters only for sections that a plan has", () => {
    for (const kind of starterKinds) expect(planLists).toContain(kind);
  });

  it("go together, any cue with any response, as one sentence", () => {
    for (const cue of phrases("cues")) {
      for (const response of phrases("responses")) {
        const sentence = ifThenSentence(cue.text, response.text);
        expect(sentence).toMatch(/^If [^.!?]+, then I [^.!]+\.$/);
        expect(sentence.length).toBeLessThan(200);
      }
    }
  });

  it("have an id of its own for every phrase", () => {
    for (const list of ["cues", "responses", "starters"]) {
      const ids = phrases(list).map(({ id }) => id);
      expect(new Set(ids).size, list).toBe(ids.length);
    }
  });

  it("are refused when a phrase would not go together", () => {
    const made = (cue: string) => `id: cues-urges
version: 1
list: cues
kind: urges
title: Urges
phrases:
  - { id: one, text: ${cue} }
  - { id: two, text: I smell it }
  - { id: three, text: the hour comes }
author: somebody
review: not reviewed by a clinician
`;
    expect(faultsIn(planCuesKind, made("I see it"))).toEqual([]);
    expect(faultsIn(planCuesKind, made("If I see it"))).toEqual(["7 pairing"]);
    expect(faultsIn(planCuesKind, made("I see it."))).toEqual(["7 pairing"]);
    expect(faultsIn(planCuesKind, made("I see it").replace("id: cues-urges", "id: urges"))).toEqual(["1 id"]);
  });
});
