/** Real delivery: the bot as it is started, Discord's 50 a second in force, and a member who meanwhile opens their plan. */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { errandRow } from "#app/due-rows.ts";
import type { Person } from "#app/store.ts";
import { openStore } from "#storage/open.ts";
import { somebody } from "../person.ts";
import { quantile, round, type Table } from "../suite.ts";
import type { Sizes } from "./sizes.ts";

const masterKey = "5a".repeat(32);
/** Milliseconds until all come due: the bot's start, and a quiet time to compare with. */
const lead = 30_000;
const budget = 40;

interface Ready {
  api: string;
  token: string;
  controlUrl: string;
  controlSecret: string;
  reader: string;
  ids: { id: string; dm: string }[];
}

interface Driven {
  quiet: number[];
  busy: number[];
  nudged: number;
  seconds: number;
  refused: number;
}

const next = async <T>(child: ChildProcess): Promise<T> => (await once(child, "message"))[0] as T;

/** @param dmChannelId null: nobody has written to them yet */
const someone = (id: string, dmChannelId: string | null, at: number): Person => ({
  ...somebody(id, at),
  dmChannelId,
  dmState: dmChannelId === null ? "unknown" : "open",
});

/** Everybody's errand comes due in the same second. */
async function seed(dataDir: string, { ids, reader }: Ready, at: number): Promise<void> {
  mkdirSync(dataDir, { recursive: true });
  const url = `file:${join(dataDir, "thaw.db")}`;
  const store = await openStore({ url, dataDir, masterKey, purpose: "sandbox", now: Date.now });
  await store.tx(function* (q) {
    yield* q.people.save(someone(reader, null, at));
    for (const { id, dm } of ids) {
      yield* q.people.save(someone(id, dm, at));
      yield* q.due.add(errandRow(`l-${id}`, id, { kind: "lapse-check", at }));
    }
  });
  await store.close();
}

async function measure(members: number): Promise<Driven> {
  const folder = mkdtempSync(join(tmpdir(), "thaw-bench-"));
  const driver = fork(join(import.meta.dirname, "deliver-drive.ts"), [String(members)]);
  const ready = await next<Ready>(driver);
  // Beside a sandbox the bot keeps to a folder of its own.
  await seed(join(folder, "sandbox"), ready, Date.now() + lead);
  const bot = fork(join(import.meta.dirname, "../../src/main.ts"), {
    env: {
      ...process.env,
      DISCORD_API: ready.api,
      DISCORD_TOKEN: ready.token,
      DATA_DIR: folder,
      LOG_LEVEL: "error",
      MASTER_KEY: masterKey,
      SANDBOX_CONTROL: ready.controlUrl,
      SANDBOX_CONTROL_SECRET: ready.controlSecret,
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

export async function deliver(report: (table: Table) => void, { deliveries }: Sizes) {
  const { quiet, busy, nudged, seconds, refused } = await measure(deliveries);
  const perSecond = nudged / seconds;
  const p99 = { quiet: quantile(quiet.slice(20), 0.99), busy: quantile(busy, 0.99) };
  report({
    title: `${deliveries} nudges due at once, Discord's 50 a second in force, budget ${budget}`,
    columns: ["", "figure"],
    rows: [
      ["arrived", nudged],
      ["a second, sustained", round(perSecond)],
      ["share of the budget, %", round((100 * perSecond) / budget)],
      ["refused with 429", refused],
      ["a member's /plan while nothing comes, p99, ms", round(p99.quiet)],
      ["the same meanwhile, p99, ms", round(p99.busy)],
    ],
  });
  return {
    deliver_arrived: nudged,
    deliver_per_s: round(perSecond),
    deliver_budget_percent: round((100 * perSecond) / budget),
    deliver_429: refused,
    deliver_plan_quiet_p99_ms: round(p99.quiet),
    deliver_plan_busy_p99_ms: round(p99.busy),
  };
}
