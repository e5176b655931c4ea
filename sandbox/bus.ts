import type { GatewayDispatchEvents } from "discord-api-types/v10";
import type { Channel, Message } from "./world/entities.ts";
import type { OpenModal, PendingInteraction } from "./page-protocol.ts";

/** What happens in the sandbox, for the gateway, the pages and whoever waits for something. */
export type SandboxEvent =
  | { type: "message"; change: "created" | "updated" | "deleted"; channel: Channel; message: Message }
  | { type: "dispatch"; name: `${GatewayDispatchEvents}`; guildId: string | null; data: unknown }
  /** Personas, servers, channels, roles or DMs changed. */
  | { type: "world" }
  | { type: "commands" }
  | { type: "bot"; online: boolean }
  | { type: "pending"; userId: string; interaction: PendingInteraction }
  | { type: "done"; userId: string; interactionId: string }
  | { type: "failed"; userId: string; interaction: PendingInteraction; reason: string }
  | { type: "modal"; userId: string; modal: OpenModal }
  | { type: "modal-closed"; userId: string; interactionId: string }
  | { type: "typing"; channelId: string; userId: string }
  | { type: "unread"; channelId: string; userId: string }
  | { type: "clock" }
  | { type: "faults" }
  | { type: "staging" };

export interface Bus {
  emit(event: SandboxEvent): void;
  on(listener: (event: SandboxEvent) => void): () => void;
}

export function makeBus(): Bus {
  const listeners = new Set<(event: SandboxEvent) => void>();
  return {
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
