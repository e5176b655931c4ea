/** The made-up community that every scene but the empty one plays in. */
import type { Core } from "../core.ts";
import { createChannel } from "../world/channels.ts";
import type { Guild } from "../world/entities.ts";
import { addBot, createGuild, createRole, createUser, join } from "../world/members.ts";
import type { NewUser } from "../world/members.ts";
import { EVERYONE, Permission } from "../world/permissions.ts";

/** What the bot's invitation asks for. */
export const BOT_PERMISSIONS =
  Permission.ViewChannel |
  Permission.SendMessages |
  Permission.SendMessagesInThreads |
  Permission.EmbedLinks |
  Permission.AttachFiles |
  Permission.ReadMessageHistory;

const people: NewUser[] = [
  { handle: "ash", zone: "Europe/London", about: "member" },
  { handle: "robin", zone: "Europe/Berlin", about: "moderator" },
  { handle: "noor", zone: "Asia/Karachi", about: "moderator, on call at night" },
  { handle: "juno", zone: "America/New_York", locale: "en-US", about: "member" },
  { handle: "marisol", zone: "America/Argentina/Buenos_Aires", locale: "es-419", about: "member" },
  { handle: "tove", zone: "America/Nuuk", locale: "da", about: "member, far north" },
  { handle: "ren", zone: "Asia/Kathmandu", about: "member, has closed their DMs", dms: "closed" },
  { handle: "sky", zone: "Australia/Lord_Howe", about: "came today" },
];

const moderators = ["robin", "noor"];

const channels = [
  { name: "welcome", topic: "Say hello. Nobody here is scored." },
  { name: "check-ins", topic: "The evening question comes here, for those who like it in company." },
  { name: "evening", topic: "How was it today?" },
  { name: "quiet-talk", topic: "Slow talk. No advice unless somebody asks." },
];

/** With the bot in it. @param more people besides the usual ones. */
export function theThaw(core: Core, more: NewUser[] = []): Guild {
  const { stage } = core;
  const [first, ...others] = people;
  // Whoever comes first is the one the page opens as.
  const ash = createUser(stage, first ?? { handle: "ash" });
  const owner = createUser(stage, { handle: "wren", zone: "Europe/London", about: "owns the server" });
  const guild = createGuild(stage, { name: "The Thaw", owner });
  const role = createRole(
    stage,
    guild,
    "moderator",
    EVERYONE |
      Permission.ManageGuild |
      Permission.ManageMessages |
      Permission.KickMembers |
      Permission.ManageRoles |
      Permission.ManageChannels,
  );
  for (const channel of channels) createChannel(stage, guild, channel);
  const hidden = { id: guild.id, type: 0, allow: "0", deny: Permission.ViewChannel.toString() };
  const seen = { id: role.id, type: 0, allow: Permission.ViewChannel.toString(), deny: "0" };
  createChannel(stage, guild, {
    name: "moderators",
    topic: "For the two of you and Wren.",
    overwrites: [hidden, seen],
  });
  join(stage, guild, ash.id);
  for (const person of [...others, ...more]) {
    const user = createUser(stage, person);
    join(stage, guild, user.id, moderators.includes(person.handle) ? [role.id] : []);
  }
  addBot(stage, guild, BOT_PERMISSIONS);
  elsewhere(core);
  return guild;
}

/** A server that never heard of the bot. */
function elsewhere(core: Core): void {
  const { world, stage } = core;
  const owner = createUser(stage, { handle: "kit", zone: "UTC", about: "owns another server" });
  const guild = createGuild(stage, { name: "Elsewhere", owner });
  createChannel(stage, guild, { name: "lobby", topic: "A server without the bot." });
  const ash = world.byHandle("ash");
  if (ash !== undefined) join(stage, guild, ash.id);
}
