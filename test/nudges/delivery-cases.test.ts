/** The cases of `delivery-cases.json`, each named as there, on both databases. */
import { describe, expect, it } from "vitest";
import type { Person } from "#app/store.ts";
import { dailyRule, type Rule } from "#core/recurrence.ts";
import { readCron } from "#nudges/cron-text.ts";
import deliveryCases from "../fixtures/delivery-cases.json" with { type: "json" };
import { claimOnly, dieWhileSending, startMachine, type Machine } from "./harness.ts";

type Case = (typeof deliveryCases)[number];

const named = (name: string): Case => {
  const found = deliveryCases.find((one) => one.name === name);
  if (!found) throw new Error(`No case is named ${name}`);
  return found;
};

const at = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const iso = (instant: number): string => new Date(instant).toISOString().replace(".000Z", "Z");
const quietOf = (one: Case) => ({
  quietFrom: one.quiet ? at(one.quiet[0]!) : null,
  quietTo: one.quiet ? at(one.quiet[1]!) : null,
});

function ruleOf(one: Case): Rule {
  if (one.cron === undefined) return dailyRule([at(one.localTime!)]);
  const read = readCron(one.cron);
  if ("fault" in read) throw new Error(read.fault.code);
  return read.rule;
}

const sentAt = (machine: Machine): string[] => machine.discord.messages.map((message) => iso(message.at));
const expectedAt = (one: Case): string[] => {
  const { expected } = one;
  if (!Array.isArray(expected)) throw new Error("this case has no list of expected sends");
  return expected.map((send) => send.sentAt);
};

/** Cases in which the bot is away for a while. */
const outages = deliveryCases.filter((one) => one.down !== undefined);

