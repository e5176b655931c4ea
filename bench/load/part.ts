/** A part of the load, and what the parts share. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quantile, round, type Table } from "../suite.ts";
import type { Driven } from "./drive.ts";
import type { Sizes } from "./sizes.ts";

export type Figures = Record<string, number>;
export type Part = (report: (table: Table) => void, sizes: Sizes) => Promise<Figures>;

/** A folder for a database, gone once the work is done. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "thaw-load-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface Answers {
  p50: number;
  p99: number;
  worst: number;
  failed: number;
  count: number;
}

/** Of all commands together. */
export function answersOf({ latencies, failed }: Driven): Answers {
  const all = Object.values(latencies).flat();
  return {
    p50: round(quantile(all, 0.5)),
    p99: round(quantile(all, 0.99)),
    worst: round(all.reduce((most, ms) => Math.max(most, ms), 0)),
    failed: Object.values(failed).reduce((sum, count) => sum + count, 0),
    count: all.length,
  };
}

/** Says what failed and why, and what the bot wrote as errors, so that a figure can be looked into. */
export function tellFailures({ failed }: Pick<Driven, "failed">, errors: string[]): void {
  for (const [why, count] of Object.entries(failed)) console.log(`  failed: ${why} (${count})`);
  for (const line of errors.slice(0, 5)) console.log(`  the bot wrote: ${line.slice(0, 400)}`);
  if (errors.length > 5) console.log(`  and ${errors.length - 5} lines more`);
}
