import type { APIMessage } from "discord-api-types/v10";

const EPHEMERAL = 1 << 6;
const LOADING = 1 << 7;

/** Newest message when this page was loaded. Ephemeral ones up to it are gone, as they are in a freshly opened app. */
let loadedAt: bigint | null = null;

export function isEphemeral(message: APIMessage): boolean {
  return ((message.flags ?? 0) & EPHEMERAL) !== 0;
}

/** The bot has deferred its answer: "… is thinking". */
export function isThinking(message: APIMessage): boolean {
  return ((message.flags ?? 0) & LOADING) !== 0;
}

/** Takes out of a snapshot the ephemeral messages from before the page was loaded. */
export function withoutVanished(messages: Record<string, APIMessage[]>): Record<string, APIMessage[]> {
  loadedAt ??= newest(messages);
  const born = loadedAt;
  const kept = Object.entries(messages).map(([channelId, list]): [string, APIMessage[]] => [
    channelId,
    list.filter((message) => !isEphemeral(message) || BigInt(message.id) > born),
  ]);
  return Object.fromEntries(kept);
}

function newest(messages: Record<string, APIMessage[]>): bigint {
  let id = 0n;
  for (const message of Object.values(messages).flat()) if (BigInt(message.id) > id) id = BigInt(message.id);
  return id;
}
