/** The tables in SQLite; drizzle-kit reads the migrations off these exports. */
import { sqliteKit } from "./kit-sqlite.ts";
import { makeSchema } from "./make.ts";

export const {
  person,
  record,
  buddy,
  guild,
  audit,
  counter,
  meta,
  schedule,
  subscription,
  panel,
  draft,
  due,
  delivery,
  worker,
  pageLink,
  pageSession,
  keeping,
  drillText,
  serverDrill,
  groupDrill,
  groupChoice,
} = makeSchema(sqliteKit());
