/** What a folder under `commands/` exports: a slash command, its buttons, selects and forms. */
import type {
  AutocompleteInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  ModalSubmitInteraction,
  AnySelectMenuInteraction,
  RESTPostAPIChatInputApplicationCommandsJSONBody,
} from "discord.js";
import type { Context } from "./context.ts";

type Handler<I> = (interaction: I, args: string[], context: Context) => Promise<unknown>;

export interface Command {
  /** The slash command; a folder without one has only buttons (`welcome`, `nudge`). */
  data?: { toJSON(): RESTPostAPIChatInputApplicationCommandsJSONBody };
  /**
   * What must be true before any of it runs.
   * `consent`: the member has agreed to the present text (default); `nothing`: works without database;
   * `moderator`: may manage the server, checked again on every press.
   */
  needs?: "consent" | "nothing" | "moderator";
  run?(interaction: ChatInputCommandInteraction, context: Context): Promise<unknown>;
  autocomplete?(interaction: AutocompleteInteraction, context: Context): Promise<unknown>;
  buttons?: Record<string, Handler<ButtonInteraction>>;
  selects?: Record<string, Handler<AnySelectMenuInteraction>>;
  modals?: Record<string, Handler<ModalSubmitInteraction>>;
  /** Something that waits for the member: called once any slash command of theirs has been answered. */
  after?(interaction: ChatInputCommandInteraction, context: Context): Promise<unknown>;
  /** Actions that anybody may use on a message that somebody else called up (a panel in a channel). */
  anyone?: string[];
}

/** Declares a command; its types come from the object itself. */
export const defineCommand = (command: Command): Command => command;
