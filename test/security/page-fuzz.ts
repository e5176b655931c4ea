/** Made-up requests to the private page, for the tests and, in larger numbers, for the bench. */
import fc from "fast-check";
import { ash, birch } from "#test/storage/harness.ts";
import { startSite, type SiteWorld } from "#test/web/site-world.ts";
import { enter, visitor, type Visitor } from "#test/web/visitor.ts";

const paths = [
  "/",
  "/help-now",
  "/open",
  "/plan",
  "/plan/add",
  "/plan/edit",
  "/plan/move",
  "/plan/remove",
  "/plan/pair",
  "/plan/pair/words",
  "/plan/versions",
  "/history",
  "/history/note",
  "/history/remove",
  "/days",
  "/days/add",
  "/days/change",
  "/days/stand",
  "/days/remove",
  "/days/confidence",
  "/longer",
  "/longer/choose",
  "/longer/phq-2",
  "/longer/phq-2/result",
  "/settings",
  "/settings/zone",
  "/settings/quiet",
  "/settings/pause",
  "/settings/evening",
  "/settings/nudge-off",
  "/settings/choices",
  "/settings/word-off",
  "/data",
  "/data/retention",
  "/data/import",
  "/data/erase-part",
  "/data/schema.json",
  "/assets/x",
] as const;
const names = [
  "id",
  "to",
  "section",
  "first",
  "second",
  "third",
  "note",
  "kind",
  "item1",
  "item2",
  "days",
  "words",
  "since",
  "each",
  "unit",
  "on",
  "conflict",
  "zone",
  "from",
  "none",
  "country",
  "longer",
  "items",
  "part",
  "word",
  "token",
  "before",
  "cue",
  "response",
  "of",
  "done",
  "city",
  "sure",
  "__proto__",
  "constructor",
  "file",
];
const known = [
  "reasons",
  "people",
  "if-then",
  "first15",
  "checkin",
  "urge",
  "drill",
  "0",
  "1",
  "3",
  "-1",
  "99",
  "1e9",
  "NaN",
  "30",
  "90",
  "yes",
  "on",
  "22:00",
  "24:61",
  "Europe/Berlin",
  "Etc/Nowhere",
  "plan",
  "longer",
  "phq-2",
  "de",
  "conflict/x",
  "40",
  "2026-02-20",
];

const text = fc.oneof(
  fc.constantFrom(...known),
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.string({ unit: "grapheme", maxLength: 300 }),
  fc.constantFrom(
    "../",
    "%00",
    "\u202E@everyone",
    "' OR 1=1",
    "<svg/onload=1>",
    "=1+1",
    "x".repeat(6_000),
    "\uD800",
  ),
);
const fields = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...names), fc.string({ maxLength: 8 })), text), {
  maxLength: 5,
});
const path = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...paths) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...paths), fc.webSegment())
      .map(([start, more]) => `${start}/${more}`),
  },
);

export interface MadeUp {
  path: string;
  query: [string, string][];
  form: [string, string][] | undefined;
  /** Sent by somebody who is logged in. */
  inside: boolean;
}

export const madeUp: fc.Arbitrary<MadeUp> = fc.record({
  path,
  query: fields,
  form: fc.option(fields, { nil: undefined }),
  inside: fc.boolean(),
});

export interface FuzzWorld extends AsyncDisposable {
  site: SiteWorld;
  /** @throws when the answer is a fault of ours, or shows anything of the other member */
  tryOut(request: MadeUp): Promise<number>;
}

/** What only the other member wrote. */
const theirs = "Birch wrote this and nobody else";

/** One world for all requests: whatever an earlier one did must not break a later one either. */
export async function startFuzz(): Promise<FuzzWorld> {
  const site = await startSite();
  await site.app.plans.add(birch, "reasons", [theirs]);
  await site.app.checkIns.add(birch, "within", { note: theirs });
  await site.app.plans.add(ash, "reasons", ["Ash’s own"]);
  await site.app.settings.change(ash, { longer: true });
  const before = JSON.stringify(await site.app.plans.versions(birch));
  const inside = await enter(site);
  const outside = visitor(site.web.address ?? "");
  return {
    site,
    async tryOut(request) {
      const answer = await send(request.inside ? inside : outside, request);
      if (answer.status >= 500 || site.complaints.length > 0)
        throw new Error(`answered with ${answer.status}: ${JSON.stringify(site.complaints, errorText)}`);
      if (answer.text.includes(theirs)) throw new Error("shows what another member wrote");
      if (!request.inside && answer.text.includes("Ash’s own"))
        throw new Error("shows a member's page to anybody");
      return answer.status;
    },
    async [Symbol.asyncDispose]() {
      const after = JSON.stringify(await site.app.plans.versions(birch));
      await site[Symbol.asyncDispose]();
      if (after !== before) throw new Error("another member's plan was changed");
    },
  };
}

const errorText = (_: string, value: unknown): unknown => (value instanceof Error ? value.stack : value);

async function send(guest: Visitor, { path, query, form }: MadeUp) {
  const search = new URLSearchParams(query).toString();
  const url = search ? `${path}?${search}` : path;
  return form ? guest.post(url, Object.fromEntries(form)) : guest.get(url);
}

/** Files that are nearly exports: the published shape with any value in any place. */
export const nearlyExports: fc.Arbitrary<string> = fc
  .record({
    format: fc.constantFrom("thaw-export", "other"),
    version: fc.constantFrom(1, 2, 0, "1"),
    exportedAt: fc.oneof(fc.nat(), fc.double()),
    member: fc.jsonValue({ maxDepth: 2 }),
    records: fc.array(
      fc.record({
        kind: fc.constantFrom("checkin", "urge", "plan", "drill", "week", "settings", "nothing"),
        id: fc.string({ minLength: 1 }),
        at: fc.nat(),
        localDate: fc.constantFrom("2026-03-02", "2026-02-31", "x"),
        body: fc.jsonValue({ maxDepth: 4 }),
      }),
      { maxLength: 3 },
    ),
    nudges: fc.constantFrom([], [{}]),
    joined: fc.constant([]),
    sent: fc.constant([]),
  })
  .map((file) => JSON.stringify(file));
