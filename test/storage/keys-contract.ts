/** What the key store keeps to, whatever database is behind it: erasing, lost and wrong keys, rotation. */
import { existsSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { eq } from "#storage/drizzle.ts";
import { keyStore } from "#storage/key-store.ts";
import { newMasterKey, parseMasterKey } from "#storage/master-key.ts";
import { openStore } from "#storage/open.ts";
import { defaultKeysUrl, openKeys, placeOf } from "#storage/place.ts";
import { run } from "#storage/sql.ts";
import { fillEveryTable, mentions } from "./everything.ts";
import {
  ash,
  birch,
  monday,
  newOptions,
  newUrge,
  startStore,
  urge,
  type Harness,
  type Home,
} from "./harness.ts";

export function keysContract(home: Home): void {
  describe("erasing", () => {
    erasing(home);
  });
  describe("the master key", () => {
    masterKey(home);
  });
  describe("rotation", () => {
    rotation(home);
  });
}

async function withMembers(harness: Harness): Promise<void> {
  for (const member of [ash, birch]) {
    await harness.store.tx((q) => q.people.save(member));
    await harness.store.asMember(member.id, (q) => q.records.add("urge", newUrge(`u-${member.id}`, 7)));
  }
}

/** Opens the key store beside a running bot, as the command that rotates the master key does. */
async function openKeyStore({ options }: Harness, master: string) {
  const place = placeOf(defaultKeysUrl(options.url), options.cipherKey);
  const engine = await openKeys(place, options.purpose);
  const keys = await keyStore(engine, place.shown, parseMasterKey(master), monday);
  return { engine, keys, [Symbol.asyncDispose]: () => engine.close() };
}

const readAsh = ({ store }: Harness) =>
  store.asMember(ash.id, function* (q) {
    return (yield* q.records.get("urge", `u-${ash.id}`))?.body;
  });

function erasing(home: Home): void {
  it("removes every row about the member and nothing of anybody else", async () => {
    await using harness = await startStore(home);
    await withMembers(harness);
    await fillEveryTable(harness);
    await harness.store.eraseMember(ash.id);
    expect(await mentions(harness, ash.id)).toEqual([]);
    expect(await mentions(harness, birch.id)).toEqual(["buddy", "due", "person", "record", "subscription"]);
    const kept = await harness.store.asMember(birch.id, (q) => q.records.list("urge"));
    expect(kept).toHaveLength(1);
  });

  it("lets a member who was erased start anew", async () => {
    await using harness = await startStore(home);
    await withMembers(harness);
    await harness.store.eraseMember(ash.id);
    await harness.store.tx((q) => q.people.save(ash));
    await harness.store.asMember(ash.id, (q) => q.records.add("urge", newUrge("new", 3)));
    await harness.reopen();
    const kept = await harness.store.asMember(ash.id, (q) => q.records.list("urge"));
    expect(kept.map(({ id }) => id)).toEqual(["new"]);
  });

  it("finishes at the next start what a crash cut short after the key was destroyed", async () => {
    await using harness = await startStore(home);
    await withMembers(harness);
    await harness.store.close();
    {
      await using beside = await openKeyStore(harness, readFileSync(join(harness.dir, "master.key"), "utf8"));
      await beside.keys.destroy(ash.id, monday);
    }
    harness.store = await openStore(harness.options);
    expect(await mentions(harness, ash.id)).toEqual([]);
    expect(await mentions(harness, birch.id)).toEqual(["person", "record"]);
  });

  it("leaves no record under a destroyed key when a member is erased in the middle of their own commands", async () => {
    await using harness = await startStore(home);
    await withMembers(harness);
    const write = (n: number) =>
      harness.store.asMember(ash.id, function* (q) {
        yield* q.people.save(ash);
        yield* q.records.add("urge", newUrge(`w${n}`, 1));
      });
    const erase = () => harness.store.eraseMember(ash.id);
    await Promise.all([write(0), write(1), erase(), write(2), write(3), erase(), write(4)]);
    const kept = await harness.store.asMember(ash.id, (q) => q.records.list("urge"));
    expect(kept.every(({ body }) => body.readings[0]?.intensity === 1)).toBe(true);
    await harness.store.eraseMember(ash.id);
    expect(await mentions(harness, ash.id)).toEqual([]);
  });

  it("takes a member being erased many times at once for erased once", async () => {
    await using harness = await startStore(home);
    for (let round = 0; round < 10; round += 1) {
      await withMembers(harness);
      await Promise.all(Array.from({ length: 5 }, () => harness.store.eraseMember(ash.id)));
      expect(await mentions(harness, ash.id)).toEqual([]);
      await harness.store.eraseMember(birch.id);
    }
  });

  it("never puts a new key in the place of one that is lost", async () => {
    await using harness = await startStore(home);
    await withMembers(harness);
    await harness.store.close();
    {
      await using beside = await openKeyStore(harness, readFileSync(join(harness.dir, "master.key"), "utf8"));
      await beside.engine.tx(({ db, t }) =>
        run(db.delete(t.memberKey).where(eq(t.memberKey.personId, ash.id))),
      );
    }
    harness.store = await openStore(harness.options);
    await expect(readAsh(harness)).rejects.toMatchObject({ code: "key-lost" });
    expect(await mentions(harness, ash.id)).toEqual(["person", "record"]);
  });
}

function masterKey(home: Home): void {
  it("is made at the first start, readable by its owner alone, and told of once", async () => {
    await using harness = await startStore(home);
    const file = join(harness.dir, "master.key");
    expect(harness.store.masterKeyMade).toBe(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await harness.reopen()).masterKeyMade).toBeUndefined();
  });

  it("is never made anew for keys that another one wraps", async () => {
    await using harness = await startStore(home);
    await withMembers(harness);
    await harness.store.close();
    const file = join(harness.dir, "master.key");
    const text = readFileSync(file, "utf8");
    rmSync(file);
    await expect(openStore(harness.options)).rejects.toMatchObject({ code: "key-missing" });
    expect(existsSync(file)).toBe(false);
    harness.store = await openStore({ ...harness.options, masterKey: text });
    expect(await readAsh(harness)).toEqual(urge(7));
  });

  it("is refused when it is the wrong one, or no key at all", async () => {
    await using harness = await startStore(home);
    await withMembers(harness);
    await harness.store.close();
    const open = (masterKey: string) => openStore({ ...harness.options, masterKey });
    await expect(open(newMasterKey())).rejects.toMatchObject({ code: "key-mismatch" });
    await expect(open("hunter2")).rejects.toMatchObject({ code: "key-malformed" });
    harness.store = await openStore(harness.options);
    expect(await readAsh(harness)).toEqual(urge(7));
  });

  it("means nothing beside another database's key store, or an empty one", async () => {
    await using harness = await startStore(home);
    await withMembers(harness);
    await using other = await startStore(home);
    await withMembers(other);
    await other.store.close();
    await harness.store.close();
    const foreign = { ...harness.options, keysUrl: defaultKeysUrl(other.options.url) };
    await expect(openStore(foreign)).rejects.toMatchObject({ code: "keys-foreign" });
    const { options, dir } = await newOptions(home);
    const empty = { ...harness.options, keysUrl: defaultKeysUrl(options.url) };
    await expect(openStore(empty)).rejects.toMatchObject({ code: "keys-missing" });
    rmSync(dir, { recursive: true });
    harness.store = await openStore(harness.options);
    other.store = await openStore(other.options);
    expect(await readAsh(harness)).toEqual(urge(7));
  });
}

