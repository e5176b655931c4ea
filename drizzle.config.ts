/**
 * Migrations are generated from one schema for two dialects and two databases (data, keys): `npm run db:generate` runs
 * drizzle-kit once for each, naming the one it means in THAW_SCHEMA; a test has it
 * write elsewhere, through THAW_MIGRATIONS, to see that nothing is missing.
 */
import { defineConfig } from "drizzle-kit";

const which = process.env["THAW_SCHEMA"] ?? "sqlite";

export default defineConfig({
  dialect: which.endsWith("postgres") ? "postgresql" : "sqlite",
  schema: `./src/storage/schema/${which}.ts`,
  out: `${process.env["THAW_MIGRATIONS"] ?? "./migrations"}/${which}`,
});
