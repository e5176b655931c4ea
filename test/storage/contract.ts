/** What every store keeps to, whatever database is behind it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eq } from "#storage/drizzle.ts";
import { first, run, type Sql } from "#storage/sql.ts";
import {
  ash,
  birch,
  evening,
  monday,
  newUrge,
  startStore,
  urge,
  type Harness,
  type Home,
} from "./harness.ts";

export function storeContract(home: Home): void {
  describe("transactions", () => {
    transactions(home);
  });
  describe("members", () => {
    members(home);
  });
  describe("records", () => {
    records(home);
  });
  describe("values", () => {
    values(home);
  });
}

const guild = { id: "g1", zone: "UTC", locale: "en", settings: {}, joinedAt: monday, leftAt: null };

/** Reads a counter and writes it back one higher: two at once must not lose one another's. */
function* countUp({ db, t }: Sql) {
  const row = yield* first(db.select().from(t.counter).where(eq(t.counter.name, "answers")));
  if (row)
    yield* run(
      db
        .update(t.counter)
        .set({ value: row.value + 1 })
        .where(eq(t.counter.name, "answers")),
    );
  return row?.value;
}

async function withCounter(harness: Harness): Promise<void> {
  await harness.store.data.tx(function* ({ db, t }) {
    yield* run(db.insert(t.guild).values(guild));
    yield* run(db.insert(t.counter).values({ guildId: "g1", week: "2026-W10", name: "answers", value: 0 }));
  });
}

function transactions(home: Home): void {
  it("keeps nothing of a transaction in which anything failed", async () => {
    await using harness = await startStore(home);
    const failing = harness.store.tx(function* (q) {
      yield* q.people.save(ash);
      throw new Error("changed my mind");
    });
    await expect(failing).rejects.toThrow("changed my mind");
    expect(await harness.store.tx((q) => q.people.find(ash.id))).toBeUndefined();
  });

  it("throws the database's error into the steps, and rolls back even when they swallow it", async () => {
    await using harness = await startStore(home);
    const seen: unknown[] = [];
    const swallowing = harness.store.data.tx(function* ({ db, t }) {
      yield* run(db.insert(t.guild).values(guild));
      try {
        yield* run(db.insert(t.guild).values(guild));
      } catch (error) {
        seen.push(error);
      }
      return "all is well";
    });
    await expect(swallowing).rejects.toThrow(/unique/i);
    expect(seen).toHaveLength(1);
    expect(await harness.store.data.tx(({ db, t }) => run(db.select().from(t.guild)))).toEqual([]);
  });

  it("runs nothing more in a transaction that has failed", async () => {
    await using harness = await startStore(home);
    let went = "nowhere";
    const persisting = harness.store.data.tx(function* ({ db, t }) {
      yield* run(db.insert(t.guild).values(guild));
      try {
        yield* run(db.insert(t.guild).values(guild));
      } catch {
        went = "on";
      }
      yield* run(db.select().from(t.guild));
      went = "further";
    });
    await expect(persisting).rejects.toThrow(/unique/i);
    expect(went).toBe("on");
  });

  it("lets only queries be yielded", async () => {
    await using harness = await startStore(home);
    const waiting = harness.store.tx(function* () {
      yield Promise.resolve();
    });
    await expect(waiting).rejects.toThrow(/nothing but queries/);
  });

  it("does not let one transaction's failure touch another that runs beside it", async () => {
    await using harness = await startStore(home);
    const [one, two, three] = await Promise.allSettled([
      harness.store.tx((q) => q.people.save(ash)),
      harness.store.tx(function* (q) {
        yield* q.people.save({ ...ash, zone: "UTC" });
        throw new Error("no");
      }),
      harness.store.tx((q) => q.people.save(birch)),
    ]);
    expect([one.status, two.status, three.status]).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(await harness.store.tx((q) => q.people.find(ash.id))).toEqual(ash);
    expect(await harness.store.tx((q) => q.people.find(birch.id))).toEqual(birch);
  });

  it("loses no update when many read and write the same row at once", async () => {
    await using harness = await startStore(home);
    await withCounter(harness);
    const results = await Promise.all(Array.from({ length: 20 }, () => harness.store.data.tx(countUp)));
    expect(results.toSorted((a = 0, b = 0) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n));
  });

  it("keeps what was acknowledged across a restart", async () => {
    await using harness = await startStore(home);
    await harness.store.tx((q) => q.people.save(ash));
    const store = await harness.reopen();
    expect(await store.tx((q) => q.people.find(ash.id))).toEqual(ash);
  });
}

