import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { wordsKind } from "#content/schemas/words.ts";
import type { WordsPiece } from "#content/schemas/words.ts";
import { finderWords } from "#core/word-finder.ts";
import { faultsIn, shipped } from "./shelf.ts";

const pieces = shipped(wordsKind);
function piece<Id extends WordsPiece["id"]>(id: Id): Extract<WordsPiece, { id: Id }> {
  const found = pieces.find((one): one is Extract<WordsPiece, { id: Id }> => one.id === id);
  if (!found) throw new Error(`There is no ${id}.`);
  return found;
}
const finder = piece("finder");

describe("the words", () => {
  it("have nothing and can't tell among them, for the body too", () => {
    expect(finder.open.map(({ id }) => id)).toEqual(expect.arrayContaining(["nothing", "cant-tell"]));
    expect(piece("body").sensations.map(({ id }) => id)).toEqual(
      expect.arrayContaining(["nothing", "cant-tell"]),
    );
  });

  it("fit selects of 25, with room for the member's own on the first", () => {
    expect(finder.open.length + finder.families.length).toBeLessThanOrEqual(24);
    expect(piece("body").sensations.length).toBeLessThanOrEqual(25);
    for (const { words } of finder.families) expect(words.length).toBeLessThanOrEqual(25);
  });

  it("tick five routines", () => {
    const ids = piece("routines").routines.map(({ id }) => id);
    expect(ids).toEqual(["slept", "ate", "moved", "with-someone", "made-something"]);
  });

  it("keep every id that was ever published, because answers refer to them", () => {
    const published = JSON.parse(readFileSync("test/content/word-ids.json", "utf8")) as Record<
      string,
      string[]
    >;
    const now = {
      words: finderWords(finder).map(({ id }) => id),
      families: finder.families.map(({ id }) => id),
      sensations: piece("body").sensations.map(({ id }) => id),
      routines: piece("routines").routines.map(({ id }) => id),
    };
    for (const [list, ids] of Object.entries(now))
      expect(ids).toEqual(expect.arrayContaining(published[list] ?? []));
  });

  it("are refused when one comes twice", () => {
    const twice = `id: finder
version: 1
open: [{ id: nothing, label: nothing }]
families:
  - id: sad
    label: sad
    words: [{ id: blue, label: blue }, { id: down, label: down }, { id: low, label: low }]
  - id: flat
    label: flat
    words: [{ id: blue, label: blau }, { id: dull, label: Down }, { id: grey, label: grey }]
author: somebody
review: not reviewed by a clinician
`;
    expect(faultsIn(wordsKind, twice)).toEqual(["4 twice", "4 twice"]);
  });
});
