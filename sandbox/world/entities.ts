/** What the sandbox's world is made of. Everything is plain and mutable; `render.ts` turns it into Discord's objects. */
import type { APIMessage, APIOverwrite, APIRole } from "discord-api-types/v10";

export interface User {
  id: string;
  /** Lower case, unique: what tests call them, and their Discord user name. */
  handle: string;
  name: string;
  bot: boolean;
  zone: string;
  locale: string;
  dms: "open" | "closed";
  /** The app is in their account, so that its commands follow them everywhere. */
  installed: boolean;
  about: string;
}

export interface Member {
  userId: string;
  nick: string | null;
  roles: string[];
  /** Epoch ms. */
  joinedAt: number;
}

export interface Guild {
  id: string;
  name: string;
  ownerId: string;
  locale: string;
  roles: Map<string, APIRole>;
  members: Map<string, Member>;
  channelIds: Set<string>;
  /** Whether the app was added as a bot. */
  hasBot: boolean;
  /** Of a grown server, whose members are made when looked at; else the members are counted. */
  memberCount?: number;
  /** Of a grown server: roles and channels besides those in the maps, made when asked for. */
  filler?: { channelIds(): string[]; roles(): APIRole[] };
}

export type ChannelKind = 0 | 1 | 2 | 4 | 5 | 11 | 12 | 15;

export interface Channel {
  id: string;
  kind: ChannelKind;
  guildId: string | null;
  name: string;
  topic: string | null;
  parentId: string | null;
  position: number;
  overwrites: APIOverwrite[];
  /** Of a DM: both people. Of a private thread: who is in it. */
  people: string[];
  ownerId: string | null;
  archived: boolean;
  messages: Map<string, Message>;
  lastMessageId: string | null;
}

export interface Message {
  id: string;
  raw: APIMessage;
  /** Of an ephemeral message: the only one who sees it. */
  visibleTo: string | null;
  /** Interaction whose token may edit it. */
  interactionId: string | null;
  /** Counts up over all messages at each creation and edit, so that the newest thing one sees can be found. */
  touched: number;
}
