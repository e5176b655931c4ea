/** GUILD_CREATE of a grown server, written from a template: 20,000 of them are not built one by one. */
import { renderGuildCreate } from "./render.ts";
import type { World } from "./world.ts";

/** The JSON, or undefined when the server is not a grown one or was looked at since. */
export function untouchedGuildJson(world: World, guildId: string): string | undefined {
  const land = world.untouched(guildId);
  if (land === undefined) return undefined;
  const guild = land.guild(guildId);
  return guild === undefined ? undefined : JSON.stringify(renderGuildCreate(world, guild));
}
