/** Bots under test beside their driver, each in a process of its own; one that dies ends no run. */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Driven, DriverOptions, Order, Word } from "./drive.ts";

const root = join(import.meta.dirname, "../..");
/** A start takes no longer, with 2,500 servers neither. */
const readyWithinMs = 180_000;

/** A part that breaks leaves nothing running behind. */
const children = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of children) child.kill("SIGKILL");
});

export interface Driver {
  /** Ids of the private channels that residents already have, by their number. */
  dms: string[];
  api: string;
  token: string;
  drive(order: Order): Promise<Driven>;
  close(): Promise<void>;
}

export interface BenchBot {
  readyMs: number;
  /** Whether its process still runs. */
  alive(): boolean;
  /** Resident memory now, MB. */
  memoryMb(): number;
  /** Processor time so far, s. */
  cpuS(): number;
  /** What it wrote as an error, line by line. */
  errors: string[];
  close(signal?: NodeJS.Signals): Promise<void>;
}

export interface BotOptions {
  driver: Driver;
  script: "src/main.ts" | "bench/commands/bare-bot.ts";
  /** Where its database lies. */
  folder: string;
  /** More of its environment. */
  env?: Record<string, string>;
}

export async function startDriver(options: DriverOptions, tell = console.log): Promise<Driver> {
  const child = fork(join(root, "bench/load/drive.ts"), [JSON.stringify(options)]);
  children.add(child);
  const hear = async (kind: Word["kind"]): Promise<Word> => {
    const ended = new AbortController();
    const died = once(child, "exit", { signal: ended.signal }).then(() => {
      throw new Error("the load driver ended");
    });
    try {
      for (;;) {
        const [word] = (await Promise.race([once(child, "message", { signal: ended.signal }), died])) as [
          Word,
        ];
        if (word.kind === kind) return word;
        if (word.kind === "progress") tell(`  ${word.text}`);
      }
    } finally {
      died.catch(() => undefined);
      ended.abort();
    }
  };
  const ready = await hear("ready");
  if (ready.kind !== "ready") throw new Error("unreachable");
  return {
    ...ready,
    async drive(order) {
      child.send(order);
      const word = await hear("driven");
      if (word.kind !== "driven") throw new Error("unreachable");
      return word.driven;
    },
    close: () => end(child),
  };
}

/** Starts a bot; resolves once it is ready. @throws when it ends before, or takes too long */
export async function startBot({ driver, script, folder, env = {} }: BotOptions): Promise<BenchBot> {
  const errors: string[] = [];
  const started = performance.now();
  const bot = fork(join(root, script), {
    env: {
      ...process.env,
      DISCORD_API: driver.api,
      DISCORD_TOKEN: driver.token,
      DATA_DIR: folder,
      LOG_LEVEL: "error",
      NODE_COMPILE_CACHE: join(root, "node_modules", ".cache", "compiled"),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  children.add(bot);
  for (const stream of [bot.stdout, bot.stderr])
    stream?.on("data", (text: Buffer) => errors.push(...text.toString().split("\n").filter(Boolean)));
  const ready = await Promise.race([
    once(bot, "message").then(() => true),
    once(bot, "exit").then(() => false),
    pause(readyWithinMs, false, { ref: false }),
  ]);
  const readyMs = performance.now() - started;
  if (!ready) {
    await end(bot, "SIGKILL");
    throw new Error(`the bot was not ready: ${errors.slice(0, 5).join("\n")}`);
  }
  return {
    readyMs,
    errors,
    alive: () => bot.exitCode === null && bot.signalCode === null,
    memoryMb: () => Number(/VmRSS:\s+(\d+)/.exec(proc(bot, "status"))?.[1] ?? Number.NaN) / 1024,
    cpuS: () => cpuSeconds(proc(bot, "stat")),
    close: (signal) => end(bot, signal),
  };
}

/** Empty when the process is gone. */
function proc({ pid }: ChildProcess, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}

/** User and system time, in hundredths of a second, are the 14th and 15th word; the second may hold spaces. */
function cpuSeconds(stat: string): number {
  const words = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(words[11]) + Number(words[12])) / 100;
}

async function end(child: ChildProcess, signal?: NodeJS.Signals): Promise<void> {
  children.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, "exit");
}