describe.each(["sqlite", "postgres"] as const)("delivery cases on %s", (dialect) => {
  it.each(outages)("$name", async (one) => {
    const [from, to] = one.down!;
    await using machine = await startMachine(dialect, from!);
    const person = await machine.member({ zone: one.zone, ...quietOf(one) });
    const due = await machine.schedule(person, ruleOf(one), { graceS: one.graceMin! * 60 });
    await machine.at(from!);
    await machine.crash();
    await machine.at(to!);
    expect(sentAt(machine)).toEqual(expectedAt(one));
    const ledger = await machine.ledger(due.id);
    expect(ledger.filter(({ state }) => state === "sent")).toHaveLength(expectedAt(one).length);
    expect(ledger.map(({ state }) => state)).toEqual(
      expect.arrayContaining((one.ledger ?? []).map(({ state }) => state)),
    );
    expect(ledger.filter(({ state }) => state === "sent").every(({ late }) => late)).toBe(true);
  });

  it("outage longer than grace: the next one is tomorrow's", async () => {
    const one = named("outage longer than grace");
    await using machine = await startMachine(dialect, one.down![0]!);
    const person = await machine.member({ zone: one.zone });
    const due = await machine.schedule(person, ruleOf(one));
    await machine.at(one.down![0]!);
    await machine.at(one.down![1]!);
    await machine.pass("2026-05-05T12:00:00Z");
    expect(sentAt(machine)).toEqual(["2026-05-05T07:00:00Z"]);
    expect((await machine.ledger(due.id)).map(({ state, late }) => ({ state, late }))).toEqual([
      { state: "expired", late: true },
      { state: "sent", late: false },
    ]);
  });

  it("three-day outage, daily rule: one row stands for the three that are past", async () => {
    const one = named("three-day outage, daily rule");
    await using machine = await startMachine(dialect, one.down![0]!);
    const due = await machine.schedule(await machine.member({ zone: one.zone }), ruleOf(one));
    await machine.at(one.down![0]!);
    await machine.at(one.down![1]!);
    expect(
      (await machine.ledger(due.id)).map(({ state, collapsed, dueAt }) => [state, collapsed, iso(dueAt)]),
    ).toEqual([
      ["expired", 2, "2026-05-06T07:00:00Z"],
      ["sent", 0, "2026-05-07T07:00:00Z"],
    ]);
  });

  it.each(deliveryCases.filter((one) => one.date !== undefined))("$name", async (one) => {
    await using machine = await startMachine(dialect, `${one.date}T00:00:00Z`);
    const person = await machine.member({ zone: one.zone, ...quietOf(one) });
    const due = await machine.schedule(person, ruleOf(one));
    await machine.at(`${one.date}T00:00:01Z`);
    await machine.pass(`${one.date}T20:00:00Z`);
    expect(sentAt(machine)).toEqual(expectedAt(one));
    const states = (await machine.ledger(due.id)).map(({ state }) => state);
    expect(states).toEqual(one.ledger?.map(({ state }) => state) ?? ["sent"]);
  });

  it("restart between the two 01:30s", async () => {
    const one = named("restart between the two 01:30s");
    await using machine = await startMachine(dialect, "2025-11-02T04:00:00Z");
    await machine.schedule(await machine.member({ zone: one.zone }), ruleOf(one));
    await machine.at("2025-11-02T04:00:01Z");
    await machine.pass(one.sentBefore!);
    expect(sentAt(machine)).toEqual([one.sentBefore]);
    await machine.crash();
    await machine.store.tx((q) => q.queue.setAllStale());
    await machine.at(one.restartAt!);
    await machine.pass("2025-11-03T12:00:00Z");
    expect(sentAt(machine)).toEqual([one.sentBefore, ...expectedAt(one)]);
  });

  it("clock steps back 10 min after a send", async () => {
    const one = named("clock steps back 10 min after a send");
    await using machine = await startMachine(dialect, "2026-05-04T06:00:00Z");
    await machine.schedule(await machine.member({ zone: one.zone }), ruleOf(one));
    await machine.at("2026-05-04T06:00:01Z");
    await machine.pass(one.sentAt!);
    await machine.at(one.clockNow!);
    await machine.pass("2026-05-05T12:00:00Z");
    expect(sentAt(machine)).toEqual([one.sentAt, ...expectedAt(one)]);
  });

  it.each(deliveryCases.filter((one) => one.changedTo !== undefined))("$name", async (one) => {
    await using machine = await startMachine(dialect, iso(Date.parse(one.lastSent!) - 3_600_000));
    const person = await machine.member({ zone: one.zone });
    await machine.schedule(person, ruleOf(one));
    await machine.at(machine.now());
    await machine.pass(one.lastSent!);
    expect(sentAt(machine)).toEqual([one.lastSent]);
    await machine.pass(one.changedAt!);
    await machine.cases.changeZone(person, one.changedTo!);
    const [first] = expectedAt(one);
    await machine.pass(first!);
    expect(sentAt(machine)).toEqual([one.lastSent, first]);
  });

  it("member edits 09:00 -> 08:45 at 08:30", async () => {
    const one = named("member edits 09:00 -> 08:45 at 08:30");
    await using machine = await startMachine(dialect, "2026-05-04T04:00:00Z");
    const person = await machine.member({ zone: one.zone });
    const own = await machine.cases.setOwn(person, {
      kind: "checkin",
      times: [at(one.localTime!)],
      weekdays: [],
    });
    await machine.pass(one.edit!.at);
    await machine.cases.changeOwn(person, own.id, { ...own, times: [at(one.edit!.to)] });
    await machine.pass("2026-05-04T12:00:00Z");
    expect(sentAt(machine)).toEqual(expectedAt(one));
  });

  it.each<[string, (machine: Machine, person: Person, id: string) => Promise<unknown>]>([
    ["opt-out", ({ cases }, person, id) => cases.removeOwn(person, id)],
    ["pause", ({ cases }, person) => cases.pause(person, Date.parse("2026-05-06T00:00:00Z"))],
  ])("pause or opt-out between claim and send: %s", async (_, stop) => {
    const one = named("pause or opt-out between claim and send");
    // Nothing goes out on its own: the claim is there, the send is not.
    await using machine = await startMachine(dialect, "2026-05-04T04:00:00Z");
    const person = await machine.member({ zone: one.zone });
    const own = await machine.cases.setOwn(person, {
      kind: "checkin",
      times: [at(one.localTime!)],
      weekdays: [],
    });
    const [due] = await machine.store.tx((q) => q.due.ofPerson(person.id));
    machine.setClock(one.claimedAt!);
    await claimOnly(machine);
    expect((await machine.ledger(due!.id)).map(({ state }) => state)).toEqual(["ready"]);
    await stop(machine, person, own.id);
    await machine.pass("2026-05-04T12:00:00Z");
    expect(sentAt(machine)).toEqual([]);
    expect((await machine.ledger(due!.id)).map(({ state }) => state)).toEqual(
      one.ledger!.map(({ state }) => state),
    );
  });

  it('manual "run now" must not eat the next slot', async () => {
    const one = named('manual "run now" must not eat the next slot');
    await using machine = await startMachine(dialect, "2026-09-10T16:00:00Z");
    const person = await machine.member({ zone: one.zone });
    const due = await machine.schedule(person, ruleOf(one), { guildId: "g1" });
    await machine.at(machine.now());
    await machine.at(one.manualAt!);
    await machine.moderation.runNow({ id: person.id, guildId: "g1", locale: "en" }, due.scheduleId!, "me");
    await machine.at(one.manualAt!);
    expect(sentAt(machine)).toEqual([one.manualAt]);
    await machine.pass("2026-09-11T20:00:00Z");
    expect(sentAt(machine)).toEqual([one.manualAt, ...expectedAt(one)]);
  });

  it("SIGKILL after claim, before send started", async () => {
    const one = named("SIGKILL after claim, before send started");
    await using machine = await startMachine(dialect, "2026-05-04T06:00:00Z");
    await machine.schedule(await machine.member({ zone: one.zone }), ruleOf(one));
    await machine.at("2026-05-04T06:00:01Z");
    machine.setClock("2026-05-04T07:00:00Z");
    await claimOnly(machine);
    await machine.crash();
    await machine.at(Date.parse("2026-05-04T07:00:00Z") + one.restartAfterS! * 1000);
    expect(sentAt(machine)).toEqual(expectedAt(one));
  });

  it.each([true, false])(
    "SIGKILL while sending, restart inside nonce window (arrived before: %s)",
    async (arrived) => {
      const one = named("SIGKILL while sending, restart inside nonce window");
      await using machine = await startMachine(dialect, "2026-05-04T06:00:00Z");
      const due = await machine.schedule(await machine.member({ zone: one.zone }), ruleOf(one));
      await machine.at("2026-05-04T06:00:01Z");
      machine.setClock("2026-05-04T07:00:00Z");
      await dieWhileSending(machine, arrived);
      machine.setClock(Date.parse("2026-05-04T07:00:00Z") + one.restartAfterS! * 1000);
      await machine.crash();
      await machine.pass("2026-05-04T09:00:00Z");
      expect(machine.discord.messages).toHaveLength(1);
      expect((await machine.ledger(due.id)).map(({ state }) => state)).toEqual(["sent"]);
    },
  );

  it("SIGKILL while sending, restart after nonce window", async () => {
    const one = named("SIGKILL while sending, restart after nonce window");
    await using machine = await startMachine(dialect, "2026-05-04T06:00:00Z");
    const due = await machine.schedule(await machine.member({ zone: one.zone }), ruleOf(one));
    await machine.at("2026-05-04T06:00:01Z");
    machine.setClock("2026-05-04T07:00:00Z");
    await dieWhileSending(machine, true);
    machine.discord.messages.length = 0;
    machine.setClock(Date.parse("2026-05-04T07:00:00Z") + one.restartAfterS! * 1000);
    await machine.crash();
    await machine.pass("2026-05-04T12:00:00Z");
    expect(sentAt(machine)).toEqual([]);
    expect((await machine.ledger(due.id)).map(({ state }) => state)).toEqual(
      one.ledger!.map(({ state }) => state),
    );
  });
});
