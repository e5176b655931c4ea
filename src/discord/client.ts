/** The connection to Discord (or to any server that speaks its protocol), lean and with errors that are heard. */
import {
  SimpleShardingStrategy,
  WebSocketShardEvents,
  type IIdentifyThrottler,
  type WebSocketManager,
} from "@discordjs/ws";
import {
  Client,
  disableValidators,
  Events,
  GatewayIntentBits,
  REST,
  type ClientOptions,
  type RESTOptions,
} from "discord.js";
import type { Logger } from "pino";

export interface Connection {
  client: Client;
  /** For all that is no answer to an interaction: look-ups, registering commands, opening DMs. */
  rest: REST;
  /** For look-ups that can wait: what would go over its limit is refused at once. */
  lookRest: REST;
  /** For nudges alone, so that a queue of them delays nobody's answer. */
  nudgeRest: REST;
}

export interface ConnectionOptions {
  token: string;
  api: string | undefined;
  shards: number[] | "auto";
  shardCount: number | undefined;
  log: Logger;
  /** Waits for a turn that is shared with other processes; undefined: there are none. */
  identifyTurn?: IdentifyTurn | undefined;
}

/** Resolves when a shard of this lane may identify. */
export type IdentifyTurn = (lane: number, signal: AbortSignal) => Promise<void>;

/** Nudges take 40 of the 50 requests a second that Discord allows a bot; these share the rest. */
const otherPerSecond = 6;
const looksPerSecond = 4;

/**
 * From now on messages are built without being checked: Discord checks every one itself, and tests have every one checked.
 * Once more would take a tenth of each answer's time.
 */
export const leaveChecksToDiscord = (): void => void disableValidators();

export function connection(options: ConnectionOptions): Connection {
  const { token, api, shards, shardCount, log, identifyTurn } = options;
  const base: Partial<RESTOptions> = api ? { api } : {};
  const settings: ClientOptions = {
    intents: [GatewayIntentBits.Guilds],
    shards,
    ...(shardCount ? { shardCount } : {}),
    allowedMentions: { parse: [] },
    // Answers to interactions are exempt from Discord's limit over all routes, so this instance has none of its own.
    rest: { ...base, globalRequestsPerSecond: 1_000_000 },
    ws: {
      buildStrategy: leanStrategy,
      ...(identifyTurn ? { buildIdentifyThrottler: (manager) => throttler(manager, identifyTurn) } : {}),
    },
  };
  const client = new Client(settings);
  // Without a listener, one failed handler would end the process.
  client.on(Events.Error, (error) => log.error({ err: error }, "the client reported an error"));
  client.on(Events.Warn, (message) => log.warn(message));
  return {
    client,
    rest: new REST({ ...base, globalRequestsPerSecond: otherPerSecond }).setToken(token),
    lookRest: new REST({
      ...base,
      globalRequestsPerSecond: looksPerSecond,
      retries: 0,
      rejectOnRateLimit: () => true,
    }).setToken(token),
    // The scheduler paces itself and decides what is tried again: this instance neither waits nor retries.
    nudgeRest: new REST({
      ...base,
      globalRequestsPerSecond: 50,
      retries: 0,
      timeout: 20_000,
      rejectOnRateLimit: () => true,
    }).setToken(token),
  };
}

/** Shards of one lane (their id modulo Discord's `max_concurrency`) identify one after the other. */
async function throttler(manager: WebSocketManager, turn: IdentifyTurn): Promise<IIdentifyThrottler> {
  const { session_start_limit: limit } = await manager.fetchGatewayInformation();
  return { waitForIdentify: (shardId, signal) => turn(shardId % limit.max_concurrency, signal) };
}

/**
 * The usual strategy, but a server's channels and roles are dropped before discord.js caches them: nothing here reads
 * them, and with 2,500 servers they are more than half of the memory.
 */
function leanStrategy(manager: WebSocketManager): SimpleShardingStrategy {
  const emit = manager.emit.bind(manager) as (event: string, payload: unknown) => boolean;
  manager.emit = ((event: string, payload: unknown) =>
    (event === WebSocketShardEvents.Dispatch && !lean(payload as Dispatch)) ||
    emit(event, payload)) as typeof manager.emit;
  return new SimpleShardingStrategy(manager);
}

interface Dispatch {
  data: { t: string; d: Record<string, unknown> };
}

const emptied = [
  "channels",
  "threads",
  "roles",
  "members",
  "emojis",
  "stickers",
  "presences",
  "voice_states",
  "stage_instances",
  "guild_scheduled_events",
  "soundboard_sounds",
];
const unread = /^(CHANNEL_|THREAD_|GUILD_ROLE_|GUILD_EMOJIS|GUILD_STICKERS|GUILD_SOUNDBOARD|STAGE_|VOICE_)/;

/** Empties what nobody reads; false for an event that is not passed on at all. */
function lean({ data }: Dispatch): boolean {
  if (data.t === "GUILD_CREATE") for (const list of emptied) if (list in data.d) data.d[list] = [];
  return !unread.test(data.t);
}

/** Logs in and waits until Discord says that all is ready. */
export async function login(client: Client, token: string): Promise<void> {
  const ready = new Promise<void>((resolve) => void client.once(Events.ClientReady, () => resolve()));
  await client.login(token);
  await ready;
}
