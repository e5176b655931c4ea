/** The environment, read once and checked whole: every fault is listed at once, with its variable's name. */
import { join } from "node:path";
import { config as loadDotenv } from "dotenv";
import { z } from "zod";

export interface Config {
  /** Bot token; absent in the sandbox, where the launcher hands one over. */
  token: string;
  /** REST base of a server that speaks Discord's protocol; undefined for Discord itself. */
  api: string | undefined;
  /** `file:…` or `postgres://…`. */
  databaseUrl: string;
  /** Where the members' keys live; undefined: beside the data. */
  keysUrl: string | undefined;
  dataDir: string;
  /** Folders of the copies of data and of keys. */
  backupDir: string;
  keysBackupDir: string;
  /** Key under which SQLite files are encrypted as a whole, as 64 hexadecimal digits; undefined: they are not. */
  cipherKey: string | undefined;
  masterKey: string | undefined;
  masterKeyFile: string | undefined;
  publicUrl: string | undefined;
  /** Channel that *report a problem* goes to; undefined: the one that the member's server has set. */
  operatorChannel: string | undefined;
  /** A privacy notice of the operator's own; undefined: the one that the private page serves. */
  privacyUrl: string | undefined;
  /** Port of health, metrics and the private page; undefined: none is opened. */
  port: number | undefined;
  /** Port of the sandbox's page; undefined: the usual one, or any that is free. */
  sandboxPort: number | undefined;
  shards: number[] | "auto";
  shardCount: number | undefined;
  /** Shards that another process answers for are taken over from it. */
  takeOver: boolean;
  logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";
  /** Sandbox data and real data never meet: each database is stamped with one of these. */
  purpose: "sandbox" | "live";
  /** The sandbox's control channel; only ever set by the launcher. */
  control: { url: string; secret: string } | undefined;
}

export class ConfigError extends Error {
  readonly faults: string[];
  constructor(faults: string[]) {
    super(
      `The configuration has ${faults.length === 1 ? "a fault" : `${faults.length} faults`}:\n${faults.join("\n")}`,
    );
    this.name = "ConfigError";
    this.faults = faults;
  }
}

const levels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
const wholeNumber = (low: number, high: number) =>
  z.coerce
    .number({ error: "must be a whole number" })
    .int("must be a whole number")
    .min(low, `must be ${low} or more`)
    .max(high, `must be ${high} or less`);
const port = wholeNumber(1, 65_535);
const httpUrl = (what: string) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
      `must be ${what}, beginning with https:// or http://`,
    );
const databaseUrl = z
  .string()
  .regex(
    /^(file:.+|postgres(ql)?:\/\/.+)$/,
    "must begin with file: or postgres://, for example file:data/thaw.db",
  );

/** Shape of the environment. An empty variable counts as absent. */
const environment = z.object({
  DISCORD_TOKEN: z
    .string()
    .regex(
      /^[\w-]+\.[\w-]+\.[\w-]+$/,
      "does not look like a bot token: copy it again from the Bot page of your application",
    )
    .optional(),
  DISCORD_API: httpUrl("the base address of a server that speaks Discord's protocol").optional(),
  DATABASE_URL: databaseUrl.optional(),
  KEYS_URL: databaseUrl.optional(),
  DATA_DIR: z.string().default("data"),
  BACKUP_DIR: z.string().optional(),
  KEYS_BACKUP_DIR: z.string().optional(),
  DATABASE_CIPHER_KEY: z
    .string()
    .regex(/^[0-9a-fA-F]{64}$/, "must be 64 hexadecimal digits (openssl rand -hex 32 makes them)")
    .optional(),
  MASTER_KEY: z
    .string()
    .regex(
      /^([0-9a-fA-F]{64}|[A-Za-z0-9+/_-]{43}=?)$/,
      "must be 32 bytes as 64 hexadecimal digits or as base64 (openssl rand -hex 32 makes one)",
    )
    .optional(),
  MASTER_KEY_FILE: z.string().optional(),
  PUBLIC_URL: httpUrl("the address under which members reach the private page").optional(),
  OPERATOR_CHANNEL: z
    .string()
    .regex(/^\d{17,20}$/, "must be the id of a channel (right-click it in Discord, Copy Channel ID)")
    .optional(),
  PRIVACY_URL: httpUrl("the address of your privacy notice").optional(),
  PORT: port.optional(),
  SHARDS: z
    .string()
    .regex(/^(auto|\d+(,\d+)*)$/, "must be `auto` or shard ids with commas between, for example 0,1")
    .default("auto"),
  SHARD_COUNT: wholeNumber(1, 100_000).optional(),
  TAKE_OVER: z.enum(["0", "1"], { error: "must be 1 or 0" }).optional(),
  SANDBOX_PORT: port.optional(),
  LOG_LEVEL: z.enum(levels, { error: `must be one of ${levels.join(", ")}` }).default("info"),
  NODE_ENV: z.string().optional(),
  SANDBOX_CONTROL: z.string().optional(),
  SANDBOX_CONTROL_SECRET: z.string().optional(),
});

