import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it, vi } from "vitest";
import { openFile, type SqliteFile } from "#storage/sqlite-driver.ts";
import { walCarrier } from "#storage/wal-carrier.ts";
import { startStore } from "./harness.ts";

const paces = { pauseMs: 20, idleMs: 150 };

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
  const carrier = walCarrier(disk.file, paces);
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

it("leaves a little where it is", async () => {
  using disk = written();
  const carrier = walCarrier(disk.file, paces);
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
  const carrier = walCarrier({ ...disk.file, name: `${disk.file.name}.absent` }, paces);
  carrier.changed(1000);
  await sleep(400);
  await carrier.rest();
  await carrier.close();
  const next = walCarrier(disk.file, paces);
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
