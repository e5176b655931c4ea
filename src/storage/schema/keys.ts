/** The key store: members' data keys, wrapped by the operator's master key, in a database that no backup of data holds. */
import type { Kit } from "./kit-sqlite.ts";

export function makeKeySchema(kit: Kit) {
  const memberKey = kit.table("member_key", {
    personId: kit.id("person_id").primaryKey(),
    keyId: kit.id("key_id").notNull(),
    /** Which master key it is wrapped by. */
    masterId: kit.text("master_id").notNull(),
    wrapped: kit.bytes("wrapped").notNull(),
    createdAt: kit.epochMs("created_at").notNull(),
  });

  /** Keys that were destroyed, replayed on the data after a restore. */
  const erased = kit.table(
    "erased",
    {
      keyId: kit.id("key_id").primaryKey(),
      personId: kit.id("person_id").notNull(),
      at: kit.epochMs("at").notNull(),
    },
    (t) => [kit.index("erased_person").on(t.personId)],
  );

  const meta = kit.table("meta", {
    key: kit.text("key").primaryKey(),
    value: kit.text("value").notNull(),
  });

  return { memberKey, erased, meta };
}

export type KeySchema = ReturnType<typeof makeKeySchema>;