/** What one variable says of another; each by itself is looked at above. @returns variable and fault */
function faultsBetween(env: Record<string, string | undefined>): [name: string, fault: string][] {
  const { DISCORD_TOKEN, DISCORD_API, NODE_ENV, MASTER_KEY, MASTER_KEY_FILE } = env;
  const { BACKUP_DIR, KEYS_BACKUP_DIR, SHARDS = "auto", SHARD_COUNT } = env;
  const faults: [string, string][] = [];
  if (!DISCORD_TOKEN) faults.push(["DISCORD_TOKEN", missingToken(DISCORD_API, NODE_ENV)]);
  if (MASTER_KEY && MASTER_KEY_FILE)
    faults.push(["MASTER_KEY", "and MASTER_KEY_FILE are both set: keep one of them"]);
  if (BACKUP_DIR && BACKUP_DIR === KEYS_BACKUP_DIR)
    faults.push(["KEYS_BACKUP_DIR", "must be another folder than BACKUP_DIR: data and keys are kept apart"]);
  if (SHARDS !== "auto" && !SHARD_COUNT)
    faults.push(["SHARD_COUNT", "is needed when SHARDS names shard ids"]);
  if (SHARD_COUNT && SHARDS.split(",").some((id) => Number(id) >= Number(SHARD_COUNT)))
    faults.push(["SHARDS", "names an id that is not below SHARD_COUNT"]);
  return faults;
}

function missingToken(api: string | undefined, mode: string | undefined): string {
  if (api) return "is needed when DISCORD_API is set";
  if (mode === "production") return "is needed when NODE_ENV is production";
  return "is needed to connect to Discord (npm start without it opens the sandbox)";
}

/**
 * Environment → Config.
 * @throws {ConfigError} with every fault, when there is one
 */
export function loadConfig(env: Record<string, string | undefined>): Config {
  const present = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = environment.safeParse(present);
  const alone = parsed.error?.issues.map(({ path, message }) => [path.join("."), message]) ?? [];
  const faults = [...alone, ...faultsBetween(present)];
  if (!parsed.success || faults.length > 0)
    throw new ConfigError(faults.map(([name, fault]) => `  ${name} ${fault}`));
  const e = parsed.data;
  const control = e.SANDBOX_CONTROL
    ? { url: e.SANDBOX_CONTROL, secret: e.SANDBOX_CONTROL_SECRET ?? "" }
    : undefined;
  const dataDir = control ? `${e.DATA_DIR}/sandbox` : e.DATA_DIR;
  return {
    token: e.DISCORD_TOKEN ?? "",
    api: e.DISCORD_API,
    databaseUrl: (control ? undefined : e.DATABASE_URL) ?? `file:${dataDir}/thaw.db`,
    keysUrl: control ? undefined : e.KEYS_URL,
    dataDir,
    backupDir: e.BACKUP_DIR ?? `${dataDir}/backups`,
    keysBackupDir: e.KEYS_BACKUP_DIR ?? `${dataDir}/keys-backup`,
    cipherKey: control ? undefined : e.DATABASE_CIPHER_KEY?.toLowerCase(),
    masterKey: e.MASTER_KEY,
    masterKeyFile: e.MASTER_KEY_FILE,
    publicUrl: e.PUBLIC_URL,
    operatorChannel: e.OPERATOR_CHANNEL,
    privacyUrl: e.PRIVACY_URL,
    port: e.PORT,
    sandboxPort: e.SANDBOX_PORT,
    shards: e.SHARDS === "auto" ? "auto" : e.SHARDS.split(",").map(Number),
    shardCount: e.SHARD_COUNT,
    takeOver: e.TAKE_OVER === "1",
    logLevel: e.LOG_LEVEL,
    purpose: control ? "sandbox" : "live",
    control,
  };
}

/**
 * The environment of this process with `.env` beneath it: what is set outside wins. A variable that is there and empty,
 * as an env file of Docker leaves it, counts as absent: discord.js by itself takes an empty `SHARD_COUNT` for 0.
 */
export function readEnvironment(): Record<string, string | undefined> {
  for (const [name, value] of Object.entries(process.env)) if (value === "") delete process.env[name];
  const found: Record<string, string> = {};
  loadDotenv({ path: join(import.meta.dirname, "../.env"), processEnv: found, quiet: true });
  return { ...found, ...process.env };
}
