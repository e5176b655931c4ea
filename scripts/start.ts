/**
 * `npm start`: with DISCORD_TOKEN set it runs the bot against Discord; without it, it starts the sandbox, runs the bot
 * against that, and prints the address of its page. Both live and end together.
 */
import { fork, type ChildProcess } from "node:child_process";
import { join, resolve } from "node:path";
import { ConfigError, loadConfig, readEnvironment } from "#config";
import { makeFolders } from "#storage/folder.ts";

const root = join(import.meta.dirname, "..");

/** What the sandbox says once it listens. */
interface SandboxReady {
  url: string;
  api: string;
  token: string;
  controlUrl: string;
  controlSecret: string;
}

const env = readEnvironment();
if (env["DISCORD_TOKEN"] || env["DISCORD_API"] || env["NODE_ENV"] === "production") {
  const { main } = await import("../src/main.ts");
  const bot = await main(env);
  if (bot) console.log(`\n${whereItIs(bot.client.user?.tag, bot.client.guilds.cache.size)}\n`);
} else {
  await startWithSandbox().catch((error: unknown) => {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  });
}

function whereItIs(name: string | undefined, servers: number): string {
  const many = servers === 1 ? "one server" : `${servers} servers`;
  const where = servers === 0 ? "no server yet: npm run invite prints the link for yours" : many;
  return `Thaw is on Discord as ${name}, in ${where}. Stop it with Ctrl+C.`;
}

/** @throws {ConfigError} before anything is started */
async function startWithSandbox(): Promise<void> {
  // The sandbox hands out the token: until then, one that looks like it.
  const { sandboxPort, dataDir } = loadConfig({ ...env, DISCORD_TOKEN: "token.of.sandbox" });
  const folder = resolve(dataDir, "sandbox");
  try {
    makeFolders(folder);
  } catch (error) {
    throw new ConfigError([
      `  DATA_DIR: ${folder} cannot be made (${(error as Error).message}). Choose another folder.`,
    ]);
  }
  // The world is kept beside what the bot kept of its people: both are there again tomorrow.
  const port = sandboxPort === undefined ? [] : ["--port", String(sandboxPort)];
  const sandbox = fork(join(root, "sandbox/main.ts"), ["--state", join(folder, "world.bin"), ...port], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ready = await firstMessage(sandbox);
  // It has said why not.
  if (!ready) return;
  const bot = fork(join(root, "src/main.ts"), [], {
    stdio: "inherit",
    env: {
      ...process.env,
      DISCORD_TOKEN: ready.token,
      DISCORD_API: ready.api,
      SANDBOX_CONTROL: ready.controlUrl,
      SANDBOX_CONTROL_SECRET: ready.controlSecret,
      LOG_LEVEL: env["LOG_LEVEL"] ?? "warn",
    },
  });
  const end = (code: number): void => {
    for (const child of [bot, sandbox]) if (child.exitCode === null) child.kill("SIGTERM");
    // The first one to end takes the other one with it: its code is the one that counts.
    process.exitCode ??= code;
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => end(0));
  sandbox.on("exit", (code) => end(code ?? 1));
  bot.on("exit", (code) => end(code ?? 1));
  bot.on("message", () =>
    console.log(
      `\nThaw runs in the sandbox. Open ${ready.url}\nStop it with Ctrl+C. Nothing leaves this machine.\n`,
    ),
  );
}

/** Undefined when the sandbox ended before it listened. */
function firstMessage(child: ChildProcess): Promise<SandboxReady | undefined> {
  return new Promise((resolve) => {
    child.once("message", (message) => resolve(message as SandboxReady));
    child.once("exit", (code) => {
      process.exitCode ??= code ?? 1;
      resolve(undefined);
    });
  });
}
