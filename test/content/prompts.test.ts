import { describe, expect, it } from "vitest";
import { promptKind } from "#content/schemas/prompt.ts";
import { pickPrompt, promptKinds } from "#core/prompt.ts";
import type { PromptSent } from "#core/prompt.ts";
import { faultsIn, gradeOf, shipped } from "./shelf.ts";

const prompts = shipped(promptKind);
const day = 86_400_000;

describe("the prompts", () => {
  it("are at least thirty, with some of every kind", () => {
    expect(prompts.length).toBeGreaterThanOrEqual(30);
    for (const kind of promptKinds)
      expect(prompts.filter((one) => one.kind === kind).length, kind).toBeGreaterThan(2);
  });

  it.each(prompts)("$id is short, easy and can be skipped", ({ body, skipLabel }) => {
    expect(body.length).toBeLessThanOrEqual(200);
    expect(gradeOf(body)).toBeLessThan(6.5);
    expect(skipLabel).not.toBe("");
  });

  it("have something for every day of a year, in every state, without the same words two days running", () => {
    for (const state of ["too-little", "within", "too-much"] as const) {
      const sent: PromptSent[] = [];
      for (let today = 0; today < 365; today++) {
        const next = pickPrompt(prompts, { kind: "check-in", state }, sent.slice(-40), today * day);
        expect(next, `${state} ${today}`).toBeDefined();
        expect(next?.id).not.toBe(sent.at(-1)?.prompt);
        sent.push({ prompt: next?.id ?? "", at: today * day });
      }
    }
  });
});

describe("the check of a prompt", () => {
  const made = (lock: string) => `id: made-up
version: 1
kind: notice
lockScreenText: ${lock}
body: Is anything warm?
inputs: [body]
skipLabel: Not now
zoneFit: [within]
cooldownDays: 3
maxPerWeek: 1
expiresAfterMinutes: 60
author: somebody
review: not reviewed by a clinician
`;

  it("finds what would tell a stranger what it is about", () => {
    expect(faultsIn(promptKind, made("A minute, if you have one."))).toEqual([]);
    for (const lock of [
      "Time for your check-in",
      "How is the urge?",
      "Your recovery plan",
      "How do you feel?",
    ]) {
      expect(faultsIn(promptKind, made(lock)), lock).toContain("4 telling");
    }
  });
});
