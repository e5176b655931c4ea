import { expect, it } from "vitest";
import { openFile, planOnce } from "#storage/sqlite-driver.ts";

it("keeps the planner from looking at values, and what is quoted as it is", () => {
  const client = planOnce(openFile({ name: ":memory:" }, {}));
  client.exec(
    `CREATE TABLE note (id TEXT PRIMARY KEY, "a?" INTEGER); INSERT INTO note VALUES ('x', 1), ('y?', 2)`,
  );
  const found = client.prepare(
    `SELECT id, '?''?' AS mark FROM note WHERE id >= ? AND "a?" IN (?, 2) LIMIT ?`,
  );
  expect(found.source).toBe(
    `SELECT id, '?''?' AS mark FROM note WHERE id >= +? AND "a?" IN (+?, 2) LIMIT ? + 0`,
  );
  expect(found.all("a", 1, 5)).toEqual([
    { id: "x", mark: "?'?" },
    { id: "y?", mark: "?'?" },
  ]);
  expect(found.all("a", 1, 1)).toHaveLength(1);
  client.prepare(`INSERT INTO note VALUES (?, ?)`).run("z", null);
  expect(client.prepare(`SELECT "a?" AS a FROM note WHERE id = ?`).get("z")).toEqual({ a: null });
  client.close();
});
