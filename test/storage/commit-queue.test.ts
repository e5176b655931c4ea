import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import type { Database } from "better-sqlite3";
import { expect, it } from "vitest";
import { commitQueue } from "#storage/commit-queue.ts";
import { loadSqliteDriver, sql } from "#storage/drizzle.ts";
import { loadBetterSqlite3 } from "#storage/sqlite-driver.ts";
import { walDisk } from "#storage/wal-disk.ts";

/** A table of words in a file, and a way to add one in a transaction. */
function words(flush?: () => Promise<void>) {
  const dir = mkdtempSync(join(tmpdir(), "thaw-queue-"));
  const open = () => new (loadBetterSqlite3())(join(dir, "words.db"), { timeout: 1 });
  const client = open();
  client.pragma("journal_mode = WAL");
  client.exec("CREATE TABLE word (text TEXT UNIQUE)");
  const db = loadSqliteDriver().drizzle(client);
  const disk = walDisk(join(dir, "words.db"), flush);
  const queue = commitQueue(client, disk);
  const adding = (text: string) =>
    function* () {
      const prepared = { execute: () => ({ sync: () => db.run(sql`INSERT INTO word VALUES (${text})`) }) };
      yield { prepared, params: {} };
      return text;
    };
  const add = (text: string) => queue.tx(adding(text));
  const addAhead = <T>(work: (add: (text: string) => Promise<string>) => Promise<T>) =>
    queue.ahead((tx) => work((text) => tx(adding(text))));
  const look = () =>
    queue.tx(function* () {
      const prepared = { execute: () => ({ sync: () => kept() }) };
      yield { prepared, params: {} };
      return "seen";
    });
  const kept = () => client.prepare<[], string>("SELECT text FROM word ORDER BY text").pluck().all();
  const close = () => {
    disk.close();
    client.close();
    rmSync(dir, { recursive: true });
  };
  return { client, open, add, addAhead, between: queue.between, look, kept, [Symbol.dispose]: close };
}

/** A disk that does nothing until told to. */
function slowDisk() {
  const flushes: PromiseWithResolvers<void>[] = [];
  const flush = () => {
    const begun = Promise.withResolvers<void>();
    flushes.push(begun);
    return begun.promise;
  };
  return { flush, flushes };
}

/** Whether it is settled by now, after some turns of the event loop. */
async function settled(promise: Promise<unknown>): Promise<boolean> {
  let over = false;
  const note = () => void (over = true);
  promise.then(note, note);
  for (let turn = 0; turn < 5; turn++) await nextTurn();
  return over;
}

const commits = (client: Database) => Number(client.pragma("data_version", { simple: true }));

it("commits together what is asked for together", async () => {
  using table = words();
  const reader = table.open();
  const before = commits(reader);
  await Promise.all(["a", "b", "c"].map(table.add));
  expect(table.kept()).toEqual(["a", "b", "c"]);
  // Another connection sees one change, not three.
  expect(commits(reader) - before).toBe(1);
  reader.close();
});

it("undoes the one that failed and keeps its neighbours", async () => {
  using table = words();
  const results = await Promise.allSettled(["a", "a", "b"].map(table.add));
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
  expect(table.kept()).toEqual(["a", "b"]);
});

it("keeps what still fits when the disk is full", async () => {
  using table = words();
  table.client.pragma("max_page_count = 8");
  const results = await Promise.allSettled(["a", "x".repeat(100_000), "b"].map(table.add));
  expect(results).toMatchObject([
    { status: "fulfilled" },
    // A sentence for the member, and SQLite's own words for the log.
    { status: "rejected", reason: { code: "database-busy", cause: { cause: { code: "SQLITE_FULL" } } } },
    { status: "fulfilled" },
  ]);
  expect(table.kept()).toEqual(["a", "b"]);
});

it("waits for another process that is writing, without holding up the event loop", async () => {
  using table = words();
  const other = table.open();
  other.exec("BEGIN IMMEDIATE");
  const adding = table.add("a");
  // The first try meets the lock, and the event loop goes on.
  await nextTurn();
  await nextTurn();
  expect(table.kept()).toEqual([]);
  other.exec("COMMIT");
  other.close();
  expect(await adding).toBe("a");
  expect(table.kept()).toEqual(["a"]);
});

it("holds many more than one group in the order they came", async () => {
  using table = words();
  const order: string[] = [];
  const names = Array.from({ length: 200 }, (_, n) => String(n).padStart(3, "0"));
  await Promise.all(names.map(async (name) => order.push(await table.add(name))));
  expect(order).toEqual(names);
  expect(table.kept()).toEqual(names);
});

