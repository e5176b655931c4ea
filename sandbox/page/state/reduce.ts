import type { APIMessage } from "discord-api-types/v10";
import type { PageEvent } from "../../page-protocol.ts";
import type { PaneState } from "./state.ts";

/** How long "is typing" stays when nothing follows, ms. */
const TYPING_MS = 10_000;

/** The state after an event. @param realNow real time, epoch ms. */
export function reduce(state: PaneState | null, event: PageEvent, realNow: number): PaneState | null {
  if (event.type === "snapshot") return fromSnapshot(event);
  if (state === null) return null;
  switch (event.type) {
    case "message.created":
      return {
        ...withMessage(state, event.channelId, event.message),
        typing: without(state.typing, event.channelId),
      };
    case "message.updated":
      return withMessage(state, event.channelId, event.message);
    case "message.deleted":
      return withList(state, event.channelId, (list) => list.filter(({ id }) => id !== event.messageId));
    case "unread":
      return withUnread(state, event);
    case "typing":
      return {
        ...state,
        typing: { ...state.typing, [event.channelId]: { userId: event.userId, until: realNow + TYPING_MS } },
      };
    case "interaction.pending":
    case "interaction.done":
    case "interaction.failed":
    case "modal.opened":
    case "modal.closed":
      return reduceInteraction(state, event);
    case "world":
      return {
        ...state,
        me: event.me,
        personas: event.personas,
        guilds: event.guilds,
        dms: event.dms,
        elsewhere: event.elsewhere,
        scene: event.scene,
      };
    case "commands":
      return { ...state, commands: event.commands, registered: event.registered };
    case "bot":
      return { ...state, bot: event.bot, botOnline: event.online };
    case "clock":
      return { ...state, clock: event.clock };
    case "faults":
      return { ...state, faults: event.faults };
    case "staging":
      return { ...state, staging: event.staging };
    case "log":
      return state;
  }
}

type InteractionEvent = Extract<PageEvent, { type: `interaction.${string}` | `modal.${string}` }>;

function reduceInteraction(state: PaneState, event: InteractionEvent): PaneState {
  const waiting = (id: string) => state.pending.filter((pending) => pending.id !== id);
  switch (event.type) {
    case "interaction.pending": {
      const { interaction } = event;
      // A new try takes the old complaint away, where it was made.
      const failures = state.failures.filter(({ channelId }) => channelId !== interaction.channelId);
      return { ...state, pending: [...waiting(interaction.id), interaction], failures };
    }
    case "interaction.done":
      return { ...state, pending: waiting(event.id) };
    case "interaction.failed": {
      const command = state.pending.find(({ id }) => id === event.id)?.command;
      const { id, channelId, messageId, reason } = event;
      const failure = { id, channelId, messageId, reason, command };
      return { ...state, pending: waiting(id), failures: [...state.failures, failure] };
    }
    case "modal.opened":
      return { ...state, modal: event.modal };
    case "modal.closed":
      return { ...state, modal: state.modal?.interactionId === event.interactionId ? null : state.modal };
  }
}

function fromSnapshot(event: Extract<PageEvent, { type: "snapshot" }>): PaneState {
  const { type: _type, log: _log, ...known } = event;
  return { ...known, failures: [], typing: {} };
}

function withMessage(state: PaneState, channelId: string, message: APIMessage): PaneState {
  return withList(state, channelId, (list) => {
    const at = list.findLastIndex(({ id }) => id === message.id);
    if (at >= 0) return list.with(at, message);
    const before = list.findLastIndex(({ id }) => isOlder(id, message.id));
    return list.toSpliced(before + 1, 0, message);
  });
}

function withList(
  state: PaneState,
  channelId: string,
  change: (list: APIMessage[]) => APIMessage[],
): PaneState {
  return { ...state, messages: { ...state.messages, [channelId]: change(state.messages[channelId] ?? []) } };
}

/** Puts older messages before those that are known. */
export function withOlder(state: PaneState, channelId: string, older: APIMessage[]): PaneState {
  return withList(state, channelId, (list) => {
    const known = new Set(list.map(({ id }) => id));
    const added = older.filter(({ id }) => !known.has(id)).sort((a, b) => (isOlder(a.id, b.id) ? -1 : 1));
    return [...added, ...list];
  });
}

function withUnread(state: PaneState, event: Extract<PageEvent, { type: "unread" }>): PaneState {
  const { channelId, unread, readUpTo } = event;
  const change = <T extends { channel: { id: string } }>(place: T): T =>
    place.channel.id === channelId ? { ...place, unread, readUpTo } : place;
  const guilds = state.guilds.map((guild) =>
    guild.channels.some(({ channel }) => channel.id === channelId)
      ? { ...guild, channels: guild.channels.map(change) }
      : guild,
  );
  return { ...state, guilds, dms: state.dms.map(change) };
}

/** Snowflakes by age; equal length compares as text. */
export function isOlder(a: string, b: string): boolean {
  return a.length === b.length ? a < b : a.length < b.length;
}

function without<T>(record: Record<string, T>, key: string): Record<string, T> {
  if (!(key in record)) return record;
  const { [key]: _gone, ...rest } = record;
  return rest;
}
