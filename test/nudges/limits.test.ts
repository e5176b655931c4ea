/** What is held back so that nobody gets too much. */
import { describe, expect, it } from "vitest";
import { dailyRule } from "#core/recurrence.ts";
import { berlin, nine, oneNudge, reasons, start, startMachine, states } from "./harness.ts";

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
