/**
 * The real bot with the real discord.js, over a real socket, against the sandbox; on a real database; with a clock that
 * moves only when told to. A request that Discord would refuse fails the test that caused it.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { startBot, type Ambient, type Bot } from "#bot";
import type { Config } from "#config";
import { openControl, type Control } from "../src/control.ts";
import { openLog } from "../src/log.ts";
import { startSandbox, type Sandbox } from "#sandbox/sandbox.ts";
import type { Member } from "#sandbox/driver/member.ts";

export interface WorldOptions {
  /** ISO time at which it begins. */
  at: string;
  /** URL of a fresh PostgreSQL database; SQLite without it. */
  database?: string;
  /** Further codes that Discord answers with as part of the story, such as 50013 for a right that was taken away. */
  refusals?: number[];
}

export interface World {
  sandbox: Sandbox;
  bot(): Bot;
  /** Somebody who has agreed and lives by this clock; London without it. */
  member(
    name: string,
    options?: { zone?: string; dms?: "open" | "closed"; evening?: boolean },
  ): Promise<Member>;
  /** Somebody whom the bot has never seen. */
  newcomer(name: string, options?: { dms?: "open" | "closed" }): Member;
  moderator(name: string): Member;
  /** Moves the clock, from one due event to the next, until the bot is idle at the end of it. */
  pass(time: { minutes?: number; hours?: number; days?: number } | { to: string }): Promise<void>;
  /** Stops the bot and starts another one on the same data. */
  restart(): Promise<void>;
  /** Lines the bot logged at warning or above. */
  complaints: string[];
  /** Where the bot keeps its files. */
  folder: string;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Closed DMs, and channels, people and roles that are gone: no bot can know of them before it has tried. */
const unforeseeable = new Set([10003, 10007, 10011, 10013, 50007, 50278]);

export async function startWorld({ at, database, refusals = [] }: WorldOptions): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "thaw-world-"));
  const sandbox = await startSandbox({ now: at, frozen: true });
  const complaints: string[] = [];
  const run = () => launch(sandbox, folder, database, complaints);
  let running = await run();
  const stop = async (): Promise<void> => {
    await running.bot.stop();
    running.control.close();
  };
  return {
    sandbox,
    complaints,
    folder,
    bot: () => running.bot,
    newcomer: (name, options) => sandbox.member(name, options),
    moderator: (name) => sandbox.moderator(name),
    member: async (name, { zone = "Europe/London", dms = "open", evening = false } = {}) => {
      const member = sandbox.member(name, { dms });
      await settleIn(member, zone, evening);
      return member;
    },
    pass: async (time) => void (await sandbox.passTime(time)),
    restart: async () => {
      await stop();
      running = await run();
    },
    async [Symbol.asyncDispose]() {
      await stop();
      const refused = sandbox
        .violations()
        .filter(({ problems }) =>
          problems.some(({ code }) => !unforeseeable.has(code) && !refusals.includes(code)),
        );
      await sandbox.close();
      rmSync(folder, { recursive: true });
      if (refused.length > 0)
        throw new Error(
          `Discord would have refused:\n${refused.map((entry) => JSON.stringify(entry)).join("\n")}`,
        );
    },
  };
}

async function launch(
  sandbox: Sandbox,
  dataDir: string,
  database: string | undefined,
  complaints: string[],
): Promise<{ bot: Bot; control: Control }> {
  const control = await openControl(sandbox.controlUrl, sandbox.controlSecret, Date.now);
  const config: Config = {
    token: sandbox.token,
    api: sandbox.api,
    databaseUrl: database ?? `file:${dataDir}/thaw.db`,
    keysUrl: database ? `file:${dataDir}/keys.db` : undefined,
    dataDir,
    backupDir: `${dataDir}/backups`,
    keysBackupDir: `${dataDir}/keys-backup`,
    cipherKey: undefined,
    masterKey: "5a".repeat(32),
    masterKeyFile: undefined,
    publicUrl: undefined,
    operatorChannel: undefined,
    privacyUrl: undefined,
    port: undefined,
    sandboxPort: undefined,
    shards: "auto",
    shardCount: undefined,
    takeOver: false,
    logLevel: "warn",
    purpose: "sandbox",
    control: undefined,
  };
  const bot = await startBot(config, ambient(control, complaints));
  control.attach(bot.controlled);
  return { bot, control };
}

function ambient(control: Control, complaints: string[]): Ambient {
  let incidents = 0;
  let presses = 0;
  return {
    now: () => control.now(),
    pace: () => performance.now(),
    // A test presses faster than any thumb: each press counts as a second.
    haste: () => (presses += 1000),
    newId: () => uuidv7({ msecs: control.now() }),
    newIncident: () => String((incidents += 1)),
    log: openLog({
      level: "warn",
      now: () => control.now(),
      to: { write: (line) => void complaints.push(line) },
    }),
    tzdata: process.versions["tz"] ?? "unknown",
  };
}

/** The first evening, as short as it can be. */
async function settleIn(member: Member, zone: string, evening: boolean): Promise<void> {
  await member.slash("/checkin");
  await member.click("Yes, and I’m 18 or over");
  await member.slash("/settings", { zone });
  if (evening) await member.click("Evening nudge at 20:00");
}
