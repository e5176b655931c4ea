/** How many commands a second one process carries, beside a bare discord.js bot that only replies. */
import { round } from "../suite.ts";
import { startBot, startDriver, type BenchBot, type Driver } from "./bench-bot.ts";
import { fillAnswers, fillMembers, withStore } from "./fill.ts";
import { answersOf, inFolder, tellFailures, type Part } from "./part.ts";
import type { Sizes } from "./sizes.ts";
import { residents } from "./town.ts";

const limitMs = 250;
const town = { guilds: 100, channels: 20, roles: 5, members: 25 };
const people = town.guilds * town.members;
/** What members have written before: a fortnight. */
const fortnight = 14;

interface Climb {
  /** The highest rate at which p99 stays within the limit and nothing fails. */
  most: number;
  rows: (string | number)[][];
  /** Processor time that one command takes the bot, ms, at that rate. */
  msEach: number;
}

async function climb(
  { driver, bot, deeds }: { driver: Driver; bot: BenchBot; deeds: "bare" | "life" },
  { rates, seconds, warmUpS }: Sizes,
): Promise<Climb> {
  const found: Climb = { most: 0, rows: [], msEach: 0 };
  // Code is compiled and connections are made before anything is measured.
  await driver.drive({ kind: "offer", deeds, perSecond: 50, seconds: warmUpS, people });
  for (const perSecond of rates) {
    if (!bot.alive()) break;
    const [before, known] = [bot.cpuS(), bot.errors.length];
    const driven = await driver.drive({ kind: "offer", deeds, perSecond, seconds, people });
    const { p50, p99, worst, failed, count } = answersOf(driven);
    const cpuS = bot.cpuS() - before;
    const [botCpu, driverCpu] = [cpuS / driven.seconds, driven.driverCpu].map((share) =>
      Math.round(share * 100),
    );
    const name = deeds === "bare" ? "bare discord.js" : "thaw";
    found.rows.push([
      name,
      perSecond,
      p50,
      p99,
      worst,
      failed,
      botCpu!,
      driverCpu!,
      round(driven.driverLagMs),
    ]);
    console.log(`  ${name}, ${perSecond} a second: p99 ${p99} ms, ${failed} failed`);
    tellFailures(driven, bot.errors.slice(known));
    if (p99 > limitMs || failed > 0) break;
    found.most = perSecond;
    found.msEach = round((cpuS * 1000) / count);
  }
  return found;
}

const bare = (sizes: Sizes): Promise<Climb> =>
  inFolder(async (folder) => {
    const driver = await startDriver({ town, limits: false, dms: 0 });
    const bot = await startBot({ driver, script: "bench/commands/bare-bot.ts", folder });
    const climbed = await climb({ driver, bot, deeds: "bare" }, sizes);
    await bot.close();
    await driver.close();
    return climbed;
  });

const thaw = (sizes: Sizes): Promise<Climb> =>
  inFolder(async (folder) => {
    const id = (index: number) => residents(town)(index).id;
    await fillMembers(folder, { members: people, id });
    await withStore(folder, (store) =>
      fillAnswers(
        store,
        Array.from({ length: people }, (_, index) => id(index)),
        fortnight,
      ),
    );
    const driver = await startDriver({ town, limits: false, dms: 0 });
    const bot = await startBot({ driver, script: "src/main.ts", folder });
    const climbed = await climb({ driver, bot, deeds: "life" }, sizes);
    await bot.close();
    await driver.close();
    return climbed;
  });

export const capacity: Part = async (report, sizes) => {
  const [least, best] = [await bare(sizes), await thaw(sizes)];
  report({
    title: `Commands offered a second, mixed as in life, ${sizes.seconds} s each, until p99 passes ${limitMs} ms (aim 500)`,
    columns: [
      "",
      "a second",
      "p50 ms",
      "p99",
      "worst",
      "failed",
      "bot % of a core",
      "driver %",
      "driver late ms",
    ],
    rows: [...least.rows, ...best.rows],
  });
  return {
    bareCommandsPerS: least.most,
    commandsPerS: best.most,
    bareCpuMsEach: least.msEach,
    cpuMsEach: best.msEach,
  };
};
