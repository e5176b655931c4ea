/** What an operator does from the command line, as they would: in a process of its own. */
import { execFile } from "node:child_process";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { openStore } from "#storage/open.ts";
import { ash, cipherKey, newUrge, startStore, urge, type Harness } from "#test/storage/harness.ts";

const root = join(import.meta.dirname, "../..");

interface Ended {
  code: number;
  text: string;
}

async function script(
  { options, dir }: Harness,
  name: string,
  args: string[],
  more: Record<string, string> = {},
): Promise<Ended> {
  const env = { PATH: process.env["PATH"] ?? "", DATABASE_URL: options.url, DATA_DIR: dir, ...more };
  const run = promisify(execFile)(process.execPath, [join(root, "scripts", name), ...args], {
    env,
    cwd: dir,
  });
  return run.then(
    ({ stdout }) => ({ code: 0, text: stdout }),
    (error: { code: number; stderr: string }) => ({ code: error.code, text: error.stderr }),
  );
}

async function withUrge(harness: Harness): Promise<void> {
  await harness.store.tx((q) => q.people.save(ash));
  await harness.store.asMember(ash.id, (q) => q.records.add("urge", newUrge("u1", 7)));
}

const readBack = async ({ store }: Harness) =>
  (await store.asMember(ash.id, (q) => q.records.get("urge", "u1")))?.body;

it.each(["sqlite", "postgres"] as const)(
  "changes the master key while the bot runs, on %s",
  async (dialect) => {
    await using harness = await startStore(dialect);
    await withUrge(harness);
    const file = join(harness.dir, "master.key");
    const old = readFileSync(file, "utf8");
    const ended = await script(harness, "keys-rotate.ts", []);
    expect(ended.text).toContain("1 members' keys are wrapped");
    expect(readFileSync(file, "utf8")).not.toBe(old);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(existsSync(`${file}.new`)).toBe(false);
    // The running bot goes on, and so does one that starts under the new key.
    expect(await readBack(harness)).toEqual(urge(7));
    await harness.reopen();
    expect(await readBack(harness)).toEqual(urge(7));
  },
);

it("changes the key of the files themselves once the bot has stopped", async () => {
  await using harness = await startStore("encrypted");
  await withUrge(harness);
  const out = join(harness.dir, "next.key");
  const key = { DATABASE_CIPHER_KEY: cipherKey };
  const rotating = () => script(harness, "keys-rotate.ts", ["--database", "--out", out], key);
  expect(await rotating()).toMatchObject({ code: 1, text: expect.stringContaining("in use by another") });
  expect(existsSync(out)).toBe(false);
  await harness.store.close();
  expect((await rotating()).text).toContain("1 members, 1 of their records opened");
  expect(statSync(out).mode & 0o777).toBe(0o600);
  // Again, as after one that was cut short.
  const next = readFileSync(out, "utf8");
  expect((await rotating()).code).toBe(0);
  expect(readFileSync(out, "utf8")).toBe(next);
  harness.options = { ...harness.options, cipherKey: next.trim() };
  harness.store = await openStore(harness.options);
  expect(await readBack(harness)).toEqual(urge(7));
  expect((await script(harness, "keys-rotate.ts", ["--database"], key)).text).toContain("--out FILE");
});

it("refuses to change a key that is not the one in use, and leaves everything as it is", async () => {
  await using harness = await startStore("sqlite");
  await withUrge(harness);
  const wrong = await script(harness, "keys-rotate.ts", ["--out", join(harness.dir, "next.key")], {
    MASTER_KEY: "ab".repeat(32),
  });
  expect(wrong).toMatchObject({ code: 1, text: expect.stringContaining("old or a wrong key") });
  await harness.reopen();
  expect(await readBack(harness)).toEqual(urge(7));
});

it("makes no key store where there is none", async () => {
  await using harness = await startStore("sqlite");
  const elsewhere = join(harness.dir, "elsewhere");
  const ended = await script(harness, "keys-rotate.ts", [], { DATABASE_URL: `file:${elsewhere}/thaw.db` });
  expect(ended.code).toBe(1);
  expect(existsSync(join(elsewhere, "keys.db"))).toBe(false);
});

it("hands over what a member made, readable to the operator alone", async () => {
  await using harness = await startStore("sqlite");
  await withUrge(harness);
  await harness.store.close();
  const folder = join(harness.dir, "out");
  const ended = await script(harness, "export.ts", [ash.id, folder]);
  expect(ended.text).toContain("1 records are in");
  for (const name of ["export.json", "export.csv", "export.html"])
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(folder, "export.json"), "utf8")).toContain('"intensity": 7');
  expect((await script(harness, "export.ts", [ash.id, folder])).code).toBe(1);
  expect((await script(harness, "export.ts", ["9999", join(harness.dir, "x")])).text).toContain(
    "Nothing is kept",
  );
  expect((await script(harness, "export.ts", ["../x", "y"])).text).toContain("Usage");
  await harness.reopen();
});

it("erases on request, with a receipt", async () => {
  await using harness = await startStore("sqlite");
  await withUrge(harness);
  await harness.store.close();
  const ended = await script(harness, "export.ts", [ash.id, "--erase"]);
  expect(ended.text).toMatch(/urge: 1[\s\S]*nothing is left/);
  await harness.reopen();
  expect(await harness.store.tx((q) => q.people.find(ash.id))).toBeUndefined();
});

it("does not touch a SQLite database that a bot is working on", async () => {
  await using harness = await startStore("sqlite");
  await withUrge(harness);
  const ended = await script(harness, "export.ts", [ash.id, join(harness.dir, "out")]);
  expect(ended).toMatchObject({ code: 1, text: expect.stringContaining("in use by another process") });
});
