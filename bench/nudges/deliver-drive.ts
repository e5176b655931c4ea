/**
 * Discord with its limits on, and its members, in a process of its own. Told how many members to make, it says who they
 * are; told to drive, it has one of them use `/plan` over and over, first while nothing comes and then while everybody
 * is nudged, and answers with what was measured.
 */
import { setTimeout as wait } from "node:timers/promises";
import { startSandbox } from "#sandbox/sandbox.ts";
import { openDm } from "#sandbox/world/channels.ts";

const pause = 50;
const [members = 0] = process.argv.slice(2).map(Number);

const sandbox = await startSandbox({ rateLimits: true });
const { core, api, token, controlUrl, controlSecret } = sandbox;
const people = Array.from({ length: members }, (_, index) => {
  const { id } = sandbox.member(`member-${index}`);
  return { id, dm: openDm(core.stage, core.world.bot.id, id) };
});
const reader = sandbox.member("reader");

process.on("message", () => void drive().then((driven) => process.send?.(driven)));
process.send?.({
  api,
  token,
  controlUrl,
  controlSecret,
  reader: reader.id,
  ids: people.map(({ id, dm }) => ({ id, dm: dm.id })),
});

const nudged = (): number => people.filter(({ dm }) => dm.messages.size > 0).length;

async function press(going: () => boolean): Promise<number[]> {
  const latencies: number[] = [];
  while (going()) {
    const sent = performance.now();
    await reader.slash("/plan");
    latencies.push(performance.now() - sent);
    await wait(pause);
  }
  return latencies;
}

async function drive() {
  await sandbox.botOnline();
  const quiet = await press(() => nudged() === 0);
  const [first, before] = [performance.now(), sandbox.limits.stats().refused];
  const busy = await press(() => nudged() < members && performance.now() - first < members * 100 + 10_000);
  const seconds = (performance.now() - first) / 1000;
  return { quiet, busy, nudged: nudged(), seconds, refused: sandbox.limits.stats().refused - before };
}
