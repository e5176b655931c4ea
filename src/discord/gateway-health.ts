/** Whether the connection to Discord is alive: `isReady()` stays true after a close that discord.js does not come back from. */
import { Events, Status, type Client } from "discord.js";

/** Discord asks for a heartbeat every 41 seconds; two may be missed. */
const silentMs = 130_000;

/**
 * @param pace milliseconds that go on at their own pace
 * @returns a function that says whether every shard is connected and has been heard of lately
 */
export function gatewayHealth(client: Client, pace: () => number): () => boolean {
  const lost = new Set<number>();
  const heard = new Map<number, { ping: number; at: number }>();
  client.on(Events.ShardDisconnect, (_, shardId) => void lost.add(shardId));
  client.on(Events.ShardReady, (shardId) => void lost.delete(shardId));
  client.on(Events.ShardResume, (shardId) => void lost.delete(shardId));
  return () => {
    if (client.ws.shards.size === 0 || lost.size > 0) return false;
    return client.ws.shards.every(({ id, status, lastPingTimestamp: ping }) => {
      const known = heard.get(id);
      if (known?.ping !== ping) heard.set(id, { ping, at: pace() });
      return status === Status.Ready && pace() - (heard.get(id)?.at ?? pace()) < silentMs;
    });
  };
}
