/**
 * How queries are written, once, for both dialects.
 *
 * A verb takes the `Sql` of its transaction and returns steps. Hot ones are named statements, which are built once per
 * connection (building costs ten times what running does); the rest may be built on the spot:
 *
 *     const find = statement("person.find", ({ db, t }: Sql) =>
 *       db.select().from(t.person).where(eq(t.person.id, sql.placeholder("id"))));
 *
 *     const [row] = yield* find(q, { id });
 *     yield* run(q.db.delete(q.t.person).where(eq(q.t.person.id, id)));
 *
 * A placeholder in `values` and `set` is encoded by its column, one in `where` is bound as it is.
 */
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import type { RunResult } from "better-sqlite3";
import type { Steps } from "#app/store.ts";
import { mapOnce } from "./row-mapper.ts";
import type { Schema } from "./schema/make.ts";

export type Dialect = "sqlite" | "postgres";

/** Typed as SQLite's on both dialects; what PostgreSQL does differently is in `forUpdate`. */
export type Db = BetterSQLite3Database;

/** A connection inside a transaction: query builder, tables, and the statements prepared on it so far. */
export interface Sql<S = Schema> {
  dialect: Dialect;
  db: Db;
  t: S;
  prepared: Map<string, Prepared>;
}

/** A query that is ready to run; `sync` exists on SQLite only. */
export interface Prepared {
  execute(params?: Record<string, unknown>): { sync(): unknown };
}

/** What a transaction's generator yields to whoever drives it. */
export interface Call {
  prepared: Prepared;
  params: Record<string, unknown>;
}

/** What can be made ready to run. */
type Preparable = { prepare(name?: string): Prepared };

/** Any query builder of drizzle. */
export type Query = PromiseLike<unknown> & Preparable;

/** Rows of a select or of `returning()`; nothing else is told alike by both dialects. */
export type Rows<Q> = Awaited<Q> extends RunResult ? void : Awaited<Q>;

/** Runs a query that is built on the spot. */
export function run<Q extends Query>(query: Q): Steps<Rows<Q>> {
  return ask({ prepared: query.prepare(), params: {} });
}

/** The first row of a query, undefined when there is none. */
export function* first<Q extends Query>(query: Q): Steps<Row<Q> | undefined> {
  const rows: Rows<Q> = yield* run(query);
  return Array.isArray(rows) ? rows[0] : undefined;
}

type Row<Q> = Rows<Q> extends (infer R)[] ? R : never;

/** A query that is built once per connection under a name of its own, and run with values for its placeholders. */
export function statement<S, Q extends Preparable>(
  name: string,
  build: (sql: Sql<S>) => Q,
): (sql: Sql<S>, params?: Record<string, unknown>) => Steps<Rows<Q>> {
  return (sql, params = {}) => {
    let prepared = sql.prepared.get(name);
    if (!prepared) {
      sql.prepared.set(name, (prepared = build(sql).prepare(name)));
      if (sql.dialect === "sqlite") mapOnce(prepared);
    }
    return ask({ prepared, params });
  };
}

/** Locks the rows that a select returns until the end of the transaction; SQLite has one writer and needs none. */
export function forUpdate<Q extends Query, S>(
  sql: Sql<S>,
  query: Q,
  strength: "update" | "share" = "update",
  options: { skipLocked?: boolean; of?: unknown } = {},
): Q {
  return sql.dialect === "postgres" && "for" in query && typeof query.for === "function"
    ? query.for(strength, options)
    : query;
}

function* ask<T>(call: Call): Steps<T> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the driver answers with this very query's rows
  return (yield call) as T;
}
