import { v7 as uuidv7 } from "uuid";
import { describe, expect, it } from "vitest";
import { drillCases, type DrillCases } from "#app/drills.ts";
import type { DrillAnswer, DrillView } from "#app/drill-runs.ts";
import { nudgeCases } from "#app/nudges.ts";
import { planCases } from "#app/plans.ts";
import { settingsCases } from "#app/settings.ts";
import type { Person } from "#app/store.ts";
import type { Scenario } from "#core/drill-scenario.ts";
import { fsrsSpacing } from "#nudges/spacing.ts";
import type { Dialect } from "#storage/sql.ts";
import { small } from "#test/core/drill-fixtures.ts";
import { ash, birch, monday, startStore } from "#test/storage/harness.ts";

const day = 86_400_000;
const place = null;

/** The use cases over a bank that can be changed while runs go on. */
async function startDrills(dialect: Dialect = "sqlite") {
  const harness = await startStore(dialect);
  const clock = { now: monday };
  const bank = { texts: [small] as Scenario[] };
  const deps = { store: harness.store, now: () => clock.now, newId: () => uuidv7({ msecs: clock.now }) };
  const settings = settingsCases(deps);
  const nudges = nudgeCases(deps, async () => ({ fault: "date-not-understood" }));
  for (const person of [ash, birch]) await harness.store.tx((q) => q.people.save(person));
  const drills = drillCases(deps, {
    bank: { all: () => bank.texts, find: (hash) => bank.texts.find((text) => text.hash === hash) },
    spacing: fsrsSpacing,
    nudges,
    settings,
  });
  const { store } = harness;
  const dispose = () => harness[Symbol.asyncDispose]();
  return { drills, clock, bank, store, plans: planCases(deps, nudges), [Symbol.asyncDispose]: dispose };
}

function viewIn(answer: DrillAnswer): DrillView {
  if ("refused" in answer) throw new Error(answer.refused.reason);
  return answer.view;
}

async function press(
  drills: DrillCases,
  person: Person,
  from: DrillView,
  ...choices: string[]
): Promise<DrillView> {
  let view = from;
  for (const choice of choices)
    view = viewIn(await drills.press(person, view.runId, { rev: view.screen.rev, choice }));
  return view;
}

const beginIn = async (drills: DrillCases, person = ash): Promise<DrillView> =>
  press(drills, person, viewIn(await drills.begin(person, "small", { way: "asked", place })), "begin", "go");

