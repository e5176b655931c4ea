/** From an interaction to the command that answers it, with the one place where errors are caught. */
import {
  DiscordjsErrorCodes,
  DiscordjsTypeError,
  MessageFlags,
  PermissionFlagsBits,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
} from "discord.js";
import type { Logger } from "pino";
import type { App } from "#app/app.ts";
import { Fault } from "#app/fault.ts";
import type { Person } from "#app/store.ts";
import { consentVersion } from "#core/consent.ts";
import type { EpochMs } from "#core/ids.ts";
import { translator } from "#locale/sentences.ts";
import type { Answerable } from "./answerable.ts";
import type { Command } from "./command.ts";
import type { Context } from "./context.ts";
import { CustomIdTooLong, parseCustomId } from "./custom-id.ts";
import { faultScreen } from "./fault-screen.ts";
import { pressLimiter } from "./rate-limit.ts";
import { show } from "./screen.ts";

export interface DispatchDeps {
  commands: Map<string, Command>;
  app: App;
  now(): EpochMs;
  /** Milliseconds that only ever go on, for limits on haste. */
  haste(): number;
  log: Logger;
  mention(command: string): string;
  pending: Context["pending"];
  letters: Context["letters"];
  /** A short number under which an unknown error can be found in the log. */
  newIncident(): string;
  /** Told of each answer: for figures, which say nothing of who it was and what about. */
  answered?(kind: AnswerKind, outcome: AnswerOutcome, ms: number): void;
}

/** The action, of every command, that goes on with what it was given before consent. */
const typedBefore = "typed";

export type AnswerKind = "command" | "press" | "form" | "suggestion";
export type AnswerOutcome = "answered" | "explained" | "failed";

interface Route {
  name: string;
  command: Command;
  /** Undefined when nothing answers to this id (any more). */
  call: ((context: Context) => Promise<unknown> | undefined) | undefined;
  action: string;
  /** What they came for, to go on with after consent: the command, or the very button of a panel in a channel. */
  wanted: string;
}

export interface Dispatcher {
  /** Answers an interaction; it never throws. */
  handle(interaction: Interaction): Promise<void>;
  /** How many are being answered. */
  busy(): number;
}

export function dispatcher(deps: DispatchDeps): Dispatcher {
  const limit = pressLimiter();
  let busy = 0;
  const handle = async (interaction: Interaction): Promise<void> => {
    busy += 1;
    const began = deps.haste();
    let outcome: AnswerOutcome = "answered";
    try {
      const seconds = interaction.isAutocomplete() ? 0 : limit(interaction.user.id, deps.haste());
      if (seconds > 0) throw new Fault("too-fast", { seconds });
      await answer(interaction, deps);
    } catch (error) {
      outcome = error instanceof Fault && error.code !== "database-busy" ? "explained" : "failed";
      await explain(interaction, error, deps);
    } finally {
      busy -= 1;
      deps.answered?.(kindOf(interaction), outcome, deps.haste() - began);
    }
  };
  return { handle, busy: () => busy };
}

function kindOf(interaction: Interaction): AnswerKind {
  if (interaction.isAutocomplete()) return "suggestion";
  if (interaction.isModalSubmit()) return "form";
  return interaction.isMessageComponent() ? "press" : "command";
}

async function answer(interaction: Interaction, deps: DispatchDeps): Promise<void> {
  const route = findRoute(interaction, deps.commands);
  if (!route?.call) throw new Fault("stale-button");
  // Not the whole id: its arguments can be a member's answer.
  deps.log.debug({ command: route.name, action: route.action }, "answering");
  const needs = route.command.needs ?? "consent";
  checkOwner(interaction, route);
  if (needs === "moderator") checkModerator(interaction);
  const person = needs === "nothing" ? undefined : await deps.app.people.find(interaction.user.id);
  const context = contextFor(interaction, deps, person);
  if (needs === "consent" && person?.consentVersion !== consentVersion) {
    if (interaction.isAutocomplete()) {
      await interaction.respond([]);
      return;
    }
    const welcome = deps.commands.get("welcome")?.buttons?.["start"];
    if (!welcome) throw new Error("there is no commands/welcome to ask for consent");
    await welcome(
      interaction as never,
      [holdTyped(interaction, route, deps.pending) ?? route.wanted],
      context,
    );
    return;
  }
  await route.call(context);
  if (
    needs === "consent" &&
    interaction.isChatInputCommand() &&
    (interaction.replied || interaction.deferred)
  )
    for (const { after } of deps.commands.values()) await after?.(interaction, context);
}

function findRoute(interaction: Interaction, commands: Map<string, Command>): Route | undefined {
  if (interaction.isChatInputCommand() || interaction.isAutocomplete()) {
    const command = commands.get(interaction.commandName);
    if (!command) return undefined;
    const call = interaction.isAutocomplete()
      ? (context: Context) => command.autocomplete?.(interaction, context)
      : (context: Context) => command.run?.(interaction, context);
    const name = interaction.commandName;
    return { name, command, call, action: "", wanted: name };
  }
  if (!interaction.isMessageComponent() && !interaction.isModalSubmit()) return undefined;
  const id = parseCustomId(interaction.customId);
  const command = id && commands.get(id.command);
  if (!id || !command) return undefined;
  return {
    name: id.command,
    command,
    call: componentCall(interaction, command, id.action, id.args),
    action: id.action,
    wanted: command.anyone?.includes(id.action) ? [id.command, id.action, ...id.args].join(".") : id.command,
  };
}

