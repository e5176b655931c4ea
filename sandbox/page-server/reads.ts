/** Up to where each person has read each channel. */
import type { Channel, User } from "../world/entities.ts";

export interface Reads {
  of(user: User, channel: Channel): { readUpTo: string | null; unread: number };
  mark(user: User, channelId: string, upTo: string): void;
  forget(): void;
  /** For keeping: everything that was marked. */
  marks(): [string, string][];
  restore(marks: [string, string][]): void;
}

export function makeReads(): Reads {
  const marks = new Map<string, string>();
  const key = (userId: string, channelId: string) => `${userId}:${channelId}`;
  return {
    of(user, channel) {
      const readUpTo = marks.get(key(user.id, channel.id)) ?? null;
      let unread = 0;
      for (const { id, raw, visibleTo } of channel.messages.values()) {
        const isNew = readUpTo === null || BigInt(id) > BigInt(readUpTo);
        if (isNew && visibleTo === null && raw.author.id !== user.id) unread += 1;
      }
      return { readUpTo, unread };
    },
    mark(user, channelId, upTo) {
      const before = marks.get(key(user.id, channelId)) ?? "0";
      if (BigInt(upTo) > BigInt(before)) marks.set(key(user.id, channelId), upTo);
    },
    forget: () => marks.clear(),
    marks: () => [...marks],
    restore(kept) {
      for (const [at, upTo] of kept) marks.set(at, upTo);
    },
  };
}
