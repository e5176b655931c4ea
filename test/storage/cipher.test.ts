/** SQLite files that are encrypted as a whole, for operators who want that. */
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire, registerHooks } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { backUp } from "#storage/backup.ts";
import { moveStore } from "#storage/move.ts";
import { openStore } from "#storage/open.ts";
import { peekStore } from "#storage/peek.ts";
import { homeOf } from "#storage/place.ts";
import { restore } from "#storage/restore.ts";
import { rotateCipher } from "#storage/rotate-cipher.ts";
import { run } from "#storage/sql.ts";
import { openFile } from "#storage/sqlite-driver.ts";
import { fillEveryTable } from "./everything.ts";
import { ash, birch, cipherKey, newUrge, startStore, urge, type Harness } from "./harness.ts";

const otherKey = "90".repeat(32);

async function withTwo(harness: Harness): Promise<void> {
  for (const person of [ash, birch]) {
    await harness.store.tx((q) => q.people.save(person));
    await harness.store.asMember(person.id, (q) => q.records.add("urge", newUrge(`u${person.id}`, 7)));
  }
}

const bodyOf = async ({ store }: Harness, id: string) =>
  (await store.asMember(id, (q) => q.records.get("urge", `u${id}`)))?.body;

/** Every file of a folder and of those in it, but the master key and the empty lock. */
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^master|\.lock$|-shm$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

/** What stands in the clear in a file that is not encrypted as a whole: names of tables, zones, ids, kinds. */
const legible = ["SQLite format 3", "CREATE TABLE", "member_key", "Europe/Berlin", ash.id, "checkin", "urge"];
const readable = (file: string) => legible.filter((text) => readFileSync(file).includes(text));

it("says what to do where the driver is not installed, and makes no file", () => {
  // Another test may have loaded it already.
  const require = createRequire(import.meta.url);
  delete require.cache[require.resolve("better-sqlite3-multiple-ciphers")];
  const absent = registerHooks({
    resolve(specifier, context, next) {
      if (specifier.startsWith("better-sqlite3-multiple")) throw new Error(`Cannot find ${specifier}`);
      return next(specifier, context);
    },
  });
  const folder = mkdtempSync(join(tmpdir(), "thaw-cipher-"));
  try {
    const opening = () => openFile({ name: join(folder, "thaw.db"), cipher: cipherKey }, {});
    expect(opening).toThrow(expect.objectContaining({ code: "cipher-missing" }));
    expect(readdirSync(folder)).toEqual([]);
  } finally {
    absent.deregister();
    rmSync(folder, { recursive: true });
  }
});

it("holds no page that can be read: not in the file, its log, the keys, or a copy", async () => {
  await using harness = await startStore("encrypted");
  await withTwo(harness);
  await fillEveryTable(harness);
  const plan = { dataTo: join(harness.dir, "backups"), keysTo: join(harness.dir, "keys-backup"), keep: 3 };
  await backUp(harness.options, plan);
  const names = filesIn(harness.dir);
  expect(names.map((name) => name.slice(harness.dir.length + 1).replace(/-\d{8}T\d{6}Z/, ""))).toEqual(
    expect.arrayContaining(["thaw.db", "thaw.db-wal", "keys.db", "backups/thaw.db", "keys-backup/keys.db"]),
  );
  for (const file of names) expect([file, readable(file)]).toEqual([file, []]);
  // Read again from the file alone, and what the search would have found where nothing is encrypted.
  await harness.reopen();
  expect(await bodyOf(harness, ash.id)).toEqual(urge(7));
  await using plain = await startStore("sqlite");
  await withTwo(plain);
  await plain.reopen();
  expect(readable(join(plain.dir, "thaw.db"))).toEqual(
    expect.arrayContaining(["SQLite format 3", "CREATE TABLE", "Europe/Berlin", ash.id, "urge"]),
  );
});

it("opens with its own key alone, and leaves the file as it is otherwise", async () => {
  await using harness = await startStore("encrypted");
  await withTwo(harness);
  await harness.store.close();
  const before = readFileSync(join(harness.dir, "thaw.db"));
  for (const [key, code] of [
    [otherKey, "cipher-mismatch"],
    [undefined, "database-corrupt"],
  ] as const) {
    const options = { ...harness.options, cipherKey: key };
    await expect(openStore(options)).rejects.toMatchObject({ code });
    await expect(peekStore(options)).rejects.toMatchObject({ code });
  }
  expect(readFileSync(join(harness.dir, "thaw.db")).equals(before)).toBe(true);
  // A page that was altered is no page any more.
  const altered = Buffer.from(before);
  altered[5 * 4096 + 99]! ^= 1;
  writeFileSync(join(harness.dir, "thaw.db"), altered);
  await expect(openStore(harness.options)).rejects.toMatchObject({ code: "database-corrupt" });
  writeFileSync(join(harness.dir, "thaw.db"), before);
  harness.store = await openStore(harness.options);
  expect(await bodyOf(harness, birch.id)).toEqual(urge(7));
});

it("moves out of a plain file into an encrypted one, and back", async () => {
  await using harness = await startStore("sqlite");
  await withTwo(harness);
  await harness.store.close();
  await expect(openStore({ ...harness.options, cipherKey })).rejects.toMatchObject({
    code: "database-plain",
  });

  const options = { ...harness.options, cipherKey };
  const whole = { ...options, url: `file:${join(harness.dir, "whole", "thaw.db")}` };
  const moved = await moveStore(options, homeOf(whole));
  expect(moved.data).toMatchObject({ person: 2, record: 2 });
  for (const file of filesIn(join(harness.dir, "whole"))) expect([file, readable(file)]).toEqual([file, []]);

  const back = { ...harness.options, url: `file:${join(harness.dir, "back", "thaw.db")}` };
  expect(await moveStore(whole, homeOf(back))).toEqual(moved);
  harness.store = await openStore(back);
  expect(await bodyOf(harness, ash.id)).toEqual(urge(7));
});

