/** From the world's plain things to Discord's JSON. */
import type {
  APIChannel,
  APIGuildMember,
  APIMessage,
  APIUser,
  GatewayGuildCreateDispatchData,
} from "discord-api-types/v10";
import type { Channel, Guild, Member, Message, User } from "./entities.ts";
import { channelsOf, isThread } from "./world.ts";
import type { World } from "./world.ts";

/** Discord's own way of writing a time: `2026-03-02T21:00:00.000000+00:00`. */
export function timestamp(at: number): string {
  return new Date(at).toISOString().replace("Z", "000+00:00");
}

export function renderUser(user: User): APIUser {
  const { id, handle, name, bot } = user;
  return {
    id,
    username: bot ? name : handle,
    discriminator: bot ? "0001" : "0",
    global_name: bot ? null : name,
    avatar: null,
    ...(bot ? { bot } : {}),
    public_flags: 0,
    flags: 0,
    banner: null,
    accent_color: null,
    avatar_decoration_data: null,
    collectibles: null,
    primary_guild: null,
  } as unknown as APIUser;
}

export function renderMember(member: Member, user?: User): APIGuildMember {
  return {
    ...(user === undefined ? {} : { user: renderUser(user) }),
    nick: member.nick,
    avatar: null,
    banner: null,
    roles: member.roles,
    joined_at: timestamp(member.joinedAt),
    premium_since: null,
    deaf: false,
    mute: false,
    flags: 0,
    pending: false,
    communication_disabled_until: null,
  } as unknown as APIGuildMember;
}

export function renderChannel(world: World, channel: Channel): APIChannel {
  const { id, kind, name, lastMessageId } = channel;
  const last = { last_message_id: lastMessageId };
  if (kind === 1) {
    const recipients = channel.people.flatMap((person) => {
      const user = person === world.bot.id ? undefined : world.user(person);
      return user === undefined ? [] : [renderUser(user)];
    });
    return { id, type: 1, recipients, flags: 0, ...last } as unknown as APIChannel;
  }
  if (isThread(channel)) return renderThread(channel);
  return {
    id,
    type: kind,
    guild_id: channel.guildId,
    name,
    topic: channel.topic,
    nsfw: false,
    position: channel.position,
    parent_id: channel.parentId,
    permission_overwrites: channel.overwrites,
    rate_limit_per_user: 0,
    flags: 0,
    ...last,
  } as unknown as APIChannel;
}

function renderThread(channel: Channel): APIChannel {
  return {
    id: channel.id,
    type: channel.kind,
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: channel.parentId,
    owner_id: channel.ownerId,
    last_message_id: channel.lastMessageId,
    rate_limit_per_user: 0,
    message_count: channel.messages.size,
    member_count: Math.max(1, channel.people.length),
    total_message_sent: channel.messages.size,
    flags: 0,
    thread_metadata: {
      archived: channel.archived,
      auto_archive_duration: 1440,
      archive_timestamp: timestamp(Number(BigInt(channel.id) >> 22n) + 1_420_070_400_000),
      locked: false,
      ...(channel.kind === 12 ? { invitable: true } : {}),
    },
  } as unknown as APIChannel;
}

/** What REST gives for a server: everything but channels, members and presences. */
export function renderGuild(guild: Guild) {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    icon_hash: null,
    splash: null,
    discovery_splash: null,
    description: null,
    banner: null,
    owner_id: guild.ownerId,
    afk_channel_id: null,
    afk_timeout: 300,
    application_id: null,
    default_message_notifications: 1,
    emojis: [],
    explicit_content_filter: 0,
    features: [],
    max_members: 500_000,
    max_presences: null,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    mfa_level: 0,
    nsfw_level: 0,
    nsfw: false,
    preferred_locale: guild.locale,
    premium_progress_bar_enabled: false,
    premium_subscription_count: 0,
    premium_tier: 0,
    public_updates_channel_id: null,
    region: "deprecated",
    roles: [...guild.roles.values(), ...(guild.filler?.roles() ?? [])],
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    stickers: [],
    system_channel_flags: 0,
    system_channel_id: null,
    vanity_url_code: null,
    verification_level: 0,
    widget_channel_id: null,
    widget_enabled: false,
    incidents_data: null,
    home_header: null,
    hub_type: null,
    latest_onboarding_question_id: null,
  };
}

/** GUILD_CREATE as a bot without the members intent gets it: of the members, only itself. */
export function renderGuildCreate(world: World, guild: Guild): GatewayGuildCreateDispatchData {
  const channels = channelsOf(world, guild);
  const me = guild.members.get(world.bot.id);
  return {
    ...renderGuild(guild),
    joined_at: timestamp(me?.joinedAt ?? world.now()),
    large: (guild.memberCount ?? guild.members.size) > 50,
    unavailable: false,
    member_count: guild.memberCount ?? guild.members.size,
    voice_states: [],
    members: me === undefined ? [] : [renderMember(me, world.bot)],
    channels: channels
      .filter((channel) => !isThread(channel))
      .map((channel) => renderChannel(world, channel)),
    threads: channels
      .filter((channel) => isThread(channel) && !channel.archived)
      .map((channel) => renderChannel(world, channel)),
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  } as unknown as GatewayGuildCreateDispatchData;
}

/** A message as the bot may see it: others' words are emptied without the message-content intent. */
export function renderMessage(world: World, message: Message, seesContent: boolean): APIMessage {
  const { raw } = message;
  const own = raw.author.id === world.bot.id;
  const named = raw.mentions.some((user) => user.id === world.bot.id);
  const inDm = world.channel(raw.channel_id)?.kind === 1;
  if (own || seesContent || named || inDm) return raw;
  return { ...raw, content: "", embeds: [], attachments: [], components: [] };
}
