/** Export, import, erasing and consent, as a member would check them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exportCsv } from "#core/export-csv.ts";
import type { ExportFile } from "#core/export.ts";
import { emptyPlan, type Plan } from "#core/plan.ts";
import { run } from "#storage/sql.ts";
import { ash, birch, monday, newUrge, startStore, type Harness } from "#test/storage/harness.ts";
import { checkInOn, day, privateParts } from "./private-parts.ts";

type Parts = ReturnType<typeof privateParts>;

const plan: Plan = {
  ...emptyPlan,
  people: [{ id: "l1", name: "Dee", how: "knock" }],
  lists: { first15: [{ id: "l2", text: "Out of the room. =1+1" }] },
};

/** A member with something of most kinds. */
async function fill(parts: Parts, harness: Harness): Promise<void> {
  await harness.store.tx((q) => q.people.save(ash));
  await parts.nudges.setEvening(ash);
  await checkInOn(parts, ash, 0, 'after the argument, "quoted", a, b');
  await checkInOn(parts, ash, 1);
  await parts.settings.change(ash, { country: "de", longer: true });
  await parts.screenings.answer(ash, "phq-2", [1, 2]);
  await harness.store.asMember(ash.id, function* (q) {
    const place = { at: monday, localDate: "2026-03-02" };
    yield* q.records.add("urge", newUrge("urge-1", 7));
    yield* q.records.add("plan", { ...place, id: "plan-1", body: plan });
    yield* q.records.add("plan-use", { ...place, id: "use-1", body: { lineId: "l2", urgeId: "urge-1" } });
  });
}

const bodies = (file: ExportFile) => file.records.map(({ kind, at, localDate }) => ({ kind, at, localDate }));

describe("the export", () => {
  it("holds everything that is kept, and does not say whose it is", async () => {
    await using harness = await startStore("sqlite");
    const parts = privateParts(harness);
    await fill(parts, harness);
    const file = await parts.myData.export(ash);
    const kinds = file.records.map(({ kind }) => kind).toSorted();
    expect(kinds).toEqual(["checkin", "checkin", "plan", "plan-use", "screening", "settings", "urge"]);
    expect(file.member).toMatchObject({ zone: "Europe/Berlin", keepDays: 90, since: monday });
    expect(file.nudges).toEqual([{ kind: "checkin", times: [1200], weekdays: [] }]);
    expect(JSON.stringify(file)).not.toContain(ash.id);
  });

  it("goes into another bot and comes out the same, once", async () => {
    await using one = await startStore("sqlite");
    await using other = await startStore("sqlite");
    const [from, to] = [privateParts(one), privateParts(other)];
    await fill(from, one);
    const file = await from.myData.export(ash);
    await other.store.tx((q) => q.people.save(birch));
    to.clock.now += day;
    expect(await to.myData.import(birch, JSON.stringify(file))).toEqual({ added: 7, leftOut: 0 });
    expect(await to.myData.import(birch, JSON.stringify(file))).toEqual({ added: 0, leftOut: 7 });
    const back = await to.myData.export(birch);
    expect(bodies(back)).toEqual(bodies(file));
    const use = back.records.find(({ kind }) => kind === "plan-use");
    const urge = back.records.find(({ kind }) => kind === "urge");
    expect(use?.body).toEqual({ lineId: "l2", urgeId: urge?.id });
    expect(urge?.id).not.toBe("urge-1");
    expect(back.nudges).toEqual([]);
  });

  it.each([
    ["nothing", "", "import-unreadable"],
    ["another file", "[1,2,3]", "import-unreadable"],
    ["one from a newer version", '{"format":"thaw-export","version":2}', "import-too-new"],
    ["one that is too large", " ".repeat(8_000_001), "import-too-large"],
    ["one nested deep", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, "import-unreadable"],
  ])("is refused when it is %s", async (_, source, code) => {
    await using harness = await startStore("sqlite");
    const parts = privateParts(harness);
    await harness.store.tx((q) => q.people.save(ash));
    await expect(parts.myData.import(ash, source)).rejects.toMatchObject({ code });
  });

  it("takes nothing over from a file in which any one value was altered to what cannot be", async () => {
    await using harness = await startStore("sqlite");
    const parts = privateParts(harness);
    await fill(parts, harness);
    const file = await parts.myData.export(ash);
    const spoil = (change: (copy: ExportFile) => void) => {
      const copy = structuredClone(file);
      change(copy);
      return parts.myData.import(ash, JSON.stringify(copy)).then(
        () => "taken",
        (error: { values: { where: string } }) => error.values.where,
      );
    };
    const first = (copy: ExportFile, kind: string) =>
      copy.records.find((record) => record.kind === kind) as unknown as { body: Record<string, unknown> };
    expect(await spoil((copy) => (first(copy, "checkin").body["access"] = 11))).toMatch(
      /^records\/\d\/body\/access$/,
    );
    expect(await spoil((copy) => (first(copy, "checkin").body["extra"] = 1))).toMatch(/\/extra$/);
    expect(await spoil((copy) => delete first(copy, "urge").body["readings"])).toMatch(/\/readings$/);
    expect(await spoil((copy) => (first(copy, "plan").body["lists"] = { first15: ["x"] }))).toMatch(
      /first15\/0$/,
    );
    expect(await spoil((copy) => Object.assign(copy.records[0] ?? {}, { localDate: "2026-02-30" }))).toMatch(
      /localDate$/,
    );
    expect(await spoil((copy) => Object.assign(copy.records[0] ?? {}, { kind: "toString" }))).toMatch(
      /kind$/,
    );
  });

  it("leaves out what lies in the future", async () => {
    await using harness = await startStore("sqlite");
    const parts = privateParts(harness);
    await fill(parts, harness);
    const file = await parts.myData.export(ash);
    await parts.myData.eraseAll(ash.id);
    await harness.store.tx((q) => q.people.save(ash));
    const later = {
      ...file,
      records: file.records.map((record) => ({ ...record, at: record.at + 9 * day })),
    };
    expect(await parts.myData.import(ash, JSON.stringify(later))).toEqual({ added: 0, leftOut: 7 });
  });

  it("becomes a table that no spreadsheet takes for formulas", async () => {
    await using harness = await startStore("sqlite");
    const parts = privateParts(harness);
    await fill(parts, harness);
    await checkInOn(parts, ash, 0, '=HYPERLINK("http://x")');
    const csv = exportCsv(await parts.myData.export(ash));
    const [head = "", ...rows] = csv.replace("\uFEFF", "").split("\r\n");
    expect(head.split(",").slice(0, 3)).toEqual(["day", "time (UTC)", "kind"]);
    expect(csv).toContain('"after the argument, ""quoted"", a, b"');
    expect(csv).toContain('"\'=HYPERLINK(""http://x"")"');
    expect(rows.filter(Boolean)).toHaveLength(8);
  });
});

