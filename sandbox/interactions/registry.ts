/** Interactions under way: from the press to the bot's answer, and the token's life after it. */
import { randomBytes } from "node:crypto";
import type { APIModalInteractionResponseCallbackData } from "discord-api-types/v10";
import type { Bus } from "../bus.ts";
import type { Clock } from "../clock.ts";
import type { PendingInteraction } from "../page-protocol.ts";
import { TOKEN_LIFE_MS } from "../settings.ts";
import { timeOf } from "../snowflake.ts";
import type { Channel, Message } from "../world/entities.ts";

export type InteractionKind = "slash" | "context" | "autocomplete" | "component" | "modal";

export interface Choice {
  name: string;
  value: string | number;
}

/** How the bot answered first. */
export type Answer =
  | { kind: "message"; message: Message; channel: Channel }
  | { kind: "update"; message: Message; channel: Channel }
  | { kind: "modal"; modal: APIModalInteractionResponseCallbackData }
  | { kind: "choices"; choices: Choice[] }
  /** Deferred: "thinking" with a message, a silent acknowledgement without. */
  | { kind: "deferred"; message: Message | null; channel: Channel };

export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly kind: InteractionKind;
  readonly userId: string;
  readonly channel: Channel;
  readonly guildId: string | null;
  readonly owners: Record<string, string>;
  /** Of autocomplete: the type of the option that is being typed. */
  readonly optionType: number | undefined;
  /** The message whose component was used, or from whose component the modal came. */
  readonly source: Message | null;
  readonly pending: PendingInteraction;
  /** Real ms. */
  readonly startedAt: number;
  /** Type of the callback that came, null before. */
  acknowledged: number | null;
  failed: boolean;
  /** `@original`: id of the message the first answer made or changed. */
  originalId: string | null;
  /** Whether `@original` is deferred and still unfilled. */
  thinking: boolean;
  modal: APIModalInteractionResponseCallbackData | null;
  /** Resolves with the first answer, rejects with `NoAnswer`. */
  readonly answered: Promise<Answer>;
  /** Resolves when something is shown after a deferred answer. */
  readonly shown: Promise<Message | null>;
}

/** What people read when a bot does not answer in time. */
export class NoAnswer extends Error {
  readonly reason: string;
  constructor(what: string, detail: string) {
    super(`The application did not respond to ${what}${detail === "" ? "" : ` (${detail})`}.`);
    this.name = "NoAnswer";
    this.reason = "The application did not respond";
  }
}

export interface Registry {
  open(given: NewInteraction): Interaction;
  find(id: string): Interaction | undefined;
  /** By a token in use; undefined when it is unknown, expired or was never acknowledged. */
  byToken(token: string): Interaction | undefined;
  /** Whether the token was ours and is too old. */
  expired(token: string): boolean;
  acknowledge(interaction: Interaction, type: number, answer: Answer): void;
  /** Something is shown after a deferred answer. */
  show(interaction: Interaction, message: Message | null): void;
  fail(interaction: Interaction, detail: string): void;
  /** Interactions without an answer, their time not yet over. */
  unanswered(): number;
  /** Resolves when there is none. */
  noneUnanswered(): Promise<void>;
}

export interface NewInteraction {
  id: string;
  kind: InteractionKind;
  userId: string;
  channel: Channel;
  guildId: string | null;
  /** Who let the app in here. */
  owners: Record<string, string>;
  optionType: number | undefined;
  source: Message | null;
  pending: PendingInteraction;
}

interface Waiting {
  promise: Promise<Answer>;
  resolve(answer: Answer): void;
  reject(error: NoAnswer): void;
  show(message: Message | null): void;
  timer: NodeJS.Timeout;
}

/** Interactions kept for late edits; the oldest are forgotten first. */
const KEPT = 20_000;

export function makeRegistry(clock: Clock, bus: Bus, ackMs: number): Registry {
  const byId = new Map<string, Interaction>();
  const waiting = new Map<string, Waiting>();
  const shows = new Map<string, (message: Message | null) => void>();

  const registry: Registry = {
    open(given) {
      const timer = setTimeout(() => registry.fail(interaction, `no answer within ${ackMs / 1000} s`), ackMs);
      const answered = Promise.withResolvers<Answer>();
      const shown = Promise.withResolvers<Message | null>();
      // Whoever started it may not wait for it.
      answered.promise.catch(() => undefined);
      const interaction: Interaction = {
        ...given,
        token: makeToken(given.id),
        startedAt: clock.real(),
        acknowledged: null,
        failed: false,
        originalId: null,
        thinking: false,
        modal: null,
        answered: answered.promise,
        shown: shown.promise,
      };
      byId.set(interaction.id, interaction);
      waiting.set(interaction.id, { ...answered, show: shown.resolve, timer });
      shows.set(interaction.id, shown.resolve);
      if (byId.size > KEPT) {
        for (const oldest of byId.keys()) {
          byId.delete(oldest);
          shows.delete(oldest);
          break;
        }
      }
      if (given.kind !== "autocomplete") {
        bus.emit({ type: "pending", userId: given.userId, interaction: given.pending });
      }
      return interaction;
    },
    find: (id) => byId.get(id),
    byToken(token) {
      const interaction = byId.get(idInToken(token) ?? "");
      if (interaction === undefined || interaction.token !== token) return undefined;
      return registry.expired(token) ? undefined : interaction;
    },
    expired(token) {
      const id = idInToken(token);
      return id !== undefined && clock.now() - timeOf(id) > TOKEN_LIFE_MS;
    },
    acknowledge(interaction, type, answer) {
      interaction.acknowledged = type;
      const waits = waiting.get(interaction.id);
      waiting.delete(interaction.id);
      clearTimeout(waits?.timer);
      if (interaction.kind !== "autocomplete") {
        bus.emit({ type: "done", userId: interaction.userId, interactionId: interaction.id });
      }
      waits?.resolve(answer);
    },
    show(interaction, message) {
      shows.get(interaction.id)?.(message);
      shows.delete(interaction.id);
    },
    fail(interaction, detail) {
      const waits = waiting.get(interaction.id);
      if (waits === undefined) return;
      waiting.delete(interaction.id);
      clearTimeout(waits.timer);
      interaction.failed = true;
      const error = new NoAnswer(nameOf(interaction), detail);
      if (interaction.kind !== "autocomplete") {
        bus.emit({
          type: "failed",
          userId: interaction.userId,
          interaction: interaction.pending,
          reason: error.reason,
        });
      }
      waits.reject(error);
    },
    unanswered: () => waiting.size,
    async noneUnanswered() {
      while (waiting.size > 0) {
        await Promise.allSettled([...waiting.values()].map(({ promise }) => promise));
      }
    },
  };
  return registry;
}

function nameOf({ pending }: Interaction): string {
  return pending.command ?? pending.customId ?? pending.kind;
}

function makeToken(id: string): string {
  return Buffer.from(`interaction:${id}:${randomBytes(48).toString("base64url")}`).toString("base64url");
}

function idInToken(token: string): string | undefined {
  return /^interaction:(\d+):/.exec(Buffer.from(token, "base64url").toString("latin1"))?.[1];
}
