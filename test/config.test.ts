import { describe, expect, it } from "vitest";
import { ConfigError, loadConfig } from "#config";

const token = "aaaa.bbbb.cccc";
const faultsOf = (env: Record<string, string>): string[] => {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults.map((fault) => fault.trim());
    throw error;
  }
  return [];
};

describe("the configuration", () => {
  it("needs nothing but a token", () => {
    expect(loadConfig({ DISCORD_TOKEN: token })).toMatchObject({
      databaseUrl: "file:data/thaw.db",
      purpose: "live",
      shards: "auto",
    });
  });

  it("lists every fault at once, each with its variable's name", () => {
    const faults = faultsOf({
      DISCORD_TOKEN: "nonsense",
      DATABASE_URL: "mysql://x",
      PORT: "70000",
      SHARDS: "0,5",
      SHARD_COUNT: "2",
      LOG_LEVEL: "loud",
      MASTER_KEY: "ab".repeat(32),
      MASTER_KEY_FILE: "/run/master.key",
    });
    const named = new Set(faults.map((fault) => fault.split(" ")[0]));
    expect(named).toEqual(
      new Set(["DATABASE_URL", "DISCORD_TOKEN", "LOG_LEVEL", "MASTER_KEY", "PORT", "SHARDS"]),
    );
    expect(faults).toHaveLength(named.size);
  });

  it("finds a shard id that does not fit the count", () => {
    expect(faultsOf({ DISCORD_TOKEN: token, SHARDS: "0,5", SHARD_COUNT: "2" })).toEqual([
      "SHARDS names an id that is not below SHARD_COUNT",
    ]);
    expect(faultsOf({ DISCORD_TOKEN: token, SHARDS: "0" })).toEqual([
      "SHARD_COUNT is needed when SHARDS names shard ids",
    ]);
  });

  it("wants a token where the sandbox is no choice", () => {
    expect(faultsOf({ NODE_ENV: "production" })).toEqual([
      "DISCORD_TOKEN is needed when NODE_ENV is production",
    ]);
    expect(faultsOf({ DISCORD_API: "http://127.0.0.1:1/api" })).toEqual([
      "DISCORD_TOKEN is needed when DISCORD_API is set",
    ]);
  });

  it("counts an empty variable as absent", () => {
    expect(loadConfig({ DISCORD_TOKEN: token, PORT: "", DATABASE_URL: "" }).port).toBeUndefined();
  });

  it("keeps the sandbox's data in a place of its own, whatever is set for the live bot", () => {
    const config = loadConfig({
      DISCORD_TOKEN: token,
      DATABASE_URL: "postgres://live/db",
      SANDBOX_CONTROL: "ws://127.0.0.1:1/control",
    });
    expect(config).toMatchObject({
      purpose: "sandbox",
      databaseUrl: "file:data/sandbox/thaw.db",
      dataDir: "data/sandbox",
    });
  });
});
