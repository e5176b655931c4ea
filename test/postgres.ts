/** A database of its own for each test, on the one real PostgreSQL of the test run. */
import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { inject } from "vitest";
import { loadPg } from "#storage/drizzle.ts";

let server: Promise<string> | undefined;
/** Emptied databases of this worker: making one takes ten times as long as emptying one. */
const free: string[] = [];

/** URL of a database in which there is nothing yet. Its key store is made beside it, under the same name with `_keys`. */
export async function freshDatabase(): Promise<string> {
  const base = await (server ??= ask());
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await withClient(`${base}/postgres`, (client) => client.query(`CREATE DATABASE ${name}`));
  return `${base}/${name}`;
}

/** The same, or one whose tables are there and empty, for tests that begin by opening the store anyway. */
export const emptyDatabase = async (): Promise<string> => free.pop() ?? freshDatabase();

/** Empties a database and its key store for the next test; nobody may be connected any more. */
export async function recycleDatabase(url: string): Promise<void> {
  await empty(url);
  await empty(`${url}_keys`);
  free.push(url);
}

const empty = (url: string) =>
  withClient(url, async (client) => {
    await client.query("SET session_replication_role = replica");
    const { rows } = await client.query<{ name: string }>(
      "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
    );
    const orders = rows.map(({ name }) =>
      name === "meta" ? "DELETE FROM meta WHERE key <> 'application'" : `DELETE FROM "${name}"`,
    );
    await client.query(orders.join(";"));
  });

async function withClient(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new (loadPg().Client)({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function ask(): Promise<string> {
  const response = await fetch(inject("postgresStarter"));
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}
