/**
 * What the page and the sandbox say to one another. Types only: both sides import them, neither imports the other.
 *
 * The page opens `ws://HOST/page/events?as=<userId>`, receives one `snapshot` and then events as they happen, each for
 * that persona's eyes only (channels they may read, ephemeral messages meant for them). What it wants done it sends as
 * `POST /page/act` with an `ActRequest`; the answer comes when the bot has answered, and is an `ActResponse`.
 * Older messages: `GET /page/messages?as=<userId>&channel=<id>&before=<messageId>&limit=50` → `APIMessage[]`, newest
 * first. Several pages may be open at once, each as another persona.
 *
 * Ids are snowflakes, times epoch milliseconds of the sandbox's clock unless a name says ISO. Messages, channels, roles,
 * commands and components are Discord's own objects.
 */
import type {
  APIApplicationCommand,
  APIApplicationCommandOptionChoice,
  APIChannel,
  APIMessage,
  APIModalInteractionResponseCallbackData,
  APIRole,
  APIUser,
} from "discord-api-types/v10";

/** A person one can be. */
export interface Persona {
  id: string;
  /** The name tests and the page use, lower case: `ash`. */
  handle: string;
  user: APIUser;
  /** IANA zone; the page shows their local time. Discord and the bot are never told. */
  zone: string;
  locale: string;
  dms: "open" | "closed";
  /** Whether they added the app to their own account, so that its commands follow them everywhere. */
  installed: boolean;
  /** One line for the switcher: "moderator", "has closed their DMs", "came today". */
  about: string;
}

export interface PageMember {
  userId: string;
  nick: string | null;
  roles: string[];
  joinedAt: string;
}

/** A channel as this persona sees it. Threads are channels with a `parent_id`. DMs have `recipients`. */
export interface PageChannel {
  channel: APIChannel;
  /** Whether this persona may write here. */
  canPost: boolean;
  /** Newest message id they have seen, null when none. */
  readUpTo: string | null;
  /** Messages by others after `readUpTo`. */
  unread: number;
  /** Which installation of the app answers a slash command typed here. */
  context: "guild" | "bot_dm" | "private";
}

export interface PageGuild {
  id: string;
  name: string;
  ownerId: string;
  roles: APIRole[];
  members: PageMember[];
  /** Shown to this persona only: without View Channel it is not in the list. Ordered by position. */
  channels: PageChannel[];
  /** False in a server the app was never added to, or was thrown out of. */
  hasBot: boolean;
  /** This persona's permissions in the server as a whole, a digit string. */
  permissions: string;
}

/** A slash command, user command or message command, and where this persona is offered it. */
export interface OfferedCommand {
  command: APIApplicationCommand;
  guilds: string[];
  botDm: boolean;
  private: boolean;
}

/** A press, command or modal that the bot has not yet answered, or did not answer in time. */
export interface PendingInteraction {
  id: string;
  kind: "slash" | "component" | "modal";
  channelId: string;
  /** The message whose component was used. */
  messageId?: string;
  customId?: string;
  /** `/urge`, when it is a command. */
  command?: string;
  startedAt: number;
}

export interface OpenModal {
  /** Interaction that opened it; named again in `submit`. */
  interactionId: string;
  channelId: string;
  modal: APIModalInteractionResponseCallbackData;
}

export interface ClockState {
  /** Epoch ms at the time of sending; it runs on from there at the speed of real time. */
  now: number;
  /** How far it is from the real time, ms. */
  offset: number;
  /** Time can be moved: the bot was launched with the sandbox and is on the control channel. */
  movable: boolean;
  /** A jump under way: where it goes, and the due event it is at. */
  moving: null | { target: number; at: number; what: string };
}

export type Fault =
  /** Discord wholly down: REST refuses connections with 503, the gateway is closed and refuses. */
  | { kind: "down" }
  /** The next `times` requests (all, when left out) whose `METHOD /path` matches the glob get this status. */
  | {
      kind: "status";
      status: 429 | 500 | 502 | 503 | 504;
      times?: number;
      route?: string;
      retryAfter?: number;
    }
  /** Requests are accepted and never answered. */
  | { kind: "hang"; times?: number; route?: string }
  /** Requests are answered `ms` later. */
  | { kind: "slow"; ms: number; times?: number; route?: string }
  /** TCP connection cut after the request was carried out, before the answer: the sender cannot know. */
  | { kind: "cut"; times?: number; route?: string };

