/** SIGKILL at random moments, on both databases and against pg-boss on the same work: what came twice, what was lost. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { startPostgres } from "#test/postgres-server.ts";
import { killRun } from "#test/nudges/kill-run.ts";
import type { Table } from "../suite.ts";
import { bossRun } from "./boss.ts";
import { urlOf } from "./fill.ts";
import type { Sizes } from "./sizes.ts";

/** Milliseconds that a process is left at work, from its first message on. */
const life: [number, number] = [1, 15];

/** The bot makes its own; pg-boss wants one to be there. */
async function createDatabase(url: string, name: string): Promise<void> {
  const client = new Client({ connectionString: `${url}/postgres` });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
}

export async function kills(report: (table: Table) => void, { killed }: Sizes) {
  const dir = mkdtempSync(join(tmpdir(), "thaw-bench-"));
  const server = await startPostgres(true);
  const run = { dataDir: dir, ...killed, life, random: Math.random };
  const sqlite = await killRun({ ...run, url: urlOf(dir) });
  const postgres = await killRun({ ...run, url: `${server.url}/kills` });
  await createDatabase(server.url, "boss");
  const boss = await bossRun(`${server.url}/boss`, killed, life);
  await server.stop();
  rmSync(dir, { recursive: true });
  const row = (name: string, { kills: count, once, twice, lost, unknown }: typeof sqlite) => [
    name,
    count,
    once,
    twice,
    lost,
    unknown,
  ];
  report({
    title: `${killed.nudges} nudges, the process killed at random moments`,
    columns: ["", "kills", "once", "twice", "lost", "unknown, and never sent again"],
    rows: [row("this bot, SQLite", sqlite), row("this bot, PostgreSQL", postgres), row("pg-boss", boss)],
  });
  return {
    kills: sqlite.kills + postgres.kills,
    kills_twice: sqlite.twice + postgres.twice,
    kills_lost: sqlite.lost + postgres.lost,
    kills_unknown: sqlite.unknown + postgres.unknown,
    kills_pg_boss_twice: boss.twice,
  };
}
