import type { PaneState } from "../state/state.ts";
import { findChannel } from "../state/state.ts";

/** The channel to begin in: the one last seen, else the first one written in can be, else any. */
export function firstChannel(state: PaneState, lastSeen: string | undefined): string | undefined {
  if (lastSeen !== undefined && findChannel(state, lastSeen) !== undefined) return lastSeen;
  const withBot = state.guilds.find(({ hasBot, channels }) => hasBot && channels.length > 0);
  const places = [
    ...(withBot?.channels ?? []),
    ...state.guilds.flatMap(({ channels }) => channels),
    ...state.dms,
  ];
  return (places.find(({ canPost }) => canPost) ?? places[0])?.channel.id;
}

/** The parts of the state that names come from. */
export function visibleNames({ me, personas, bot, guilds, dms }: PaneState): unknown[] {
  return [me, personas, bot, guilds, dms];
}
