/** Three processes on one PostgreSQL, with the shards of many servers between them; then one is killed every ten seconds. */
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { moveStore } from "#storage/move.ts";
import { homeOf } from "#storage/place.ts";
import { startPostgres } from "#test/postgres-server.ts";
import { round } from "../suite.ts";
import { startBot, startDriver, type BenchBot, type Driver } from "./bench-bot.ts";
import type { Driven } from "./drive.ts";
import { fillAnswers, fillMembers, withStore } from "./fill.ts";
import { answersOf, inFolder, tellFailures, type Part } from "./part.ts";
import { budget, duePerMinute, untilDue } from "./sustained.ts";
import { residents } from "./town.ts";

const count = 3;
/** Three each: at 2,500 servers a shard, 20,000 need eight. */
const shardCount = 9;
const killEveryMs = 10_000;
const people = 2000;

interface Fleet {
  bots: BenchBot[];
  start(index: number): Promise<BenchBot>;
}

async function fleet(driver: Driver, folder: string, url: string): Promise<Fleet> {
  const start = (index: number): Promise<BenchBot> => {
    const shards = Array.from({ length: shardCount / count }, (_, shard) => index + shard * count);
    const env = { DATABASE_URL: url, SHARDS: shards.join(","), SHARD_COUNT: String(shardCount) };
    return startBot({ driver, script: "src/main.ts", folder, env });
  };
  const bots = await Promise.all(Array.from({ length: count }, (_, index) => start(index)));
  return { bots, start };
}

/** Kills one after the other without warning, and starts it again. */
async function killing({ bots, start }: Fleet, seconds: number): Promise<number> {
  const until = performance.now() + seconds * 1000;
  let kills = 0;
  while (performance.now() < until) {
    await pause(Math.min(killEveryMs, until - performance.now()));
    const index = kills % count;
    await bots[index]!.close("SIGKILL");
    bots[index] = await start(index);
    kills += 1;
  }
  return kills;
}

export const processes: Part = (report, sizes) =>
  inFolder(async (folder) => {
    const { guilds, members, perSecond, seconds, leadS, killS } = sizes.processes;
    const dms = Math.ceil(((seconds + killS) / 60 + 3) * duePerMinute);
    const all = Math.max(members, dms + people);
    const town = { guilds, channels: 3, roles: 3, members: Math.ceil(all / guilds) };
    const id = (index: number) => residents(town)(index).id;
    const driver = await startDriver({ town, limits: true, dms });
    const from = Date.now() + leadS * 1000;
    await fillMembers(folder, { members: all, id, dms: driver.dms, perMinute: duePerMinute, from });
    const active = Array.from({ length: people }, (_, index) => id(dms + index));
    await withStore(folder, (store) => fillAnswers(store, active, 7));
    const server = await startPostgres(true);
    const url = `${server.url}/load`;
    const moving = performance.now();
    const source = {
      url: `file:${join(folder, "thaw.db")}`,
      dataDir: folder,
      purpose: "live",
      now: Date.now,
    } as const;
    await moveStore(source, homeOf({ url }));
    console.log(`  moved to PostgreSQL in ${Math.round((performance.now() - moving) / 1000)} s`);
    const starting = performance.now();
    const ships = await fleet(driver, folder, url);
    const readyS = (performance.now() - starting) / 1000;
    console.log(`  ${count} processes ready after ${Math.round(readyS)} s`);
    const wandered = await driver.drive({ kind: "wander", people: 60, from: dms, servers: 3 });
    tellFailures(wandered, []);
    // Code is compiled before anything is measured.
    const offer = { kind: "offer", deeds: "life", people, from: dms } as const;
    await driver.drive({ ...offer, perSecond: 50, seconds: 15 });
    await untilDue(driver, from);
    const driven = await driver.drive({ ...offer, perSecond, seconds });
    const errors = ships.bots.flatMap((bot) => bot.errors);
    tellFailures(driven, errors);
    const mb = Math.max(...ships.bots.map((bot) => bot.memoryMb()));
    const [hurt, kills] = await Promise.all([
      driver.drive({ kind: "wait", seconds: killS }),
      killing(ships, killS),
    ]);
    for (const bot of ships.bots) await bot.close();
    await driver.close();
    await server.stop();
    const { p50, p99, worst, failed } = answersOf(driven);
    const share = ({ nudgesAt, seconds: s }: Driven) => round((nudgesAt.length / s / budget) * 100);
    report({
      title: `${count} processes on PostgreSQL, ${guilds} servers in ${shardCount} shards, ${perSecond} commands a second for ${seconds} s`,
      columns: ["", "figure", "aim"],
      rows: [
        ["all ready after s (one shard in five seconds)", round(readyS), ""],
        ["looked up where another process had kept it, wrong or failed", answersOf(wandered).failed, 0],
        ["p50 ms", p50, ""],
        ["p99 ms", p99, "under 100"],
        ["worst ms", worst, "under 3000"],
        ["failed", failed, 0],
        ["lines the bots wrote as errors", errors.length, 0],
        ["share of the budget that nudges used, %", share(driven), "95"],
        [`the same while one is killed every ten seconds (${kills} kills), %`, share(hurt), "95"],
        ["members nudged twice", hurt.nudgedTwice, 0],
        ["MB, the largest process", round(mb), ""],
      ],
    });
    return {
      processesReadyS: round(readyS),
      processesP50Ms: p50,
      processesP99Ms: p99,
      processesWorstMs: worst,
      processesFailed: failed + answersOf(wandered).failed,
      processesBudgetPercent: share(driven),
      processesKills: kills,
      processesKilledBudgetPercent: share(hurt),
      processesTwice: hurt.nudgedTwice,
      processesMb: round(mb),
    };
  });
