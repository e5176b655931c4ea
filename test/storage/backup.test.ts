/** Copies taken beside a running bot, and what comes back from them. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { backUp } from "#storage/backup.ts";
import { copiesIn } from "#storage/copies.ts";
import { openStore, type OpenStore } from "#storage/open.ts";
import { restore } from "#storage/restore.ts";
import type { Dialect } from "#storage/sql.ts";
import { freshDatabase } from "#test/postgres.ts";
import { ash, birch, monday, newUrge, startStore, urge, type Harness } from "./harness.ts";

const dialects: Dialect[] = ["sqlite", "postgres"];

async function withTwo(harness: Harness): Promise<void> {
  for (const person of [ash, birch]) {
    await harness.store.tx((q) => q.people.save(person));
    await harness.store.asMember(person.id, (q) => q.records.add("urge", newUrge(`u${person.id}`, 7)));
  }
}

const plan = ({ dir }: Harness, keep = 14) => ({
  dataTo: join(dir, "backups"),
  keysTo: join(dir, "keys-backup"),
  keep,
});
const bodyOf = async ({ store }: Harness, id: string) =>
  (await store.asMember(id, (q) => q.records.get("urge", `u${id}`)))?.body;

it.for(dialects)(
  "copies beside the running bot, tries the copies, and restores them (%s)",
  async (dialect) => {
    await using harness = await startStore(dialect);
    await withTwo(harness);
    const taken = await backUp(harness.options, plan(harness));
    expect(taken).toMatchObject({ members: 2, opened: 2, removed: [] });
    expect(readFileSync(taken.data).includes("member_key")).toBe(false);

    await harness.store.asMember(ash.id, (q) => q.records.remove("urge", `u${ash.id}`));
    await harness.store.eraseMember(birch.id);
    await harness.store.close();
    // PostgreSQL is restored into a new database, beside the keys as they are.
    const keysUrl = dialect === "postgres" ? `${harness.options.url}_keys` : undefined;
    const url = dialect === "postgres" ? await freshDatabase() : harness.options.url;
    const options = { ...harness.options, url, keysUrl };
    // What is settled in the restored data is there from its first start on.
    const settle = (store: OpenStore) => store.tx((q) => q.queue.setFact("settled", "yes"));
    const back = await restore(options, { data: taken.data }, settle);
    expect(back).toMatchObject({ members: 1, opened: 1, erasedAgain: 1 });
    expect(back.before.map((file) => existsSync(file))).toEqual(dialect === "sqlite" ? [true] : []);

    harness.store = await openStore(options);
    expect(await bodyOf(harness, ash.id)).toEqual(urge(7));
    expect(await harness.store.tx((q) => q.people.find(birch.id))).toBeUndefined();
    expect(await harness.store.tx((q) => q.queue.fact("settled"))).toBe("yes");
  },
);

it("brings keys back from their copy, but never those of members who were erased", async () => {
  await using harness = await startStore("sqlite");
  await withTwo(harness);
  const { data, keys } = await backUp(harness.options, plan(harness));
  await harness.reopen({
    keysBackup: {
      folder: plan(harness).keysTo,
      failed: (error) => {
        throw error;
      },
    },
  });
  await harness.store.eraseMember(birch.id);
  await harness.store.close();
  rmSync(join(harness.dir, "keys.db"));
  expect(await restore(harness.options, { data, keys })).toMatchObject({ members: 1, erasedAgain: 1 });
  await harness.reopen();
  expect(await bodyOf(harness, ash.id)).toEqual(urge(7));
});

it("keeps erased what the present keys know to be erased, also under older keys", async () => {
  await using harness = await startStore("sqlite");
  await withTwo(harness);
  const { data, keys } = await backUp(harness.options, plan(harness));
  await harness.store.eraseMember(birch.id);
  await harness.store.close();
  expect(await restore(harness.options, { data, keys })).toMatchObject({ members: 1, erasedAgain: 1 });
});

it("keeps the newest copies and one of the keys", async () => {
  await using harness = await startStore("sqlite");
  await withTwo(harness);
  const at = (hour: number) => ({ ...harness.options, now: () => monday + hour * 3_600_000 });
  const first = await backUp(at(0), plan(harness, 2));
  await backUp(at(1), plan(harness, 2));
  const third = await backUp(at(2), plan(harness, 2));
  expect(third.removed).toEqual([first.data]);
  expect(copiesIn(plan(harness).dataTo)).toHaveLength(2);
  expect(copiesIn(plan(harness).dataTo)[0]).toBe(third.data);
});

it("puts no copy in place that cannot be opened, and restores none", async () => {
  await using harness = await startStore("sqlite");
  await withTwo(harness);
  const wrong = { ...harness.options, masterKey: "A".repeat(43) };
  await expect(backUp(wrong, plan(harness))).rejects.toMatchObject({ code: "key-mismatch" });
  expect(copiesIn(plan(harness).dataTo)).toEqual([]);

  const { data } = await backUp(harness.options, plan(harness));
  await expect(restore(harness.options, { data })).rejects.toMatchObject({ code: "database-locked" });
  await harness.store.close();
  const spoilt = join(harness.dir, "spoilt.db");
  writeFileSync(spoilt, readFileSync(data).subarray(0, 20_000));
  await expect(restore(harness.options, { data: spoilt })).rejects.toMatchObject({
    code: "database-corrupt",
  });
  await expect(restore(wrong, { data })).rejects.toMatchObject({ code: "key-mismatch" });
  await harness.reopen();
  expect(await bodyOf(harness, birch.id)).toEqual(urge(7));
});
