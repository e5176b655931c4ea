/** What the scheduler does when sending goes wrong, when members change their minds, and when there is much to do. */
import { describe, expect, it, vi } from "vitest";
import type { Delivery } from "#app/nudge-tables.ts";
import { dailyRule } from "#core/recurrence.ts";
import { materialise } from "#nudges/materialise.ts";
import type { Outcome } from "#nudges/sender.ts";
import { eq } from "#storage/drizzle.ts";
import { run } from "#storage/sql.ts";
import { claimOnly, startMachine, type Machine } from "./harness.ts";

const start = "2026-05-04T06:00:00Z";
const nine = dailyRule([9 * 60]);
const berlin = { zone: "Europe/Berlin" };
const by = { id: "moderator", guildId: "g1", locale: "en" };

/** A member with a nudge at 09:00 in Berlin, which is 07:00 UTC. */
async function oneNudge(machine: Machine) {
  const person = await machine.member(berlin);
  const due = await machine.schedule(person, nine);
  await machine.at(start);
  return { person, due };
}

const states = (ledger: Delivery[]) => ledger.map(({ state }) => state);
const reasons = (ledger: Delivery[]) => ledger.map(({ reason }) => reason);

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
      kind: "checkin",
      content: {},
      rule: nine,
      zone: "Europe/Berlin",
      windowMin: 0,
      way: "channel",
      channelId: "c1",
      policy: {},
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

