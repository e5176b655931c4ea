/** Many servers: time to ready and memory, beside a bare discord.js client; the starts take turns. */
import { median, round } from "../suite.ts";
import { setTimeout as pause } from "node:timers/promises";
import { startBot, startDriver } from "./bench-bot.ts";
import { inFolder, type Part } from "./part.ts";

const turns = 3;
/** Until a bot is at rest. */
const restMs = 3000;
/** As the bare client does; Discord would recommend three, which begin five seconds apart. */
const oneShard = { SHARD_COUNT: "1" };
const scripts = { bare: "bench/commands/bare-bot.ts", thaw: "src/main.ts" } as const;

interface Start {
  readyMs: number;
  mb: number;
}

const start = (script: (typeof scripts)[keyof typeof scripts], guilds: number): Promise<Start> =>
  inFolder(async (folder) => {
    const town = { guilds, channels: 50, roles: 50, members: 50 };
    const driver = await startDriver({ town, limits: false, dms: 0 });
    const bot = await startBot({ driver, script, folder, env: oneShard });
    await pause(restMs);
    const started = { readyMs: bot.readyMs, mb: bot.memoryMb() };
    await bot.close();
    await driver.close();
    return started;
  });

export const servers: Part = async (report, sizes) => {
  const starts: Record<keyof typeof scripts, Start[]> = { bare: [], thaw: [] };
  for (let turn = 0; turn < turns; turn++)
    for (const name of ["bare", "thaw"] as const) {
      const started = await start(scripts[name], sizes.servers);
      starts[name].push(started);
      console.log(`  ${name}: ready after ${round(started.readyMs)} ms, ${round(started.mb)} MB`);
    }
  const middle = (name: keyof typeof scripts, key: keyof Start) =>
    round(median(starts[name].map((one) => one[key])));
  const [bareMs, thawMs] = [middle("bare", "readyMs"), middle("thaw", "readyMs")];
  const [bareMb, thawMb] = [middle("bare", "mb"), middle("thaw", "mb")];
  report({
    title: `${sizes.servers} servers of 50 channels and 50 roles (aims: ready before bare, under half of its memory)`,
    columns: ["", "ready after ms", "MB at rest"],
    rows: [
      ["bare discord.js", bareMs, bareMb],
      ["thaw", thawMs, thawMb],
      ["ratio", round(thawMs / bareMs), round(thawMb / bareMb)],
    ],
  });
  return {
    bareServersReadyMs: bareMs,
    serversReadyMs: thawMs,
    bareServersMb: bareMb,
    serversMb: thawMb,
  };
};
