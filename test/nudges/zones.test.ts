/** What the scheduler does when a zone, or what is known of zones, changes. */
import { describe, expect, it } from "vitest";
import { berlin, claimOnly, nine, reasons, start, startMachine, states } from "./harness.ts";

describe("zones", () => {
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
});
