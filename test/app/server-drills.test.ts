import { v7 as uuidv7 } from "uuid";
import { expect, it } from "vitest";
import { serverDrillCases, type DrillRead } from "#app/server-drills.ts";
import { loadLibrary } from "#content/library.ts";
import { monday, startStore } from "#test/storage/harness.ts";

it("looks over one file of a server at a time, and other servers' meanwhile", async () => {
  await using harness = await startStore("sqlite");
  const deps = { store: harness.store, now: () => monday, newId: () => uuidv7() };
  const waiting: ((read: DrillRead) => void)[] = [];
  const files = {
    read: () => new Promise<DrillRead>((resolve) => waiting.push(resolve)),
    write: async () => "",
  };
  const drills = serverDrillCases(deps, (await loadLibrary()).scenarios, files);
  const answer: DrillRead = { ok: false, faults: [] };
  const first = drills.check("one", "a bomb");
  await expect(drills.check("one", "another")).rejects.toMatchObject({ code: "too-fast" });
  const other = drills.check("two", "a drill");
  for (const done of waiting.splice(0)) done(answer);
  expect([await first, await other]).toEqual([answer, answer]);
  // Also after one that could not be read at all.
  const again = drills.check("one", "a drill");
  for (const done of waiting.splice(0)) done(answer);
  expect(await again).toEqual(answer);
});
