/** PostgreSQL: a pool of connections, each transaction on one of them, each step awaited. */
import { setTimeout as pause } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";
import { Fault } from "#app/fault.ts";
import type { Isolation, Steps } from "#app/store.ts";
import { loadPg, loadPostgresDriver, queryError } from "./drizzle.ts";
import { driveAsync, type Engine } from "./engine.ts";
import { StoreError } from "./errors.ts";
import type { Expected } from "./migrations.ts";
import { preparePostgres } from "./postgres-database.ts";
import type { Call, Db, Sql } from "./sql.ts";

/** Connections per process; the server's limit is shared by all processes. Keys are asked for rarely. */
const poolSize = { data: 10, keys: 2 };
/** How long a transaction waits for a connection; a member's command has to be answered before that. */
const connectTimeoutMs = 5_000;
/** Pauses before a transaction is tried again, ms: it lost to another one, or the connection broke before its commit. */
const pauses = [5, 20, 80, 320, 1280, 2560];

/**
 * Connects to a database, made and migrated as needed.
 * @throws {StoreError} when it is another application's, too new, or cannot be reached
 */
export async function openPostgres<S>(url: string, t: S, expected: Expected): Promise<Engine<S>> {
  await preparePostgres(url, expected);
  const pool = new (loadPg().Pool)({
    connectionString: url,
    max: poolSize[expected.holding],
    keepAlive: true,
    connectionTimeoutMillis: connectTimeoutMs,
  });
  // A connection that breaks is replaced; the transaction on it, or the next one, says so. An error that nobody listens
  // to would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  const handle = handles(t);
  const retry = retrying();
  const tx: Engine<S>["tx"] = (steps, isolation = "snapshot") =>
    retry(() => once(pool, handle, steps, isolation));
  return {
    dialect: "postgres",
    tx,
    ahead: (work) => work(tx),
    // A deleted row stays in its page until vacuum; its space is then free to be overwritten.
    scrub: async (table) => void (await pool.query(`VACUUM "${table}"`)),
    close: () => pool.end(),
  };
}

/** One query builder per connection, since prepared statements belong to it. */
function handles<S>(t: S): (client: PoolClient) => Sql<S> {
  const known = new WeakMap<PoolClient, Sql<S>>();
  return (client) => {
    let sql = known.get(client);
    if (!sql) {
      const db: unknown = loadPostgresDriver().drizzle(client);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the types are SQLite's on purpose
      known.set(client, (sql = { dialect: "postgres", db: db as Db, t, prepared: new Map() }));
    }
    return sql;
  };
}

const begin: Record<Isolation, string> = {
  snapshot: "BEGIN ISOLATION LEVEL REPEATABLE READ",
  latest: "BEGIN ISOLATION LEVEL READ COMMITTED",
};

async function once<S, T>(
  pool: Pool,
  handle: (client: PoolClient) => Sql<S>,
  steps: (sql: Sql<S>) => Steps<T>,
  isolation: Isolation,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  let committing = false;
  try {
    await client.query(begin[isolation]);
    const value = await driveAsync(steps(handle(client)), answer);
    committing = true;
    await client.query("COMMIT");
    return value;
  } catch (error) {
    if (isConnectionLoss(error)) {
      broken = error;
      throw committing ? new StoreError("commit-unknown", {}, error) : error;
    }
    await client.query("ROLLBACK").catch((cause: Error) => (broken = cause));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** The driver's own error: drizzle's wraps it in a message that holds the parameters, which must not reach a log. */
async function answer({ prepared, params }: Call): Promise<unknown> {
  try {
    return await Promise.resolve<unknown>(prepared.execute(params));
  } catch (error) {
    throw error instanceof queryError ? (error.cause ?? error) : error;
  }
}

/** Runs an attempt, and again while that is safe: nothing of a failed one was kept. */
type Retrying = <T>(attempt: () => Promise<T>) => Promise<T>;

function retrying(): Retrying {
  const lane = oneAtATime();
  return async (attempt) => {
    let next = attempt;
    for (const ms of pauses) {
      try {
        return await next();
      } catch (error) {
        if (waitedInVain(error)) throw new Fault("database-busy", {}, error);
        if (!lostToAnother(error) && !isConnectionLoss(error)) throw error;
        // Those that lost go on one after the other, or they would make each other lose again.
        if (lostToAnother(error)) next = () => lane(attempt);
        await pause(ms);
      }
    }
    return next().catch((error: unknown) => {
      const passing = lostToAnother(error) || isConnectionLoss(error);
      throw passing ? new Fault("database-busy", {}, error) : error;
    });
  };
}

function oneAtATime(): Retrying {
  let last: Promise<unknown> = Promise.resolve();
  return (attempt) => {
    const turn = last.then(attempt);
    last = turn.catch(() => undefined);
    return turn;
  };
}

const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "");

/** Serialisation failure or deadlock: nothing was kept, the same steps may go again. */
const lostToAnother = (error: unknown) => ["40001", "40P01"].includes(codeOf(error));

/** No connection within the time there is: to try again would only keep the member waiting. */
const waitedInVain = (error: unknown) =>
  error instanceof Error && /^timeout exceeded when|connection timeout$/.test(error.message);

/** The server went away, refuses connections for now (start-up, shutdown, too many), or the socket broke. */
function isConnectionLoss(error: unknown): error is Error {
  const code = codeOf(error);
  if (/^(08|57P0|53300)|^E(CONN|PIPE|TIMEDOUT|HOSTUNREACH)/.test(code)) return true;
  return (
    error instanceof Error &&
    /^Connection terminated( unexpectedly)?$|^Client has encountered/.test(error.message)
  );
}