/** Things that happen once to the gateway connections. */
export type GatewayFault = "drop" | "reconnect" | "invalid_session" | "invalid_session_resumable" | "zombie";

export interface FaultState {
  id: string;
  fault: Fault;
  /** How many requests it will still hit; null: until it is cleared. */
  left: number | null;
}

/** One line of the look inside. */
export type LogEntry = {
  /** Counts up from 1, without holes. */
  seq: number;
  at: number;
} & (
  | {
      kind: "request";
      method: string;
      /** Path with query, without the API prefix. Interaction tokens are cut to their first 6 characters. */
      path: string;
      status: number;
      ms: number;
      body: unknown;
      answer: unknown;
      /** Why it was refused: Discord's code, and the places in the body. Empty when all was well. */
      problems: Problem[];
      /** Properties Discord does not know. Reported, not refused. */
      unknown: string[];
      /** The fault that hit it. */
      fault?: string;
    }
  | { kind: "dispatch"; event: string; shard: number; data: unknown }
  | { kind: "gateway"; what: string; shard: number | null }
  | { kind: "bot"; level: string; message: string; data?: unknown }
  | { kind: "sandbox"; message: string }
);

export interface Problem {
  /** Discord's JSON error code, such as 50035 or 10062. */
  code: number;
  /** Dotted path in the body, `data.components.0.label`; empty for the request as a whole. */
  path: string;
  /** Discord's own name of the failed check, such as `BASE_TYPE_REQUIRED`. */
  reason: string;
  message: string;
}

export interface SceneInfo {
  name: string;
  title: string;
  about: string;
  /** Commands the bot must have registered for it to be offered. */
  needs: string[];
  /** Handle of whoever one is at its beginning. */
  as: string | null;
}

/** A scene that is being lived through before one may look at it. */
export interface Staging {
  title: string;
  done: number;
  of: number;
}

/** A server this persona is not in. */
export interface OtherGuild {
  id: string;
  name: string;
}

export type PageEvent =
  | {
      type: "snapshot";
      me: Persona;
      personas: Persona[];
      /** The bot's user, for its name and picture. Null until it has logged in for the first time. */
      bot: APIUser;
      botOnline: boolean;
      guilds: PageGuild[];
      /** DMs with the bot and with other people; newest activity first. */
      dms: PageChannel[];
      /** Newest 50 of each readable channel by its id, oldest first, ephemeral ones of this persona among them. */
      messages: Record<string, APIMessage[]>;
      commands: OfferedCommand[];
      /** Names of all commands the bot has registered, offered to this persona or not. */
      registered: string[];
      modal: OpenModal | null;
      pending: PendingInteraction[];
      clock: ClockState;
      faults: FaultState[];
      elsewhere: OtherGuild[];
      scenes: SceneInfo[];
      scene: string;
      staging: Staging | null;
      log: LogEntry[];
    }
  /** Ephemeral messages have flag 64; "thinking" ones flag 128 (loading). */
  | { type: "message.created"; channelId: string; message: APIMessage }
  | { type: "message.updated"; channelId: string; message: APIMessage }
  | { type: "message.deleted"; channelId: string; messageId: string }
  | { type: "unread"; channelId: string; unread: number; readUpTo: string | null }
  | { type: "interaction.pending"; interaction: PendingInteraction }
  | { type: "interaction.done"; id: string }
  /** `reason` is the sentence people see: "The application did not respond". */
  | { type: "interaction.failed"; id: string; channelId: string; messageId?: string; reason: string }
  | { type: "modal.opened"; modal: OpenModal }
  | { type: "modal.closed"; interactionId: string }
  | { type: "typing"; channelId: string; userId: string }
  /** Anything about personas, servers, channels, roles or DMs changed: the parts are replaced whole. */
  | {
      type: "world";
      me: Persona;
      personas: Persona[];
      guilds: PageGuild[];
      dms: PageChannel[];
      elsewhere: OtherGuild[];
      scene: string;
    }
  | { type: "commands"; commands: OfferedCommand[]; registered: string[] }
  | { type: "bot"; bot: APIUser; online: boolean }
  | { type: "clock"; clock: ClockState }
  | { type: "faults"; faults: FaultState[] }
  | { type: "staging"; staging: Staging | null }
  | { type: "log"; entries: LogEntry[] };

/** A typed value of a slash-command option: users, channels, roles and attachments by id. */
export type OptionValue = string | number | boolean;