describe("members who change their minds", () => {
  it("a pause holds everything, what was put off as well, and ends when it was said to", async () => {
    await using machine = await startMachine("sqlite", start);
    const { person, due } = await oneNudge(machine);
    await machine.pass("2026-05-04T07:00:00Z");
    await machine.cases.putOff(person, { dueId: due.id, epoch: 0, occ: 0 }, "60");
    await machine.cases.pause(person, Date.parse("2026-05-06T07:00:00Z"));
    await machine.pass("2026-05-07T06:59:00Z");
    // What is due at the very end of the pause comes.
    expect(machine.discord.messages.map(({ at }) => new Date(at).toISOString())).toEqual([
      "2026-05-04T07:00:00.000Z",
      "2026-05-06T07:00:00.000Z",
    ]);
  });

  it("ending a pause early brings the next one", async () => {
    await using machine = await startMachine("sqlite", start);
    const { person } = await oneNudge(machine);
    await machine.cases.pause(person, Date.parse("2026-06-01T00:00:00Z"));
    await machine.pass("2026-05-05T06:00:00Z");
    await machine.cases.pause(person, null);
    await machine.pass("2026-05-05T07:00:00Z");
    expect(machine.discord.messages).toHaveLength(1);
  });

  it("what was asked for during a pause comes, in quiet hours and over every limit", async () => {
    await using machine = await startMachine("sqlite", start);
    const person = await machine.member({ ...berlin, quietFrom: 0, quietTo: 1439, ignored: 20, dailyCap: 1 });
    await machine.cases.pause(person, Date.parse("2026-06-01T00:00:00Z"));
    const questions = [15, 30].map((minutes) => ({
      kind: "urge-follow-up" as const,
      ref: "urge-1",
      at: machine.now() + minutes * 60_000,
    }));
    await Promise.all([machine.cases.ask(person, questions), machine.cases.ask(person, questions)]);
    await machine.pass("2026-05-04T06:20:00Z");
    expect(machine.discord.messages).toMatchObject([{ nudge: { asked: true, ref: { record: "urge-1" } } }]);
    await machine.cases.cancel(person, "urge-1");
    await machine.pass("2026-05-04T08:00:00Z");
    expect(machine.discord.messages).toHaveLength(1);
  });

  it("a time that is moved after the day was served does not serve it again", async () => {
    await using machine = await startMachine("sqlite", start);
    const person = await machine.member(berlin);
    const own = await machine.cases.setOwn(person, { kind: "checkin", times: [540], weekdays: [] });
    await machine.pass("2026-05-04T07:05:00Z");
    await machine.cases.changeOwn(person, own.id, { ...own, times: [600] });
    await machine.pass("2026-05-05T12:00:00Z");
    expect(machine.discord.messages.map(({ at }) => new Date(at).toISOString().slice(0, 16))).toEqual([
      "2026-05-04T07:00",
      "2026-05-05T08:00",
    ]);
  });

  it("a time that is moved while its nudge waits to be sent still comes that day, once", async () => {
    await using machine = await startMachine("sqlite", start);
    const person = await machine.member(berlin);
    const own = await machine.cases.setOwn(person, { kind: "checkin", times: [540], weekdays: [] });
    machine.discord.faults.push({ kind: "later", afterMs: 60_000, status: 429, everyone: false });
    await machine.pass("2026-05-04T07:00:00Z");
    await machine.cases.changeOwn(person, own.id, { ...own, times: [560] });
    await machine.pass("2026-05-04T23:00:00Z");
    expect(machine.discord.messages.map(({ at }) => new Date(at).toISOString().slice(0, 16))).toEqual([
      "2026-05-04T07:20",
    ]);
  });

  it("putting a nudge off twice brings it once, at the later wish", async () => {
    await using machine = await startMachine("sqlite", start);
    const { person, due } = await oneNudge(machine);
    await machine.pass("2026-05-04T07:00:00Z");
    const key = { dueId: due.id, epoch: 0, occ: 0 };
    await machine.cases.putOff(person, key, "20");
    await machine.cases.putOff(person, key, "60");
    await machine.pass("2026-05-04T12:00:00Z");
    expect(
      machine.discord.messages.map(({ nudge, at }) => [
        nudge.dueId,
        new Date(at).toISOString().slice(11, 16),
      ]),
    ).toEqual([
      [due.id, "07:00"],
      [due.id, "08:00"],
    ]);
  });

  it("stop ends the schedule and what was put off of it", async () => {
    await using machine = await startMachine("sqlite", start);
    const { person, due } = await oneNudge(machine);
    await machine.pass("2026-05-04T07:00:00Z");
    const key = { dueId: due.id, epoch: 0, occ: 0 };
    await machine.cases.putOff(person, key, "tomorrow");
    await machine.cases.stop(person, key);
    await machine.pass("2026-05-08T12:00:00Z");
    expect(machine.discord.messages).toHaveLength(1);
    expect(await machine.cases.weekAhead(person)).toEqual([]);
  });

  it("nobody stops or puts off what is somebody else's", async () => {
    await using machine = await startMachine("sqlite", start);
    const { due } = await oneNudge(machine);
    const stranger = await machine.member(berlin);
    const key = { dueId: due.id, epoch: 0, occ: 0 };
    await machine.cases.stop(stranger, key);
    await expect(machine.cases.putOff(stranger, key, "20")).rejects.toMatchObject({ code: "gone" });
    await machine.pass("2026-05-04T07:00:00Z");
    expect(machine.discord.messages).toHaveLength(1);
  });

  it("a renamed zone is the same zone", async () => {
    await using machine = await startMachine("sqlite", start);
    const person = await machine.member({ zone: "Europe/Kiev" });
    const own = await machine.cases.setOwn(person, { kind: "checkin", times: [600], weekdays: [] });
    await machine.pass("2026-05-04T07:00:00Z");
    await machine.cases.changeZone(person, "Europe/Kyiv");
    await machine.cases.changeOwn(person, own.id, { ...own, times: [660] });
    await machine.pass("2026-05-04T12:00:00Z");
    expect(machine.discord.messages).toHaveLength(1);
  });

  it("a zone that nobody knows any more lets one member rest, holds up nobody, and loses nothing", async () => {
    await using machine = await startMachine("sqlite", start);
    const lost = await machine.member(berlin);
    const other = await machine.member(berlin);
    const changes = { guildId: "g1", zone: "Europe/Berlin" };
    const theirs = await machine.schedule(lost, nine, changes);
    const due = await machine.schedule(other, nine, changes);
    // Claimed while the zone was known still; the process that sends has older time zone data.
    machine.setClock("2026-05-04T07:00:00Z");
    await claimOnly(machine);
    await machine.store.tx((q) => q.people.save({ ...lost, zone: "Europe/Atlantis" }));
    await machine.cases.ask(lost, [{ kind: "lapse-check", ref: "l1", at: machine.now() }]);
    await machine.pass("2026-05-05T08:00:00Z");
    expect(states(await machine.ledger(due.id))).toEqual(["sent", "sent"]);
    expect(reasons(await machine.ledger(theirs.id))).toEqual(["unknown-zone"]);
    expect(machine.discord.messages.filter(({ nudge }) => nudge.asked)).toHaveLength(1);
    expect(machine.errors).toEqual([]);

    await machine.cases.changeZone({ ...lost, zone: "Europe/Atlantis" }, "Europe/Berlin");
    await machine.pass("2026-05-06T08:00:00Z");
    expect(states(await machine.ledger(theirs.id))).toContain("sent");
  });

  it("new time zone data has everything reckoned anew at the next start, and only then", async () => {
    const options = { tzdata: "2026a" };
    await using machine = await startMachine("sqlite", start, options);
    const person = await machine.member(berlin);
    const due = await machine.schedule(person, nine);
    const misplace = () =>
      machine.store.tx(function* (q) {
        const row = (yield* q.due.find(due.id))!;
        // Where rules of the clocks that have changed since had put it.
        yield* q.due.save({ ...row, nextDue: row.nextDue! + 3_600_000 });
      });
    await misplace();
    await machine.crash();
    await machine.pass("2026-05-04T08:30:00Z");
    expect(machine.discord.messages.map(({ at }) => at)).toEqual([Date.parse("2026-05-04T08:00:00Z")]);

    await misplace();
    options.tzdata = "2026b";
    await machine.crash();
    await machine.at(machine.now());
    await machine.pass("2026-05-05T08:30:00Z");
    expect(machine.discord.messages.map(({ at }) => at)[1]).toBe(Date.parse("2026-05-05T07:00:00Z"));
    expect(machine.discord.messages).toHaveLength(2);
  });

  it("says all that would reach them in a week, from where and why", async () => {
    await using machine = await startMachine("sqlite", start);
    const person = await machine.member(berlin);
    await machine.cases.setOwn(person, { kind: "checkin", times: [540], weekdays: [1] });
    const theirs = await machine.schedule(person, dailyRule([600], [3]), { guildId: "g1" });
    await machine.cases.ask(person, [{ kind: "lapse-check", ref: "l1", at: machine.now() + 86_400_000 }]);
    expect(await machine.cases.weekAhead(person)).toMatchObject([
      { at: Date.parse("2026-05-04T07:00:00Z"), source: "own", guildId: null },
      { at: Date.parse("2026-05-05T06:00:00Z"), source: "asked", kind: "lapse-check" },
      {
        at: Date.parse("2026-05-06T08:00:00Z"),
        source: "server",
        guildId: "g1",
        scheduleId: theirs.scheduleId,
      },
    ]);
  });
});

