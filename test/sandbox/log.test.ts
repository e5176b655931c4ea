import { expect, it } from "vitest";
import { makeLog } from "#sandbox/log.ts";

const filled = (keep: number, count: number) => {
  const log = makeLog(() => 0, keep);
  for (let number = 1; number <= count; number++) log.add({ kind: "sandbox", message: String(number) });
  return log.entries().map(({ seq }) => seq);
};

it("keeps the newest entries", () => {
  expect(filled(3, 2)).toEqual([1, 2]);
  expect(filled(3, 10)).toEqual([8, 9, 10]);
});

it("keeps none when told to keep none", () => {
  expect(filled(0, 10)).toEqual([]);
});