export type Action =
  | {
      do: "slash";
      channelId: string;
      /** `urge`, `schedule add`, `server help add`: name, group and subcommand. */
      command: string;
      options?: Record<string, OptionValue>;
      /** For attachment options: the option's name → the file. */
      files?: Record<string, { name: string; type: string; base64: string }>;
    }
  | {
      do: "autocomplete";
      channelId: string;
      command: string;
      /** All that has been typed so far, the focused option too. */
      options: Record<string, OptionValue>;
      focused: string;
    }
  /** A user or message command from a context menu. */
  | { do: "context"; channelId: string; command: string; targetId: string }
  | { do: "click"; messageId: string; customId: string }
  /** All kinds of select: string values, or ids of users, roles, channels, mentionables. */
  | { do: "select"; messageId: string; customId: string; values: string[] }
  | {
      do: "submit";
      interactionId: string;
      /** Custom id of each field → text, chosen value (radio), chosen values (selects, checkbox group), or tick. */
      fields: Record<string, string | string[] | boolean | null>;
    }
  | { do: "close-modal"; interactionId: string }
  | { do: "open-dm"; with: string }
  | { do: "post"; channelId: string; content: string; replyTo?: string }
  | { do: "dismiss"; messageId: string }
  | { do: "delete-message"; messageId: string }
  | { do: "read"; channelId: string; upTo: string }
  | { do: "install" | "uninstall" }
  | { do: "set-dms"; userId: string; dms: "open" | "closed" }
  | { do: "add-persona"; name: string; zone?: string; locale?: string; guildId?: string; roles?: string[] }
  | { do: "join" | "leave"; guildId: string }
  | { do: "kick"; guildId: string; userId: string }
  | { do: "give-role" | "take-role"; guildId: string; userId: string; roleId: string }
  | { do: "add-bot" | "remove-bot"; guildId: string }
  | { do: "create-channel"; guildId: string; name: string; topic?: string }
  | { do: "create-thread"; channelId: string; name: string; private?: boolean }
  | { do: "delete-channel"; channelId: string }
  /** Deny or allow the bot a channel: what an overwrite of its role would do. */
  | { do: "set-bot-access"; channelId: string; canSee: boolean; canPost: boolean }
  | { do: "move-clock"; by: { minutes?: number; hours?: number; days?: number } }
  | { do: "move-clock"; to: string }
  | { do: "move-clock"; toNextDue: true }
  /** A fault, not a passing of time: the clock jumps with nothing run in between; may go back. */
  | { do: "jump-clock"; by: { minutes?: number; hours?: number; days?: number } }
  | { do: "set-fault"; fault: Fault }
  /** All of them without `id`. */
  | { do: "clear-faults"; id?: string }
  | { do: "gateway-fault"; what: GatewayFault }
  | { do: "load-scene"; name: string }
  | { do: "look"; at: "due" }
  | { do: "look"; at: "rows"; table?: string; limit?: number }
  | { do: "look"; at: "logs" };

export interface ActRequest {
  as: string;
  action: Action;
}

/** One row of the timeline of what is due, was sent, or was held back, and why. The bot words it. */
export interface DueRow {
  at: number;
  who: string;
  what: string;
  /** `due`, `sent`, `late`, `expired`, `held`, `unknown`, `failed`. */
  state: string;
  why?: string;
}

export interface TableRows {
  tables: string[];
  table: string;
  rows: Record<string, unknown>[];
}

/** What an action gives back, by its name; the others give `null`. */
export type ActResult =
  | null
  | { kind: "message"; message: APIMessage }
  | { kind: "modal"; modal: OpenModal }
  | { kind: "choices"; choices: APIApplicationCommandOptionChoice[] }
  /** The bot acknowledged without a visible change yet (deferred update). */
  | { kind: "acknowledged" }
  | { kind: "channel"; channelId: string }
  | { kind: "persona"; persona: Persona }
  | { kind: "clock"; clock: ClockState; ran: { at: number; what: string }[] }
  | { kind: "due"; rows: DueRow[] }
  | { kind: "rows"; rows: TableRows }
  | { kind: "logs"; entries: LogEntry[] };

export type ActResponse =
  | { ok: true; result: ActResult }
  /** `reason` is a stable word, `message` a sentence to show, `options` what could have been meant. */
  | { ok: false; error: { reason: string; message: string; options?: string[] } };
