/** How answers fade, on a clock that moves. 2026-03-02, the first day here, is a Monday. */
import { expect, it } from "vitest";
import { daysBetween } from "#core/days.ts";
import { keepingOf } from "#core/retention.ts";
import { localDate } from "#core/wall-clock.ts";
import { ash, birch, monday, newUrge, startStore } from "#test/storage/harness.ts";
import { checkInOn, dateAfter, day, privateParts } from "./private-parts.ts";

type Parts = ReturnType<typeof privateParts>;

const kinds = async ({ deps }: Parts, id = ash.id) => {
  const tally = await deps.store.asMember(id, (q) => q.records.tally());
  return Object.fromEntries(tally.map(({ kind, count }) => [kind, count]));
};
const weeks = ({ deps }: Parts, id = ash.id) => deps.store.asMember(id, (q) => q.records.list("week"));

/** Lets days go by, with the job running four times a day. @returns the days on which it did anything */
async function pass(parts: Parts, days: number): Promise<[day: number, what: string][]> {
  const events: [number, string][] = [];
  for (let quarter = 0; quarter < days * 4; quarter++) {
    parts.clock.now += day / 4;
    const run = await parts.retain();
    const what = Object.entries(run).filter(([, count]) => count > 0);
    const today = localDate(parts.clock.now, ash.zone, ash.dayStart);
    for (const [name] of what) events.push([daysBetween("2026-03-02", today), name]);
  }
  return events;
}

it("tells a member seven days before the first wipe, then sums up each week once it is over its time", async () => {
  await using harness = await startStore("sqlite");
  const parts = privateParts(harness);
  await harness.store.tx((q) => q.people.save(ash));
  await parts.nudges.setEvening(ash);
  for (const after of [0, 1, 8]) await checkInOn(parts, ash, after, "a sentence");

  // Week 0 is over its time once the Monday on or before "today − 90 days" is the next one: day 97.
  expect(await pass(parts, 110)).toEqual([
    [90, "told"],
    [97, "wiped"],
    [104, "wiped"],
  ]);
  expect(await kinds(parts)).toEqual({ week: 2 });
  expect((await weeks(parts)).map(({ body }) => [body.week, body.checkIns, body.access])).toEqual([
    [dateAfter(7), 1, { "5": 1 }],
    [dateAfter(0), 2, { "5": 2 }],
  ]);
});

it("announces itself by one message, outside quiet hours, and only once", async () => {
  await using harness = await startStore("sqlite");
  const parts = privateParts(harness);
  await harness.store.tx((q) => q.people.save({ ...ash, quietFrom: 17 * 60, quietTo: 19 * 60 }));
  await parts.nudges.setEvening(ash);
  await checkInOn(parts, ash, 0);
  await pass(parts, 95);
  const due = await harness.store.tx((q) => q.due.ofPerson(ash.id));
  const told = due.filter(({ kind }) => kind === "retention");
  // 19:00 in Berlin, by then on summer time.
  expect(told.map(({ nextDue }) => new Date(nextDue ?? 0).toISOString().slice(11))).toEqual([
    "17:00:00.000Z",
  ]);
});

it("doesn't write to a member who wants no messages: they are told at their next command, and the wait begins then", async () => {
  await using harness = await startStore("sqlite");
  const parts = privateParts(harness);
  await harness.store.tx((q) => q.people.save(ash));
  await checkInOn(parts, ash, 0);
  expect(await pass(parts, 100)).toEqual([]);
  expect(await harness.store.tx((q) => q.due.ofPerson(ash.id))).toEqual([]);
  expect(await parts.myData.announce(ash)).toEqual({ before: dateAfter(14), on: dateAfter(107), days: 90 });
  expect(await parts.myData.announce(ash)).toBeUndefined();
  expect(await parts.myData.announced(ash)).toEqual({ before: dateAfter(14), on: dateAfter(107), days: 90 });
  expect(await pass(parts, 10)).toEqual([[107, "wiped"]]);
});

it("keeps nothing for ever when nobody could be told", async () => {
  await using harness = await startStore("sqlite");
  const parts = privateParts(harness);
  await harness.store.tx((q) => q.people.save(ash));
  await checkInOn(parts, ash, 0);
  expect(await pass(parts, 130)).toEqual([[127, "wiped"]]);
});

it("says nothing about answers that are young", async () => {
  await using harness = await startStore("sqlite");
  const parts = privateParts(harness);
  await harness.store.tx((q) => q.people.save(ash));
  await checkInOn(parts, ash, 0);
  expect(await parts.myData.announce(ash)).toBeUndefined();
  expect(await pass(parts, 89)).toEqual([]);
});

