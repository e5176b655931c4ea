/** The tables of the key store in PostgreSQL; drizzle-kit reads the migrations off these exports. */
import { makeKeySchema } from "./keys.ts";
import { postgresKit } from "./kit-postgres.ts";

export const { memberKey, erased, meta } = makeKeySchema(postgresKit());
