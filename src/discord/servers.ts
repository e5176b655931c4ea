/** Servers that let the bot in or throw it out: their schedules rest, and go on where they were. */
import { Events, ShardClientUtil, type Client } from "discord.js";
import type { Logger } from "pino";
import type { ScheduleCases } from "#app/schedules.ts";

type Servers = Pick<ScheduleCases, "serverLeft" | "serverBack" | "serversPresent">;

/** Listens from now on, and catches up with what happened while the bot was away. The client is ready. */
export async function followServers(client: Client, servers: Servers, log: Logger): Promise<void> {
  const note = (work: Promise<void>) =>
    void work.catch((err: unknown) =>
      log.error({ err }, "a server could not be noted; the next start makes up for it"),
    );
  // A server that Discord cannot reach for a while is another event: nothing changes then.
  client.on(Events.GuildDelete, (guild) => note(servers.serverLeft(guild.id)));
  client.on(Events.GuildCreate, (guild) => note(servers.serverBack(guild.id)));
  const shards = client.options.shardCount ?? 1;
  await servers.serversPresent((id) => {
    const ours = client.ws.shards.has(ShardClientUtil.shardIdForGuildId(id, shards));
    return ours ? client.guilds.cache.has(id) : undefined;
  });
}
