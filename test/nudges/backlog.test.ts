/** What the scheduler does when there is much to do. */
import { describe, expect, it } from "vitest";
import { dailyRule } from "#core/recurrence.ts";
import { materialise } from "#nudges/materialise.ts";
import { eq } from "#storage/drizzle.ts";
import { run } from "#storage/sql.ts";
import { berlin, by, checkins, nine, oneNudge, start, startMachine } from "./harness.ts";

describe("much to do", () => {
  it("lets small servers through while a large one has more due than can be sent", async () => {
    await using machine = await startMachine("sqlite", start);
    const large: string[] = [];
    const small: string[] = [];
    for (let count = 0; count < 400; count++) {
      const guildId = count < 300 ? "large" : `small-${count % 10}`;
      const due = await machine.schedule(await machine.member(berlin), nine, { guildId });
      (count < 300 ? large : small).push(due.id);
    }
    await machine.at(start);
    machine.setClock("2026-05-04T07:00:00Z");
    await machine.nudges().tick();
    await machine.nudges().idle();
    const order = machine.discord.messages.map(({ nudge }) => nudge.dueId);
    expect(order).toHaveLength(400);
    const lastSmall = Math.max(...small.map((id) => order.indexOf(id)));
    // Ten rounds of a small server are three turns, in each of which the large one sends seventeen.
    expect(lastSmall).toBeLessThan(200);
    expect(new Set(order).size).toBe(400);
  });

  it.each(["sqlite", "postgres"] as const)("works a backlog off, each once, on %s", async (dialect) => {
    await using machine = await startMachine(dialect, start);
    const rows: string[] = [];
    for (let count = 0; count < 120; count++) {
      // The last to be added are due first.
      const time = dailyRule([9 * 60 + 59 - (count % 60)]);
      rows.push((await machine.schedule(await machine.member(berlin), time)).id);
    }
    await machine.at(start);
    machine.setClock("2026-05-04T08:00:00Z");
    const backlog = (limit: number) => machine.store.tx((q) => q.queue.backlog(machine.now(), limit));
    const places = await backlog(1000);
    expect(places).toHaveLength(dialect === "sqlite" ? 120 : 0);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    // Of the two that are overdue longest, and of places where nothing lies or nothing is due any more.
    const [first, second] = await backlog(2);
    if (first !== undefined && second !== undefined) {
      const found = await machine.store.tx((q) => q.queue.overdueAt(machine.now(), [second, 1e9, first]));
      expect(found.map(({ dueId }) => dueId)).toEqual([rows[59], rows[119]]);
      expect(await machine.store.tx((q) => q.queue.overdueAt(Date.parse(start), [first]))).toEqual([]);
    }
    await machine.nudges().tick();
    await machine.nudges().idle();
    expect(machine.discord.messages.map(({ nudge }) => nudge.dueId).toSorted()).toEqual(rows.toSorted());
    expect(await backlog(1000)).toEqual([]);
  });

  it("leaves turns among equals to chance", async () => {
    await using machine = await startMachine("sqlite", start);
    for (let count = 0; count < 12; count++)
      await machine.schedule(await machine.member(berlin), nine, { guildId: "one" });
    machine.setClock("2026-05-04T07:00:00Z");
    const never = () => false;
    const slice = () => machine.store.tx((q) => materialise(q.queue, machine.now(), 2, never), "latest");
    for (let count = 0; count < 6; count++) expect(await slice()).toMatchObject({ rows: 2 });
    const picked = await machine.store.tx((q) => q.queue.pick("one", machine.now(), 20), "latest");
    const order = picked.map(({ delivery }) => delivery.dueId);
    const added = order.toSorted();
    expect(new Set(order).size).toBe(12);
    // Those that were written down together go together, and not in the order in which that was.
    const pairs = (ids: string[]) =>
      Array.from({ length: 6 }, (_, index) => ids.slice(index * 2, index * 2 + 2));
    expect(pairs(order).map((pair) => pair.toSorted())).toEqual(expect.arrayContaining(pairs(added)));
    expect(pairs(order).map((pair) => pair.toSorted())).not.toEqual(pairs(added));
  });

  it("ends a slice that takes too long; what is left stays due", async () => {
    await using machine = await startMachine("sqlite", start);
    for (let count = 0; count < 5; count++) await machine.schedule(await machine.member(berlin), nine);
    machine.setClock("2026-05-04T07:00:00Z");
    let asked = 0;
    const enough = () => ++asked === 2;
    const found = await machine.store.tx((q) => materialise(q.queue, machine.now(), 200, enough), "latest");
    expect(found).toMatchObject({ rows: 2, cut: true });
    await machine.nudges().tick();
    await machine.nudges().idle();
    expect(machine.discord.messages).toHaveLength(5);
  });

  it("asks of the ledger alone: a stall at the due second loses nothing", async () => {
    await using machine = await startMachine("sqlite", start);
    for (let count = 0; count < 300; count++) await machine.schedule(await machine.member(berlin), nine);
    await machine.at(start);
    // Nothing ticks for ten seconds.
    await machine.at("2026-05-04T07:00:10Z");
    expect(machine.discord.messages).toHaveLength(300);
  });

  it("reckons every row of a schedule with thousands of members anew after an edit", async () => {
    await using machine = await startMachine("sqlite", start);
    const schedule = await machine.moderation.add(by, checkins);
    for (let count = 0; count < 500; count++)
      await machine.cases.join(await machine.member(berlin), schedule.id);
    await machine.moderation.edit(by, schedule.id, { rule: dailyRule([600]) });
    await machine.pass("2026-05-04T07:30:00Z");
    expect(machine.discord.messages).toHaveLength(0);
    await machine.pass("2026-05-04T08:00:00Z");
    expect(machine.discord.messages).toHaveLength(500);
  });

  it("spreads a window's members over it, each at the same minute every day", async () => {
    await using machine = await startMachine("sqlite", start);
    const schedule = await machine.moderation.add(by, { ...checkins, windowMin: 30 });
    for (let count = 0; count < 40; count++)
      await machine.cases.join(await machine.member(berlin), schedule.id);
    await machine.pass("2026-05-05T12:00:00Z");
    const seconds = (from: number, to: number) =>
      machine.discord.messages
        .slice(from, to)
        .map(({ nudge, at }) => [nudge.dueId, (at / 1000) % 86_400] as const)
        .toSorted(([a], [b]) => a.localeCompare(b));
    expect(seconds(0, 40)).toEqual(seconds(40, 80));
    const times = seconds(0, 40).map(([, time]) => time - 7 * 3600);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...times)).toBeLessThan(1800);
    expect(new Set(times.map((time) => Math.floor(time / 300))).size).toBe(6);
  });

  it("keeps the ledger small and forgets errands that are done", async () => {
    await using machine = await startMachine("sqlite", start);
    const { person, due } = await oneNudge(machine);
    await machine.cases.ask(person, [{ kind: "lapse-check", ref: "l1", at: machine.now() + 1000 }]);
    await machine.pass("2026-05-05T07:00:00Z");
    machine.setClock("2026-07-01T00:00:00Z");
    await machine.crash();
    await machine.at("2026-07-01T00:00:01Z");
    expect((await machine.ledger(due.id)).map(({ dueAt }) => dueAt > Date.parse("2026-06-01"))).toEqual([
      true,
    ]);
    expect((await machine.store.tx((q) => q.due.ofPerson(person.id))).map(({ id }) => id)).toEqual([due.id]);
  });
});

it("lets a row that makes no sense rest, and nobody wait for it", async () => {
  await using machine = await startMachine("sqlite", "2026-05-04T06:00:00Z");
  const spoilt = await machine.schedule(await machine.member({ zone: "Europe/Berlin" }), dailyRule([540]));
  const sound = await machine.schedule(await machine.member({ zone: "Europe/Berlin" }), dailyRule([540]));
  await machine.store.data.tx(({ db, t }) =>
    run(
      db
        .update(t.schedule)
        .set({ rule: { kind: "nonsense" } as never })
        .where(eq(t.schedule.id, spoilt.scheduleId ?? "")),
    ),
  );
  await machine.at("2026-05-04T07:00:00Z");
  expect((await machine.ledger(sound.id)).map(({ state }) => state)).toEqual(["sent"]);
  expect(await machine.ledger(spoilt.id)).toEqual([]);
  expect(machine.errors.splice(0)).toMatchObject([{ message: "a due row makes no sense and rests" }]);
});