describe("a run", () => {
  it("is finished on the text it began on, though the scene was rewritten and then taken out", async () => {
    await using world = await startDrills();
    const { drills, clock, bank } = world;
    const view = await beginIn(drills);
    bank.texts = [
      { ...small, version: 2, hash: "small-2", nodes: { ...small.nodes, door: small.nodes["inside"]! } },
    ];
    clock.now += 7 * day;
    const later = await drills.home(ash, { place });
    expect(later.running?.screen.text).toContain("You stand in the street.");
    bank.texts = [];
    const atDoor = await press(drills, ash, view, "c1");
    expect(atDoor.screen.text).toBe("The door.");
    await press(drills, ash, atDoor, "c1", "go", "go", "go", "go", "t1");
    const { drills: past } = await drills.past(ash, 0, 5);
    expect(past).toMatchObject([{ title: "A small one", summary: { completed: true } }]);
    expect((await drills.account(ash, view.runId)).passages).toHaveLength(2);
  });

  it.each(["sqlite", "postgres"] as const)("takes one of two presses at once, on %s", async (dialect) => {
    await using world = await startDrills(dialect);
    const { drills } = world;
    const view = await beginIn(drills);
    const both = await Promise.allSettled(
      ["c1", "c2"].map((choice) => drills.press(ash, view.runId, { rev: view.screen.rev, choice })),
    );
    const views = both.flatMap((one) => (one.status === "fulfilled" ? [viewIn(one.value)] : []));
    expect(views).toHaveLength(2);
    expect(views.filter(({ notice }) => notice === "old-screen")).toHaveLength(1);
    expect(views.filter(({ notice }) => notice === undefined)).toHaveLength(1);
    expect(views.every(({ screen }) => screen.text.startsWith("The door"))).toBe(true);
  });

  it("is one, however often its start is pressed, and is history once its scene began", async () => {
    await using world = await startDrills();
    const { drills } = world;
    const start = (previewed: boolean) => drills.begin(ash, "small", { way: "asked", place, previewed });
    const looked = viewIn(await start(false));
    const [first, second] = await Promise.all([start(true), start(true)]);
    expect([viewIn(first).runId, viewIn(second).runId]).toEqual([looked.runId, looked.runId]);
    expect(viewIn(second).screen.kind).toBe("arrival");
    expect((await drills.past(ash, 0, 5)).drills).toEqual([]);
    const scene = await press(drills, ash, viewIn(second), "go");
    expect((await drills.past(ash, 0, 5)).drills).toMatchObject([{ open: true }]);
    await press(drills, ash, scene, "stop");
    expect((await drills.past(ash, 0, 5)).drills).toMatchObject([
      { open: false, summary: { completed: false } },
    ]);
    expect(viewIn(await start(true)).runId).not.toBe(looked.runId);
  });

  it("puts its sentence into the plan once, under its kind, and says when there is no room", async () => {
    await using world = await startDrills();
    const { drills, plans, clock } = world;
    const ended = async () => press(drills, ash, await beginIn(drills), "c1", "c1", "go", "go", "go", "go");
    await press(drills, ash, await ended(), "t1");
    expect((await plans.current(ash)).ifThen).toMatchObject([
      { cue: "I stand in the street", kind: "urges" },
    ]);
    clock.now += day;
    await press(drills, ash, await ended(), "t1");
    expect((await plans.current(ash)).ifThen).toHaveLength(1);
    for (let line = 1; line < 12; line++) await plans.add(ash, "if-then", [`cue ${line}`, "so"]);
    clock.now += day;
    const full = await press(drills, ash, await ended(), "t2");
    expect(full).toMatchObject({ planFull: true, screen: { kind: "finished" } });
    expect((await plans.current(ash)).ifThen).toHaveLength(12);
    expect((await drills.past(ash, 0, 1)).drills[0]?.summary.takeaway?.cue).toBe("the door is there");
  });

  it("mends a line, and writes it anew when it was deleted in mid-run", async () => {
    await using world = await startDrills();
    const { drills, plans } = world;
    const plan = await plans.add(ash, "if-then", ["it comes", "I walk", "urges"]);
    const line = plan.ifThen[0]!;
    const lines = await press(drills, ash, await beginIn(drills), "line");
    const form = await press(drills, ash, lines, `line:${line.id}`, "c1", "go", "go", "go", "go", "mend");
    await plans.remove(ash, line.id);
    const save = { rev: form.screen.rev, choice: "save", line: { cue: "it comes again", response: "I run" } };
    expect(viewIn(await drills.press(ash, form.runId, save)).screen.kind).toBe("finished");
    expect((await plans.current(ash)).ifThen).toMatchObject([{ cue: "it comes again", response: "I run" }]);
  });

  it("waits at its preview when a lapse came in between", async () => {
    await using world = await startDrills();
    const { drills, store, clock } = world;
    const view = viewIn(await drills.begin(ash, "small", { way: "asked", place }));
    const lapse = { id: uuidv7(), at: clock.now, localDate: "2026-03-02", body: { version: 1 } };
    await store.asMember(ash.id, (q) => q.records.add("lapse", lapse));
    const answer = await drills.press(ash, view.runId, { rev: 0, choice: "begin" });
    expect(answer).toMatchObject({ refused: { reason: "after-lapse" } });
    expect(await drills.begin(ash, "small", { way: "asked", place })).toHaveProperty("refused");
    expect(await drills.mayInvite(ash.id, place, true)).toBe(false);
    expect(viewIn(await drills.press(ash, view.runId, { rev: 0, choice: "stop" })).screen.kind).toBe(
      "stopped",
    );
    clock.now += 3 * day;
    expect(await drills.begin(ash, "small", { way: "asked", place })).toHaveProperty("view");
  });
});

