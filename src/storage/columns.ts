/** Shorthands for statements that write whole rows. */
import type { Placeholder, SQL } from "drizzle-orm";
import { sql } from "./drizzle.ts";

/** A placeholder for each name, under that name: `values(placeholders("id", "zone"))`. */
export function placeholders<K extends string>(names: readonly K[]): Record<K, Placeholder> {
  return each(names, (name) => sql.placeholder(name));
}

/** For `onConflictDoUpdate`: each column takes what the insert would have written. */
export function excluded<K extends string>(
  table: Record<K, { name: string }>,
  names: readonly K[],
): Record<K, SQL> {
  return each(names, (name) => sql`excluded.${sql.identifier(table[name].name)}`);
}

function each<K extends string, V>(names: readonly K[], make: (name: K) => V): Record<K, V> {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Object.fromEntries forgets the keys
  return Object.fromEntries(names.map((name) => [name, make(name)])) as Record<K, V>;
}