function rotation(home: Home): void {
  it("opens everything under the new key and nothing under the old", async () => {
    await using harness = await startStore(home);
    await withMembers(harness);
    const next = newMasterKey();
    await harness.store.rotateMasterKey(next);
    expect(await readAsh(harness)).toEqual(urge(7));
    await harness.store.close();
    harness.store = await openStore({ ...harness.options, masterKey: next });
    expect(await readAsh(harness)).toEqual(urge(7));
  });

  it("closes the door on the old key a day later", async () => {
    await using harness = await startStore(home);
    await withMembers(harness);
    const old = readFileSync(join(harness.dir, "master.key"), "utf8");
    const next = newMasterKey();
    await harness.store.rotateMasterKey(next);
    await harness.reopen({ masterKey: next, now: () => monday + 25 * 3_600_000 });
    await harness.store.close();
    await expect(openStore({ ...harness.options, masterKey: old })).rejects.toMatchObject({
      code: "key-mismatch",
    });
    harness.store = await openStore(harness.options);
    expect(await readAsh(harness)).toEqual(urge(7));
  });

  it("is followed by a bot that runs under the old key meanwhile, new members included", async () => {
    await using harness = await startStore(home);
    await withMembers(harness);
    const next = newMasterKey();
    {
      await using beside = await openKeyStore(harness, readFileSync(join(harness.dir, "master.key"), "utf8"));
      await beside.keys.rotate(parseMasterKey(next), monday);
    }
    const cedar = { ...ash, id: "1003" };
    await harness.store.tx((q) => q.people.save(cedar));
    await harness.store.asMember(cedar.id, (q) => q.records.add("urge", newUrge("u-cedar", 2)));
    await harness.reopen({ masterKey: next, now: () => monday + 25 * 3_600_000 });
    expect(await readAsh(harness)).toEqual(urge(7));
    const kept = await harness.store.asMember(cedar.id, (q) => q.records.get("urge", "u-cedar"));
    expect(kept?.body).toEqual(urge(2));
  });

  it("is finished by the next start, with either key, when it was cut short", async () => {
    await using harness = await startStore(home);
    await withMembers(harness);
    const old = readFileSync(join(harness.dir, "master.key"), "utf8").trim();
    const next = newMasterKey();
    for (const [from, to] of [
      [old, next],
      [next, old],
    ] as const) {
      await harness.store.close();
      await cutShort(harness, from, to);
      harness.store = await openStore({ ...harness.options, masterKey: from });
      expect(await readAsh(harness)).toEqual(urge(7));
      await harness.reopen({ masterKey: to });
      expect(await readAsh(harness)).toEqual(urge(7));
    }
  });
}

/** A rotation whose process ended after the first step, before any key was wrapped anew. */
async function cutShort(harness: Harness, from: string, to: string): Promise<void> {
  await using beside = await openKeyStore(harness, from);
  const { engine } = beside;
  let transactions = 0;
  const failing = {
    ...engine,
    tx: ((steps, isolation) => {
      transactions++;
      return transactions > stepsBeforeRewrap
        ? Promise.reject(new Error("cut"))
        : engine.tx(steps, isolation);
    }) satisfies typeof engine.tx,
  };
  const keys = await keyStore(failing, "keys", parseMasterKey(from), monday);
  transactions = 0;
  await expect(keys.rotate(parseMasterKey(to), monday)).rejects.toThrow("cut");
}

/** Look for a handover twice (learn, finish), then leave one. */
const stepsBeforeRewrap = 3;
