/** The tables of the key store in SQLite; drizzle-kit reads the migrations off these exports. */
import { makeKeySchema } from "./keys.ts";
import { sqliteKit } from "./kit-sqlite.ts";

export const { memberKey, erased, meta } = makeKeySchema(sqliteKit());
