/** Whether the connection to Discord is alive: `isReady()` stays true after a close that discord.js does not come back from. */
import { Events, Status, type Client } from "discord.js";

export interface GatewayHealth {
  /** Every shard is connected and has been heard of lately. */
  ready(): boolean;
  /** False when only a new start can help: closed for good, or away for longer than discord.js ever needs. */
  alive(): boolean;
  shards(): ShardHealth[];
}

export interface ShardHealth {
  id: number;
  up: boolean;
  /** Milliseconds of the last heartbeat; -1 before the first. */
  ping: number;
}

/** Discord asks for a heartbeat every 41 seconds; two may be missed. */
const silentMs = 130_000;
/** When Discord itself is away a new start changes nothing, so there is no haste. */
const awayMs = 15 * 60_000;

/** @param pace milliseconds that go on at their own pace */
export function gatewayHealth(client: Client, pace: () => number): GatewayHealth {
  const lost = new Set<number>();
  const heard = new Map<number, { ping: number; at: number }>();
  let readyAt = pace();
  client.on(Events.ShardDisconnect, (_, shardId) => void lost.add(shardId));
  client.on(Events.ShardReady, (shardId) => void lost.delete(shardId));
  client.on(Events.ShardResume, (shardId) => void lost.delete(shardId));
  const shards = (): ShardHealth[] =>
    client.ws.shards.map(({ id, status, ping, lastPingTimestamp }) => {
      const known = heard.get(id);
      if (known?.ping !== lastPingTimestamp) heard.set(id, { ping: lastPingTimestamp, at: pace() });
      const silent = pace() - (heard.get(id)?.at ?? pace()) >= silentMs;
      return { id, ping, up: status === Status.Ready && !silent && !lost.has(id) };
    });
  const ready = (): boolean => {
    const now = shards();
    const all = now.length > 0 && now.every(({ up }) => up);
    if (all) readyAt = pace();
    return all;
  };
  return { ready, shards, alive: () => ready() || (lost.size === 0 && pace() - readyAt < awayMs) };
}
