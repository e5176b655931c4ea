/** All at once, for long: servers, members with schedules, commands, and as many nudges as Discord takes. */
import { round } from "../suite.ts";
import { startBot, startDriver, type Driver } from "./bench-bot.ts";
import { fillAnswers, fillMembers, withStore } from "./fill.ts";
import { answersOf, inFolder, tellFailures, type Part } from "./part.ts";
import { residents } from "./town.ts";

/** Nudges a second that Discord's limit leaves to them; a little more comes due, so that some always wait. */
export const budget = 40;
export const duePerMinute = budget * 60 * 1.1;
const guildsPerShard = 2400;
/** Members who give commands within the time: each a few. */
const commandsEach = 12;

/** Waits until the first are due and a little longer, so that nudges flow. */
export const untilDue = (driver: Driver, from: number) =>
  driver.drive({
    kind: "wait",
    seconds: Math.max(0, (Math.ceil(from / 60_000) * 60_000 - Date.now()) / 1000 + 3),
  });

export const sustained: Part = (report, sizes) =>
  inFolder(async (folder) => {
    const { guilds, members, perSecond, seconds, leadS } = sizes.sustained;
    const town = { guilds, channels: 3, roles: 3, members: Math.ceil(members / guilds) };
    const id = (index: number) => residents(town)(index).id;
    const people = Math.ceil((perSecond * seconds) / commandsEach);
    const dms = Math.ceil((seconds / 60 + 2) * duePerMinute);
    const driver = await startDriver({ town, limits: true, dms });
    const filling = performance.now();
    const from = Date.now() + leadS * 1000;
    await fillMembers(folder, { members, id, dms: driver.dms, perMinute: duePerMinute, from });
    // Those who give commands are others than those who are nudged, and have used it before.
    const active = Array.from({ length: people }, (_, index) => id(dms + index));
    await withStore(folder, (store) => fillAnswers(store, active, 7));
    console.log(`  filled after ${Math.round((performance.now() - filling) / 1000)} s`);
    // As few shards as Discord allows: each has to wait five seconds for the one before it.
    const env = { SHARD_COUNT: String(Math.ceil(guilds / guildsPerShard)) };
    const bot = await startBot({ driver, script: "src/main.ts", folder, env });
    console.log(`  ready after ${Math.round(bot.readyMs)} ms, ${Math.round(bot.memoryMb())} MB`);
    const offer = { kind: "offer", deeds: "life", from: dms, people } as const;
    await driver.drive({ ...offer, perSecond: 50, seconds: 10 });
    await untilDue(driver, from);
    const before = bot.cpuS();
    const driven = await driver.drive({ ...offer, perSecond, seconds });
    const { p50, p99, worst, failed, count } = answersOf(driven);
    const nudges = driven.nudgesAt.length / driven.seconds;
    const cpu = Math.round(((bot.cpuS() - before) / driven.seconds) * 100);
    tellFailures(driven, bot.errors);
    const mb = round(bot.memoryMb());
    await bot.close();
    await driver.close();
    const percent = round((nudges / budget) * 100);
    report({
      title: `${guilds} servers, ${members} members with schedules, ${perSecond} commands a second for ${seconds} s, nudges at budget`,
      columns: ["", "figure", "aim"],
      rows: [
        ["answers", count, ""],
        ["p50 ms", p50, ""],
        ["p99 ms", p99, "under 100"],
        ["worst ms", worst, "under 3000"],
        ["failed", failed, 0],
        ["lines the bot wrote as errors", bot.errors.length, 0],
        ["nudges a second, sustained", round(nudges), ""],
        [`share of the budget of ${budget}, %`, percent, "95"],
        ["members nudged twice", driven.nudgedTwice, 0],
        ["requests refused with 429", driven.refused, 0],
        ["MB at the end", mb, ""],
        ["bot, % of a core", cpu, ""],
        ["driver, % of a core", Math.round(driven.driverCpu * 100), ""],
      ],
    });
    return {
      sustainedP50Ms: p50,
      sustainedP99Ms: p99,
      sustainedWorstMs: worst,
      sustainedFailed: failed,
      sustainedErrors: bot.errors.length,
      sustainedNudgesPerS: round(nudges),
      sustainedBudgetPercent: percent,
      sustainedMb: mb,
    };
  });
