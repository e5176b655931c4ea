/**
 * `npm run doctor`: looks at everything that the bot needs and says what to fix. It changes nothing and may run beside
 * the bot. It ends with a code other than 0 when something is wrong that would stop the bot or lose data.
 */
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { ConfigError, loadConfig, readEnvironment, type Config } from "#config";
import { peekStore, type Peeked } from "#storage/peek.ts";
import { checkDiscord } from "./doctor/discord.ts";
import { fail, ok, warn, type Finding } from "./doctor/finding.ts";
import {
  checkBackup,
  checkClock,
  checkDisk,
  checkFonts,
  checkNode,
  checkTimeZones,
} from "./doctor/machine.ts";
import { storeOptions } from "./operator.ts";

const marks = { ok: "  ok  ", warn: " warn ", fail: " FAIL " } as const;

function say({ level, what, fix }: Finding): boolean {
  console.log(`${marks[level]} ${what}`);
  if (fix) console.log(`        → ${fix}`);
  return level !== "fail";
}

function settings(): { config?: Config; findings: Finding[] } {
  const environment = readEnvironment();
  const live = Boolean(environment["DISCORD_TOKEN"]);
  if (!live) environment["DISCORD_TOKEN"] = "not.set.yet";
  try {
    const config = loadConfig(environment);
    const noToken = fail(
      "DISCORD_TOKEN is not set",
      "README, step 3: put your bot's token into .env. Without it npm start opens the sandbox.",
    );
    return {
      config: { ...config, token: live ? config.token : "" },
      findings: live ? [ok("The settings can be read")] : [noToken],
    };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { findings: error.faults.map((fault) => fail(fault.trim(), "Correct it in .env.")) };
  }
}

async function database(config: Config): Promise<{ findings: Finding[]; peeked: Peeked }> {
  try {
    const peeked = await peekStore(storeOptions(config));
    const what = peeked.fresh
      ? "The database will be made by the first start"
      : "Database, keys and master key belong together";
    return { peeked, findings: [ok(what), ...(peeked.fresh ? [] : keyFile(config))] };
  } catch (error) {
    const fix = "docs/operators.md, last section, says what to do about this sentence.";
    return { peeked: { fresh: false, tzdata: undefined }, findings: [fail((error as Error).message, fix)] };
  }
}

function keyFile({ masterKey, masterKeyFile, dataDir }: Config): Finding[] {
  const file = masterKeyFile ?? join(dataDir, "master.key");
  if (masterKey || !existsSync(file)) return [];
  const open = (statSync(file).mode & 0o077) !== 0;
  return [
    open
      ? warn(`Others on this machine can read ${file}`, `chmod 600 ${file}`)
      : ok("Only the bot's user can read the master key"),
  ];
}

async function attempt(what: string, check: () => Promise<Finding[]>): Promise<Finding[]> {
  return check().catch((error: unknown) => [
    fail(`${what}: ${(error as Error).message}`, "Check the network and run this again."),
  ]);
}

const { config, findings } = settings();
const results = findings.map(say);
const examine = (...more: Finding[]): void => void results.push(...more.map(say));
examine(checkNode());
if (config) {
  examine(checkDisk(config), checkFonts());
  const { findings: stored, peeked } = await database(config);
  examine(
    ...stored,
    checkTimeZones(peeked.tzdata, Date.now()),
    checkBackup(config, peeked.fresh, Date.now()),
  );
  if (config.token) {
    examine(...(await attempt("The clock", async () => [await checkClock(config.api, Date.now)])));
    examine(...(await attempt("Discord", () => checkDiscord(config))));
  }
}
process.exitCode = results.every(Boolean) ? 0 : 1;
