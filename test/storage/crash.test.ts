import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { openStore, type StoreOptions } from "#storage/open.ts";
import type { Dialect } from "#storage/sql.ts";
import { ash, startStore } from "./harness.ts";

function startChild({ url, dataDir }: Pick<StoreOptions, "url" | "dataDir">, first: number) {
  const script = join(import.meta.dirname, "crash-child.ts");
  const args = [script, url, dataDir, String(first)];
  return spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
}

/** Lets a process write from `first` on, and kills it some way into its batches. @returns the last one it was sure of */
async function writeUntilKilled({ url, dataDir }: StoreOptions, first: number): Promise<number> {
  const child = startChild({ url, dataDir }, first);
  const ended = once(child, "exit");
  const enough = first + randomInt(3, 12);
  let last = -1;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    // Somewhere in the middle of a later batch: it does not wait for us.
    if (last === enough) child.kill("SIGKILL");
  }
  await ended;
  return last;
}

it.for<Dialect>(["sqlite", "postgres"])(
  "keeps every batch it was sure of, and no part of any other, through SIGKILL (%s)",
  async (dialect) => {
    await using harness = await startStore(dialect);
    let next = 0;
    for (let round = 0; round < 3; round++) {
      await harness.store.close();
      const last = await writeUntilKilled(harness.options, next);
      harness.store = await openStore(harness.options);
      const kept = await harness.store.asMember(ash.id, (q) => q.records.list("urge"));
      const batches = new Map<number, number>();
      for (const { id } of kept) {
        const batch = Number(id.split("-")[0]);
        batches.set(batch, (batches.get(batch) ?? 0) + 1);
      }
      expect([...new Set(batches.values())]).toEqual([10]);
      expect(batches.size).toBeGreaterThan(last);
      expect(batches.size).toBeLessThanOrEqual(last + 2);
      next = batches.size;
    }
  },
);

it("refuses a SQLite file that another process has open, and lets go of it when that one is killed", async () => {
  await using harness = await startStore("sqlite");
  await harness.store.close();
  const child = startChild(harness.options, 0);
  await once(child.stdout, "data");
  await expect(openStore(harness.options)).rejects.toMatchObject({ code: "database-locked" });
  child.kill("SIGKILL");
  await once(child, "exit");
  harness.store = await openStore(harness.options);
  expect(await harness.store.tx((q) => q.people.find(ash.id))).toEqual(ash);
});
