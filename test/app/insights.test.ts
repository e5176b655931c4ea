/** Whether anybody can be singled out of a server's sums: by watching, by comparing weeks, by coming and going. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { insightCases } from "#app/insights.ts";
import { noticeLeaving } from "#app/leaving.ts";
import type { DueRow, Membership } from "#app/nudge-tables.ts";
import type { Arrival } from "#app/queue.ts";
import { serverCases } from "#app/servers.ts";
import type { Person, Tables } from "#app/store.ts";
import { insightsData, roundedCount, type ServerWeek } from "#core/chart-data-insights.ts";
import { states, type State } from "#core/check-in.ts";
import { ash, evening, monday, startStore, type Harness } from "#test/storage/harness.ts";

const day = 86_400_000;
const moderator = { id: "9001", guildId: "g1", locale: "en" };

function parts({ store }: Harness) {
  const clock = { now: monday };
  let made = 0;
  const deps = { store, now: () => clock.now, newId: () => `id-${(made += 1)}` };
  return { clock, insights: insightCases(deps), servers: serverCases(deps) };
}

const due: DueRow = {
  id: "d",
  scheduleId: null,
  personId: null,
  guildId: "g1",
  kind: "checkin",
  ref: null,
  asked: false,
  epoch: 0,
  rev: 0,
  nextDue: monday,
  nextOcc: 1,
  lastOcc: null,
  lastSentAt: null,
  jitterS: 0,
};

const sent: Arrival = {
  kind: "checkin",
  source: "server",
  state: "sent",
  reason: null,
  notBefore: null,
  graceMs: 0,
  channelId: null,
  late: false,
  collapsed: 0,
};

/** Due rows that have come due, each for a member. */
function* comeDue(q: Tables, mark: string, members: Person[], arrival: Arrival) {
  for (const { id } of members) {
    const row = { ...due, id: `${mark}-${id}`, personId: id };
    yield* q.due.add(row);
    yield* q.queue.enter(yield* q.queue.factsOfRow(row.id), arrival);
  }
}

async function people({ store }: Harness, count: number): Promise<Person[]> {
  const all = Array.from({ length: count }, (_, index) => ({ ...ash, id: String(2000 + index) }));
  await store.tx(function* (q) {
    for (const person of all) yield* q.people.save(person);
  });
  return all;
}

describe.each(["sqlite", "postgres"] as const)("what is counted, on %s", (dialect) => {
  it("counts each member once, in the server where they were, and shows nothing before it is over", async () => {
    await using harness = await startStore(dialect);
    const { clock, insights, servers } = parts(harness);
    await servers.open(moderator);
    const all = await people(harness, 11);
    for (const person of [...all, ...all]) await insights.checkedIn(person, "within", "g1");
    await insights.checkedIn(all[0]!, "within", "elsewhere");
    expect((await insights.ofServer("g1"))?.weeks).toEqual([]);
    clock.now = monday + 6 * day;
    expect((await insights.ofServer("g1"))?.weeks).toEqual([]);
    clock.now = monday + 7 * day;
    expect((await insights.ofServer("g1"))?.weeks).toMatchObject([{ week: "2026-03-02", people: 10 }]);
  });

  it("counts how a week's deliveries ended, once, and tells of them by the week", async () => {
    await using harness = await startStore(dialect);
    const { clock, insights, servers } = parts(harness);
    await servers.open(moderator);
    const all = await people(harness, 16);
    await harness.store.tx(function* (q) {
      yield* comeDue(q, "sent", all, sent);
      yield* comeDue(q, "quiet", all.slice(0, 12), { ...sent, state: "skipped_quiet" });
      yield* comeDue(q, "unknown", all.slice(0, 3), { ...sent, state: "unknown" });
      yield* q.due.add({ ...due, guildId: "g-unknown" });
      yield* q.queue.enter(yield* q.queue.factsOfRow(due.id), sent);
    });
    clock.now += 7 * day;
    await insights.tallyWeek();
    await harness.store.eraseMember(all[0]!.id);
    await insights.tallyWeek();
    const delivery15 = { sent: 15, late: "few", expired: "few", failed: "few", held: 10 };
    expect(await insights.delivery("g1")).toEqual(delivery15);
    await servers.change(moderator, { off: ["insights"] });
    expect(await insights.delivery("g1")).toEqual(delivery15);
  });

  it("asks about each member of a server's schedules once in a while, and ends those who left", async () => {
    await using harness = await startStore(dialect);
    const { store } = harness;
    const { clock, servers } = parts(harness);
    await servers.open(moderator);
    const [stays, leaves] = await people(harness, 2);
    await store.tx(function* (q) {
      const { staleAfter: _, ...schedule } = evening;
      yield* q.schedules.add({ ...schedule, id: "s1", guildId: "g1" });
      for (const { id } of [stays!, leaves!])
        yield* q.subscriptions.save({ scheduleId: "s1", personId: id, way: null, joinedAt: monday });
    });
    const asked: string[] = [];
    const isMember = async ({ personId }: Membership) => {
      asked.push(personId);
      return personId === stays!.id;
    };
    const look = () => noticeLeaving({ store, now: () => clock.now, isMember }, 10);
    expect(await look()).toEqual({ known: 2, gone: 1 });
    expect(await look()).toEqual({ known: 0, gone: 0 });
    expect(asked.toSorted()).toEqual([stays!.id, leaves!.id]);
    clock.now += day;
    await look();
    expect(asked).toHaveLength(3);
    expect(await store.tx((q) => q.subscriptions.count("s1"))).toBe(1);
  });

  it("lets old traces go, and none before its time", async () => {
    await using harness = await startStore(dialect);
    const { clock, insights, servers } = parts(harness);
    await servers.open(moderator);
    await servers.change(moderator, { keepDays: 90 });
    for (const person of await people(harness, 12)) await insights.checkedIn(person, "within", "g1");
    clock.now += 89 * day;
    await servers.tidy();
    expect((await servers.audit("g1", 0)).entries).toHaveLength(1);
    clock.now += 9 * day;
    await servers.tidy();
    expect((await servers.audit("g1", 0)).entries).toEqual([]);
    expect(await harness.store.tx((q) => q.counters.ofGuild("g1", "2000-01-03", ""))).toEqual([]);
  });
});

