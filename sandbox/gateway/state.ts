/** What the parts of the gateway share. */
import type { Bus } from "../bus.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { World } from "../world/world.ts";
import type { Privileged } from "./intents.ts";
import type { Session } from "./session.ts";

export interface GatewaySettings {
  acceptsToken(token: string): boolean;
  /** `ws://host:port/gateway`, known once the server listens. */
  url(): string;
  privileged: readonly Privileged[];
  heartbeatMs: number;
  /** One IDENTIFY per five seconds and key, as Discord has it; without it a restarted bot is back at once. */
  limitIdentify: boolean;
  maxConcurrency: number;
}

export interface GatewayState {
  settings: GatewaySettings;
  world: World;
  clock: Clock;
  log: Log;
  bus: Bus;
  sessions: Map<string, Session>;
  /** Connections take heartbeats but answer nothing and hear nothing: a zombie. */
  zombie: boolean;
  /** Real ms of the last IDENTIFY by rate-limit key. */
  identified: Map<number, number>;
  identifies: number;
}
