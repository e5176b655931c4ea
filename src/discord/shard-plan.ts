/** Which shards this process connects, of how many. */
import { REST, Routes, type RESTGetAPIGatewayBotResult } from "discord.js";

export interface ShardPlan {
  ids: number[];
  count: number;
}

interface Wanted {
  token: string;
  api: string | undefined;
  shards: number[] | "auto";
  shardCount: number | undefined;
}

/** What the environment names; all that Discord recommends when it names nothing. @throws when Discord is asked in vain */
export async function shardPlan({ token, api, shards, shardCount }: Wanted): Promise<ShardPlan> {
  const count = shardCount ?? (await recommended(token, api));
  return { count, ids: shards === "auto" ? Array.from({ length: count }, (_, id) => id) : shards };
}

async function recommended(token: string, api: string | undefined): Promise<number> {
  const rest = new REST(api ? { api } : {}).setToken(token);
  return ((await rest.get(Routes.gatewayBot())) as RESTGetAPIGatewayBotResult).shards;
}
