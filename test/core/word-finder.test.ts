import { describe, expect, it } from "vitest";
import {
  addOwnWord,
  chosenWords,
  finderWords,
  labelOf,
  ownChoices,
  ownWordsAtMost,
  removeOwnWord,
  repeats,
} from "#core/word-finder.ts";
import type { WordFinder } from "#core/word-finder.ts";

const finder: WordFinder = {
  version: 1,
  open: [
    { id: "nothing", label: "nothing" },
    { id: "cant-tell", label: "can’t tell" },
  ],
  families: [{ id: "sad", label: "sad", words: [{ id: "wistful", label: "wistful" }] }],
};

describe("own words", () => {
  it("are kept newest first, trimmed, each once whatever the case", () => {
    const first = addOwnWord(finder, [], "  grey-ish ");
    expect(first).toEqual({ ok: true, word: "grey-ish", own: ["grey-ish"] });
    expect(addOwnWord(finder, ["soup", "grey-ish"], "Grey-ish")).toEqual({
      ok: true,
      word: "Grey-ish",
      own: ["Grey-ish", "soup"],
    });
  });

  it("give the finder's id when it has the word already", () => {
    expect(addOwnWord(finder, ["soup"], "Wistful")).toEqual({ ok: true, word: "wistful", own: ["soup"] });
    expect(addOwnWord(finder, [], "can’t  tell")).toMatchObject({ word: "cant-tell" });
  });

  it("are refused when empty, too long or too many", () => {
    expect(addOwnWord(finder, [], " \n ")).toEqual({ ok: false, because: "empty" });
    expect(addOwnWord(finder, [], "x".repeat(41))).toEqual({ ok: false, because: "too-long" });
    const full = Array.from({ length: ownWordsAtMost }, (_, at) => `word ${at}`);
    expect(addOwnWord(finder, full, "one more")).toEqual({ ok: false, because: "full" });
    expect(addOwnWord(finder, full, "WORD 3")).toMatchObject({ ok: true });
  });

  it("fit one select", () => {
    const many = Array.from({ length: 40 }, (_, at) => `word ${at}`);
    expect(ownChoices(many)).toHaveLength(25);
    expect(ownChoices(many)[0]).toEqual({ id: "word 0", label: "word 0" });
  });

  it("can be taken away again", () => {
    expect(removeOwnWord(["Soup", "grey"], "soup")).toEqual(["grey"]);
  });
});

describe("words of a check-in", () => {
  it("are two at most, each once, in the order they were chosen", () => {
    expect(chosenWords(["sad", "sad", "wistful", "nothing"])).toEqual(["sad", "wistful"]);
  });

  it("are shown by their label, own ones as they were written", () => {
    expect(labelOf(finderWords(finder), "cant-tell")).toBe("can’t tell");
    expect(labelOf(finderWords(finder), "soup")).toBe("soup");
  });

  it("that come back are counted once for each answer", () => {
    const answers = [["nothing"], ["nothing", "nothing"], ["soup"], ["nothing", "soup"], []];
    expect(repeats(answers, 2)).toEqual([
      { word: "nothing", count: 3 },
      { word: "soup", count: 2 },
    ]);
    expect(repeats(answers, 4)).toEqual([]);
  });
});
