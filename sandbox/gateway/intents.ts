/** Which gateway events a session hears of, by the intents it asked for. */
export const Intent = {
  Guilds: 1 << 0,
  GuildMembers: 1 << 1,
  GuildModeration: 1 << 2,
  GuildPresences: 1 << 8,
  GuildMessages: 1 << 9,
  GuildMessageReactions: 1 << 10,
  GuildMessageTyping: 1 << 11,
  DirectMessages: 1 << 12,
  DirectMessageReactions: 1 << 13,
  DirectMessageTyping: 1 << 14,
  MessageContent: 1 << 15,
} as const;

/** All bits Discord knows; others close the connection with 4013. */
export const KNOWN_INTENTS =
  0b1_1111_1111_1111_1111 | (1 << 16) | (1 << 20) | (1 << 21) | (1 << 24) | (1 << 25);

/** Intents that must be switched on for the application first; without it the connection is closed with 4014. */
export const PRIVILEGED = {
  members: Intent.GuildMembers,
  presences: Intent.GuildPresences,
  content: Intent.MessageContent,
} as const;

export type Privileged = keyof typeof PRIVILEGED;

const byEvent: [prefix: string, inGuild: number, inDm: number][] = [
  ["INTERACTION_CREATE", 0, 0],
  ["GUILD_MEMBER", Intent.GuildMembers, 0],
  ["GUILD_BAN", Intent.GuildModeration, 0],
  ["GUILD", Intent.Guilds, 0],
  ["CHANNEL", Intent.Guilds, 0],
  ["THREAD", Intent.Guilds, 0],
  ["MESSAGE_REACTION", Intent.GuildMessageReactions, Intent.DirectMessageReactions],
  ["MESSAGE", Intent.GuildMessages, Intent.DirectMessages],
  ["TYPING", Intent.GuildMessageTyping, Intent.DirectMessageTyping],
  ["PRESENCE", Intent.GuildPresences, 0],
];

/** Whether a session with these intents is sent the event. */
export function hears(intents: number, event: string, guildId: string | null): boolean {
  const rule = byEvent.find(([prefix]) => event.startsWith(prefix));
  if (rule === undefined) return true;
  const needed = guildId === null ? rule[2] : rule[1];
  return needed === 0 || (intents & needed) === needed;
}
