/** What storage costs: durable writes one by one and together, statements prepared and built anew, sealing. */
import { createSecretKey, randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, sql } from "#storage/drizzle.ts";
import { openStore, type OpenStore } from "#storage/open.ts";
import { open, seal } from "#storage/seal.ts";
import { startPostgres } from "#test/postgres-server.ts";
import { run, statement, type Sql } from "#storage/sql.ts";
import { somebody } from "./person.ts";
import { round, type Suite } from "./suite.ts";

interface Figure {
  /** Under which it goes into the last line. */
  key: string;
  what: string;
  figure: number;
  unit: string;
}

export const suite: Suite = {
  name: "storage",
  async run(report) {
    const sqlite = await bench();
    const server = await startPostgres(true);
    const postgres = await bench(`${server.url}/bench`);
    await server.stop();
    report({
      title: "Storage: every write is durable before it counts",
      columns: ["", "SQLite", "PostgreSQL", "unit"],
      rows: sqlite.map(({ what, figure, unit }, row) => [
        what,
        round(figure),
        round(postgres[row]?.figure ?? Number.NaN),
        unit,
      ]),
    });
    return Object.fromEntries(sqlite.map(({ key, figure }) => [key, round(figure)]));
  },
};

const at = Date.UTC(2026, 2, 2, 20);
const member = somebody("1001", at);
const checkIn = {
  version: 1,
  state: "within" as const,
  access: 6,
  mood: 1,
  urge: 3,
  sleep: 7,
  words: ["calm"],
};

const touch = statement("bench.touch", ({ db, t }: Sql) =>
  db
    .update(t.person)
    .set({ ignored: sql`${sql.placeholder("ignored")}` })
    .where(eq(t.person.id, sql.placeholder("id")))
    .returning({ id: t.person.id }),
);

/** Runs everything on a database that is made for it. @param url a PostgreSQL database instead of a SQLite file */
async function bench(url?: string): Promise<Figure[]> {
  const dir = await mkdtemp(join(tmpdir(), "thaw-bench-"));
  const started = performance.now();
  const store = await openStore({
    url: url ?? `file:${join(dir, "thaw.db")}`,
    dataDir: dir,
    purpose: "sandbox",
    now: Date.now,
  });
  const opening = performance.now() - started;
  try {
    await store.tx((q) => q.people.save(member));
    return [
      { key: "open_ms", what: "open and migrate a new database", figure: opening, unit: "ms" },
      ...(await writes(store)),
      ...(await statements(store)),
      ...(await sealing(store)),
    ];
  } finally {
    await store.close();
    await rm(dir, { recursive: true, force: true });
  }
}

const addCheckIn = (store: OpenStore) =>
  store.asMember(member.id, (q) =>
    q.records.add("checkin", { id: randomUUID(), at, localDate: "2026-03-02", body: checkIn }),
  );

async function writes(store: OpenStore): Promise<Figure[]> {
  const alone = await msEach(500, () => addCheckIn(store));
  const together = await msEach(40, () => Promise.all(Array.from({ length: 50 }, () => addCheckIn(store))));
  const batch = await msEach(40, () =>
    store.asMember(member.id, function* (q) {
      for (let n = 0; n < 50; n++)
        yield* q.records.add("checkin", { id: randomUUID(), at, localDate: "2026-03-02", body: checkIn });
    }),
  );
  return [
    { key: "check_in_ms", what: "one check-in, durable", figure: alone, unit: "ms" },
    {
      key: "check_ins_at_once_per_s",
      what: "check-ins of 50 members at once, each durable",
      figure: 50_000 / together,
      unit: "a second",
    },
    {
      key: "check_ins_batched_per_s",
      what: "check-ins in transactions of 50, durable",
      figure: 50_000 / batch,
      unit: "a second",
    },
  ];
}

async function statements(store: OpenStore): Promise<Figure[]> {
  const rows = 500;
  const prepared = await msEach(20, () =>
    store.data.tx(function* (q) {
      for (let n = 0; n < rows; n++) yield* touch(q, { id: member.id, ignored: n });
    }),
  );
  const built = await msEach(20, () =>
    store.data.tx(function* ({ db, t }) {
      for (let n = 0; n < rows; n++)
        yield* run(
          db
            .update(t.person)
            .set({ ignored: n })
            .where(eq(t.person.id, member.id))
            .returning({ id: t.person.id }),
        );
    }),
  );
  return [
    {
      key: "prepared_per_s",
      what: "updates in transactions of 500, prepared",
      figure: (rows * 1000) / prepared,
      unit: "a second",
    },
    {
      key: "built_per_s",
      what: "updates in transactions of 500, built each time",
      figure: (rows * 1000) / built,
      unit: "a second",
    },
  ];
}

async function sealing(store: OpenStore): Promise<Figure[]> {
  const key = createSecretKey(randomBytes(32));
  const place = { personId: member.id, kind: "checkin", id: randomUUID() };
  const sealed = seal(key, place, checkIn);
  const sealMs = await msEach(5000, () => seal(key, place, checkIn));
  const openMs = await msEach(5000, () => open(key, place, sealed));
  const writeMs = await msEach(500, () => addCheckIn(store));
  return [
    { key: "seal_us", what: "seal a check-in", figure: sealMs * 1000, unit: "µs" },
    { key: "open_us", what: "open a check-in", figure: openMs * 1000, unit: "µs" },
    {
      key: "sealing_share_percent",
      what: "sealing, as a share of a check-in's write",
      figure: (100 * sealMs) / writeMs,
      unit: "%",
    },
  ];
}

/** Mean over `times` runs, after a tenth of them to warm up. */
async function msEach(times: number, work: () => unknown): Promise<number> {
  for (let n = 0; n < times / 10; n++) await work();
  const started = performance.now();
  for (let n = 0; n < times; n++) await work();
  return (performance.now() - started) / times;
}
