/**
 * A scheduler in a process of its own, to be killed at any moment. It sends over the channel to its parent.
 * Arguments: database URL, folder.
 */
import { randomUUID } from "node:crypto";
import { startNudges } from "#nudges/start.ts";
import type { Outcome } from "#nudges/sender.ts";
import { openStore } from "#storage/open.ts";
import { takeSeat } from "#storage/seat.ts";

const [url = "", dataDir = ""] = process.argv.slice(2);
const alone = url.startsWith("file:");
const now = Date.now;

const waiting = new Map<number, (outcome: Outcome) => void>();
let asked = 0;
process.on("message", ({ id, outcome }: { id: number; outcome: Outcome }) => {
  waiting.get(id)?.(outcome);
  waiting.delete(id);
});

/** As the bot does: what a dead process was sending is known by its empty seat. */
const seat = alone
  ? undefined
  : await takeSeat({
      url,
      shards: [],
      count: 1,
      takeOver: false,
      now,
      newest: () => 0,
      giveWay: () => undefined,
      lost: (error) => {
        throw error;
      },
    });
const store = await openStore({ url, dataDir, purpose: "live", now });
const nudges = await startNudges({
  store,
  now,
  pace: () => performance.now(),
  newId: randomUUID,
  log: {
    info: () => undefined,
    warn: () => undefined,
    error: (data, message) => void process.stderr.write(`${message} ${JSON.stringify(data)}\n`),
  },
  tzdata: "2026a",
  sender: {
    probe: async () => true,
    send: (nudge) =>
      new Promise((resolve) => {
        const id = ++asked;
        waiting.set(id, resolve);
        process.send?.({ id, nonce: nudge.nonce, dueId: nudge.dueId });
      }),
  },
  alone,
  owner: seat?.owner,
  perSecond: 100_000,
  ticking: false,
});
process.on("disconnect", () => process.exit(0));

/** Ticks as often as it can: what is left waits for nothing but the clock. */
for (;;) {
  await nudges.tick();
  await nudges.idle();
  const { ledger } = await nudges.stats();
  const at = (await nudges.nextDue())?.at ?? Infinity;
  const done = !ledger.ready && !ledger.sending && at > now() + 3_600_000;
  if (done) process.send?.({ done: ledger });
  await new Promise((resolve) => setTimeout(resolve, 20));
}
