/** Copies whole databases row by row, of either dialect into either, and makes sure that every row arrived. */
import { createHash } from "node:crypto";
import type { SQLiteTable } from "drizzle-orm/sqlite-core";
import { getTableName } from "./drizzle.ts";
import type { Engine } from "./engine.ts";
import { StoreError } from "./errors.ts";
import type { Reader, Row } from "./reader.ts";
import { run } from "./sql.ts";

/** Tables by the name of their variable. */
export type TableSet = Record<string, SQLiteTable>;

/** Rows by table. */
export type Counts = Record<string, number>;

/** `meta` describes a database and is written last; signs of life of processes are nobody's data. */
const notCopied = new Set(["meta", "worker"]);

/**
 * Copies all rows but those of `meta` into an empty database, then compares every row of both.
 * @param what the target's name in sentences
 * @returns how many rows each table has
 * @throws {StoreError} copy-differs
 */
export async function copyRows<S extends TableSet>(
  source: Reader,
  target: { engine: Engine<S>; tables: S; reader(): Promise<Reader>; what: string },
): Promise<Counts> {
  const names = source.tables.filter((name) => !notCopied.has(name));
  const sums = new Map<string, Sum>();
  for (const name of names) {
    const sum = newSum();
    for await (const rows of source.rows(name)) {
      for (const row of rows) add(sum, row);
      await target.engine.tx(({ db }) => run(db.insert(target.tables[name]!).values(rows)));
    }
    sums.set(name, sum);
  }
  const copy = await target.reader();
  try {
    for (const name of names) {
      const sum = newSum();
      for await (const rows of copy.rows(name)) for (const row of rows) add(sum, row);
      if (!same(sum, sums.get(name)!))
        throw new StoreError("copy-differs", {
          what: target.what,
          table: getTableName(target.tables[name]!),
        });
    }
  } finally {
    await copy.close();
  }
  return Object.fromEntries(names.map((name) => [name, sums.get(name)!.count]));
}

/** Facts from `meta` that belong to what is copied, and not to the database it lies in. */
export async function readFacts(source: Reader): Promise<{ key: string; value: string }[]> {
  const facts: { key: string; value: string }[] = [];
  for await (const rows of source.rows("meta"))
    for (const { key, value } of rows)
      if (key !== "application") facts.push({ key: String(key), value: String(value) });
  return facts;
}

/** Count and combined hash of rows, whatever order they come in: databases sort text each in their own way. */
interface Sum {
  count: number;
  hash: Buffer;
}

const newSum = (): Sum => ({ count: 0, hash: Buffer.alloc(32) });

function add(sum: Sum, row: Row): void {
  const hash = createHash("sha256")
    .update(JSON.stringify(canonical(row)))
    .digest();
  for (let at = 0; at < 32; at++) sum.hash[at]! ^= hash[at]!;
  sum.count += 1;
}

const same = (a: Sum, b: Sum): boolean => a.count === b.count && a.hash.equals(b.hash);

/** PostgreSQL keeps the keys of JSON in an order of its own. */
function canonical(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, canonical(inner)]);
}
