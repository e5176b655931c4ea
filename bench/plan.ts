/**
 * `/plan` and `/help-now` in the worst hour of the busiest night: from the event going out to the answer coming in,
 * while nudges go out at 25 a second and more, on SQLite in the bot itself. The driver is a process of its own.
 */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { errandRow } from "#app/due-rows.ts";
import { addEntry, emptyPlan, planSections, type Plan } from "#core/plan.ts";
import { openStore } from "#storage/open.ts";
import { somebody } from "./person.ts";
import { quantile, round, type Suite } from "./suite.ts";

const root = join(import.meta.dirname, "..");
/** Members who open their plan; each also has one nudge coming, as all the others have. */
const readers = 100;
const nudged = 1500;
const perSecond = 27;
/** First answers, while the code is still being compiled. */
const warmUp = 150;
/** Milliseconds from seeding to the first nudge: the bot's start, and a quiet time to compare with. */
const lead = 30_000;

interface SandboxReady {
  api: string;
  token: string;
  controlUrl: string;
  controlSecret: string;
  ids: string[];
}

interface Driven {
  /** Milliseconds by command: before the first nudge, and while they arrive. */
  quiet: Record<string, number[]>;
  busy: Record<string, number[]>;
  /** Nudges that arrived meanwhile, and in how many seconds. */
  nudges: number;
  seconds: number;
}

const next = async <T>(child: ChildProcess): Promise<T> => (await once(child, "message"))[0] as T;

/** Three lines in every section: a plan that somebody has worked on for a year. */
function fullPlan(): Plan {
  let plan: Plan = emptyPlan;
  for (const section of planSections)
    for (let line = 0; line < 3; line += 1)
      plan = addEntry(plan, section, uuidv7(), ["out of the room and round the block", "a glass of water"]);
  return plan;
}

/** Members, some with a plan, and one question each that comes due a moment after the one before. */
async function seed(dataDir: string, ids: string[]): Promise<void> {
  mkdirSync(dataDir, { recursive: true });
  const began = Date.now();
  const store = await openStore({
    url: `file:${dataDir}/thaw.db`,
    keysUrl: undefined,
    dataDir,
    masterKey: "5a".repeat(32),
    masterKeyFile: undefined,
    purpose: "sandbox",
    now: () => began,
  });
  await store.tx(function* (q) {
    for (const id of ids) yield* q.people.save(somebody(id, began));
  });
  for (const id of ids.slice(0, readers))
    await store.asMember(id, (q) =>
      q.records.add("plan", { id: uuidv7(), at: began, localDate: "2026-03-02", body: fullPlan() }),
    );
  const from = Date.now() + lead;
  await store.tx(function* (q) {
    for (const [index, id] of ids.entries()) {
      const at = from + Math.floor((index * 1000) / perSecond);
      yield* q.due.add(errandRow(`l-${id}`, id, { kind: "lapse-check", at }));
    }
  });
  await store.close();
}

async function measure(): Promise<Driven> {
  const folder = mkdtempSync(join(tmpdir(), "thaw-bench-"));
  const driver = fork(join(root, "bench/plan/drive.ts"), [String(nudged), String(readers)]);
  const { api, token, controlUrl, controlSecret, ids } = await next<SandboxReady>(driver);
  // Beside a sandbox the bot keeps to a folder of its own.
  await seed(join(folder, "sandbox"), ids);
  const bot = fork(join(root, "src/main.ts"), {
    env: {
      ...process.env,
      DISCORD_API: api,
      DISCORD_TOKEN: token,
      DATA_DIR: folder,
      LOG_LEVEL: "error",
      MASTER_KEY: "5a".repeat(32),
      SANDBOX_CONTROL: controlUrl,
      SANDBOX_CONTROL_SECRET: controlSecret,
    },
  });
  await next(bot);
  driver.send("drive");
  const driven = await next<Driven>(driver);
  for (const child of [bot, driver]) {
    child.kill();
    await once(child, "exit");
  }
  rmSync(folder, { recursive: true });
  return driven;
}

export const suite: Suite = {
  name: "plan",
  async run(report) {
    const { quiet, busy, nudges, seconds } = await measure();
    const rate = round(nudges / seconds);
    const rows = Object.entries({ quiet, busy }).flatMap(([when, latencies]) =>
      Object.entries(latencies).map(([command, all]) => {
        const times = when === "quiet" ? all.slice(Math.min(warmUp, all.length / 2)) : all;
        const p = (share: number) => round(quantile(times, share));
        return [`${command}, ${when}`, times.length, p(0.5), p(0.99), p(1)];
      }),
    );
    report({
      title: `Nothing else going on, then ${rate} nudges a second; SQLite, driver in a process of its own (ms)`,
      columns: ["(aim: p99 under 50)", "times", "p50", "p99", "longest"],
      rows,
    });
    const p = (command: string, share: number) => round(quantile(busy[command] ?? [], share));
    return {
      nudgesPerSecond: rate,
      planP50Ms: p("/plan", 0.5),
      planP99Ms: p("/plan", 0.99),
      helpP50Ms: p("/help-now", 0.5),
      helpP99Ms: p("/help-now", 0.99),
    };
  },
};
