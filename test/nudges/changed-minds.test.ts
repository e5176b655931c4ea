/** What members change about their nudges, and what then comes. */
import { describe, expect, it } from "vitest";
import { dailyRule } from "#core/recurrence.ts";
import { berlin, oneNudge, start, startMachine } from "./harness.ts";

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
