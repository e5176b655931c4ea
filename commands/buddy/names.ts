/** What people are called on buttons, where a mention cannot stand. */
import type { Client } from "discord.js";
import type { Snowflake } from "#core/ids.ts";
import type { Translate } from "#locale/sentences.ts";

export type Names = ReadonlyMap<Snowflake, string>;

/** Somebody whom Discord does not tell about any more is *somebody*. */
export async function namesOf(client: Client, ids: readonly Snowflake[], t: Translate): Promise<Names> {
  const named = ids.map(async (id): Promise<[Snowflake, string]> => {
    const name = await client.users.fetch(id).then(
      ({ displayName }) => displayName,
      () => t.plain("buddy.somebody"),
    );
    return [id, name];
  });
  return new Map(await Promise.all(named));
}
