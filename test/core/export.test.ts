/** The export's shapes: what they refuse, and that the published JSON Schema says the same. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { z } from "zod";
import { exportSchema, readExport, recordsToAdd, type ExportFile, type ExportRecord } from "#core/export.ts";
import { exportCsv } from "#core/export-csv.ts";
import { escapeHtml, exportPage, type PageWords } from "#core/export-page.ts";
import { bodyShapes } from "#core/export-shapes.ts";
import { misfit, type JsonSchema } from "#core/shape.ts";
import { emptyWeek } from "#core/week.ts";

const at = Date.UTC(2026, 2, 2, 20);
const bodies: { [K in ExportRecord["kind"]]?: ExportRecord<K>["body"] } = {
  checkin: { version: 1, state: "too-little", access: 0, mood: -3, words: ["numb"], note: "<b>nothing</b>" },
  urge: { version: 1, readings: [{ at, intensity: 8 }], guess: 9, cues: { place: "the station" } },
  lapse: { version: 1, happened: "no", kinds: ["conflict"], confidence: 40 },
  "plan-use": { lineId: "l1" },
  plan: {
    version: 1,
    people: [],
    ifThen: [{ id: "l1", cue: "a", response: "b" }],
    lists: { reasons: [{ id: "l2", text: "c" }] },
  },
  confidence: { version: 1, values: { conflict: 40, "good-times": 70 } },
  goal: {
    version: 1,
    words: "alcohol-free",
    since: "2026-02-01",
    lapses: ["2026-02-09"],
    pauses: [{ from: "2026-02-20" }],
    shown: ["days-7"],
    worth: { each: 7.5, unit: "€" },
  },
  ladder: { version: 1, rung: "body", easy: 1 },
  screening: { version: 1, scale: "gad-2", total: 4 },
  week: { ...emptyWeek("2026-03-02"), access: { "5": 2 }, practices: { "urge-wave": 1 } },
  settings: { version: 1, suggestions: true, drills: false, ownWords: ["wobbly"], excludedTopics: [] },
  practice: {
    version: 1,
    practice: "urge-wave",
    contentVersion: 1,
    startedAt: at,
    step: 2,
    before: {},
    after: { access: 3 },
  },
};
const records = Object.entries(bodies).map(([kind, body], index) => ({
  kind: kind as ExportRecord["kind"],
  id: `r${index}`,
  at,
  localDate: "2026-03-02",
  body,
}));
const file: ExportFile = {
  format: "thaw-export",
  version: 1,
  exportedAt: at,
  member: {
    since: at,
    consentVersion: 1,
    consentAt: at,
    adult: true,
    zone: "Europe/Berlin",
    dayStart: 240,
    locale: "en",
    quietFrom: null,
    quietTo: null,
    dailyCap: 3,
    pausedUntil: null,
    keepDays: 90,
  },
  records,
  nudges: [],
  joined: [],
  sent: [],
};

it("reads what it wrote", () => {
  expect(readExport(JSON.stringify(file))).toEqual({ ok: true, file });
});

it("publishes a schema that another reader understands in the same way", () => {
  const published = z.fromJSONSchema(exportSchema as never);
  expect(published.safeParse(file).success).toBe(true);
  const places: (string | number)[][] = [];
  const walk = (value: unknown, path: (string | number)[]): void => {
    places.push(path);
    if (typeof value === "object" && value !== null)
      for (const [key, inner] of Object.entries(value))
        walk(inner, [...path, Array.isArray(value) ? Number(key) : key]);
  };
  walk(file, []);
  const junk = fc.oneof(
    fc.constantFrom(-1, 1.5, 1e17, "", "x", null, true, [], {}),
    fc.jsonValue({ maxDepth: 2 }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...places), junk, (path, value) => {
      const copy = replaced(file, path, value);
      const ours = readExport(JSON.stringify(copy)).ok;
      // The schema knows the form of a date; that it is on the calendar is looked at beyond it.
      const theirs = published.safeParse(JSON.parse(JSON.stringify(copy) ?? "null")).success;
      expect(ours, JSON.stringify({ path, value })).toBe(theirs);
    }),
    { numRuns: 2_000 },
  );
});

function replaced(value: unknown, path: (string | number)[], by: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return by;
  if (Array.isArray(value))
    return value.map((item, index) => (index === first ? replaced(item, rest, by) : item));
  return { ...(value as object), [first]: replaced((value as Record<string, unknown>)[first], rest, by) };
}

it("refuses a name that is no ordinary one", () => {
  const schema: JsonSchema = bodyShapes.week.json;
  const week = JSON.parse(`{"practices":{"__proto__":1}}`) as object;
  expect(misfit(schema, { ...emptyWeek("2026-03-02"), ...week })).toBe("practices/__proto__");
});

it("gives every record an id of this bot's own, and drops references to what stays out", () => {
  const use = {
    ...records[0],
    kind: "plan-use" as const,
    body: { lineId: "l1", urgeId: "gone", drillId: "r1" },
  };
  let next = 0;
  const added = recordsToAdd(
    { ...file, records: [use as ExportRecord, ...records.slice(1)] },
    { has: () => false, settings: false, now: at },
    () => `new-${(next += 1)}`,
  );
  expect(added.every(({ id }) => id.startsWith("new-"))).toBe(true);
  expect(new Set(added.map(({ id }) => id)).size).toBe(added.length);
  expect(added[0]?.body).toEqual({ lineId: "l1", drillId: added[1]?.id });
});

const words: PageWords = {
  locale: "en",
  title: "What you kept",
  intro: "Yours alone.",
  empty: "Nothing.",
  kind: (kind) => kind,
  section: (section) => section,
  field: (name) => name,
  value: (_, value) => value,
  day: (date) => date,
  time: () => "20:00",
};

it("never lets what a member wrote become markup, in the page", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (note) => {
      const checkin = { version: 1, state: "within" as const, note: `${note}<img src=x onerror=1>"'` };
      const page = exportPage(
        { ...file, records: [{ kind: "checkin", id: "r", at, localDate: "2026-03-02", body: checkin }] },
        words,
      );
      expect(page).not.toContain("<img");
      expect(page).toContain(escapeHtml(checkin.note));
    }),
    { numRuns: 500 },
  );
});

it("is one page with everything a member made, and no address in it", () => {
  const page = exportPage(file, words);
  for (const shown of ["the station", "If a, then b", "&lt;b&gt;nothing&lt;/b&gt;", "too-little"])
    expect(page).toContain(shown);
  expect(page).not.toMatch(/https?:|src=|url\(/);
});

it("is a table whose every line has as many cells as its head", () => {
  const text = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r", "=", "é", ";") });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 5 }), (notes) => {
      const rows = notes.map((note, index): ExportRecord => ({
        kind: "checkin",
        id: `${index}`,
        at,
        localDate: "2026-03-02",
        body: { version: 1, state: "within", note },
      }));
      const lines = parseCsv(exportCsv({ records: rows }).slice(1));
      expect(lines).toHaveLength(notes.length + 1);
      expect(new Set(lines.map((line) => line.length)).size).toBe(1);
    }),
    { numRuns: 500 },
  );
});

/** RFC 4180 as another program would read it. */
function parseCsv(source: string): string[][] {
  const cells = source.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g);
  const lines: string[][] = [[]];
  for (const [, quoted, plain, end] of cells) {
    lines.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end !== ",") lines.push([]);
  }
  return lines.slice(0, -1);
}
