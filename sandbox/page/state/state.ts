import type { APIMessage, APIUser } from "discord-api-types/v10";
import type {
  ClockState,
  FaultState,
  OfferedCommand,
  OpenModal,
  OtherGuild,
  PageChannel,
  PageGuild,
  PendingInteraction,
  Persona,
  SceneInfo,
  Staging,
} from "../../page-protocol.ts";

/** A press or command that came to nothing, shown until the next one. */
export interface Failure {
  id: string;
  channelId: string;
  messageId?: string;
  command?: string;
  reason: string;
}

/** What one persona sees. Replaced, never changed in place: whoever draws compares by identity. */
export interface PaneState {
  me: Persona;
  personas: Persona[];
  bot: APIUser | null;
  botOnline: boolean;
  guilds: PageGuild[];
  dms: PageChannel[];
  /** By channel id, oldest first. */
  messages: Record<string, APIMessage[]>;
  commands: OfferedCommand[];
  /** Names of all commands the bot has registered. */
  registered: string[];
  /** Servers I am not in. */
  elsewhere: OtherGuild[];
  modal: OpenModal | null;
  pending: PendingInteraction[];
  failures: Failure[];
  /** Who is typing where, and until when (real time, ms). */
  typing: Record<string, { userId: string; until: number }>;
  clock: ClockState;
  faults: FaultState[];
  scenes: SceneInfo[];
  scene: string;
  /** A scene that is being set at present. */
  staging: Staging | null;
}

/** `connecting` before the first snapshot, `lost` while the socket is down after it. */
export type Link = "connecting" | "live" | "lost";

export function channelsIn(state: PaneState): PageChannel[] {
  return [...state.guilds.flatMap((guild) => guild.channels), ...state.dms];
}

export function findChannel(state: PaneState, channelId: string | null): PageChannel | undefined {
  return channelsIn(state).find((place) => place.channel.id === channelId);
}

export function guildOf(state: PaneState, channelId: string | null): PageGuild | undefined {
  return state.guilds.find((guild) => guild.channels.some((place) => place.channel.id === channelId));
}
