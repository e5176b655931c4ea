import type { Bus } from "./bus.ts";
import type { Clock } from "./clock.ts";
import type { Faults } from "./faults.ts";
import type { Files } from "./files.ts";
import type { Gateway } from "./gateway/gateway.ts";
import type { Interaction, Registry } from "./interactions/registry.ts";
import type { Nonces } from "./nonces.ts";
import type { Log } from "./log.ts";
import type { RateLimits } from "./rate-limits.ts";
import type { Settings } from "./settings.ts";
import type { Stage } from "./world/messages.ts";
import type { World } from "./world/world.ts";

/** Everything a request or an action can touch. */
export interface Core {
  settings: Settings;
  clock: Clock;
  world: World;
  bus: Bus;
  log: Log;
  files: Files;
  gateway: Gateway;
  interactions: Registry;
  faults: Faults;
  limits: RateLimits;
  /** For changes of the world. */
  stage: Stage;
  nonces: Nonces;
  /** The modal each person has open, by user id: the interaction that opened it. */
  modals: Map<string, Interaction>;
  /** Resolves when the bot has finished what it is at, as far as it can be asked, and no request is in flight. */
  settle(): Promise<void>;
  /** `http://127.0.0.1:4560`. */
  url(): string;
  /** `ws://127.0.0.1:4560/gateway`. */
  gatewayUrl(): string;
  acceptsToken(token: string): boolean;
}
