/** Changing the made-up servers: people, roles, channels, the bot's place among them. */
import type { Core } from "../core.ts";
import { DriverError } from "../driver/driver-error.ts";
import type { ActResult, Action } from "../page-protocol.ts";
import { BOT_PERMISSIONS } from "../scenes/the-thaw.ts";
import { changeChannel, createChannel, createThread, deleteChannel } from "../world/channels.ts";
import type { Channel, Guild, Member, User } from "../world/entities.ts";
import { addBot, createUser, guildWithBot, join, leave, removeBot, setRoles } from "../world/members.ts";
import { Permission } from "../world/permissions.ts";
import { personaOf } from "./viewer-state.ts";
import type { PageDeps } from "./hub.ts";

/** `undefined`: none of this was asked for. */
export function actOnWorld({ core }: PageDeps, user: User, action: Action): ActResult | undefined {
  const { stage } = core;
  switch (action.do) {
    case "install":
    case "uninstall":
      user.installed = action.do === "install";
      core.bus.emit({ type: "world" });
      return null;
    case "set-dms":
      userCalled(core, action.userId).dms = action.dms;
      core.bus.emit({ type: "world" });
      return null;
    case "add-persona":
      return addPersona(core, action);
    case "join":
      join(stage, guildCalled(core, action.guildId), user.id);
      return null;
    case "leave":
      leave(stage, guildCalled(core, action.guildId), user.id);
      return null;
    case "kick":
      leave(stage, guildCalled(core, action.guildId), action.userId);
      return null;
    case "give-role":
    case "take-role": {
      const guild = guildCalled(core, action.guildId);
      const member = memberCalled(core, guild, action.userId);
      const others = member.roles.filter((id) => id !== action.roleId);
      setRoles(stage, guild, member, action.do === "give-role" ? [...others, action.roleId] : others);
      return null;
    }
    case "add-bot":
      addBot(stage, guildCalled(core, action.guildId), BOT_PERMISSIONS);
      return null;
    case "remove-bot":
      removeBot(stage, guildCalled(core, action.guildId));
      return null;
    default:
      return actOnChannels(core, user, action);
  }
}

function actOnChannels(core: Core, user: User, action: Action): ActResult | undefined {
  const { stage } = core;
  switch (action.do) {
    case "create-channel": {
      const { name, topic } = action;
      const channel = createChannel(stage, guildCalled(core, action.guildId), {
        name: slug(name),
        topic: topic ?? null,
      });
      return { kind: "channel", channelId: channel.id };
    }
    case "create-thread": {
      const parent = channelCalled(core, action.channelId);
      const thread = createThread(stage, parent, {
        name: action.name,
        isPrivate: action.private === true,
        ownerId: user.id,
      });
      return { kind: "channel", channelId: thread.id };
    }
    case "delete-channel":
      deleteChannel(stage, channelCalled(core, action.channelId));
      return null;
    case "set-bot-access":
      setBotAccess(core, channelCalled(core, action.channelId), action);
      return null;
    default:
      return undefined;
  }
}

function addPersona(core: Core, action: Extract<Action, { do: "add-persona" }>): ActResult {
  const handle = slug(action.name);
  if (handle === "") throw new DriverError("bad-name", "A person needs a name.");
  if (core.world.byHandle(handle) !== undefined)
    throw new DriverError("taken", `There is a ${handle} already.`);
  const { zone, locale } = action;
  const user = createUser(core.stage, {
    handle,
    name: action.name,
    about: "member",
    ...(zone === undefined ? {} : { zone }),
    ...(locale === undefined ? {} : { locale }),
  });
  const guild = action.guildId === undefined ? guildWithBot(core.world) : guildCalled(core, action.guildId);
  if (guild !== undefined) join(core.stage, guild, user.id, action.roles ?? []);
  return { kind: "persona", persona: personaOf(user) };
}

/** What an overwrite for the bot's role would do. */
function setBotAccess(core: Core, channel: Channel, wanted: { canSee: boolean; canPost: boolean }): void {
  const guild = guildCalled(core, channel.guildId ?? "");
  const role = [...guild.roles.values()].find((one) => one.tags?.bot_id === core.world.bot.id);
  if (role === undefined) throw new DriverError("no-bot", "The bot is not in this server.");
  const bits = [
    { bit: Permission.ViewChannel, allowed: wanted.canSee },
    { bit: Permission.SendMessages, allowed: wanted.canSee && wanted.canPost },
  ];
  const sum = (allowed: boolean) =>
    bits.filter((one) => one.allowed === allowed).reduce((all, one) => all | one.bit, 0n);
  const overwrite = { id: role.id, type: 0, allow: sum(true).toString(), deny: sum(false).toString() };
  const others = channel.overwrites.filter((one) => one.id !== role.id);
  changeChannel(core.stage, channel, { overwrites: [...others, overwrite] });
}

function guildCalled(core: Core, id: string): Guild {
  const guild = core.world.guild(id);
  if (guild === undefined) throw new DriverError("unknown-guild", "That server is not there any more.");
  return guild;
}

function channelCalled(core: Core, id: string): Channel {
  const channel = core.world.channel(id);
  if (channel === undefined) throw new DriverError("unknown-channel", "That channel is not there any more.");
  return channel;
}

function userCalled(core: Core, id: string): User {
  const user = core.world.user(id);
  if (user === undefined) throw new DriverError("unknown-user", "That person is not there any more.");
  return user;
}

function memberCalled(core: Core, guild: Guild, id: string): Member {
  const member = core.world.member(guild.id, id);
  if (member === undefined) throw new DriverError("unknown-member", "That person is not in this server.");
  return member;
}

/** Names of people and channels as Discord keeps them: lower case, no spaces. */
function slug(name: string): string {
  return name.trim().toLowerCase().replaceAll(/\s+/g, "-");
}