describe.each(["sqlite", "postgres"] as const)("erasing everything, on %s", (dialect) => {
  it("removes every row, cancels what was to come, says so, and survives a restart", async () => {
    await using harness = await startStore(dialect);
    const parts = privateParts(harness);
    await fill(parts, harness);
    await harness.store.tx((q) => q.people.save(birch));
    await checkInOn(parts, birch, 0);
    await parts.pages.open(ash, "plan");
    const receipt = await parts.myData.eraseAll(ash.id);
    expect(receipt).toMatchObject({ everything: true, checked: true, nudges: 1 });
    expect(receipt.removed).toContainEqual(expect.objectContaining({ kind: "checkin", count: 2 }));
    await harness.reopen();
    expect(await rowsWith(harness, ash.id)).toEqual([]);
    expect(await parts.myData.summary(ash.id)).toBeUndefined();
    expect((await parts.myData.export(birch)).records).toHaveLength(1);
  });

  it("stays true when a copy of the data from before is put back, beside the master key", async () => {
    await using harness = await startStore(dialect);
    const parts = privateParts(harness);
    await fill(parts, harness);
    const [people, records] = await harness.store.data.tx(function* ({ db, t }) {
      return [yield* run(db.select().from(t.person)), yield* run(db.select().from(t.record))] as const;
    });
    expect(records).toHaveLength(7);
    await parts.myData.eraseAll(ash.id);
    await harness.store.data.tx(function* ({ db, t }) {
      yield* run(db.insert(t.person).values([...people]));
      yield* run(db.insert(t.record).values([...records]));
    });
    // While the bot runs, the rows are there and nothing can open them: no key in the key store fits.
    const opening = harness.store.asMember(ash.id, (q) => q.records.list("checkin"));
    expect(await opening.catch(() => [])).toEqual([]);
    await harness.reopen();
    expect(await rowsWith(harness, ash.id)).toEqual([]);
  });

  it("lets a member begin anew with nothing of before", async () => {
    await using harness = await startStore(dialect);
    const parts = privateParts(harness);
    await fill(parts, harness);
    await parts.myData.eraseAll(ash.id);
    await parts.people.agree(ash.id, "en");
    expect(await parts.myData.summary(ash.id)).toMatchObject({ records: [], nudges: 0 });
  });

  it("leaves nothing behind when something is written at the same moment", async () => {
    await using harness = await startStore(dialect);
    const parts = privateParts(harness);
    await fill(parts, harness);
    const writing = Array.from({ length: 10 }, (_, index) => checkInOn(parts, ash, index));
    const ended = await Promise.allSettled([...writing, parts.myData.eraseAll(ash.id)]);
    expect(ended.at(-1)?.status).toBe("fulfilled");
    expect(await rowsWith(harness, ash.id)).toEqual([]);
  });
});

