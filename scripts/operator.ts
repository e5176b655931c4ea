/** What the operator's command lines have in common: they read the bot's settings, and end with a sentence. */
import { loadConfig, readEnvironment, type Config } from "#config";
import type { StoreOptions } from "#storage/open.ts";

/** The bot's settings. A token is no part of these commands: one that is not there is stood in for. */
export function operatorConfig(): Config {
  const environment = { ...readEnvironment() };
  environment["DISCORD_TOKEN"] ||= "not.needed.here";
  return loadConfig(environment);
}

/** The store that these settings name. */
export const storeOptions = (config: Config): StoreOptions => ({
  ...config,
  url: config.databaseUrl,
  now: Date.now,
});

/** Runs a command; what goes wrong is said in a sentence, with a code that other programs can see. */
export async function run(command: () => Promise<void>): Promise<void> {
  await command().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}
