import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  actionLines,
  addEntry,
  allEntries,
  emptyPlan,
  entriesOf,
  isEmpty,
  planSections,
  removeEntry,
} from "#core/plan.ts";

const plan = addEntry(
  addEntry(addEntry(emptyPlan, "people", "p1", ["Dee", "phone", "I just need noise"]), "if-then", "l1", [
    "the chat lights up",
    "the phone goes into the drawer",
  ]),
  "first15",
  "f1",
  ["Out of the room"],
);

describe("a plan", () => {
  it("is read in the order of the sections, whatever was added first", () => {
    expect(allEntries(plan).map(({ text }) => text)).toEqual([
      "Out of the room",
      "Dee · phone · “I just need noise”",
      "If the chat lights up, then the phone goes into the drawer",
    ]);
  });

  it("offers the first fifteen minutes before the if–then lines", () => {
    expect(actionLines(plan).map(({ id }) => id)).toEqual(["f1", "l1"]);
  });

  it("stays the same when a line is removed that is not there", () => {
    expect(removeEntry(plan, "nothing")).toEqual(plan);
  });

  it("is empty again when every entry that was added is removed, in any order", () => {
    const section = fc.constantFrom(...planSections);
    fc.assert(
      fc.property(fc.array(section, { maxLength: 20 }), fc.func(fc.integer()), (sections, order) => {
        const full = sections.reduce(
          (grown, name, index) => addEntry(grown, name, `e${index}`, ["a", "b"]),
          emptyPlan,
        );
        expect(allEntries(full)).toHaveLength(sections.length);
        const ids = allEntries(full)
          .map(({ id }) => id)
          .toSorted((a, b) => order(a) - order(b));
        expect(isEmpty(ids.reduce(removeEntry, full))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it("shows only what a section holds", () => {
    expect(entriesOf(plan, "reasons")).toEqual([]);
  });
});