describe("a server's week", () => {
  it("stays as it was shown, whatever members take back, and whoever answers later", async () => {
    await using harness = await startStore("sqlite");
    const { clock, insights, servers } = parts(harness);
    await servers.open(moderator);
    const all = await people(harness, 13);
    for (const person of all.slice(0, 12)) await insights.checkedIn(person, "within", "g1");
    clock.now += 7 * day;
    const shown = await insights.ofServer("g1");
    await harness.store.eraseMember(all[0]!.id);
    await insights.checkedIn(all[12]!, "too-little", "g1");
    expect(await insights.ofServer("g1")).toEqual(shown);
    // Nor does setting the server's clock back open a week again.
    await servers.setZone(moderator, "Pacific/Pago_Pago");
    expect(await insights.ofServer("g1")).toEqual(shown);
  });

  it("holds no name: of a member only what they keep sealed says that they were counted", async () => {
    await using harness = await startStore("sqlite");
    const { insights, servers } = parts(harness);
    await servers.open(moderator);
    const [one] = await people(harness, 1);
    await insights.checkedIn(one!, "too-much", "g1");
    const counts = await harness.store.tx((q) => q.counters.ofGuild("g1", "2026-03-02", ""));
    expect(counts).toEqual([
      { week: "2026-03-02", name: "people", value: 1 },
      { week: "2026-03-02", name: "state/too-much", value: 1 },
    ]);
  });

  it("is not counted at all where moderators switched it off", async () => {
    await using harness = await startStore("sqlite");
    const { clock, insights, servers } = parts(harness);
    await servers.open(moderator);
    await servers.change(moderator, { off: ["insights"] });
    for (const person of await people(harness, 12)) await insights.checkedIn(person, "within", "g1");
    clock.now += 7 * day;
    expect(await insights.ofServer("g1")).toBeUndefined();
    await servers.change(moderator, { off: [] });
    expect((await insights.ofServer("g1"))?.weeks).toMatchObject([{ people: "few" }]);
  });
});

describe("differencing", () => {
  it("shows no week in which counting was switched off and on: nobody can be counted alone", async () => {
    await using harness = await startStore("sqlite");
    const { clock, insights, servers } = parts(harness);
    await servers.open(moderator);
    const all = await people(harness, 30);
    for (const person of all.slice(0, 20)) await insights.checkedIn(person, "within", "g1");
    await servers.change(moderator, { off: ["insights"] });
    await servers.change(moderator, { off: [] });
    for (const person of all.slice(20)) await insights.checkedIn(person, "within", "g1");
    clock.now += 7 * day;
    for (const person of all) await insights.checkedIn(person, "within", "g1");
    clock.now += 7 * day;
    expect((await insights.ofServer("g1"))?.weeks).toMatchObject([{ people: "few" }, { people: 30 }]);
  });

  const week = (people: number, counts: Record<State, number>): ServerWeek => ({
    week: "2026-03-02",
    people,
    states: counts,
    delivery: { sent: people, late: 0, expired: 0, failed: 0, held: 0 },
  });
  const shown = (counts: Record<State, number>) => {
    const people = states.reduce((sum, state) => sum + counts[state], 0);
    return JSON.stringify(insightsData([week(people, counts)]));
  };

  it("leaves at least three counts behind every number, so that one person more proves nothing", () => {
    const behind = new Map<string, number>();
    for (let count = 0; count <= 500; count++) {
      const text = String(roundedCount(count));
      behind.set(text, (behind.get(text) ?? 0) + 1);
    }
    behind.delete("500");
    expect(Math.min(...behind.values())).toBeGreaterThanOrEqual(3);
    expect(behind.get("few")).toBe(10);
  });

  it("cannot tell which state a newcomer named in a group in which any is rare", () => {
    const small = fc.integer({ min: 0, max: 9 });
    const any = fc.integer({ min: 0, max: 300 });
    fc.assert(
      fc.property(
        small,
        any,
        any,
        fc.shuffledSubarray([...states], { minLength: 3 }),
        (few, one, other, order) => {
          const [a, b, c] = order as [State, State, State];
          const before = { [a]: few, [b]: one, [c]: other } as Record<State, number>;
          const text = shown(before);
          expect(text).not.toContain('"states"');
          // Who named what does not matter, only how many people there were.
          expect(text).toBe(shown({ [a]: 0, [b]: one + few, [c]: other } as Record<State, number>));
        },
      ),
    );
  });

  it("never lets an exact number out", () => {
    const counts = fc.record({
      "too-little": fc.integer({ min: 0, max: 2000 }),
      within: fc.integer({ min: 0, max: 2000 }),
      "too-much": fc.integer({ min: 0, max: 2000 }),
    });
    fc.assert(
      fc.property(counts, (one) => {
        const [data] = insightsData([week(one.within, one)]).weeks;
        for (const value of [data!.people, ...Object.values(data!.delivery)])
          expect(value === "few" || (value >= 10 && value % 5 === 0)).toBe(true);
        for (const share of Object.values(data!.states ?? {})) expect(share % 10).toBe(0);
      }),
    );
  });
});
