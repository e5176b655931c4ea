/** What grows with the number of members: a tick, a command, memory, disk. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { answerOf } from "../child.ts";
import { round } from "../suite.ts";
import { startBot, startDriver } from "./bench-bot.ts";
import { fillAnswers, fillMembers, withStore } from "./fill.ts";
import { answersOf, inFolder, tellFailures, type Figures, type Part } from "./part.ts";
import type { Ticks } from "./tick-child.ts";
import { residents } from "./town.ts";

const restMs = 3000;
/** Members who use commands meanwhile, and who are due in the same minute, at every size. */
const few = 200;
const herd = 500;
const minuteMs = 60_000;

export const filesMb = (folder: string): number =>
  ["thaw.db", "thaw.db-wal"].reduce(
    (sum, name) => sum + (statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0),
    0,
  ) /
  2 ** 20;

const sized = (members: number): Promise<Figures> =>
  inFolder(async (folder) => {
    const town = { guilds: 100, channels: 5, roles: 5, members: Math.ceil(members / 100) };
    const id = (index: number) => residents(town)(index).id;
    // In two hours: nobody is due while commands are measured.
    const herdAt = Math.ceil(Date.now() / minuteMs) * minuteMs + 120 * minuteMs;
    const dms = Array.from({ length: herd }, (_, index) => String(10 ** 15 + index));
    await fillMembers(folder, { members, id, dms, perMinute: herd, from: herdAt });
    await withStore(folder, (store) =>
      fillAnswers(
        store,
        Array.from({ length: few }, (_, index) => id(index)),
        7,
      ),
    );
    const diskMb = filesMb(folder);
    const driver = await startDriver({ town, limits: false, dms: 0 });
    const bot = await startBot({ driver, script: "src/main.ts", folder });
    await pause(restMs);
    const mb = bot.memoryMb();
    const slowly = { kind: "offer", deeds: "life", perSecond: 20, people: few } as const;
    await driver.drive({ ...slowly, seconds: 5 });
    const driven = await driver.drive({ ...slowly, seconds: 15 });
    tellFailures(driven, bot.errors);
    const { p50, p99 } = answersOf(driven);
    await bot.close();
    await driver.close();
    const ticks = await answerOf<Ticks>(join(import.meta.dirname, "tick-child.ts"), [folder, herdAt + 1000]);
    if (!ticks) throw new Error("the process ended before its ticks did");
    return {
      Mb: round(mb),
      DiskMb: round(diskMb),
      ReadyMs: round(bot.readyMs),
      P50Ms: p50,
      P99Ms: p99,
      TickMs: round(ticks.idleMs),
      HerdMs: round(ticks.herdMs),
    };
  });

export const growth: Part = async (report, sizes) => {
  const figures: Figures = {};
  const rows: (string | number)[][] = [];
  for (const members of sizes.members) {
    const at = await sized(members);
    rows.push([members, ...Object.values(at), round((at["DiskMb"]! * 2 ** 20) / members)]);
    console.log(`  ${members} members: ${JSON.stringify(at)}`);
    for (const [key, value] of Object.entries(at)) figures[`members${members}${key}`] = value;
  }
  report({
    title:
      "Members with a nudge each: what grows (aim: memory with 1,000,000 within 60 MB of that with none)",
    columns: [
      "members",
      "MB at rest",
      "MB on disk",
      "ready after ms",
      "command p50 ms",
      "p99",
      "idle tick ms",
      `${herd} due ms`,
      "bytes each",
    ],
    rows,
  });
  return figures;
};
