/** A database of its own for each test, on the one real PostgreSQL of the test run. */
import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import { loadPg } from "#storage/drizzle.ts";

let server: Promise<string> | undefined;

/** URL of a new, empty database. Its key store is made beside it, under the same name with `_keys`. */
export async function freshDatabase(): Promise<string> {
  const base = await (server ??= ask());
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  const client = new (loadPg().Client)({ connectionString: `${base}/postgres` });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name}`);
  } finally {
    await client.end();
  }
  return `${base}/${name}`;
}

async function ask(): Promise<string> {
  const response = await fetch(inject("postgresStarter"));
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}