it.each([
  [30, 37],
  [365, 372],
] as const)("keeps answers for %i days when that is chosen", async (days, wipedOn) => {
  await using harness = await startStore("sqlite");
  const parts = privateParts(harness);
  await harness.store.tx((q) => q.people.save(ash));
  await parts.nudges.setEvening(ash);
  await checkInOn(parts, ash, 0);
  await parts.myData.chooseRetention(ash, days);
  const events = await pass(parts, wipedOn + 1);
  expect(events.at(-1)).toEqual([wipedOn, "wiped"]);
});

it("lets seven days pass before a shorter span takes hold", async () => {
  await using harness = await startStore("sqlite");
  const parts = privateParts(harness);
  await harness.store.tx((q) => q.people.save(ash));
  await checkInOn(parts, ash, 0);
  await pass(parts, 80);
  expect(await parts.myData.chooseRetention(ash, 30)).toMatchObject({ days: 30, toldAt: monday + 80 * day });
  expect(await pass(parts, 10)).toEqual([[87, "wiped"]]);
});

it("leaves plan, settings and sums where they are, and everybody else alone", async () => {
  await using harness = await startStore("sqlite");
  const parts = privateParts(harness);
  await harness.store.tx((q) => q.people.save(ash));
  await harness.store.tx((q) => q.people.save(birch));
  await parts.myData.chooseRetention(birch, 365);
  await parts.settings.change(ash, { country: "de" });
  await harness.store.asMember(ash.id, (q) =>
    q.records.add("plan", {
      id: "p1",
      at: monday,
      localDate: "2026-03-02",
      body: { version: 1, people: [], ifThen: [], lists: {} },
    }),
  );
  await checkInOn(parts, ash, 0);
  await checkInOn(parts, birch, 0);
  await pass(parts, 200);
  expect(await kinds(parts)).toEqual({ plan: 1, settings: 1, week: 1 });
  expect(await kinds(parts, birch.id)).toEqual({ checkin: 1 });
});

it("adds to the sum of a week that is there already", async () => {
  await using harness = await startStore("sqlite");
  const parts = privateParts(harness);
  await harness.store.tx((q) => q.people.save(ash));
  await checkInOn(parts, ash, 0);
  await pass(parts, 130);
  await checkInOn(parts, ash, 2);
  await pass(parts, 1);
  expect((await weeks(parts)).map(({ body }) => body.checkIns)).toEqual([2]);
});

it("finds an answer whose day and time do not belong together", async () => {
  await using harness = await startStore("sqlite");
  const parts = privateParts(harness);
  await harness.store.tx((q) => q.people.save(ash));
  await harness.store.asMember(ash.id, (q) =>
    q.records.add("urge", { ...newUrge("u1", 4), localDate: "2020-01-01" }),
  );
  await pass(parts, 90);
  expect((await weeks(parts)).map(({ body }) => [body.week, body.peaks])).toEqual([
    ["2019-12-30", { "4": 1 }],
  ]);
});

it("doubles nothing when two processes run it at the same time", async () => {
  for (const dialect of ["sqlite", "postgres"] as const) {
    await using harness = await startStore(dialect);
    const parts = privateParts(harness);
    await harness.store.tx((q) => q.people.save(ash));
    for (const after of [0, 1, 2]) await checkInOn(parts, ash, after);
    parts.clock.now += 200 * day;
    await Promise.all([parts.retain(), parts.retain(), parts.retain()]);
    expect((await weeks(parts)).map(({ body }) => body.checkIns)).toEqual([3]);
    expect(await kinds(parts)).toEqual({ week: 1 });
  }
});

it("erases a member seven days after they took their consent back, unless they agree again", async () => {
  await using harness = await startStore("sqlite");
  const parts = privateParts(harness);
  for (const person of [ash, birch]) {
    await harness.store.tx((q) => q.people.save(person));
    await parts.nudges.setEvening(person);
    await checkInOn(parts, person, 0);
    await parts.myData.withdraw(person);
    expect(await harness.store.tx((q) => q.due.ofPerson(person.id))).toEqual([]);
  }
  await pass(parts, 6);
  await parts.people.agree(birch.id, "en");
  expect(await harness.store.tx((q) => q.keepings.find(birch.id))).toEqual(keepingOf(birch.id));
  expect(await pass(parts, 3)).toEqual([[7, "erased"]]);
  expect(await parts.people.find(ash.id)).toBeUndefined();
  expect(await kinds(parts, birch.id)).toEqual({ checkin: 1 });
});