function members(home: Home): void {
  it("finds what was saved, and nobody else", async () => {
    await using harness = await startStore(home);
    await harness.store.tx((q) => q.people.save(ash));
    expect(await harness.store.tx((q) => q.people.find(ash.id))).toEqual(ash);
    expect(await harness.store.tx((q) => q.people.find(birch.id))).toBeUndefined();
  });

  it("replaces the whole row without losing the records under it", async () => {
    await using harness = await startStore(home);
    await harness.store.tx((q) => q.people.save(ash));
    await harness.store.asMember(ash.id, (q) => q.records.add("urge", newUrge("u1", 7)));
    const changed = { ...ash, zone: "Asia/Tokyo", adult: false, pausedUntil: monday + 1, quietFrom: null };
    await harness.store.tx((q) => q.people.save(changed));
    expect(await harness.store.tx((q) => q.people.find(ash.id))).toEqual(changed);
    const kept = await harness.store.asMember(ash.id, (q) => q.records.get("urge", "u1"));
    expect(kept?.body).toEqual(urge(7));
  });

  it("lets a member's first transaction make their row and their first record at once", async () => {
    await using harness = await startStore(home);
    await harness.store.asMember(ash.id, function* (q) {
      yield* q.people.save(ash);
      yield* q.records.add("urge", newUrge("u1", 4));
    });
    await harness.reopen();
    expect(await harness.store.asMember(ash.id, (q) => q.records.list("urge"))).toHaveLength(1);
  });

  it("refuses a record of somebody who has no row", async () => {
    await using harness = await startStore(home);
    const adding = harness.store.asMember("404", (q) => q.records.add("urge", newUrge("u1", 4)));
    await expect(adding).rejects.toThrow(/foreign key/i);
  });
}

