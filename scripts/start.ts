/**
 * `npm start`: with DISCORD_TOKEN set it runs the bot against Discord; without it, it starts the sandbox, runs the bot
 * against that, and prints the address of its page. Both live and end together.
 */
import { fork, type ChildProcess } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { readEnvironment } from "#config";

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
  await main(env);
} else {
  await startWithSandbox();
}

async function startWithSandbox(): Promise<void> {
  const folder = resolve(env["DATA_DIR"] ?? "data", "sandbox");
  mkdirSync(folder, { recursive: true });
  // The world is kept beside what the bot kept of its people: both are there again tomorrow.
  const port = env["SANDBOX_PORT"] ? ["--port", env["SANDBOX_PORT"]] : [];
  const sandbox = fork(join(root, "sandbox/main.ts"), ["--state", join(folder, "world.bin"), ...port], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const ready = await firstMessage(sandbox);
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
    process.exitCode = code;
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

/** @throws when the sandbox ends before it listens */
function firstMessage(child: ChildProcess): Promise<SandboxReady> {
  return new Promise((resolve, reject) => {
    child.once("message", (message) => resolve(message as SandboxReady));
    child.once("exit", (code) => reject(new Error(`the sandbox ended at once (code ${code})`)));
  });
}
