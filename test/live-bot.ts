/** The real bot as an operator runs it: on real time, with settings from its environment, against a sandbox. */
import { v7 as uuidv7 } from "uuid";
import { startBot, type Bot } from "#bot";
import { loadConfig } from "#config";
import type { Sandbox } from "#sandbox/sandbox.ts";
import { openLog } from "../src/log.ts";

export interface Place {
  sandbox: Pick<Sandbox, "token" | "api">;
  /** Of the database. */
  url: string;
  folder: string;
}

/** @param more further variables of the environment */
export const launch = ({ sandbox, url, folder }: Place, more: Record<string, string> = {}): Promise<Bot> =>
  startBot(
    loadConfig({
      DISCORD_TOKEN: sandbox.token,
      DISCORD_API: sandbox.api,
      DATABASE_URL: url,
      DATA_DIR: folder,
      ...more,
    }),
    {
      now: Date.now,
      pace: () => performance.now(),
      newId: () => uuidv7(),
      newIncident: () => "1",
      log: openLog({ level: "silent", now: Date.now }),
      tzdata: "2026a",
      haste: () => performance.now(),
    },
  );
