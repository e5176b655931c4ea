/** A look at a PostgreSQL database before the bot uses it: whose it is, how new; then its migrations, one process at a time. */
import type { Client } from "pg";
import { loadPg, loadPostgresDriver, loadPostgresMigrator } from "./drizzle.ts";
import { StoreError } from "./errors.ts";
import { checkStamps, type Expected } from "./migrations.ts";

/** Any number of ours: processes that start together migrate one after the other. */
const migrationLock = 0x54_68_61_77;

/**
 * Makes sure that the database is ours (or empty) and not from a newer version, then migrates it.
 * @throws {StoreError} database-foreign, database-other-purpose, database-too-new,
 *   database-unreachable
 */
export async function preparePostgres(url: string, expected: Expected): Promise<void> {
  const client = await connectOrMake(url);
  const what = nameOf(url);
  try {
    await client.query("SELECT pg_advisory_lock($1)", [migrationLock]);
    await inspect(client, what, expected);
    const db = loadPostgresDriver().drizzle(client);
    await loadPostgresMigrator().migrate(db, { migrationsFolder: expected.migrations.folder });
  } catch (cause) {
    throw cause instanceof StoreError ? cause : unreachable(what, cause);
  } finally {
    await client.end();
  }
}

/**
 * What a database says about itself in `meta`, looked at and left alone; undefined when there is nothing in it yet.
 * @throws {StoreError} as `preparePostgres`
 */
export async function peekPostgres(
  url: string,
  expected: Expected,
): Promise<Map<string, string> | undefined> {
  let client: Client;
  try {
    client = await open(url);
  } catch (cause) {
    if (isAbsent(cause)) return undefined;
    throw unreachable(nameOf(url), cause);
  }
  try {
    const rows = await inspect(client, nameOf(url), expected);
    return rows && new Map(rows.map(({ key, value }) => [key, value]));
  } finally {
    await client.end();
  }
}

/** Host and database of a URL, without the password. */
export function nameOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `postgres://${hostname}${port && `:${port}`}${pathname}`;
}

async function connectOrMake(url: string): Promise<Client> {
  try {
    return await open(url);
  } catch (cause) {
    if (!isAbsent(cause)) throw unreachable(nameOf(url), cause);
    return makeDatabase(url).catch((second: unknown) => {
      throw unreachable(nameOf(url), second);
    });
  }
}

async function open(connectionString: string): Promise<Client> {
  const client = new (loadPg().Client)({ connectionString });
  await client.connect();
  return client;
}

/** Makes a database that is not there yet, as the file of SQLite is made: the key store's, most of the time. */
async function makeDatabase(url: string): Promise<Client> {
  const name = decodeURIComponent(new URL(url).pathname.slice(1));
  const server = await open(Object.assign(new URL(url), { pathname: "/postgres" }).href);
  try {
    await server.query(`CREATE DATABASE ${server.escapeIdentifier(name)}`);
  } catch (cause) {
    // Another process that starts beside this one may have been quicker.
    if (!(cause instanceof Error && "code" in cause && ["42P04", "23505"].includes(String(cause.code))))
      throw cause;
  } finally {
    await server.end();
  }
  return open(url);
}

const isAbsent = (cause: unknown) => cause instanceof Error && "code" in cause && cause.code === "3D000";

/** @returns what stands in `meta`; undefined for an empty database */
async function inspect(client: Client, what: string, expected: Expected): Promise<Fact[] | undefined> {
  const one = async (text: string): Promise<unknown> => {
    const { rows } = await client.query<{ value: unknown }>(text);
    return rows[0]?.value;
  };
  const tables = Number(
    await one("SELECT count(*) AS value FROM information_schema.tables WHERE table_schema = 'public'"),
  );
  if (tables === 0) return undefined;
  const ours =
    (await one("SELECT to_regclass('public.meta') IS NOT NULL AS value")) === true &&
    (await one("SELECT to_regclass('drizzle.__drizzle_migrations') IS NOT NULL AS value")) === true;
  if (!ours) throw new StoreError("database-foreign", { what });
  const { rows } = await client.query<Fact>("SELECT key, value FROM public.meta");
  checkStamps(what, rows, expected);
  const last = Number(await one("SELECT max(created_at) AS value FROM drizzle.__drizzle_migrations"));
  if (last > expected.migrations.newest) throw new StoreError("database-too-new", { what });
  return rows;
}

interface Fact {
  key: string;
  value: string;
}

const unreachable = (what: string, cause: unknown) =>
  new StoreError(
    "database-unreachable",
    { what, reason: cause instanceof Error ? cause.message : String(cause) },
    cause,
  );
