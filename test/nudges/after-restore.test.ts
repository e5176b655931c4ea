/** What came due between a copy and its restore: the bot of then may have sent it. */
import { expect, it } from "vitest";
import { dailyRule } from "#core/recurrence.ts";
import { leaveUnknown } from "#nudges/after-restore.ts";
import { berlin, claimOnly, oneNudge, startMachine, start } from "./harness.ts";

it.each(["sqlite", "postgres"] as const)("sends nothing again after a restore, on %s", async (dialect) => {
  await using machine = await startMachine(dialect, start);
  const { due } = await oneNudge(machine);
  // One that the copy already had in its ledger, one that was still to come due, and more than fit in one slice.
  machine.setClock("2026-05-04T07:00:00Z");
  await claimOnly(machine);
  const later = [];
  for (let count = 0; count < 250; count++)
    later.push(await machine.schedule(await machine.member(berlin), dailyRule([550])));
  machine.setClock("2026-05-04T07:30:00Z");
  expect(await leaveUnknown(machine.store, machine.now())).toBe(251);

  await machine.pass("2026-05-05T06:59:00Z");
  expect(machine.discord.messages).toEqual([]);
  for (const { id } of [due, later[0]!, later[249]!])
    expect(await machine.ledger(id)).toMatchObject([{ state: "unknown", reason: "restored" }]);
  // From then on everything comes as always.
  await machine.pass("2026-05-05T07:10:00Z");
  expect(machine.discord.messages).toHaveLength(251);
});
