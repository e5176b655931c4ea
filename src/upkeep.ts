/** What is looked after as time goes on, beside the nudges: called every minute, it works once an hour. */
import { schedule as everyMinute } from "node-cron";
import type { Logger } from "pino";
import { cronLogger } from "#nudges/log.ts";

export interface Upkeep {
  /** Works now if its hour has come. */
  run(): Promise<void>;
  stop(): Promise<void>;
}

/** @param jobs each decides itself whether its time has come; one that fails keeps no other from working */
export function startUpkeep(jobs: readonly (() => Promise<void>)[], log: Logger): Upkeep {
  const run = async () => {
    for (const job of jobs)
      await job().catch((err: unknown) => log.error({ err }, "the upkeep failed; it is tried again"));
  };
  const task = everyMinute("30 * * * * *", run, {
    name: "upkeep",
    timezone: "Etc/UTC",
    noOverlap: true,
    logger: cronLogger(log),
    suppressMissedWarning: true,
  });
  return {
    run,
    stop: async () => {
      await task.destroy();
    },
  };
}