it("tells nobody that it is kept before the disk has it", async () => {
  const { flush, flushes } = slowDisk();
  using table = words(flush);
  const adding = table.add("a");
  expect(await settled(adding)).toBe(false);
  expect(table.kept()).toEqual(["a"]);
  flushes[0]!.resolve();
  expect(await adding).toBe("a");
});

it("writes on while the disk is at work, and takes all of that to it at once", async () => {
  const { flush, flushes } = slowDisk();
  using table = words(flush);
  const first = table.add("a");
  await settled(first);
  const later = Promise.all([table.add("b"), table.add("c")]);
  await settled(later);
  const latest = table.add("d");
  expect(await settled(latest)).toBe(false);
  expect(flushes).toHaveLength(1);
  flushes[0]!.resolve();
  expect(await first).toBe("a");
  // What came meanwhile was perhaps too late for the first.
  expect(await settled(later)).toBe(false);
  expect(flushes).toHaveLength(2);
  flushes[1]!.resolve();
  expect(await later).toEqual(["b", "c"]);
  expect(await latest).toBe("d");
});

it("shows nobody what the disk does not have yet", async () => {
  const { flush, flushes } = slowDisk();
  using table = words(flush);
  expect(await table.look()).toBe("seen");
  const adding = table.add("a");
  const looking = table.look();
  await nextTurn();
  const lookingLater = table.look();
  expect(await settled(Promise.race([adding, looking, lookingLater]))).toBe(false);
  flushes[0]!.resolve();
  expect(await Promise.all([adding, looking, lookingLater])).toEqual(["a", "seen", "seen"]);
  expect(flushes).toHaveLength(1);
});

it("says so when the disk does not take it, and goes on", async () => {
  const { flush, flushes } = slowDisk();
  using table = words(flush);
  const adding = table.add("a");
  await settled(adding);
  flushes[0]!.reject(new Error("no such disk"));
  await expect(adding).rejects.toThrow("no such disk");
  const again = table.add("b");
  await settled(again);
  flushes[1]!.resolve();
  expect(await again).toBe("b");
});

/** What another connection reads: what was committed. */
function committed(table: ReturnType<typeof words>): string[] {
  const reader = table.open();
  const found = reader.prepare<[], string>("SELECT text FROM word ORDER BY text").pluck().all();
  reader.close();
  return found;
}

it("runs ahead of the commit, and ends when all is on disk", async () => {
  const { flush, flushes } = slowDisk();
  using table = words(flush);
  const work = table.addAhead(async (add) => {
    expect([await add("a"), await add("b")]).toEqual(["a", "b"]);
    expect(committed(table)).toEqual([]);
    return "done";
  });
  expect(await settled(work)).toBe(false);
  expect(committed(table)).toEqual(["a", "b"]);
  expect(flushes).toHaveLength(1);
  flushes[0]!.resolve();
  expect(await work).toBe("done");
});

it("commits what runs ahead before anybody else has their turn, and when it is much", async () => {
  using table = words();
  await table.addAhead(async (add) => {
    await add("a");
    await table.add("b");
    expect(committed(table)).toEqual(["a", "b"]);
    await add("c");
    table.between(() => expect(committed(table)).toEqual(["a", "b", "c"]));
    await add("d");
    for (let more = 0; more < 8000; more += 1)
      table.client.exec("UPDATE word SET text = text WHERE text = 'd'");
    await add("e");
    expect(committed(table)).toEqual(["a", "b", "c", "d"]);
  });
  expect(committed(table)).toEqual(["a", "b", "c", "d", "e"]);
});

it("says that what ran ahead was lost, and keeps what was committed before and after it", async () => {
  using table = words();
  const work = table.addAhead(async (add) => {
    await add("a");
    await table.add("b");
    await add("c");
    await expect(add("a")).rejects.toThrow("Failed to run the query");
    return add("d");
  });
  await expect(work).rejects.toThrow("Failed to run the query");
  expect(committed(table)).toEqual(["a", "b", "d"]);
});

it("says that what ran ahead was lost when its commit fails", async () => {
  using table = words();
  table.client.exec(
    "CREATE TABLE page (id PRIMARY KEY); CREATE TABLE line (page REFERENCES page DEFERRABLE INITIALLY DEFERRED)",
  );
  table.client.pragma("foreign_keys = ON");
  const work = table.addAhead(async (add) => {
    await add("a");
    table.client.exec("INSERT INTO line VALUES (1)");
    return "done";
  });
  await expect(work).rejects.toThrow("FOREIGN KEY constraint failed");
  expect(committed(table)).toEqual([]);
  expect(await table.add("b")).toBe("b");
});