describe("a server's own scenes", () => {
  it("are offered there alone, and a withdrawn one is still finished", async () => {
    await using world = await startDrills();
    const { drills, store, bank } = world;
    bank.texts = [];
    const own = { guildId: "g1", id: "small", hash: small.hash, importedAt: monday, withdrawnAt: null };
    await store.tx(function* (q) {
      yield* q.guilds.ensure({ id: "g1", zone: "UTC", locale: "en", joinedAt: monday });
      yield* q.drillTexts.keep(small, monday);
      yield* q.serverDrills.save(own);
    });
    expect((await drills.home(ash, { place })).choices).toEqual([]);
    expect((await drills.home(ash, { place: "g1" })).chosen?.scenario.id).toBe("small");
    const view = viewIn(await drills.begin(ash, "small", { way: "asked", place: "g1", previewed: true }));
    await store.tx((q) => q.serverDrills.save({ ...own, withdrawnAt: monday }));
    expect((await drills.home(ash, { place: "g1" })).choices).toEqual([]);
    expect((await press(drills, ash, view, "go", "c1", "c1")).screen.ending).toBe("moved-through");
  });
});

describe("a group's drill", () => {
  it("counts each member's first choice once, and shows it to nobody before ten", async () => {
    await using world = await startDrills();
    const { drills, store, clock } = world;
    await store.tx((q) => q.guilds.ensure({ id: "g1", zone: "UTC", locale: "en", joinedAt: monday }));
    const to = { guildId: "g1", channelId: "c1", scenarioId: "small", locale: "en" };
    const group = await drills.inviteGroup(to);
    await expect(drills.inviteGroup({ ...to, scenarioId: "other" })).rejects.toThrow("drill-gone");
    for (const person of [ash, birch]) {
      const opened = viewIn(await drills.openGroup(person, group.id));
      await press(drills, person, opened, "begin", "go", "c2", "c1", "go");
      // Opening it again goes on where they are, and counts nothing.
      expect(viewIn(await drills.openGroup(person, group.id)).screen.kind).toBe("orientation");
    }
    expect(await store.tx((q) => q.groupDrills.counts(group.id))).toEqual({ c2: 2 });
    expect((await drills.groupsToShow(clock.now + 1))[0]?.shares).toEqual([]);
    for (const [choice, times] of [
      ["c1", 6],
      ["line", 2],
    ] as const)
      for (let n = 0; n < times; n++) await store.tx((q) => q.groupDrills.count(group.id, choice));
    expect((await drills.groupsToShow(clock.now + 1))[0]?.shares).toEqual([
      { choices: ["c1"], count: 6 },
      { choices: ["c2", "line"], count: 4 },
    ]);
    expect([await drills.markGroupShown(group.id), await drills.markGroupShown(group.id)]).toEqual([
      true,
      false,
    ]);
    expect(await drills.groupsToShow(clock.now + 1)).toEqual([]);
  });

  it("keeps to the gates, a day apart unless the member opens it anyway", async () => {
    await using world = await startDrills();
    const { drills, store, clock } = world;
    await store.tx((q) => q.guilds.ensure({ id: "g1", zone: "UTC", locale: "en", joinedAt: monday }));
    await press(drills, ash, await beginIn(drills), "stop");
    clock.now += day / 2;
    const to = { guildId: "g1", channelId: "c1", scenarioId: "small", locale: "en" };
    const { id } = await drills.inviteGroup(to);
    expect(await drills.openGroup(ash, id)).toMatchObject({
      refused: { reason: "too-soon", offers: ["ask"] },
    });
    expect(await drills.openGroup(ash, id, true)).toHaveProperty("view");
    await drills.excludeTopics(birch, ["home-alone"]);
    expect(await drills.openGroup(birch, id, true)).toMatchObject({ refused: { reason: "excluded-topic" } });
  });
});

describe("what a member wishes", () => {
  it("brings two evenings a week inside their hours, and takes them back", async () => {
    await using world = await startDrills();
    const { drills, store } = world;
    await drills.invite(ash, true);
    await drills.setHours(ash, { from: 22 * 60, to: 60 });
    const own = () => store.tx((q) => q.schedules.ofPerson(ash.id));
    expect((await own()).map(({ kind, rule }) => [kind, rule.kind === "times" && rule.times[0]?.at])).toEqual(
      [["drill", 23 * 60 + 30]],
    );
    await drills.never(ash, "small");
    expect((await drills.home(ash, { place })).chosen).toBeUndefined();
    expect(await drills.begin(ash, "small", { way: "asked", place })).toHaveProperty("refused");
    await drills.again(ash, ["small"]);
    expect((await drills.home(ash, { place })).chosen?.scenario.id).toBe("small");
    await drills.invite(ash, false);
    expect(await own()).toEqual([]);
    expect(await drills.mayInvite(ash.id, place, false)).toBe(false);
  });
});
