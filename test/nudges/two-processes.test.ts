/** Several schedulers on one PostgreSQL: nothing is sent twice. */
import { expect, it } from "vitest";
import { dailyRule } from "#core/recurrence.ts";
import { startNudges, type Nudges } from "#nudges/start.ts";
import { eq } from "#storage/drizzle.ts";
import { takeSeat } from "#storage/seat.ts";
import { run } from "#storage/sql.ts";
import { startMachine, type Machine } from "./harness.ts";

/** Another process, as far as the database can tell. */
async function another(machine: Machine, id: string, owner?: string): Promise<Nudges> {
  return startNudges({
    owner,
    store: machine.store,
    now: machine.now,
    pace: () => Number(process.hrtime.bigint() / 1_000_000n),
    newId: () => id,
    log: {
      info: () => undefined,
      warn: () => undefined,
      error: (data) => machine.errors.push({ data, message: "" }),
    },
    tzdata: "2026a",
    sender: machine.discord,
    perSecond: 100_000,
    ticking: false,
  });
}

it("two processes by mistake: each nudge is sent once", async () => {
  await using machine = await startMachine("postgres", "2026-05-04T06:00:00Z");
  const second = await another(machine, "second");
  for (let count = 0; count < 60; count++)
    await machine.schedule(await machine.member({ zone: "Europe/Berlin" }), dailyRule([540]));
  machine.setClock("2026-05-04T07:00:00Z");
  const both = [machine.nudges(), second];
  await Promise.all(both.map((one) => one.tick()));
  await Promise.all(both.map((one) => one.idle()));
  await Promise.all(both.map((one) => one.tick()));
  await Promise.all(both.map((one) => one.idle()));
  expect(machine.discord.requests).toBe(60);
  expect(new Set(machine.discord.messages.map(({ nonce }) => nonce)).size).toBe(60);
  expect((await machine.nudges().stats()).ledger).toEqual({ sent: 60 });
  await second.stop();
  expect(machine.errors).toEqual([]);
});

it("writes the nonce down for a process of the version before, which sends with it", async () => {
  await using machine = await startMachine("postgres", "2026-05-04T06:00:00Z");
  const due = await machine.schedule(await machine.member({ zone: "Europe/Berlin" }), dailyRule([540]));
  await machine.at("2026-05-04T07:00:00Z");
  const written = await machine.store.data.tx(({ db, t }) =>
    run(db.select({ nonce: t.delivery.nonce }).from(t.delivery).where(eq(t.delivery.dueId, due.id))),
  );
  expect(written).toEqual(machine.discord.messages.map(({ nonce }) => ({ nonce })));
  expect(written).toHaveLength(1);
});

it("takes up what a process left that died while sending, once its lease has ended", async () => {
  await using machine = await startMachine("postgres", "2026-05-04T06:00:00Z");
  const due = await machine.schedule(await machine.member({ zone: "Europe/Berlin" }), dailyRule([540]));
  await machine.at("2026-05-04T06:00:01Z");
  machine.discord.faults.push("hang");
  machine.setClock("2026-05-04T07:00:00Z");
  await machine.nudges().tick();
  await machine.until(() => machine.discord.requests === 1);
  const second = await another(machine, "second");
  machine.setClock("2026-05-04T07:00:59Z");
  await second.tick();
  await second.idle();
  expect(machine.discord.requests).toBe(1);
  machine.setClock("2026-05-04T07:01:01Z");
  await second.tick();
  await second.tick();
  await second.idle();
  expect(machine.discord.messages).toHaveLength(1);
  expect((await machine.ledger(due.id)).map(({ state }) => state)).toEqual(["sent"]);
  await second.stop();
});

it("takes up at once what a process left whose seat is empty, and nothing of one that is there", async () => {
  await using machine = await startMachine("postgres", "2026-05-04T06:00:00Z");
  const seat = await takeSeat({
    url: machine.url,
    shards: [],
    count: 1,
    takeOver: false,
    now: machine.now,
    newest: () => 0,
    giveWay: () => undefined,
    lost: () => undefined,
  });
  const first = await another(machine, "first", seat.owner);
  const due = await machine.schedule(await machine.member({ zone: "Europe/Berlin" }), dailyRule([540]));
  machine.discord.faults.push("hang");
  machine.setClock("2026-05-04T07:00:00Z");
  await first.tick();
  await machine.until(() => machine.discord.requests === 1);
  machine.setClock("2026-05-04T07:00:01Z");
  await machine.nudges().tick();
  await machine.nudges().idle();
  expect(machine.discord.requests).toBe(1);

  await seat.leave();
  await expect
    .poll(async () => {
      await machine.nudges().tick();
      await machine.nudges().idle();
      return machine.discord.requests;
    })
    .toBe(2);
  expect(machine.discord.messages).toHaveLength(1);
  expect(await machine.ledger(due.id)).toMatchObject([{ state: "sent" }]);
  machine.discord.release({ kind: "unclear", reason: "over" });
  await first.stop();
});