/** Names of tables in which anything of a member is left. */
async function rowsWith({ store }: Harness, id: string): Promise<string[]> {
  const found = await store.data.tx(function* ({ db, t }) {
    const tables: string[] = [];
    for (const [name, table] of Object.entries(t)) {
      const rows: unknown = yield* run(db.select().from(table as typeof t.person));
      if (JSON.stringify(rows).includes(id)) tables.push(name);
    }
    return tables;
  });
  return found;
}

describe("erasing a part", () => {
  it("removes that part and leaves the rest", async () => {
    await using harness = await startStore("sqlite");
    const parts = privateParts(harness);
    await fill(parts, harness);
    const receipt = await parts.myData.erasePart(ash, "plan");
    expect(receipt).toEqual({
      at: monday,
      removed: [
        { kind: "plan", count: 1 },
        { kind: "plan-use", count: 1 },
      ],
      nudges: 0,
      everything: false,
      checked: true,
    });
    const kinds = (await parts.myData.summary(ash.id))?.records.map(({ kind }) => kind).toSorted();
    expect(kinds).toEqual(["checkin", "screening", "settings", "urge"]);
  });
});

describe("consent", () => {
  it("can be taken back in one step: nothing is scheduled and nothing counts as agreed", async () => {
    await using harness = await startStore("sqlite");
    const parts = privateParts(harness);
    await fill(parts, harness);
    await parts.myData.withdraw(ash);
    expect(await parts.people.find(ash.id)).toMatchObject({
      consentVersion: null,
      consentAt: null,
      epoch: 1,
    });
    expect(await parts.myData.summary(ash.id)).toMatchObject({ nudges: 0, keeping: { withdrawnAt: monday } });
    expect(await parts.nudges.listOwn(ash)).toEqual([]);
  });

  it("gives back everything that was kept when the member agrees again within the week", async () => {
    await using harness = await startStore("sqlite");
    const parts = privateParts(harness);
    await fill(parts, harness);
    await parts.myData.withdraw(ash);
    const again = await parts.people.agree(ash.id, "en");
    expect((await parts.myData.export(again)).records).toHaveLength(7);
  });
});

it("reads no made-up file as an export, and never fails on one", async () => {
  await using harness = await startStore("sqlite");
  const parts = privateParts(harness);
  await harness.store.tx((q) => q.people.save(ash));
  const property = fc.asyncProperty(fc.jsonValue({ maxDepth: 5 }), async (value) => {
    const ended = await parts.myData
      .import(ash, JSON.stringify(value))
      .catch((error: { code: string }) => error.code);
    expect(["import-unreadable", "import-too-new"]).toContain(ended);
  });
  await fc.assert(property, { numRuns: 2_000 });
});

it("takes three large files at once and then one a minute, so that nobody else has to wait", async () => {
  await using harness = await startStore("sqlite");
  for (const person of [ash, birch]) await harness.store.tx((q) => q.people.save(person));
  const parts = privateParts(harness);
  const bomb = "[".repeat(300_000);
  const ended = (person: typeof ash) =>
    parts.myData.import(person, bomb).catch((error: { code: string }) => error.code);
  const unreadable = "import-unreadable";
  for (let file = 0; file < 3; file++) expect(await ended(ash)).toBe(unreadable);
  expect([await ended(ash), await ended(birch)]).toEqual(["too-fast", unreadable]);
  parts.clock.now += 60_000;
  expect([await ended(ash), await ended(ash)]).toEqual([unreadable, "too-fast"]);
  for (let time = 0; time < 20; time++) await parts.myData.export(ash);
  await expect(parts.myData.export(ash)).rejects.toMatchObject({ code: "too-fast" });
});
