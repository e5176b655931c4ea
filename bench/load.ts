/**
 * How much one process carries, beside a bare discord.js bot that only replies, in the same run: commands a second,
 * memory with many servers, and what grows with the number of members and with time. `--quick` takes smaller numbers.
 */
import { statSync } from "node:fs";
import { join } from "node:path";
import { startBenchBot, type BenchBot } from "./load/bench-bot.ts";
import { fillMembers, fillYear, withStore } from "./load/fill.ts";
import { quantile, round, type Suite, type Table } from "./suite.ts";

const quick = process.argv.includes("--quick");
const members = 200;
const limitMs = 250;
const rates = quick ? [50, 100, 200] : [50, 100, 200, 300, 400, 500, 600, 800, 1000, 1500, 2000];
const seconds = quick ? 3 : 15;
const servers = quick ? 250 : 2500;
const sizes = quick ? [1000, 10_000] : [1000, 10_000, 100_000, 1_000_000];
const days = quick ? 30 : 365;
const serverMembers = 400;

type Report = (table: Table) => void;

/** The highest rate at which p99 stays within the limit and nothing fails. */
async function capacity(
  bot: BenchBot,
  bare: boolean,
): Promise<{ most: number; rows: (string | number)[][] }> {
  const rows: (string | number)[][] = [];
  let most = 0;
  // Code is compiled and connections are made before anything is measured.
  await bot.drive({ perSecond: 20, seconds: quick ? 5 : 15, members, bare });
  for (const perSecond of rates) {
    const { latencies, failed } = await bot.drive({ perSecond, seconds, members, bare });
    const p99 = quantile(latencies, 0.99);
    rows.push([
      bare ? "bare discord.js" : "thaw",
      perSecond,
      round(quantile(latencies, 0.5)),
      round(p99),
      round(Math.max(...latencies)),
      failed,
    ]);
    if (p99 > limitMs || failed > 0) break;
    most = perSecond;
  }
  return { most, rows };
}

async function commands(report: Report): Promise<Record<string, number>> {
  const bareBot = await startBenchBot({ script: "bench/commands/bare-bot.ts" });
  const bare = await capacity(bareBot, true);
  await bareBot.close();
  const thawBot = await startBenchBot({ script: "src/main.ts" });
  const thaw = await capacity(thawBot, false);
  await thawBot.close();
  report({
    title: `Commands offered a second, mixed as in life, ${seconds} s each, until p99 passes ${limitMs} ms (ms; aim 500)`,
    columns: ["", "a second", "p50", "p99", "worst", "failed"],
    rows: [...bare.rows, ...thaw.rows],
  });
  return { bareCommandsPerS: bare.most, commandsPerS: thaw.most };
}

async function manyServers(report: Report): Promise<Record<string, number>> {
  const figures: Record<string, number> = {};
  const rows: (string | number)[][] = [];
  for (const [name, script] of [
    ["bare", "bench/commands/bare-bot.ts"],
    ["thaw", "src/main.ts"],
  ] as const) {
    const bot = await startBenchBot({ script, guilds: servers });
    figures[`${name}ServersMb`] = round(bot.memoryMb());
    figures[`${name}ServersReadyMs`] = round(bot.readyMs);
    rows.push([name === "bare" ? "bare discord.js" : name, round(bot.readyMs), round(bot.memoryMb())]);
    await bot.close();
  }
  report({
    title: `${servers} servers of 50 channels and 50 roles`,
    columns: ["", "ready after ms", "MB at rest"],
    rows,
  });
  return figures;
}

const filesMb = (folder: string): number =>
  ["thaw.db", "thaw.db-wal"].reduce(
    (sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  ) /
  2 ** 20;

/** One command after the other, as on a quiet evening. */
async function quiet(bot: BenchBot): Promise<[number, number]> {
  await bot.drive({ perSecond: 20, seconds: quick ? 2 : 10, members, bare: false });
  const { latencies } = await bot.drive({ perSecond: 20, seconds: quick ? 3 : 20, members, bare: false });
  return [round(quantile(latencies, 0.5)), round(quantile(latencies, 0.99))];
}

async function growth(report: Report): Promise<Record<string, number>> {
  const rows: (string | number)[][] = [];
  const figures: Record<string, number> = {};
  for (const size of sizes) {
    let diskMb = 0;
    const fill = async (folder: string) => {
      await withStore(folder, (store) => fillMembers(store, size));
      diskMb = filesMb(folder);
    };
    const bot = await startBenchBot({ script: "src/main.ts", fill });
    const restMb = round(bot.memoryMb());
    const [p50, p99] = await quiet(bot);
    rows.push([size, round(bot.readyMs), restMb, round(diskMb), p50, p99]);
    Object.assign(figures, {
      [`members${size}Mb`]: restMb,
      [`members${size}DiskMb`]: round(diskMb),
      [`members${size}ReadyMs`]: round(bot.readyMs),
      [`members${size}P50Ms`]: p50,
    });
    await bot.close();
  }
  report({
    title: "Members with a nudge each: what grows",
    columns: ["members", "ready after ms", "MB at rest", "MB on disk", "command p50 ms", "p99 ms"],
    rows,
  });
  return figures;
}

async function year(report: Report): Promise<Record<string, number>> {
  const ids = Array.from({ length: serverMembers }, (_, index) => String(2 * 10 ** 15 + index));
  const measured: [string, number, number, number][] = [];
  for (const [name, length] of [
    ["day one", 1],
    [`day ${days}`, days],
  ] as const) {
    let diskMb = 0;
    const fill = async (folder: string) => {
      await withStore(folder, (store) => fillYear(store, ids, length));
      diskMb = round(filesMb(folder));
    };
    const bot = await startBenchBot({ script: "src/main.ts", fill });
    measured.push([name, diskMb, ...(await quiet(bot))]);
    await bot.close();
  }
  report({
    title: `A server of ${serverMembers} members, a check-in each day and an urge every third (disk: aim under 200 MB)`,
    columns: ["", "MB on disk", "command p50 ms", "p99 ms"],
    rows: measured,
  });
  return {
    yearDiskMb: measured[1]?.[1] ?? 0,
    yearP50Ms: measured[1]?.[2] ?? 0,
    dayOneP50Ms: measured[0]?.[2] ?? 0,
  };
}

export const suite: Suite = {
  name: "load",
  async run(report) {
    const parts = [commands, manyServers, growth, year];
    const figures: Record<string, number> = {};
    for (const part of parts) Object.assign(figures, await part(report));
    return figures;
  },
};