it("is restored from copies of either sort, and whoever was erased stays erased", async () => {
  await using harness = await startStore("sqlite");
  await withTwo(harness);
  const plan = { dataTo: join(harness.dir, "backups"), keysTo: join(harness.dir, "keys-backup"), keep: 3 };
  const plain = await backUp(harness.options, plan);
  const old = { data: `${plain.data}.old`, keys: `${plain.keys}.old` };
  copyFileSync(plain.data, old.data);
  copyFileSync(plain.keys, old.keys);
  await harness.store.close();

  // Plain copies into a home that is encrypted from now on.
  const options = { ...harness.options, cipherKey };
  await restore(options, old);
  for (const name of ["thaw.db", "keys.db"])
    expect([name, readable(join(harness.dir, name))]).toEqual([name, []]);
  const failed = (error: unknown) => {
    throw error;
  };
  harness.options = { ...options, keysBackup: { folder: plan.keysTo, failed } };
  harness.store = await openStore(harness.options);
  // The keys' copy is still the plain one, and follows all the same.
  await harness.store.eraseMember(birch.id);

  const taken = await backUp(options, plan);
  await harness.store.close();
  const back = await restore(options, { data: old.data });
  expect(back).toMatchObject({ members: 1, erasedAgain: 1 });
  expect(await restore(options, { data: taken.data, keys: taken.keys })).toMatchObject({ members: 1 });
  harness.store = await openStore(harness.options);
  expect(await bodyOf(harness, ash.id)).toEqual(urge(7));
  expect(await harness.store.data.tx(({ db, t }) => run(db.select().from(t.person)))).toHaveLength(1);
});

it("goes on under another key, and takes up a change that was cut short", async () => {
  await using harness = await startStore("encrypted");
  await withTwo(harness);
  await harness.store.eraseMember(birch.id);
  const rotating = () => rotateCipher(harness.options, () => otherKey);
  await expect(rotating()).rejects.toMatchObject({ code: "database-locked" });
  await harness.store.close();

  const [data, keys] = ["thaw.db", "keys.db"].map((name) => join(harness.dir, name)) as [string, string];
  const old = [readFileSync(data), readFileSync(keys)];
  expect(await rotating()).toEqual({ members: 1, opened: 1 });
  expect(readdirSync(harness.dir).filter((name) => name.includes("rotating"))).toEqual([]);
  for (const file of [data, keys]) expect([file, statSync(file).mode & 0o777]).toEqual([file, 0o600]);
  await expect(openStore(harness.options)).rejects.toMatchObject({ code: "cipher-mismatch" });

  // Cut short between the two, with a copy that nobody finished.
  for (const [file, before] of [
    [data, old[0]!],
    [keys, old[1]!],
  ] as const) {
    writeFileSync(file, before);
    writeFileSync(`${file}.rotating`, "half");
    expect(await rotating()).toEqual({ members: 1, opened: 1 });
    expect(readFileSync(file).equals(before)).toBe(false);
  }
  await expect(rotateCipher(harness.options, () => "11".repeat(32))).rejects.toMatchObject({
    code: "cipher-mismatch",
  });
  harness.options = { ...harness.options, cipherKey: otherKey };
  harness.store = await openStore(harness.options);
  expect(await bodyOf(harness, ash.id)).toEqual(urge(7));
  expect(await harness.store.tx((q) => q.people.find(birch.id))).toBeUndefined();
});

it("keeps what a bot that was killed left in the log when the key changes", async () => {
  await using harness = await startStore("encrypted");
  await withTwo(harness);
  // As a kill leaves it: the log beside the file, and nobody who holds the lock.
  const folder = join(harness.dir, "killed");
  mkdirSync(folder);
  for (const name of ["thaw.db", "keys.db"])
    for (const file of [name, `${name}-wal`]) copyFileSync(join(harness.dir, file), join(folder, file));
  expect(statSync(join(folder, "thaw.db-wal")).size).toBeGreaterThan(0);
  const killed = { ...harness.options, url: `file:${join(folder, "thaw.db")}` };
  // Nor while a backup reads.
  const reader = openFile({ name: join(folder, "thaw.db"), cipher: cipherKey }, { readonly: true });
  reader.exec("BEGIN; SELECT count(*) FROM person");
  await expect(rotateCipher(killed, () => otherKey)).rejects.toMatchObject({ code: "database-locked" });
  reader.close();
  expect(await rotateCipher(killed, () => otherKey)).toEqual({ members: 2, opened: 2 });
  expect(readdirSync(folder).filter((name) => /-wal|-shm/.test(name))).toEqual([]);
  // Nothing of the old file's log goes into the new one.
  const store = await openStore({ ...killed, cipherKey: otherKey });
  expect(await bodyOf({ ...harness, store }, birch.id)).toEqual(urge(7));
  await store.close();
});

it("refuses to change a key where nothing is encrypted, and leaves it as it is", async () => {
  await using harness = await startStore("sqlite");
  await withTwo(harness);
  await harness.store.close();
  const before = readFileSync(join(harness.dir, "thaw.db"));
  for (const [key, code] of [
    [undefined, "cipher-nowhere"],
    [cipherKey, "database-plain"],
  ] as const)
    await expect(rotateCipher({ ...harness.options, cipherKey: key }, () => otherKey)).rejects.toMatchObject({
      code,
    });
  expect(readFileSync(join(harness.dir, "thaw.db")).equals(before)).toBe(true);
  harness.store = await openStore(harness.options);
});
