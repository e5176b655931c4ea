/** Messages that a moderator has the bot post in a channel, and whether it may. */
import {
  ChannelType,
  channelMention,
  DiscordAPIError,
  PermissionFlagsBits,
  PermissionsBitField,
  RESTJSONErrorCodes,
  Routes,
  type Client,
  type RESTPostAPIChannelMessageResult,
} from "discord.js";
import { Fault } from "#app/fault.ts";
import { markup } from "#locale/value.ts";
import type { Screen } from "./screen.ts";

const threads = new Set<ChannelType>([
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
]);
const refusals = new Set<string | number>([
  RESTJSONErrorCodes.MissingAccess,
  RESTJSONErrorCodes.MissingPermissions,
  RESTJSONErrorCodes.UnknownChannel,
]);
const gone = new Set<string | number>([
  ...refusals,
  RESTJSONErrorCodes.UnknownMessage,
  RESTJSONErrorCodes.UnknownGuild,
]);

/** A channel as it came with an interaction: an object of discord.js, or Discord's own data. */
interface Resolved {
  id: string;
  type: ChannelType;
  appPermissions?: Readonly<PermissionsBitField> | null;
  app_permissions?: string;
}

/** @throws {Fault} cannot-post, when what came with the interaction shows that the bot may not write there */
export function checkPostable(channel: Resolved): void {
  const { app_permissions: raw, appPermissions } = channel;
  const permissions = raw === undefined ? appPermissions : new PermissionsBitField(BigInt(raw));
  // Not told: then the first post shows it.
  if (!permissions) return;
  const writing = threads.has(channel.type)
    ? PermissionFlagsBits.SendMessagesInThreads
    : PermissionFlagsBits.SendMessages;
  if (!permissions.has([PermissionFlagsBits.ViewChannel, writing])) throw cannotPost(channel.id);
}

/** @returns the message's id. @throws {Fault} cannot-post */
export async function post(client: Client, channelId: string, screen: Screen): Promise<string> {
  const { components, flags, allowedMentions } = screen;
  const body = {
    components: components.map((component) => component.toJSON()),
    flags,
    allowed_mentions: allowedMentions,
  };
  try {
    const message = (await client.rest.post(Routes.channelMessages(channelId), {
      body,
    })) as RESTPostAPIChannelMessageResult;
    return message.id;
  } catch (error) {
    if (error instanceof DiscordAPIError && refusals.has(error.code)) throw cannotPost(channelId, error);
    throw error;
  }
}

/** Takes a message of the bot's away; one that is gone already, or out of reach, is no error. */
export async function unpost(client: Client, channelId: string, messageId: string): Promise<void> {
  try {
    await client.rest.delete(Routes.channelMessage(channelId, messageId));
  } catch (error) {
    if (!(error instanceof DiscordAPIError && gone.has(error.code))) throw error;
  }
}

const cannotPost = (channelId: string, cause?: unknown): Fault =>
  new Fault("cannot-post", { channel: markup(channelMention(channelId)) }, cause);
