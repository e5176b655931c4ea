/** Databases that the bot must not touch: each gets a sentence, and stays as it is. */
import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loadPg } from "#storage/drizzle.ts";
import { loadBetterSqlite3 } from "#storage/sqlite-driver.ts";
import { openStore } from "#storage/open.ts";
import { run, type Dialect } from "#storage/sql.ts";
import { ash, monday, newOptions, newUrge, startStore } from "./harness.ts";

const dialects: Dialect[] = ["sqlite", "postgres"];
const digest = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex");

/** Runs SQL on a database that the bot does not have open. */
async function meddle(url: string, ...orders: string[]): Promise<void> {
  if (url.startsWith("file:")) {
    const db = new (loadBetterSqlite3())(url.slice("file:".length));
    for (const order of orders) db.exec(order);
    db.close();
    return;
  }
  const client = new (loadPg().Client)({ connectionString: url });
  await client.connect();
  for (const order of orders) await client.query(order);
  await client.end();
}

const refusal = (code: string) => ({ name: "StoreError", code, message: expect.stringMatching(/\.$/) });

it.for(dialects)("refuses another application's database (%s)", async (dialect) => {
  const { dir, options } = await newOptions(dialect);
  await meddle(options.url, "CREATE TABLE song (title text)", "INSERT INTO song VALUES ('So What')");
  await expect(openStore(options)).rejects.toMatchObject(refusal("database-foreign"));
  await meddle(options.url, "CREATE TABLE meta (key text, value text)");
  await expect(openStore(options)).rejects.toMatchObject(refusal("database-foreign"));
  rmSync(dir, { recursive: true });
});

it.for(dialects)("refuses a key store in the place of the data (%s)", async (dialect) => {
  await using harness = await startStore(dialect);
  await harness.store.close();
  const { url } = harness.options;
  const keys = dialect === "sqlite" ? url.replace("thaw.db", "keys.db") : `${url}_keys`;
  await expect(openStore({ ...harness.options, url: keys })).rejects.toMatchObject(
    refusal("database-foreign"),
  );
});

it.for(dialects)("never mixes the sandbox's data with real data (%s)", async (dialect) => {
  await using harness = await startStore(dialect);
  await harness.store.close();
  const sandbox = openStore({ ...harness.options, purpose: "sandbox" });
  await expect(sandbox).rejects.toMatchObject({
    ...refusal("database-other-purpose"),
    message: expect.stringMatching(/holds live data, and this start wants sandbox data/),
  });
});

it.for(dialects)("refuses a database that a newer version has written (%s)", async (dialect) => {
  const { dir, options } = await newOptions(dialect);
  await (await openStore(options)).close();
  const table = dialect === "sqlite" ? "__drizzle_migrations" : "drizzle.__drizzle_migrations";
  await meddle(options.url, `INSERT INTO ${table} (hash, created_at) VALUES ('later', 9000000000000)`);
  await expect(openStore(options)).rejects.toMatchObject(refusal("database-too-new"));
  rmSync(dir, { recursive: true });
});

const spoilt: [string, string, (path: string, good: Buffer) => void][] = [
  ["database-corrupt", "no database at all", (path) => writeFileSync(path, "Dear diary, ".repeat(900))],
  [
    "database-corrupt",
    "one cut short",
    (path, good) => writeFileSync(path, good.subarray(0, good.length / 2)),
  ],
  ["database-corrupt", "damaged pages", (path, good) => writeFileSync(path, damaged(good))],
  ["database-foreign", "another's, with its newest pages still in the log", (path) => foreign(path)],
];

it.for(spoilt)("leaves a file as it was, byte for byte (%s: %s)", async ([code, , make]) => {
  const { dir, options } = await newOptions("sqlite");
  await (await openStore(options)).close();
  const good = readFileSync(join(dir, "thaw.db"));
  const path = join(dir, "other.db");
  make(path, good);
  const before = digest(path);
  const opening = openStore({ ...options, url: `file:${path}` });
  await expect(opening).rejects.toMatchObject(refusal(code));
  expect(digest(path)).toBe(before);
  rmSync(dir, { recursive: true });
});

/** Zeroes in the middle of some pages that are in use. */
function damaged(good: Buffer): Buffer {
  const bytes = Buffer.from(good);
  for (let page = 2; page < 12; page++) bytes.fill(0xff, page * 4096 + 8, page * 4096 + 600);
  return bytes;
}

/** Another application's database in WAL mode, closed without a checkpoint. */
function foreign(path: string): void {
  const Database = loadBetterSqlite3();
  const source = `${path}.source`;
  const db = new Database(source);
  db.pragma("journal_mode = WAL");
  db.exec("CREATE TABLE song (title text)");
  for (const suffix of ["", "-wal"]) writeFileSync(path + suffix, readFileSync(source + suffix));
  db.close();
}

it("takes an empty file for a new database", async () => {
  const { dir, options } = await newOptions("sqlite");
  writeFileSync(join(dir, "thaw.db"), "");
  const store = await openStore(options);
  expect(await store.tx((q) => q.people.find(ash.id))).toBeUndefined();
  await store.close();
  rmSync(dir, { recursive: true });
});

it("lets one process at a time use a SQLite file", async () => {
  await using harness = await startStore("sqlite");
  await expect(openStore(harness.options)).rejects.toMatchObject(refusal("database-locked"));
  await harness.reopen();
});

it("says that another program holds the file", async () => {
  const { dir, options } = await newOptions("sqlite");
  const other = new (loadBetterSqlite3())(options.url.slice("file:".length));
  other.exec("CREATE TABLE song (title text)");
  other.exec("BEGIN EXCLUSIVE");
  await expect(openStore(options)).rejects.toMatchObject(refusal("database-locked"));
  other.close();
  rmSync(dir, { recursive: true });
});

it("says what is wrong with an address, and never shows its password", async () => {
  const { dir, options } = await newOptions("sqlite");
  const open = (url: string) => openStore({ ...options, url });
  writeFileSync(join(dir, "master.key"), "");
  await expect(open("mysql://localhost/thaw")).rejects.toMatchObject(refusal("database-url"));
  await expect(open(`file:${dir}`)).rejects.toMatchObject(refusal("database-unreachable"));
  await expect(open(`file:${dir}/master.key/thaw.db`)).rejects.toMatchObject(refusal("database-unreachable"));
  const nobody = await open("postgres://thaw:hunter2@127.0.0.1:1/thaw").catch((error: unknown) => error);
  expect(nobody).toMatchObject(refusal("database-unreachable"));
  expect(String(nobody)).not.toContain("hunter2");
  rmSync(dir, { recursive: true });
});

it("starts many processes on one PostgreSQL database at once, and all agree", async () => {
  const { dir, options } = await newOptions("postgres");
  const stores = await Promise.all([1, 2, 3].map(() => openStore({ ...options, masterKey: "A".repeat(43) })));
  const [one, two, three] = stores;
  await one?.tx((q) => q.people.save(ash));
  await two?.asMember(ash.id, (q) => q.records.add("urge", newUrge("u1", 7)));
  const kept = await three?.asMember(ash.id, (q) => q.records.get("urge", "u1"));
  expect(kept?.at).toBe(monday);
  const ids = await Promise.all(
    stores.map((store) => store.data.tx(({ db, t }) => run(db.select().from(t.meta)))),
  );
  expect(new Set(ids.map((rows) => JSON.stringify(rows))).size).toBe(1);
  for (const store of stores) await store.close();
  rmSync(dir, { recursive: true });
});