function records(home: Home): void {
  it("gives back what was added, newest first, within a span and a limit", async () => {
    await using harness = await startStore(home);
    await harness.store.tx((q) => q.people.save(ash));
    await harness.store.asMember(ash.id, function* (q) {
      for (let n = 0; n < 5; n++) yield* q.records.add("urge", newUrge(`u${n}`, n, monday + n));
    });
    const list = (span?: object) =>
      harness.store.asMember(ash.id, function* (q) {
        return (yield* q.records.list("urge", span)).map(({ id }) => id);
      });
    expect(await list()).toEqual(["u4", "u3", "u2", "u1", "u0"]);
    expect(await list({ from: monday + 1, to: monday + 4 })).toEqual(["u3", "u2", "u1"]);
    expect(await list({ limit: 2 })).toEqual(["u4", "u3"]);
  });

  it("keeps kinds and members apart", async () => {
    await using harness = await startStore(home);
    await harness.store.tx((q) => q.people.save(ash));
    await harness.store.tx((q) => q.people.save(birch));
    await harness.store.asMember(ash.id, (q) => q.records.add("urge", newUrge("u1", 7)));
    expect(await harness.store.asMember(ash.id, (q) => q.records.get("plan", "u1"))).toBeUndefined();
    const asBirch = await harness.store.asMember(birch.id, function* (q) {
      return {
        got: yield* q.records.get("urge", "u1"),
        listed: yield* q.records.list("urge"),
        changed: yield* q.records.change("urge", "u1", { rev: 1, body: urge(0), now: monday }),
        removed: yield* q.records.remove("urge", "u1"),
      };
    });
    expect(asBirch).toEqual({ got: undefined, listed: [], changed: undefined, removed: false });
  });

  it("changes a record once per revision", async () => {
    await using harness = await startStore(home);
    await harness.store.tx((q) => q.people.save(ash));
    const added = await harness.store.asMember(ash.id, (q) => q.records.add("urge", newUrge("u1", 7)));
    expect(added).toMatchObject({ rev: 1, at: monday, updatedAt: monday, localDate: "2026-03-02" });
    const change = { rev: 1, body: urge(5), at: monday - 5, now: monday + 9 };
    const results = await Promise.all(
      [1, 2].map(() => harness.store.asMember(ash.id, (q) => q.records.change("urge", "u1", change))),
    );
    expect(results.filter((kept) => kept === undefined)).toHaveLength(1);
    const kept = await harness.store.asMember(ash.id, (q) => q.records.get("urge", "u1"));
    expect(kept).toEqual({
      ...added,
      rev: 2,
      at: monday - 5,
      updatedAt: monday + 9,
      body: urge(5),
    });
  });

  it("removes a record once", async () => {
    await using harness = await startStore(home);
    await harness.store.tx((q) => q.people.save(ash));
    await harness.store.asMember(ash.id, (q) => q.records.add("urge", newUrge("u1", 7)));
    const remove = () => harness.store.asMember(ash.id, (q) => q.records.remove("urge", "u1"));
    expect([await remove(), await remove()]).toEqual([true, false]);
    expect(await harness.store.asMember(ash.id, (q) => q.records.get("urge", "u1"))).toBeUndefined();
  });

  it("does not open a record that was moved to another member, id or kind, or altered", async () => {
    await using harness = await startStore(home);
    await harness.store.tx((q) => q.people.save(ash));
    await harness.store.tx((q) => q.people.save(birch));
    for (const member of [ash, birch])
      await harness.store.asMember(member.id, function* (q) {
        yield* q.records.add("urge", newUrge(`a-${member.id}`, 7));
        yield* q.records.add("urge", newUrge(`b-${member.id}`, 2));
      });
    const bend = (set: object) =>
      harness.store.data.tx(({ db, t }) =>
        run(
          db
            .update(t.record)
            .set(set)
            .where(eq(t.record.id, `a-${ash.id}`)),
        ),
      );
    const read = (member: string, kind: "urge" | "plan", id: string) =>
      harness.store.asMember(member, (q) => q.records.get(kind, id));
    const [row] = await harness.store.data.tx(({ db, t }) =>
      run(
        db
          .select()
          .from(t.record)
          .where(eq(t.record.id, `a-${ash.id}`)),
      ),
    );
    const altered = Buffer.from(row?.payload ?? []);
    altered.writeUInt8(altered.readUInt8(20) ^ 1, 20);
    const unreadable = { code: "record-unreadable" };

    await bend({ personId: birch.id });
    await expect(read(birch.id, "urge", `a-${ash.id}`)).rejects.toMatchObject(unreadable);
    await bend({ personId: ash.id, kind: "plan" });
    await expect(read(ash.id, "plan", `a-${ash.id}`)).rejects.toMatchObject(unreadable);
    await bend({ kind: "urge", payload: altered });
    await expect(read(ash.id, "urge", `a-${ash.id}`)).rejects.toMatchObject(unreadable);
    await bend({ payload: row?.payload, id: "c" });
    await expect(read(ash.id, "urge", "c")).rejects.toMatchObject(unreadable);
  });
}

function values(home: Home): void {
  it("gives back every kind of value exactly as it was put in", async () => {
    await using harness = await startStore(home);
    const word = fc.string({ unit: "grapheme", maxLength: 12 }).map((text) => text.replaceAll("\0", ""));
    const schedule = fc.record({
      content: fc.dictionary(word, fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null)), {
        noNullPrototype: true,
      }),
      windowMin: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
      pausedUntil: fc.option(fc.maxSafeInteger()),
      enabled: fc.boolean(),
      zone: fc.option(word),
    });
    await fc.assert(
      fc.asyncProperty(schedule, async (part) => {
        const row = { ...evening, ...part };
        const back = await harness.store.data.tx(function* ({ db, t }) {
          yield* run(db.delete(t.schedule));
          yield* run(db.insert(t.schedule).values(row));
          return yield* first(db.select().from(t.schedule));
        });
        expect(back).toEqual(row);
      }),
      { numRuns: 200 },
    );
  });
}
