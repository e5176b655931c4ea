/** Made-up servers to start from. */
import type { Core } from "./core.ts";
import { addBot, createGuild, createRole, createUser, join, removeBot } from "./world/members.ts";
import type { NewUser } from "./world/members.ts";
import { createChannel } from "./world/channels.ts";
import { EVERYONE, Permission } from "./world/permissions.ts";
import type { Guild } from "./world/entities.ts";

export interface Scene {
  name: string;
  title: string;
  about: string;
  build(core: Core): void;
}

/** What the bot's invitation asks for. */
export const BOT_PERMISSIONS =
  Permission.ViewChannel |
  Permission.SendMessages |
  Permission.SendMessagesInThreads |
  Permission.EmbedLinks |
  Permission.AttachFiles |
  Permission.ReadMessageHistory;

const people: NewUser[] = [
  { handle: "robin", zone: "Europe/Berlin", locale: "de", about: "moderator" },
  { handle: "noor", zone: "Asia/Karachi", about: "moderator, on call at night" },
  { handle: "ash", zone: "Europe/London", about: "member" },
  { handle: "juno", zone: "America/New_York", locale: "en-US", about: "member" },
  { handle: "marisol", zone: "America/Argentina/Buenos_Aires", locale: "es-419", about: "member" },
  { handle: "tove", zone: "America/Nuuk", locale: "da", about: "member, far north" },
  { handle: "ren", zone: "Asia/Kathmandu", about: "member, has closed their DMs", dms: "closed" },
  { handle: "sky", zone: "Australia/Lord_Howe", about: "came today" },
];

const moderators = ["robin", "noor"];

function theThaw(core: Core): Guild {
  const { stage } = core;
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
  for (const name of ["welcome", "check-ins", "evening", "quiet-talk"]) createChannel(stage, guild, { name });
  const hidden = { id: guild.id, type: 0, allow: "0", deny: Permission.ViewChannel.toString() };
  const seen = { id: role.id, type: 0, allow: Permission.ViewChannel.toString(), deny: "0" };
  createChannel(stage, guild, { name: "moderators", overwrites: [hidden, seen] });
  for (const person of people) {
    const user = createUser(stage, person);
    join(stage, guild, user.id, moderators.includes(person.handle) ? [role.id] : []);
  }
  return guild;
}

/** A server that never heard of the bot. */
function elsewhere(core: Core): void {
  const { world, stage } = core;
  const owner = createUser(stage, { handle: "kit", zone: "UTC", about: "owns another server" });
  const guild = createGuild(stage, { name: "Elsewhere", owner });
  createChannel(stage, guild, { name: "lobby" });
  const ash = world.byHandle("ash");
  if (ash !== undefined) join(stage, guild, ash.id);
}

export const scenes: Scene[] = [
  {
    name: "the-thaw",
    title: "The Thaw",
    about: "A small server with two moderators and members on five continents.",
    build(core) {
      addBot(core.stage, theThaw(core), BOT_PERMISSIONS);
      elsewhere(core);
    },
  },
  { name: "empty", title: "Nothing", about: "No server, nobody.", build: () => undefined },
];

/** Empties the world, then builds the scene. An unknown name changes nothing. */
export function changeScene(core: Core, name: string): void {
  sceneCalled(name);
  const { world, stage } = core;
  for (const guild of world.guilds.values()) removeBot(stage, guild);
  for (const user of world.users.values()) if (!user.bot) world.users.delete(user.id);
  for (const map of [world.guilds, world.channels, world.dms]) map.clear();
  core.modals.clear();
  buildScene(core, name);
}

/** Builds a scene into an empty world. */
export function buildScene(core: Core, name: string): void {
  sceneCalled(name).build(core);
}

function sceneCalled(name: string): Scene {
  const scene = scenes.find((one) => one.name === name);
  if (scene !== undefined) return scene;
  throw new Error(`There is no scene "${name}". There is: ${scenes.map((one) => one.name).join(", ")}.`);
}
