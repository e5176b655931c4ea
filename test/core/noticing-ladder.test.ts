import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ladderFacts,
  noticed,
  rungs,
  startLadder,
  stayOnRung,
  stepDown,
  stepUp,
} from "#core/noticing-ladder.ts";
import type { NoticingLadder } from "#core/noticing-ladder.ts";

const move = fc.constantFrom("easy", "in-between", "hard", "skipped", "up", "down", "stay");
type Move = "easy" | "in-between" | "hard" | "skipped" | "up" | "down" | "stay";

function make(ladder: NoticingLadder, move: Move): NoticingLadder {
  if (move === "up") return stepUp(ladder);
  if (move === "down") return stepDown(ladder);
  return move === "stay" ? stayOnRung(ladder) : noticed(ladder, move).ladder;
}

describe("the noticing ladder", () => {
  it("starts outside, where it is easiest", () => {
    expect(startLadder().rung).toBe("outside");
    expect(ladderFacts(startLadder())).toEqual({ offerUp: false, canGoDown: false });
  });

  it("offers the next rung after two easy times, and not by itself", () => {
    const once = noticed(startLadder(), "easy");
    expect(once.facts.offerUp).toBe(false);
    const twice = noticed(once.ladder, "easy");
    expect(twice.facts.offerUp).toBe(true);
    expect(twice.ladder.rung).toBe("outside");
    expect(stepUp(twice.ladder)).toMatchObject({ rung: "body", easy: 0 });
  });

  it("keeps the easy times when a hard one comes in between", () => {
    const easy = noticed(startLadder(), "easy").ladder;
    const hard = noticed(easy, "hard").ladder;
    expect(noticed(hard, "easy").facts.offerUp).toBe(true);
  });

  it("does not go up without an offer", () => {
    expect(stepUp(startLadder()).rung).toBe("outside");
  });

  it("asks again after two more easy times when the offer was not wanted", () => {
    const offered = noticed(noticed(startLadder(), "easy").ladder, "easy").ladder;
    const stayed = stayOnRung(offered);
    expect(ladderFacts(stayed).offerUp).toBe(false);
    expect(noticed(noticed(stayed, "easy").ladder, "easy").facts.offerUp).toBe(true);
  });

  it("never offers a sixth rung", () => {
    const top: NoticingLadder = { version: 1, rung: "need", easy: 2 };
    expect(ladderFacts(top).offerUp).toBe(false);
    expect(stepUp(top).rung).toBe("need");
  });

  it("holds for any walk: one rung at a time, down whenever wished, a skip leaves no trace, nothing timed", () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        let ladder = startLadder();
        for (const move of moves) {
          const before = ladder;
          ladder = make(before, move);
          const [from, to] = [rungs.indexOf(before.rung), rungs.indexOf(ladder.rung)];
          expect(Math.abs(to - from)).toBeLessThanOrEqual(1);
          if (to > from) expect(move === "up" && before.easy >= 2).toBe(true);
          if (move === "down") expect(to).toBe(Math.max(0, from - 1));
          if (move === "skipped") expect(ladder).toEqual(before);
          expect(Object.keys(ladder).sort()).toEqual(["easy", "rung", "version"]);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