describe("limits", () => {
  it("one prompt of all servers a day; the rest is held back and says why", async () => {
    await using machine = await startMachine("sqlite", start);
    const person = await machine.member(berlin);
    const first = await machine.schedule(person, nine, { guildId: "g1" });
    const second = await machine.schedule(person, dailyRule([600]), { guildId: "g2" });
    await machine.pass("2026-05-04T12:00:00Z");
    expect(states(await machine.ledger(first.id))).toEqual(["sent"]);
    expect(await machine.ledger(second.id)).toMatchObject([
      { state: "skipped_cap", reason: "one-prompt-a-day" },
    ]);
  });

  it("three posts in a channel a day, whatever its schedules say", async () => {
    await using machine = await startMachine("sqlite", start);
    const person = await machine.member(berlin);
    const dues = [];
    for (const hour of [9, 10, 11, 12])
      dues.push(
        await machine.schedule(person, dailyRule([hour * 60]), {
          guildId: "g1",
          way: "channel",
          channelId: "c1",
          zone: "Europe/Berlin",
        }),
      );
    await machine.pass("2026-05-04T12:00:00Z");
    const ledgers = await Promise.all(dues.map(({ id }) => machine.ledger(id)));
    expect(ledgers.flatMap(states)).toEqual(["sent", "sent", "sent", "skipped_cap"]);
    expect(reasons(ledgers[3]!)).toEqual(["channel-cap"]);
  });

  it("backs off from somebody who does not answer, asks, stops, and begins again when they are back", async () => {
    await using machine = await startMachine("sqlite", start);
    const { person, due } = await oneNudge(machine);
    await machine.pass("2026-08-20T12:00:00Z");
    const sent = machine.discord.messages;
    expect(sent).toHaveLength(14);
    expect(sent.flatMap(({ nudge }, index) => (nudge.ask ? [index] : []))).toEqual([7]);
    expect((await machine.ledger(due.id)).at(-1)).toMatchObject({ state: "skipped_cap", reason: "stopped" });
    await machine.cases.heard(person);
    await machine.pass("2026-08-21T12:00:00Z");
    expect(sent).toHaveLength(15);
    expect(sent.at(-1)?.nudge.ask).toBe(false);
  });

  it("quiet hours move a nudge to their end where the schedule says so, and drop it otherwise", async () => {
    await using machine = await startMachine("sqlite", start);
    const person = await machine.member({ ...berlin, quietFrom: 8 * 60, quietTo: 9 * 60 + 30 });
    const moved = await machine.schedule(person, nine, { policy: { quiet: "move" } });
    const dropped = await machine.schedule(person, nine);
    await machine.pass("2026-05-04T12:00:00Z");
    expect(states(await machine.ledger(dropped.id))).toEqual(["skipped_quiet"]);
    expect(await machine.ledger(moved.id)).toMatchObject([
      { state: "sent", sentAt: Date.parse("2026-05-04T07:30:00Z") },
    ]);
  });
});

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
    const schedule = await machine.moderation.add(by, {
      kind: "checkin",
      content: {},
      rule: nine,
      zone: null,
      windowMin: 0,
      way: "dm",
      channelId: null,
      policy: {},
    });
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
    const schedule = await machine.moderation.add(by, {
      kind: "checkin",
      content: {},
      rule: nine,
      zone: null,
      windowMin: 30,
      way: "dm",
      channelId: null,
      policy: {},
    });
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
