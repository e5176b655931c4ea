import { NONCE_WINDOW_MS } from "./settings.ts";
import type { Message } from "./world/entities.ts";

/** With `enforce_nonce` a message sent again within a few minutes is answered with the first one. */
export interface Nonces {
  find(channelId: string, nonce: string): Message | undefined;
  keep(channelId: string, nonce: string, message: Message): void;
}

/** @param now moved clock, epoch ms. */
export function makeNonces(now: () => number): Nonces {
  const kept = new Map<string, { message: Message; at: number }>();
  return {
    find(channelId, nonce) {
      const found = kept.get(`${channelId}:${nonce}`);
      return found === undefined || now() - found.at > NONCE_WINDOW_MS ? undefined : found.message;
    },
    keep(channelId, nonce, message) {
      kept.set(`${channelId}:${nonce}`, { message, at: now() });
      for (const [key, { at }] of kept) {
        if (now() - at <= NONCE_WINDOW_MS) break;
        kept.delete(key);
      }
    },
  };
}