/**
 * What a command was given when it was used before consent waits in memory for the button that goes on.
 * @returns where that button leads; undefined when nothing was given
 */
function holdTyped(
  interaction: Interaction,
  { name, command }: Route,
  pending: Context["pending"],
): string | undefined {
  if (!interaction.isChatInputCommand() || interaction.options.data.length === 0) return undefined;
  const { options } = interaction;
  const token = pending.hold(interaction.user.id, async (press, context) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a press that brings the options is as good as the command
    const typed = Object.assign(press, { options }) as ChatInputCommandInteraction;
    await command.run?.(typed, context);
  });
  return [name, typedBefore, token].join(".");
}

/** Goes on with a command that was used before consent; opens it when that was too long ago. */
async function goOn(
  press: ButtonInteraction,
  command: Command,
  [token = ""]: string[],
  context: Context,
): Promise<void> {
  const resume = context.pending.take(press.user.id, token);
  if (resume) await resume(press, context);
  else await command.buttons?.["open"]?.(press, [], context);
}

function componentCall(
  interaction: Interaction,
  command: Command,
  action: string,
  args: string[],
): Route["call"] {
  if (interaction.isButton()) {
    if (action === typedBefore) return (context) => goOn(interaction, command, args, context);
    const handler = own(command.buttons, action);
    return handler && ((context) => handler(interaction, args, context));
  }
  if (interaction.isAnySelectMenu()) {
    const handler = own(command.selects, action);
    return handler && ((context) => handler(interaction, args, context));
  }
  if (interaction.isModalSubmit()) {
    const handler = own(command.modals, action);
    return handler && ((context) => handler(interaction, args, context));
  }
  return undefined;
}

/** Own property only: an action called `constructor` in a forged id finds nothing. */
const own = <T>(handlers: Record<string, T> | undefined, action: string): T | undefined =>
  handlers && Object.hasOwn(handlers, action) ? handlers[action] : undefined;

function checkOwner(interaction: Interaction, route: Route): void {
  if (!interaction.isMessageComponent() || route.command.anyone?.includes(route.action)) return;
  const owner = interaction.message.interactionMetadata?.user.id;
  if (owner && owner !== interaction.user.id) throw new Fault("not-yours");
}

function checkModerator(interaction: Interaction): void {
  if (!interaction.inGuild()) throw new Fault("server-only");
  if (!interaction.memberPermissions.has(PermissionFlagsBits.ManageGuild)) throw new Fault("moderators-only");
}

function contextFor(interaction: Interaction, deps: DispatchDeps, person: Person | undefined): Context {
  return {
    ...deps.app,
    t: translator(interaction.locale),
    now: deps.now(),
    log: deps.log,
    mention: deps.mention,
    pending: deps.pending,
    letters: deps.letters,
    get person(): Person {
      if (!person) throw new Error("this command reads the member before they have agreed");
      return person;
    },
  };
}

/** A known error becomes its sentence; an unknown one an incident number, in the log and in the answer. */
async function explain(interaction: Interaction, error: unknown, deps: DispatchDeps): Promise<void> {
  const t = translator(interaction.locale);
  const fault = error instanceof Fault ? error : staleness(error);
  if (fault?.code === "database-busy")
    deps.log.error({ err: fault.cause, interaction: describe(interaction) }, "could not be saved");
  else if (fault?.cause)
    deps.log.warn({ err: fault.cause, interaction: describe(interaction) }, "was out of date");
  const incident = fault ? "" : deps.newIncident();
  if (fault) deps.log.debug({ code: fault.code }, "said what to do instead");
  else deps.log.error({ incident, err: error, interaction: describe(interaction) }, "a command failed");
  try {
    if (interaction.isAutocomplete()) {
      if (!interaction.responded) await interaction.respond([]);
    } else if (interaction.isRepliable()) {
      const view = faultScreen(t, fault, incident);
      if (interaction.replied || interaction.deferred) await show(interaction as Answerable, view);
      else await interaction.reply({ ...view, flags: [view.flags, MessageFlags.Ephemeral] });
    }
  } catch (second) {
    deps.log.warn({ incident, err: second }, "the member could not be told");
  }
}

/** A form or a command that was opened before an update, or made up: it lacks what is read from it now. */
function staleness(error: unknown): Fault | undefined {
  if (error instanceof CustomIdTooLong) return new Fault("stale-button", {}, error);
  const code = error instanceof DiscordjsTypeError ? error.code : undefined;
  return code && misshapen.has(code) ? new Fault("stale-form", {}, error) : undefined;
}

const misshapen = new Set([
  DiscordjsErrorCodes.ModalSubmitInteractionFieldNotFound,
  DiscordjsErrorCodes.ModalSubmitInteractionFieldType,
  DiscordjsErrorCodes.ModalSubmitInteractionFieldEmpty,
  DiscordjsErrorCodes.CommandInteractionOptionNotFound,
  DiscordjsErrorCodes.CommandInteractionOptionType,
  DiscordjsErrorCodes.CommandInteractionOptionEmpty,
  DiscordjsErrorCodes.CommandInteractionOptionNoSubcommand,
  DiscordjsErrorCodes.AutocompleteInteractionOptionNoFocusedOption,
]);

/** What may be logged of an interaction: never its values. */
function describe(interaction: Interaction): object {
  const what =
    "commandName" in interaction
      ? interaction.commandName
      : "customId" in interaction
        ? interaction.customId
        : "";
  return { type: interaction.type, what };
}
