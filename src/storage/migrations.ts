/** What a database must be before the bot uses it: ours, for this purpose, and no newer than our migrations. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { StoreError } from "./errors.ts";
import type { Dialect } from "./sql.ts";

/** The data, or the keys they are sealed under. */
export type Holding = "data" | "keys";

/** Made-up data of the sandbox and real data never meet. */
export type Purpose = "sandbox" | "live";

/** Written into `meta` by a move: in the new place while it is not whole, in the old one once it is. */
export const moveStamps = { from: "moving-from", to: "moved-to" } as const;

/** What a database must be. */
export interface Expected {
  holding: Holding;
  purpose: Purpose;
  migrations: Migrations;
}

export interface Migrations {
  folder: string;
  /** Stamp of the newest one; a database that has seen a later one was written by a newer version. */
  newest: number;
}

/** What a database of one dialect must be. */
export function expect(dialect: Dialect, holding: Holding, purpose: Purpose): Expected {
  return { holding, purpose, migrations: findMigrations(dialect, holding) };
}

function findMigrations(dialect: Dialect, holding: Holding): Migrations {
  const name = holding === "data" ? dialect : `keys-${dialect}`;
  const folder = fileURLToPath(new URL(`../../migrations/${name}`, import.meta.url));
  const journal: { entries: { when: number }[] } = JSON.parse(
    readFileSync(`${folder}/meta/_journal.json`, "utf8"),
  );
  return { folder, newest: Math.max(...journal.entries.map(({ when }) => when)) };
}

/**
 * Compares what a database says about itself in `meta` with what it must be. The application's name was written there
 * by the migration named *mark*, the purpose at its first start.
 * @throws {StoreError} database-foreign, database-other-purpose, database-half-moved, database-moved
 */
export function checkStamps(what: string, meta: { key: string; value: string }[], expected: Expected): void {
  const stamps = new Map(meta.map(({ key, value }) => [key, value]));
  const application = expected.holding === "data" ? "thaw" : "thaw-keys";
  if (stamps.get("application") !== application) throw new StoreError("database-foreign", { what });
  const from = stamps.get(moveStamps.from);
  if (from !== undefined) throw new StoreError("database-half-moved", { what, from });
  const to = stamps.get(moveStamps.to);
  if (to !== undefined) throw new StoreError("database-moved", { what, to });
  const found = stamps.get("purpose") ?? expected.purpose;
  if (found !== expected.purpose)
    throw new StoreError("database-other-purpose", { what, found, wanted: expected.purpose });
}
