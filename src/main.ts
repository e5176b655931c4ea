/** The composition root: the one place that reads clock, dice and environment together. */
import { randomInt } from "node:crypto";
import { flushCompileCache } from "node:module";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Logger } from "pino";
import { v7 as uuidv7 } from "uuid";
import { leaveChecksToDiscord } from "#discord/client.ts";
import { startBot, type Ambient, type Bot } from "./bot.ts";
import { ConfigError, loadConfig, readEnvironment, type Config } from "./config.ts";
import { terminalAndPage } from "./control-log.ts";
import { openControl, type Control } from "./control.ts";
import { endOnFault, openLog } from "./log.ts";

/** Runs the bot until it is told to stop. @returns the running bot, or undefined when the configuration is at fault */
export async function main(env: Record<string, string | undefined>): Promise<Bot | undefined> {
  const config = readConfig(env);
  if (!config) return undefined;
  leaveChecksToDiscord();
  const control = config.control && (await openControl(config.control.url, config.control.secret, Date.now));
  const ambient = ambientOf(config, control);
  endOnFault(ambient.log);
  const bot = await startBot(config, ambient).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    ambient.log.debug({ err: error }, "the start failed");
    process.exitCode = 1;
    control?.close();
    return undefined;
  });
  if (!bot) return undefined;
  const { guilds, ws } = bot.client;
  ambient.log.info({ servers: guilds.cache.size, shards: [...ws.shards.keys()] }, "Thaw is ready");
  control?.attach(bot.controlled);
  stopWhenAsked(bot, control, ambient.log);
  // Whoever launched this process may want to know that it is ready.
  process.send?.("ready");
  settle();
  return bot;
}

/** What loading has left behind is twice what the bot needs: V8 keeps the room for itself unless it is told to let go. */
function settle(): void {
  flushCompileCache();
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  if (typeof collect === "function") collect({ type: "major", execution: "sync", flavor: "last-resort" });
}

function readConfig(env: Record<string, string | undefined>): Config | undefined {
  try {
    return loadConfig(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
    return undefined;
  }
}

function ambientOf(config: Config, control: Control | undefined): Ambient {
  const now = control ? () => control.now() : Date.now;
  const level = config.logLevel;
  const log = control
    ? openLog({ level: "debug", now, to: terminalAndPage(level, control, now) })
    : openLog({ level, now });
  return {
    now,
    pace: () => performance.now(),
    haste: () => performance.now() + (control?.moved() ?? 0),
    newId: () => uuidv7({ msecs: now() }),
    newIncident: () => String(randomInt(100_000, 999_999)),
    log,
    tzdata: process.versions["tz"] ?? "unknown",
  };
}

/** Within this time signals were meant as one: a terminal or systemd tells each process, and their parents pass it on. */
const oneSignalMs = 1000;

/** The first signal lets what is under way finish; one that comes later ends the process at once. */
function stopWhenAsked(bot: Bot, control: Control | undefined, log: Logger): void {
  let since: number | undefined;
  const stop = (code: number): void => {
    if (since !== undefined && performance.now() - since < oneSignalMs) return;
    if (since !== undefined) process.exit(1);
    since = performance.now();
    void bot.stop().finally(() => {
      control?.close();
      process.exit(process.exitCode ?? code);
    });
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop(0));
  void bot.ended.then(({ code, why }) => {
    if (code === 0) log.info(why);
    else console.error(why);
    if (since === undefined) stop(code);
  });
}

if (import.meta.main) await main(readEnvironment());
