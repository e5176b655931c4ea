import { expect, it } from "vitest";
import { loadPg, sql } from "#storage/drizzle.ts";
import { first, run, type Sql } from "#storage/sql.ts";
import { ash, startStore, type Harness } from "./harness.ts";

/** Ends the connection that runs it, as a fail-over of the server would. */
function* losingConnection({ db, t }: Sql) {
  yield* run(
    db
      .select({ gone: sql`pg_terminate_backend(pg_backend_pid())` })
      .from(t.meta)
      .limit(1),
  );
}

it("goes on when the server drops a connection before the commit", async () => {
  await using harness = await startStore("postgres");
  let attempts = 0;
  const count = await harness.store.data.tx(function* (q) {
    attempts++;
    yield* run(
      q.db.insert(q.t.guild).values({
        id: "g1",
        zone: "UTC",
        locale: "en",
        settings: {},
        joinedAt: 0,
      }),
    );
    if (attempts === 1) yield* losingConnection(q);
    const row = yield* first(q.db.select({ count: sql`count(*)`.mapWith(Number) }).from(q.t.guild));
    return row?.count;
  });
  expect([attempts, count]).toEqual([2, 1]);
});

it("survives a server that drops the connections that are idle", async () => {
  await using harness = await startStore("postgres");
  const save = () => harness.store.tx((q) => q.people.save(ash));
  await Promise.all([save(), save(), save(), save()]);
  await meddle(
    harness,
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
  );
  const found = await Promise.all(
    Array.from({ length: 6 }, () => harness.store.tx((q) => q.people.find(ash.id))),
  );
  expect(found).toEqual(Array.from({ length: 6 }, () => ash));
});

it("says so, and does not do it again, when the connection is lost in the middle of a commit", async () => {
  await using harness = await startStore("postgres");
  await meddle(
    harness,
    `CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS
      'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'`,
    `CREATE CONSTRAINT TRIGGER lose AFTER INSERT ON worker DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION lose()`,
  );
  let attempts = 0;
  const losing = harness.store.data.tx(function* (q) {
    attempts++;
    yield* run(q.db.insert(q.t.worker).values({ id: "w1", seenAt: 0 }));
  });
  await expect(losing).rejects.toMatchObject({ code: "commit-unknown" });
  expect(attempts).toBe(1);
  await meddle(harness, "DROP FUNCTION lose CASCADE");
});

/** Runs SQL beside the bot, on a connection of its own. */
async function meddle({ options }: Harness, ...orders: string[]): Promise<void> {
  const client = new (loadPg().Client)({ connectionString: options.url });
  await client.connect();
  for (const order of orders) await client.query(order);
  await client.end();
}
