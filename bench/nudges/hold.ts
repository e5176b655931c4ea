/** What it takes to hold everybody's schedules: memory, and the time from the start of a process until all are armed. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { round, type Table } from "../suite.ts";
import { answerOf } from "../child.ts";
import { fill, spread } from "./fill.ts";
import type { Sizes } from "./sizes.ts";

interface Held {
  ms: number;
  rss: number;
}

const mb = (bytes: number): number => round(bytes / 2 ** 20);

async function held(what: string, given: string): Promise<Held> {
  const flags = ["--expose-gc", "--max-old-space-size=12000"];
  const answer = await answerOf<Held>(join(import.meta.dirname, "hold-child.ts"), [what, given], flags);
  return answer ?? { ms: Number.NaN, rss: Number.NaN };
}

async function thaw(members: number): Promise<Held & { loaded: number }> {
  const dir = mkdtempSync(join(tmpdir(), "thaw-bench-"));
  const loaded = await fill({ dir, members, now: Date.now(), at: spread });
  const found = await held("thaw", dir);
  rmSync(dir, { recursive: true });
  return { ...found, loaded };
}

export async function hold(report: (table: Table) => void, { members, many, croner }: Sizes) {
  const idle = await thaw(0);
  const [some, lots] = [await thaw(members), await thaw(many)];
  const bare = { cron: await held("node-cron", "0"), croner: await held("croner", "0") };
  const cron = await held("node-cron", String(members));
  const cronerHeld = await held("croner", String(croner));
  report({
    title: "Holding members' schedules: each start of the process, and memory over one that holds none",
    columns: ["", "schedules", "set up once, ms", "start until armed, ms", "memory, MB"],
    rows: [
      ["this bot's due table", members, round(some.loaded), round(some.ms), mb(some.rss - idle.rss)],
      ["this bot's due table", many, round(lots.loaded), round(lots.ms), mb(lots.rss - idle.rss)],
      ["node-cron tasks", members, "each start", round(cron.ms), mb(cron.rss - bare.cron.rss)],
      ["croner jobs", croner, "each start", round(cronerHeld.ms), mb(cronerHeld.rss - bare.croner.rss)],
    ],
  });
  return {
    hold_load_ms: round(some.loaded),
    hold_start_ms: round(some.ms),
    hold_mb: mb(some.rss - idle.rss),
    hold_many_mb: mb(lots.rss - idle.rss),
    hold_node_cron_ms: round(cron.ms),
    hold_node_cron_mb: mb(cron.rss - bare.cron.rss),
    hold_load_times_faster: round(cron.ms / some.loaded),
  };
}
