/** What can be read without the keys: nothing that a member typed, no sentence and no number. */
import { copyFileSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loadPg } from "#storage/drizzle.ts";
import { openStore } from "#storage/open.ts";
import { run } from "#storage/sql.ts";
import { ash, monday, newUrge, startStore, urge, type Harness } from "./harness.ts";

const sentences = [
  "The argument with Robin on Tuesday",
  "behind the station, after work",
  "für meine Tochter",
];
/** Numbers that occur nowhere by themselves. */
const numbers = [73_918_273.125, -48_151.623_42];

async function fill({ store }: Harness): Promise<void> {
  await store.tx((q) => q.people.save(ash));
  await store.asMember(ash.id, function* (q) {
    const place = { id: "c1", at: monday, localDate: "2026-03-02" };
    const [note = "", where = "", why = ""] = sentences;
    const [mood = 0, intensity = 0] = numbers;
    yield* q.records.add("checkin", {
      ...place,
      body: { version: 1, state: "within", mood, note, words: [why] },
    });
    yield* q.records.add("urge", {
      ...place,
      id: "u1",
      body: { version: 1, readings: [{ at: monday, intensity }], cues: { place: where } },
    });
    yield* q.records.change("checkin", "c1", {
      rev: 1,
      body: { version: 1, state: "too-much", mood, note: why },
      now: monday,
    });
    yield* q.records.remove("urge", "u1");
  });
}

/** Every way in which a text or a number may lie in a file: as text, in JSON, in hexadecimal, as a double. */
function* traces(): Generator<[string, Buffer]> {
  for (const text of [...sentences, ...sentences.flatMap((sentence) => sentence.split(" ").filter(isLong))]) {
    yield [text, Buffer.from(text)];
    yield [`${text} as UTF-16`, Buffer.from(text, "utf16le")];
    yield [`${text} in hexadecimal`, Buffer.from(Buffer.from(text).toString("hex"))];
  }
  for (const number of numbers) {
    const double = Buffer.alloc(8);
    double.writeDoubleBE(number);
    yield [`${number}`, Buffer.from(`${number}`)];
    yield [`${number} as a double`, double];
    yield [`${number} in hexadecimal`, Buffer.from(Buffer.from(`${number}`).toString("hex"))];
  }
}

const isLong = (word: string) => word.length > 5;
const found = (bytes: Buffer) =>
  [...traces()].filter(([, trace]) => bytes.includes(trace)).map(([name]) => name);

it("leaves nothing in any file of SQLite, log included, while it is open and after", async () => {
  await using harness = await startStore("sqlite");
  await fill(harness);
  const files = () => readdirSync(harness.dir).filter((name) => !name.startsWith("master"));
  const read = () => Buffer.concat(files().map((name) => readFileSync(join(harness.dir, name))));
  expect(files()).toContain("thaw.db-wal");
  expect(read().includes("Europe/Berlin")).toBe(true);
  expect(found(read())).toEqual([]);
  await harness.copyTo(join(harness.dir, "backup.db"));
  await harness.reopen();
  expect(found(read())).toEqual([]);
});

it("leaves nothing in any row of PostgreSQL", async () => {
  await using harness = await startStore("postgres");
  await fill(harness);
  const { url } = harness.options;
  const dump = Buffer.concat([await dumpAll(url), await dumpAll(`${url}_keys`)]);
  expect(dump.includes("Europe/Berlin")).toBe(true);
  expect(found(dump)).toEqual([]);
});

async function dumpAll(url: string): Promise<Buffer> {
  const client = new (loadPg().Client)({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
  );
  const parts: Buffer[] = [];
  for (const { name } of rows) {
    const { rows: texts } = await client.query<{ row: string }>(`SELECT t::text AS row FROM "${name}" t`);
    // Bytes are printed in hexadecimal, which would hide a plain text from a plain search.
    for (const { row } of texts)
      parts.push(Buffer.from(row), Buffer.from(row.replace(/.*\\\\x|".*/g, ""), "hex"));
  }
  await client.end();
  return Buffer.concat(parts);
}

it("finds what it looks for where it is not sealed", async () => {
  const plain = Buffer.from(JSON.stringify({ note: sentences[0], mood: numbers[0] }));
  expect(found(plain)).toContain(sentences[0]);
  expect(found(plain)).toContain(`${numbers[0]}`);
});

it("keeps what is erased out of reach of a backup that was taken before", async () => {
  await using harness = await startStore("sqlite");
  await fill(harness);
  const backup = join(harness.dir, "backup.db");
  await harness.copyTo(backup);
  await harness.store.eraseMember(ash.id);
  await harness.store.close();

  // Beside the keys as they are now: the member is erased again at once.
  copyFileSync(backup, join(harness.dir, "thaw.db"));
  harness.store = await openStore(harness.options);
  expect(await harness.store.tx((q) => q.people.find(ash.id))).toBeUndefined();
  const rows = await harness.store.data.tx(({ db, t }) => run(db.select().from(t.record)));
  expect(rows).toEqual([]);

  // Without them, beside the master key alone: refused.
  await harness.store.close();
  copyFileSync(backup, join(harness.dir, "thaw.db"));
  rmSync(join(harness.dir, "keys.db"));
  await expect(openStore(harness.options)).rejects.toMatchObject({ code: "keys-missing" });
});

it("restores a backup with everything of those who were not erased", async () => {
  await using harness = await startStore("sqlite");
  await harness.store.tx((q) => q.people.save(ash));
  await harness.store.asMember(ash.id, (q) => q.records.add("urge", newUrge("u1", 7)));
  const backup = join(harness.dir, "backup.db");
  await harness.copyTo(backup);
  await harness.store.asMember(ash.id, (q) => q.records.remove("urge", "u1"));
  await harness.store.close();
  copyFileSync(backup, join(harness.dir, "thaw.db"));
  harness.store = await openStore(harness.options);
  const kept = await harness.store.asMember(ash.id, (q) => q.records.get("urge", "u1"));
  expect(kept?.body).toEqual(urge(7));
});
