import { closeSync, mkdtempSync, openSync, readSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it, vi } from "vitest";
import { openFile, type SqliteFile } from "#storage/sqlite-driver.ts";
import { walCarrier, type Carried } from "#storage/wal-carrier.ts";
import { startStore } from "./harness.ts";

const paces = { pauseMs: 20, idleMs: 150 };
const ignored = () => undefined;

/** A file in WAL mode that is never carried over by whoever writes to it. */
function written(cipher?: string) {
  const dir = mkdtempSync(join(tmpdir(), "thaw-carrier-"));
  const file: SqliteFile = { name: join(dir, "words.db"), cipher };
  const client = openFile(file, {});
  client.pragma("journal_mode = WAL");
  client.pragma("wal_autocheckpoint = 0");
  client.exec("CREATE TABLE word (text)");
  const insert = client.prepare<[string]>("INSERT INTO word VALUES (?)");
  const write = client.transaction((rows: number) => {
    for (let row = 0; row < rows; row += 1) insert.run("a word of some length, to fill pages");
  });
  const size = () => statSync(file.name).size;
  const close = () => {
    client.close();
    rmSync(dir, { recursive: true });
  };
  return { file, client, write, size, [Symbol.dispose]: close };
}

const cipher = "0123456789abcdef".repeat(4);

it.each([
  ["plain", undefined],
  ["encrypted", cipher],
])("carries a %s log over beside whoever writes", async (_, key) => {
  using disk = written(key);
  const carrier = walCarrier(disk.file, ignored, paces);
  disk.write(5000);
  const before = disk.size();
  carrier.changed(5000);
  await vi.waitFor(() => expect(disk.size()).toBeGreaterThan(before + 100_000), 20_000);
  disk.write(5000);
  carrier.changed(5000);
  await vi.waitFor(() => expect(disk.size()).toBeGreaterThan(before + 300_000), 20_000);
  expect(disk.client.prepare("SELECT count(*) AS words FROM word").get()).toEqual({ words: 10_000 });
  await carrier.close();
});

it("says how much of the log it has carried", async () => {
  using disk = written();
  const told: Carried[] = [];
  const carrier = walCarrier(disk.file, (log) => void told.push(log), paces);
  disk.write(5000);
  carrier.changed(5000);
  await vi.waitFor(() => expect(told).toHaveLength(1), 20_000);
  expect(told[0]?.pages).toBeGreaterThan(40);
  expect(told[0]?.carried).toBe(told[0]?.pages);
  await carrier.close();
});

it("lets a long log begin anew while somebody goes on writing", async () => {
  await using harness = await startStore("sqlite");
  const { store, dir } = harness;
  const write = (facts: number, text: string) =>
    store.tx(function* (q) {
      for (let fact = 0; fact < facts; fact += 1) yield* q.queue.setFact(`fact-${fact}`, text);
    });
  for (let pages = 0; pages < 20_000; pages += 1000)
    await write(1000, `${pages}`.repeat(1000).slice(0, 3500));
  const begun = () => timesBegun(join(dir, "thaw.db-wal"));
  const before = begun();
  const until = Date.now() + 10_000;
  while (begun() === before && Date.now() < until) await Promise.all([write(2, "one"), write(2, "other")]);
  expect(begun()).toBeGreaterThan(before);
});

/** How often a log has begun anew, as its head says: https://sqlite.org/fileformat2.html#the_write_ahead_log */
function timesBegun(log: string): number {
  const head = Buffer.alloc(32);
  const file = openSync(log, "r");
  readSync(file, head, 0, head.length, 0);
  closeSync(file);
  return head.readUInt32BE(12);
}

it("leaves a little where it is", async () => {
  using disk = written();
  const carrier = walCarrier(disk.file, ignored, paces);
  disk.write(500);
  const before = disk.size();
  carrier.changed(500);
  await sleep(200);
  await carrier.rest();
  expect(disk.size()).toBe(before);
  carrier.changed(500);
  await vi.waitFor(() => expect(disk.size()).toBeGreaterThan(before), 20_000);
  await carrier.close();
});

it("begins another thread after one has ended, for want of work or by a fault", async () => {
  using disk = written();
  const carrier = walCarrier({ ...disk.file, name: `${disk.file.name}.absent` }, ignored, paces);
  carrier.changed(1000);
  await sleep(400);
  await carrier.rest();
  await carrier.close();
  const next = walCarrier(disk.file, ignored, paces);
  for (const rows of [2000, 2000]) {
    const before = disk.size();
    disk.write(rows);
    next.changed(rows);
    await vi.waitFor(() => expect(disk.size()).toBeGreaterThan(before), 20_000);
    await sleep(3 * paces.idleMs);
  }
  await next.close();
});

it("is out of the way when what was deleted is overwritten", async () => {
  await using harness = await startStore("sqlite");
  const { store, dir } = harness;
  for (let round = 0; round < 3; round += 1) {
    await store.data.tx(function* ({ db }) {
      for (let row = 0; row < 1200; row += 1) {
        const prepared = {
          execute: () => ({ sync: () => db.run(`INSERT INTO meta VALUES ('${round}/${row}', 'x')`) }),
        };
        yield { prepared, params: {} };
      }
    });
    await store.data.scrub("meta");
    expect(statSync(join(dir, "thaw.db-wal")).size).toBe(0);
  }
});
