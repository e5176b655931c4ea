/** Check-ins on the member's own day: late, corrected, moved, taken back, also across a change of zone. */
import { v7 as uuidv7 } from "uuid";
import { expect, it } from "vitest";
import { checkInCases } from "#app/check-ins.ts";
import type { Deps } from "#app/deps.ts";
import { practiceCases } from "#app/practices.ts";
import { settingsCases } from "#app/settings.ts";
import { loadLibrary } from "#content/library.ts";
import type { Practice } from "#core/practice.ts";
import { ash, startStore, type Harness } from "#test/storage/harness.ts";

const hour = 3_600_000;

async function parts(harness: Harness, practices?: readonly Practice[]) {
  const clock = { now: Date.UTC(2026, 2, 4, 1, 30) };
  const deps: Deps = {
    store: harness.store,
    now: () => clock.now,
    newId: () => uuidv7({ msecs: clock.now }),
  };
  await harness.store.tx((q) => q.people.save(ash));
  const library = await loadLibrary();
  const none = { ask: async () => undefined, cancel: async () => undefined };
  const shelf = { all: () => practices ?? library.practices.all("en") };
  const settings = settingsCases(deps);
  const walks = practiceCases(deps, shelf, { asker: none, settings });
  return {
    clock,
    walks,
    deps,
    cases: checkInCases(deps, { settings, practices: walks, words: library.words }),
  };
}

it("keeps a check-in on the member's day, wherever they fly, and lets it be changed for 48 hours of its making", async () => {
  await using harness = await startStore("sqlite");
  const { clock, cases } = await parts(harness);
  // 02:30 in Berlin, and a day begins at four: still Tuesday.
  const berlin = { ...ash, zone: "Europe/Berlin", dayStart: 240 };
  const kept = await cases.add(berlin, "too-little", { access: 1, note: "nothing much" });
  expect(kept.localDate).toBe("2026-03-03");

  // An hour later they land in Bogota, where it is Tuesday evening; the day stays what it was.
  const bogota = { ...berlin, zone: "America/Bogota", dayStart: 0 };
  clock.now += hour;
  const corrected = await cases.amend(bogota, kept.id, { state: "within", access: 3, note: "" });
  expect(corrected).toMatchObject({
    localDate: "2026-03-03",
    at: kept.at,
    body: { state: "within", access: 3 },
  });
  expect(corrected.body.note).toBeUndefined();

  // Put on the day before: a day of Bogota's now, and it can still be changed and put back.
  const moved = await cases.moveTo(bogota, kept.id, 1);
  expect(moved.localDate).toBe("2026-03-02");
  expect(new Date(moved.at).toISOString()).toBe("2026-03-03T04:59:59.999Z");
  clock.now += 40 * hour;
  expect((await cases.amend(bogota, kept.id, { mood: -1 })).body.mood).toBe(-1);
  const back = await cases.moveTo(bogota, kept.id, 2);
  expect(back).toMatchObject({ localDate: "2026-03-03", at: kept.at });
  expect(back.body.madeAt).toBeUndefined();

  clock.now = kept.at + 48 * hour + 1;
  await expect(cases.amend(bogota, kept.id, { mood: 1 })).rejects.toMatchObject({ code: "too-late" });
  await cases.remove(bogota, kept.id);
  expect(await cases.history(bogota, 5)).toEqual([]);
});

it("takes one for an earlier day, and holds each answer to its bounds", async () => {
  await using harness = await startStore("sqlite");
  const { cases } = await parts(harness);
  const late = await cases.add({ ...ash, dayStart: 0 }, "within", {}, 2);
  expect(late.localDate).toBe("2026-03-02");
  await expect(cases.amend(ash, late.id, { urge: 11 })).rejects.toMatchObject({
    code: "number-out-of-range",
  });
  await expect(cases.addWord(ash, late.id, "  ")).rejects.toMatchObject({ code: "text-empty" });
  await expect(cases.add(ash, "within", {}, 3)).rejects.toMatchObject({ code: "number-out-of-range" });
});

it("says kindly what became of a practice that was changed or taken away while somebody was in it", async () => {
  await using harness = await startStore("sqlite");
  const all = (await loadLibrary()).practices.all("en");
  const [first, second] = all as [Practice, Practice];
  const before = await parts(harness);
  const gone = await before.walks.begin(ash, first.id, {});
  const changed = await before.walks.begin(ash, second.id, {});

  const { walks } = await parts(harness, [{ ...second, version: second.version + 1 }]);
  expect((await walks.turn(ash, gone.runId, 0, "next")).screen.show).toBe("gone");
  expect((await walks.turn(ash, changed.runId, 0, "back")).screen.show).toBe("changed");
  expect(await walks.unfinished(ash)).toBeUndefined();
  // A press on an old screen changes nothing.
  const run = await before.walks.begin(ash, first.id, {});
  await before.walks.turn(ash, run.runId, 0, "next");
  expect((await before.walks.turn(ash, run.runId, 0, "next")).run.step).toBe(1);
});
