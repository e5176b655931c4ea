/** A bot in a process of its own, with nudges to send and members who press, and a Discord that counts what arrives. */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { openDm } from "#sandbox/world/channels.ts";
import { startSandbox, type Sandbox } from "#sandbox/sandbox.ts";
import { countLedger, fillMembers } from "./fill.ts";
import { pressersOf, type Kept, type Pressers, type Tally } from "./press.ts";

export interface RigOptions {
  /** How many members have a nudge that has just come due. */
  nudges: number;
  /** URL of an empty PostgreSQL database; SQLite without it. */
  url?: string;
  /** The bot's clock is the sandbox's, which can be moved; only on SQLite. */
  controlled?: boolean;
  /** Where the database lies; a folder of its own without it. */
  folder?: string;
}

export interface Rig {
  sandbox: Sandbox;
  folder: string;
  url: string;
  /** Starts a bot; resolves when it is ready, or with the code it ended with. */
  start(more?: Record<string, string>): Promise<Running>;
  pressers: Pressers;
  /** When each nudge arrived, ms of `performance.now()`. */
  arrivals: number[];
  /** Waits until nothing is left to be sent, but for rows that were spoilt. @throws when that takes too long */
  settle(seconds: number, spoilt?: number): Promise<void>;
  /** Ends what is left of the bots without a warning, and counts. */
  result(): Promise<Result>;
  close(): Promise<void>;
}

export interface Running {
  child: ChildProcess;
  /** Undefined while it runs. */
  code: number | null | undefined;
  said: string;
  kill(signal?: NodeJS.Signals): Promise<void>;
}

export interface Result extends Tally, Kept {
  nudges: number;
  once: number;
  twice: number;
  /** Neither arrived nor written down as unknown or expired. */
  lost: number;
  unknown: number;
  expired: number;
}

const pressers = 8;
const root = join(import.meta.dirname, "../..");

export async function startRig(options: RigOptions): Promise<Rig> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), "thaw-chaos-"));
  const sandbox = await startSandbox({
    keepLog: 0,
    ...(options.controlled ? { now: new Date().toISOString() } : {}),
  });
  const url = options.url ?? `file:${join(folder, options.controlled ? "sandbox/thaw.db" : "thaw.db")}`;
  const { members, channels } = people(sandbox, options.nudges);
  const arrived = new Map<string, number>();
  const arrivals: number[] = [];
  sandbox.core.bus.on((event) => {
    if (event.type !== "message" || event.change !== "created" || event.message.visibleTo !== null) return;
    if (event.message.raw.author.bot !== true || !channels.has(event.channel.id)) return;
    arrived.set(event.channel.id, (arrived.get(event.channel.id) ?? 0) + 1);
    arrivals.push(performance.now());
  });
  const store = {
    url,
    dataDir: options.controlled ? join(folder, "sandbox") : folder,
    purpose: options.controlled ? ("sandbox" as const) : ("live" as const),
  };
  const pressing = Array.from({ length: pressers }, (_, index) => sandbox.member(`presser-${index}`));
  await fillMembers(store, { nudged: members, others: pressing.map(({ id }) => id) });
  const children = new Set<ChildProcess>();
  const stopBots = async () => {
    for (const child of children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill("SIGKILL");
      await once(child, "exit");
    }
  };

  const rig: Rig = {
    sandbox,
    folder,
    url,
    start: (more = {}) => startBot(rig, options, more, children),
    pressers: pressersOf(pressing),
    arrivals,
    async settle(seconds, spoilt = 0) {
      const until = performance.now() + seconds * 1000;
      let counts: Record<string, number> = {};
      while (performance.now() < until) {
        counts = await countLedger(url).catch(() => ({}));
        const { ready = 0, sending = 0, ...ended } = counts;
        const done = Object.values(ended).reduce((sum, count) => sum + count, 0);
        if (ready + sending === 0 && done >= options.nudges - spoilt) return;
        await pause(250);
      }
      throw new Error(`not settled after ${seconds} s: ${JSON.stringify(counts)}`);
    },
    async result() {
      await stopBots();
      const { unknown = 0, expired = 0 } = await countLedger(url);
      const counts = [...arrived.values()];
      return {
        nudges: options.nudges,
        once: counts.filter((count) => count === 1).length,
        twice: counts.filter((count) => count > 1).length,
        lost: Math.max(0, options.nudges - arrived.size - unknown - expired),
        unknown,
        expired,
        ...rig.pressers.tally,
        ...(await rig.pressers.check(store)),
      };
    },
    async close() {
      await stopBots();
      await sandbox.close();
      if (!options.folder) rmSync(folder, { recursive: true, force: true });
    },
  };
  return rig;
}

function people(sandbox: Sandbox, count: number) {
  const channels = new Set<string>();
  const members = Array.from({ length: count }, (_, index) => {
    const { id } = sandbox.member(`member-${index}`);
    const dm = openDm(sandbox.core.stage, id, sandbox.world.bot.id).id;
    channels.add(dm);
    return { id, dm };
  });
  return { members, channels };
}

async function startBot(
  { sandbox, folder, url }: Rig,
  { controlled }: RigOptions,
  more: Record<string, string>,
  children: Set<ChildProcess>,
): Promise<Running> {
  const env = {
    ...process.env,
    DISCORD_TOKEN: sandbox.token,
    DISCORD_API: sandbox.api,
    DATA_DIR: folder,
    LOG_LEVEL: "fatal",
    ...(controlled
      ? { SANDBOX_CONTROL: sandbox.controlUrl, SANDBOX_CONTROL_SECRET: sandbox.controlSecret }
      : { DATABASE_URL: url }),
    ...more,
  };
  const child = fork(join(root, "src/main.ts"), {
    env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  children.add(child);
  const running: Running = {
    child,
    code: undefined,
    said: "",
    async kill(signal = "SIGKILL") {
      if (running.code !== undefined) return;
      const ended = once(child, "exit");
      child.kill(signal);
      await ended;
    },
  };
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (text: Buffer) => (running.said += text.toString()));
  const ended = once(child, "exit").then(([code]: (number | null)[]) => (running.code = code ?? null));
  await Promise.race([once(child, "message"), ended]);
  return running;
}
