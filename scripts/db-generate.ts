/**
 * Writes the migrations that the schema asks for, in both dialects, for the data and for the key store:
 *
 *     npm run db:generate -- --name what-changed
 */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const kit = join(dirname(createRequire(import.meta.url).resolve("drizzle-kit")), "bin.cjs");

for (const schema of ["sqlite", "postgres", "keys-sqlite", "keys-postgres"]) {
  const { status } = spawnSync(
    process.execPath,
    [kit, "generate", "--config", "drizzle.config.ts", ...process.argv.slice(2)],
    { stdio: "inherit", env: { ...process.env, THAW_SCHEMA: schema } },
  );
  if (status !== 0) process.exit(status ?? 1);
}
