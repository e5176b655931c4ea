import type { Privileged } from "./gateway/intents.ts";

/** How strict and how fast the sandbox is. Everything has a default; see `startSandbox`. */
export interface Settings {
  host: string;
  /** 0: any free port. */
  port: number;
  /** Bodies are checked against Discord's schemas and rules. Off only to measure what the checks cost. */
  strict: boolean;
  /** Rate limits of routes and the global 50 a second, with Discord's headers. */
  rateLimits: boolean;
  /** One IDENTIFY per five seconds. Off by default, so that a test may restart its bot. */
  limitIdentify: boolean;
  /** How many shards may IDENTIFY within the same five seconds. */
  maxConcurrency: number;
  /** Intents switched on in the made-up developer portal. */
  privileged: readonly Privileged[];
  heartbeatMs: number;
  /** How many entries the log keeps. 0 keeps none, for load. */
  keepLog: number;
  /** How many messages a channel keeps. */
  keepMessages: number;
  /** Real ms a bot has for its first answer. Discord gives 3000. */
  ackMs: number;
}

export const defaults: Settings = {
  host: "127.0.0.1",
  port: 0,
  strict: true,
  rateLimits: true,
  limitIdentify: false,
  maxConcurrency: 1,
  privileged: [],
  heartbeatMs: 41_250,
  keepLog: 2000,
  keepMessages: 10_000,
  ackMs: 3000,
};

/** How long an interaction's token can be used, ms of the moved clock. */
export const TOKEN_LIFE_MS = 15 * 60_000;
/** How long a nonce is remembered, ms of the moved clock. */
export const NONCE_WINDOW_MS = 2 * 60_000;
