import { describe, expect, it } from "vitest";
import { pickPrompt } from "#core/prompt.ts";
import type { Prompt } from "#core/prompt.ts";

const day = 86_400_000;
const now = 100 * day;
const prompt = (id: string, more: Partial<Prompt> = {}): Prompt => ({
  id,
  version: 1,
  kind: "notice",
  lockScreenText: "A minute, if you have one.",
  body: "…",
  inputs: ["words"],
  skipLabel: "Not now",
  zoneFit: ["too-little", "within", "too-much"],
  cooldownDays: 3,
  maxPerWeek: 2,
  expiresAfterMinutes: 60,
  author: "",
  review: "",
  ...more,
});
const a = prompt("a");
const b = prompt("b");
const sent = (id: string, daysAgo: number) => ({ prompt: id, at: now - daysAgo * day });

describe("the next prompt", () => {
  it("is one that never came, then the one that came longest ago", () => {
    expect(pickPrompt([b, a], { kind: "notice" }, [], now)?.id).toBe("a");
    expect(pickPrompt([a, b], { kind: "notice" }, [sent("a", 9)], now)?.id).toBe("b");
    expect(pickPrompt([a, b], { kind: "notice" }, [sent("a", 9), sent("b", 5)], now)?.id).toBe("a");
  });

  it("keeps its distance from itself", () => {
    expect(pickPrompt([a], { kind: "notice" }, [sent("a", 2.9)], now)).toBeUndefined();
    expect(pickPrompt([a], { kind: "notice" }, [sent("a", 3)], now)?.id).toBe("a");
  });

  it("comes no more often in a week than it may", () => {
    expect(pickPrompt([a], { kind: "notice" }, [sent("a", 6), sent("a", 3)], now)).toBeUndefined();
    expect(pickPrompt([a], { kind: "notice" }, [sent("a", 7), sent("a", 3)], now)?.id).toBe("a");
  });

  it("suits the state and the kind", () => {
    const low = prompt("low", { zoneFit: ["too-little"] });
    expect(pickPrompt([low], { kind: "notice", state: "too-much" }, [], now)).toBeUndefined();
    expect(pickPrompt([low], { kind: "notice", state: "too-little" }, [], now)?.id).toBe("low");
    expect(pickPrompt([low], { kind: "reflect" }, [], now)).toBeUndefined();
  });
});
