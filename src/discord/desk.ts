/** Posts and look-ups on somebody's press, over the requests that are kept apart from nudges and from answers. */
import {
  DiscordAPIError,
  OverwriteType,
  PermissionFlagsBits,
  RESTJSONErrorCodes,
  Routes,
  type APIGuildChannel,
  type APIGuildMember,
  type APIMessage,
  type APIRole,
  type REST,
} from "discord.js";
import type { ChannelCheck, Desk, PostRight } from "#app/desk.ts";
import type { Snowflake } from "#core/ids.ts";

export const rightBits: Record<PostRight, bigint> = {
  view: PermissionFlagsBits.ViewChannel,
  send: PermissionFlagsBits.SendMessages,
  thread: PermissionFlagsBits.CreatePublicThreads,
  talk: PermissionFlagsBits.SendMessagesInThreads,
};

/**
 * @param impatient refuses at once what would have to wait for a limit
 * @param me the bot's own id, once it is known
 */
export function desk(rest: REST, impatient: REST, me: () => Snowflake): Desk {
  return {
    async post(channelId, { content, ping, thread, nonce }) {
      const allowed_mentions = { parse: [], ...(ping === undefined ? {} : { roles: [ping] }) };
      const once = nonce === undefined ? {} : { nonce, enforce_nonce: true };
      const body = { content, allowed_mentions, ...once };
      const sent = (await unlessRefused(rest.post(Routes.channelMessages(channelId), { body }))) as
        | APIMessage
        | undefined;
      if (sent && thread) await unlessRefused(openThread(rest, channelId, sent.id, thread));
      return sent !== undefined;
    },
    async check(guildId, channels) {
      if (channels.length === 0) return [];
      const [roles, member, all] = await Promise.all([
        rest.get(Routes.guildRoles(guildId)) as Promise<APIRole[]>,
        rest.get(Routes.guildMember(guildId, me())) as Promise<APIGuildMember>,
        rest.get(Routes.guildChannels(guildId)) as Promise<APIGuildChannel[]>,
      ]);
      return channels.map((channelId): ChannelCheck => {
        const channel = all.find(({ id }) => id === channelId);
        const missing = channel && missingRights(rightsIn(channel, guildId, roles, member, me()));
        return { channelId, missing: missing?.includes("view") ? undefined : missing };
      });
    },
    // Any other refusal says nothing about the member: they are asked about again another day.
    isMember: ({ guildId, personId }) =>
      isThere(impatient.get(Routes.guildMember(guildId, personId)), RESTJSONErrorCodes.UnknownMember),
    hasRole: (guildId, roleId) =>
      isThere(rest.get(Routes.guildRole(guildId, roleId)), RESTJSONErrorCodes.UnknownRole),
  };
}

/** @param unknown what Discord answers when it is not */
async function isThere(request: Promise<unknown>, unknown: RESTJSONErrorCodes): Promise<boolean | undefined> {
  try {
    await request;
    return true;
  } catch (error) {
    if (!(error instanceof DiscordAPIError) || error.status >= 500) return undefined;
    return error.code !== unknown;
  }
}

const openThread = (rest: REST, channelId: Snowflake, messageId: Snowflake, name: string): Promise<unknown> =>
  rest.post(Routes.threads(channelId, messageId), { body: { name } });

/** There is one already: an earlier attempt got that far. */
const threadThere = 160_004;

/** Undefined for what Discord refuses for good; what fails otherwise is thrown. */
async function unlessRefused<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (!(error instanceof DiscordAPIError)) throw error;
    if (error.status === 403 || error.status === 404 || error.code === threadThere) return undefined;
    throw error;
  }
}

export const missingRights = (held: bigint): PostRight[] =>
  (["view", "send", "thread", "talk"] as const).filter((right) => (held & rightBits[right]) === 0n);

/** Discord's own order: everyone, roles, then the channel's overwrites for everyone, for roles, for the member. */
function rightsIn(
  { permission_overwrites: overwrites = [] }: APIGuildChannel,
  guildId: Snowflake,
  roles: readonly APIRole[],
  member: APIGuildMember,
  me: Snowflake,
): bigint {
  const mine = roles.filter(({ id }) => id === guildId || member.roles.includes(id));
  let rights = mine.reduce((all, { permissions }) => all | BigInt(permissions), 0n);
  if ((rights & PermissionFlagsBits.Administrator) !== 0n) return ~0n;
  const apply = (some: typeof overwrites): void => {
    const deny = some.reduce((all, one) => all | BigInt(one.deny), 0n);
    const allow = some.reduce((all, one) => all | BigInt(one.allow), 0n);
    rights = (rights & ~deny) | allow;
  };
  const ofRole = overwrites.filter(({ type }) => type === OverwriteType.Role);
  apply(ofRole.filter(({ id }) => id === guildId));
  apply(ofRole.filter(({ id }) => id !== guildId && member.roles.includes(id)));
  apply(overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === me));
  return rights;
}
