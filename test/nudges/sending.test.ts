/** What the scheduler does when sending goes well, and when it goes wrong. */
import { describe, expect, it, vi } from "vitest";
import { dailyRule } from "#core/recurrence.ts";
import type { Outcome } from "#nudges/sender.ts";
import { berlin, by, checkins, nine, oneNudge, start, startMachine, states } from "./harness.ts";

describe.each(["sqlite", "postgres"] as const)("sending, on %s", (dialect) => {
  it("writes down who was reached and how, and counts it as not answered yet", async () => {
    await using machine = await startMachine(dialect, start);
    const { person, due } = await oneNudge(machine);
    await machine.pass("2026-05-04T07:00:00Z");
    expect(await machine.ledger(due.id)).toMatchObject([
      { state: "sent", messageId: "m0", channelId: `dm-${person.id}`, late: false, sentAt: machine.now() },
    ]);
    const known = await machine.store.tx((q) => q.people.find(person.id));
    expect(known).toMatchObject({ dmState: "open", dmChannelId: `dm-${person.id}`, ignored: 1 });
    await machine.cases.heard(person);
    expect(await machine.store.tx((q) => q.people.find(person.id))).toMatchObject({ ignored: 0 });
  });

  it("tries again with the same nonce when an answer was lost, and sends nothing twice", async () => {
    await using machine = await startMachine(dialect, start);
    const { due } = await oneNudge(machine);
    machine.discord.faults.push("lost", "lost");
    await machine.pass("2026-05-04T07:05:00Z");
    expect(machine.discord.requests).toBe(3);
    expect(machine.discord.messages).toHaveLength(1);
    expect(states(await machine.ledger(due.id))).toEqual(["sent"]);
  });

  it("gives up on what stays unclear for two minutes: it stays unknown, and tomorrow's comes", async () => {
    await using machine = await startMachine(dialect, start);
    const { due } = await oneNudge(machine);
    machine.discord.faults.push(
      ...Array.from({ length: 50 }, (): Outcome => ({ kind: "unclear", reason: "http-500" })),
    );
    machine.discord.probe = async () => true;
    await machine.pass("2026-05-04T07:30:00Z");
    expect(states(await machine.ledger(due.id))).toEqual(["unknown"]);
    expect(machine.discord.requests).toBeLessThan(10);
    machine.discord.faults.length = 0;
    await machine.pass("2026-05-05T07:00:00Z");
    expect(states(await machine.ledger(due.id))).toEqual(["unknown", "sent"]);
  });

  it("waits as long as Discord asks, and lets the nudge go when it is too late then", async () => {
    await using machine = await startMachine(dialect, start);
    const { due } = await oneNudge(machine);
    const busy = (afterMs: number): Outcome => ({ kind: "later", afterMs, status: 429, everyone: false });
    machine.discord.faults.push(busy(90_000));
    await machine.pass("2026-05-04T07:01:29Z");
    expect(states(await machine.ledger(due.id))).toEqual(["ready"]);
    await machine.pass("2026-05-04T07:01:30Z");
    expect(await machine.ledger(due.id)).toMatchObject([{ state: "sent", late: true }]);
    machine.discord.faults.push(busy(2 * 3_600_000));
    await machine.pass("2026-05-05T12:00:00Z");
    expect(states(await machine.ledger(due.id))).toEqual(["sent", "expired"]);
  });

  it("switches a member's DMs off at the first refusal, until they open them again", async () => {
    await using machine = await startMachine(dialect, start);
    const { person, due } = await oneNudge(machine);
    machine.discord.faults.push({ kind: "refused", status: 403, code: 50_007 });
    await machine.pass("2026-05-07T12:00:00Z");
    expect(machine.discord.requests).toBe(1);
    expect(await machine.ledger(due.id)).toMatchObject([{ state: "failed", reason: "dm-closed" }]);
    const closed = await machine.store.tx((q) => q.people.find(person.id));
    expect(closed?.dmState).toBe("closed");
    await machine.cases.reopen(person);
    await machine.pass("2026-05-08T12:00:00Z");
    expect(machine.discord.messages).toHaveLength(1);
  });

  it("shows what was asked for at the next command, once, when no DM can arrive", async () => {
    await using machine = await startMachine(dialect, start);
    const person = await machine.member({ ...berlin, dmState: "closed" });
    await machine.cases.ask(person, [{ kind: "urge-follow-up", ref: "urge-1", at: machine.now() + 900_000 }]);
    await machine.pass("2026-05-04T06:15:00Z");
    expect(machine.discord.requests).toBe(0);
    expect(await machine.cases.undelivered(person)).toMatchObject([
      { kind: "urge-follow-up", record: "urge-1" },
    ]);
    expect(await machine.cases.undelivered(person)).toEqual([]);
  });

  it("rests a schedule whose channel is gone, and says why; resuming tries again", async () => {
    await using machine = await startMachine(dialect, start);
    const schedule = await machine.moderation.add(by, {
      ...checkins,
      zone: "Europe/Berlin",
      way: "channel",
      channelId: "c1",
    });
    machine.discord.faults.push({ kind: "refused", status: 404, code: 10_003 });
    await machine.pass("2026-05-06T12:00:00Z");
    expect(machine.discord.requests).toBe(1);
    expect(await machine.moderation.find("g1", schedule.id)).toMatchObject({ halted: "channel-gone" });
    await machine.moderation.resume(by, schedule.id);
    await machine.pass("2026-05-07T12:00:00Z");
    expect(machine.discord.messages).toHaveLength(1);
  });

  it("takes a member who left a server out of its schedules, and of nothing else", async () => {
    await using machine = await startMachine(dialect, start);
    const { person, due } = await oneNudge(machine);
    const theirs = await machine.schedule(person, dailyRule([10 * 60]), { guildId: "g1" });
    machine.discord.faults.push({ kind: "refused", status: 404, code: 10_007 });
    machine.setClock("2026-05-04T08:00:00Z");
    // Only the server's goes now.
    await machine.store.tx((q) => q.deliveries.cancel(due.id, "test"));
    await machine.cases.removeOwn(person, due.scheduleId!);
    const own = await machine.schedule(person, nine);
    await machine.at("2026-05-04T08:00:00Z");
    expect(await machine.store.tx((q) => q.due.find(theirs.id))).toBeUndefined();
    await machine.pass("2026-05-05T12:00:00Z");
    expect(states(await machine.ledger(own.id))).toEqual(["sent"]);
  });

  it("asks whether Discord is there before it spends nudges on it, and expires what comes too late", async () => {
    // A clock of its own for the pauses, a thousand times as fast.
    await using machine = await startMachine(dialect, start, { pace: () => performance.now() * 1000 });
    const dues = [];
    for (let count = 0; count < 30; count++)
      dues.push(await machine.schedule(await machine.member(berlin), nine));
    await machine.at(start);
    machine.discord.up = false;
    machine.setClock("2026-05-04T07:00:00Z");
    await machine.nudges().tick();
    await machine.until(() => machine.discord.requests >= 5);
    await machine.nudges().idle();
    const asked = machine.discord.requests;
    expect((await machine.nudges().stats()).gate).not.toBe("open");
    await machine.at("2026-05-04T07:01:00Z");
    expect(machine.discord.requests).toBe(asked);
    machine.discord.up = true;
    await machine.pass("2026-05-04T07:02:00Z");
    const ledgers = await Promise.all(dues.map(({ id }) => machine.ledger(id)));
    expect(ledgers.flatMap(states)).toEqual(dues.map(() => "sent"));
    expect(machine.discord.messages).toHaveLength(30);
  });

  it("keeps other nudges going past one that cannot be made", async () => {
    await using machine = await startMachine(dialect, start);
    await oneNudge(machine);
    const { due } = await oneNudge(machine);
    const send = machine.discord.send.bind(machine.discord);
    machine.discord.send = (nudge) => {
      if (nudge.dueId === due.id) throw new Error("poisoned");
      return send(nudge);
    };
    await machine.pass("2026-05-04T07:10:00Z");
    expect(machine.discord.messages).toHaveLength(1);
    expect(states(await machine.ledger(due.id))).toEqual(["unknown"]);
    expect(machine.errors.length).toBeGreaterThan(0);
  });

  it("lets what is under way finish when it is stopped, and takes nothing more", async () => {
    await using machine = await startMachine(dialect, start);
    const { due } = await oneNudge(machine);
    machine.discord.faults.push("hang");
    machine.setClock("2026-05-04T07:00:00Z");
    await machine.nudges().tick();
    await machine.until(() => machine.discord.requests === 1);
    const stopping = machine.nudges().stop();
    machine.discord.release({ kind: "sent", messageId: "m", channelId: "c" });
    await stopping;
    expect(states(await machine.ledger(due.id))).toEqual(["sent"]);
    machine.setClock("2026-05-05T07:00:00Z");
    await machine.nudges().tick();
    expect(machine.discord.requests).toBe(1);
  });
});

it("writes down what became of a nudge as soon as the disk has room again, and sends it once", async () => {
  await using machine = await startMachine("sqlite", "2026-05-04T06:00:00Z");
  const due = await machine.schedule(await machine.member(), dailyRule([540]));
  machine.discord.faults.push("hang");
  machine.setClock("2026-05-04T07:00:00Z");
  await machine.nudges().tick();
  await machine.until(() => machine.discord.requests === 1);
  const full = (["tx", "ahead"] as const).map((way) =>
    vi.spyOn(machine.store, way).mockRejectedValue(new Error("database or disk is full")),
  );
  machine.discord.release({ kind: "sent", messageId: "m1", channelId: "c1" });
  await machine.nudges().idle();
  await expect(machine.nudges().tick()).rejects.toThrow("disk is full");
  for (const way of full) way.mockRestore();
  expect((await machine.nudges().stats()).inFlight).toBe(1);

  await machine.at("2026-05-04T07:00:01Z");
  expect(machine.discord.requests).toBe(1);
  expect(await machine.ledger(due.id)).toMatchObject([{ state: "sent", messageId: "m1" }]);
  expect((await machine.nudges().stats()).inFlight).toBe(0);
});
