/** What is kept of a run in `bench/results/`, with the machine and the versions it ran on. */
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";

const folder = join(import.meta.dirname, "results");

export interface Setting {
  at: string;
  commit: string;
  node: string;
  /** Version of the time zone data. */
  tz: string | undefined;
  machine: { cpu: string; cores: number; memoryMb: number };
}

/** Where and when this runs. */
export const setting = (): Setting => ({
  at: new Date().toISOString(),
  commit: commit(),
  node: process.version,
  tz: process.versions["tz"],
  machine: {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    memoryMb: Math.round(totalmem() / 2 ** 20),
  },
});

export function keep(name: string, record: object): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.json`), `${JSON.stringify(record, null, 2)}\n`);
}

/** What was kept before; undefined when nothing was. */
export function kept(name: string): unknown {
  try {
    return JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function commit(): string {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim();
  } catch {
    return "unknown";
  }
}
