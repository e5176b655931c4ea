import { expect, it } from "vitest";
import { eq, loadSqliteDriver, sql } from "#storage/drizzle.ts";
import { loadBetterSqlite3 } from "#storage/sqlite-driver.ts";
import { mapOnce } from "#storage/row-mapper.ts";
import { sqliteKit } from "#storage/schema/kit-sqlite.ts";

const kit = sqliteKit();
const shelf = kit.table("shelf", { id: kit.id("id").primaryKey(), high: kit.bool("high").notNull() });
const book = kit.table("book", {
  id: kit.id("id").primaryKey(),
  shelfId: kit.id("shelf_id"),
  lent: kit.bool("lent"),
  about: kit.json("about"),
});

/** The same select of books with their shelves, its rows as drizzle makes them and as we do. */
function bothWays() {
  const client = new (loadBetterSqlite3())(":memory:");
  client.exec(`CREATE TABLE shelf (id TEXT, high INT); CREATE TABLE book (id TEXT, shelf_id TEXT, lent INT, about TEXT);
    INSERT INTO shelf VALUES ('top', 1);
    INSERT INTO book VALUES ('a', 'top', 0, '{"pages":[1,2]}'), ('b', NULL, NULL, NULL), ('c', 'gone', 1, '"x"')`);
  const db = loadSqliteDriver().drizzle(client);
  const select = () =>
    db
      .select({
        id: book.id,
        lent: book.lent,
        about: book.about,
        shelf: { id: shelf.id, high: shelf.high, name: sql<string>`upper(${shelf.id})` },
        // Never null as a whole: its columns are of two tables.
        mixed: { shelf: shelf.id, book: book.id },
        own: { lent: book.lent },
        length: sql<number>`length(${book.id})`.as("length"),
      })
      .from(book)
      .leftJoin(shelf, eq(shelf.id, book.shelfId))
      .orderBy(book.id);
  const drizzles = select().prepare();
  const ours = select().prepare();
  mapOnce(ours);
  return { drizzles: drizzles.all(), ours: ours.all() };
}

it("reads rows as drizzle does: nested, joined to nothing, decoded", () => {
  const { drizzles, ours } = bothWays();
  expect(ours).toEqual(drizzles);
  expect(ours).toMatchObject([
    { id: "a", lent: false, about: { pages: [1, 2] }, shelf: { id: "top", high: true, name: "TOP" } },
    { id: "b", lent: null, about: null, shelf: null, mixed: { shelf: null, book: "b" }, own: { lent: null } },
    { id: "c", lent: true, about: "x", shelf: null, length: 1 },
  ]);
});

it("leaves a statement alone that gives no rows", () => {
  const db = loadSqliteDriver().drizzle(new (loadBetterSqlite3())(":memory:"));
  const prepared = db.update(book).set({ lent: true });
  const before = Object.entries(prepared);
  mapOnce(prepared);
  expect(Object.entries(prepared)).toEqual(before);
});
