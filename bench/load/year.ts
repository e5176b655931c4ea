/** A year of one server: every command beside the first day. */
import { quantile, round } from "../suite.ts";
import { startBot, startDriver } from "./bench-bot.ts";
import { fillAnswers, fillMembers, withStore } from "./fill.ts";
import { filesMb } from "./growth.ts";
import { inFolder, tellFailures, type Part } from "./part.ts";
import { residents } from "./town.ts";

const town = { guilds: 1, channels: 20, roles: 20, members: 400 };
/** All of them in turn: whoever gave one command after the other would be told to slow down. */
const people = town.members;

interface Day {
  diskMb: number;
  /** Median, and the slowest of twenty, ms, by command. */
  commands: Record<string, [p50: number, p95: number]>;
}

const after = (days: number, rounds: number): Promise<Day> =>
  inFolder(async (folder) => {
    const id = (index: number) => residents(town)(index).id;
    await fillMembers(folder, { members: town.members, id });
    await withStore(folder, (store) =>
      fillAnswers(
        store,
        Array.from({ length: town.members }, (_, index) => id(index)),
        days,
      ),
    );
    const diskMb = filesMb(folder);
    console.log(`  filled with ${days} days: ${round(diskMb)} MB`);
    const driver = await startDriver({ town, limits: false, dms: 0 });
    const bot = await startBot({ driver, script: "src/main.ts", folder });
    // Code is compiled before anything is measured.
    await driver.drive({ kind: "every", people, rounds: 1 });
    const driven = await driver.drive({ kind: "every", people, rounds });
    tellFailures(driven, bot.errors);
    await bot.close();
    await driver.close();
    const both = (times: number[]): [number, number] => [
      round(quantile(times, 0.5)),
      round(quantile(times, 0.95)),
    ];
    return {
      diskMb,
      commands: Object.fromEntries(
        Object.entries(driven.latencies).map(([command, times]) => [command, both(times)]),
      ),
    };
  });

export const year: Part = async (report, { days, rounds }) => {
  const first = await after(1, rounds);
  const last = await after(days, rounds);
  const rows = Object.entries(first.commands).map(([command, then]) => {
    const now = last.commands[command] ?? [Number.NaN, Number.NaN];
    return [command, ...then, ...now, round(now[0] / then[0])];
  });
  report({
    title: `${town.members} members, a check-in each day and an urge every third; day one beside day ${days} (ms)`,
    columns: ["", "p50 then", "p95 then", "p50 now", "p95 now", "p50 ratio"],
    rows,
  });
  report({
    title: "The same on disk (aim under 200 MB)",
    columns: ["", "MB"],
    rows: [
      ["day one", round(first.diskMb)],
      [`day ${days}`, round(last.diskMb)],
    ],
  });
  const figures: Record<string, number> = { yearDiskMb: round(last.diskMb) };
  for (const [command, [p50]] of Object.entries(last.commands)) {
    figures[`day1${command}P50Ms`] = first.commands[command]?.[0] ?? Number.NaN;
    figures[`day${days}${command}P50Ms`] = p50;
  }
  return figures;
};
