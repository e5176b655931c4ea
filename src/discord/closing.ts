/** Why Discord closed the gateway for good, in a sentence for the operator. */
import { Events, GatewayCloseCodes, type Client } from "discord.js";
import { tokenRefused } from "./first-contact.ts";

const sentences: Partial<Record<number, string>> = {
  [GatewayCloseCodes.AuthenticationFailed]: tokenRefused,
  [GatewayCloseCodes.InvalidShard]: "Discord refused SHARDS or SHARD_COUNT: correct them in .env.",
  [GatewayCloseCodes.ShardingRequired]:
    "The bot is in too many servers for so few shards: raise SHARD_COUNT, or leave it to Discord by leaving it empty.",
  [GatewayCloseCodes.DisallowedIntents]:
    "Discord refused the intents: this version asks for servers alone, so update to the newest version.",
};

/** Calls back when a shard is closed and will not come back by itself: only a new start helps. */
export function onClosedForGood(client: Client, tell: (sentence: string) => void): void {
  client.on(Events.ShardDisconnect, ({ code }, shard) =>
    tell(sentences[code] ?? `Discord closed shard ${shard} for good (code ${code}).`),
  );
}
