/** One person's hands: everything the page and the tests can have them do. */
import type { Core } from "../core.ts";
import { begin } from "../interactions/begin.ts";
import { contextOf, ownersOfMessage } from "../interactions/payload.ts";
import type { Setting } from "../interactions/payload.ts";
import type { Choice, Interaction } from "../interactions/registry.ts";
import type { Channel, Message, User } from "../world/entities.ts";
import { DriverError } from "./driver-error.ts";
import { optionValue, reference, submission, viewModal } from "./modal.ts";
import type { FieldValue, ModalView } from "./modal.ts";
import { offeredIn } from "./offered.ts";
import type { Offer } from "./offered.ts";
import { buildOptions, emptyResolved, tidy } from "./options.ts";
import type { Given, Scope, Sent } from "./options.ts";
import { sees } from "./places.ts";
import { allParts, isSelect, labelOf, viewMessage } from "./view.ts";
import type { MessageView, Part } from "./view.ts";

/** What the bot answered. */
export interface Reply {
  /** `acknowledged`: the bot took note and showed nothing. */
  kind: "message" | "update" | "modal" | "acknowledged";
  message: MessageView | null;
  modal: ModalView | null;
  /** The message's words, or the modal's title and labels; empty when there is neither. */
  text: string;
  buttons: string[];
}

/** How long a deferred answer may take, real ms, before whoever waits for it gives up. */
const PATIENCE_MS = 20_000;
/** How long a silent acknowledgement may stay without a visible change. */
const SILENCE_MS = 2000;

/** Types a command. @param text `/urge`, `schedule add`. */
export async function slash(
  core: Core,
  user: User,
  channel: Channel,
  text: string,
  given: Given,
): Promise<Reply> {
  const { offer, path } = offered(core, user, channel, text);
  const scope = scopeOf(core, user, channel);
  const options = buildOptions(scope, offer.command, path, given);
  const interaction = begin(core, {
    kind: "slash",
    setting: settingOf(core, user, channel, offer.owners),
    source: null,
    command: `/${[offer.command.name, ...path].join(" ")}`,
    data: commandData(offer, options, scope),
  });
  return outcome(core, interaction);
}

/** Asks for choices while an option is being typed. */
export async function autocomplete(
  core: Core,
  user: User,
  channel: Channel,
  text: string,
  given: Given,
  focused: string,
): Promise<Choice[]> {
  const { offer, path } = offered(core, user, channel, text);
  const scope = scopeOf(core, user, channel);
  const options = buildOptions(scope, offer.command, path, given, focused);
  const interaction = begin(core, {
    kind: "autocomplete",
    setting: settingOf(core, user, channel, offer.owners),
    source: null,
    command: `/${offer.command.name}`,
    optionType: focusedType(options),
    data: commandData(offer, options, scope),
  });
  const answer = await interaction.answered;
  await core.settle();
  return answer.kind === "choices" ? answer.choices : [];
}

/** Uses a button, exactly as told: whether the message still has it is the bot's business. */
export async function press(
  core: Core,
  user: User,
  channel: Channel,
  message: Message,
  customId: string,
): Promise<Reply> {
  const part = allParts((message.raw.components ?? []) as unknown as Part[]).find(
    (one) => one.custom_id === customId,
  );
  return useComponent(core, user, channel, message, {
    component_type: 2,
    custom_id: customId,
    id: part?.id ?? 1,
  });
}

/** Chooses in a select. @param values values or labels, or people, roles and channels by id or name. */
export async function choose(
  core: Core,
  user: User,
  channel: Channel,
  message: Message,
  part: Part,
  values: string[],
): Promise<Reply> {
  const scope = scopeOf(core, user, channel);
  const label = part.placeholder ?? part.custom_id ?? "";
  const min = part.min_values ?? 1;
  const max = part.max_values ?? 1;
  if (values.length < min) throw new DriverError("invalid-choice", `"${label}" takes at least ${min}.`);
  if (values.length > max) throw new DriverError("invalid-choice", `"${label}" takes at most ${max}.`);
  const chosen = values.map((value) =>
    part.type === 3 ? optionValue(part, label, value) : reference(scope, part, label, value),
  );
  const resolved = tidy(scope.resolved);
  return useComponent(core, user, channel, message, {
    component_type: part.type,
    custom_id: part.custom_id ?? "",
    id: part.id ?? 1,
    values: chosen,
    ...(resolved === undefined ? {} : { resolved }),
  });
}

async function useComponent(
  core: Core,
  user: User,
  channel: Channel,
  message: Message,
  data: { component_type: number; custom_id: string; id: number; values?: string[]; resolved?: object },
): Promise<Reply> {
  const owners = ownersOfMessage(message, channel);
  const interaction = begin(core, {
    kind: "component",
    setting: settingOf(core, user, channel, owners),
    source: message,
    customId: data.custom_id,
    data,
  });
  return outcome(core, interaction);
}

/** Sends the open modal, which closes it. */
export async function submit(
  core: Core,
  user: User,
  opened: Interaction,
  fields: Record<string, FieldValue>,
): Promise<Reply> {
  const scope = scopeOf(core, user, opened.channel);
  const data = submission(scope, opened, fields);
  closeModal(core, user, opened);
  const interaction = begin(core, {
    kind: "modal",
    setting: settingOf(core, user, opened.channel, opened.owners),
    source: opened.source,
    customId: opened.modal?.custom_id ?? "",
    data,
  });
  return outcome(core, interaction);
}

export function closeModal(core: Core, user: User, opened: Interaction): void {
  if (core.modals.get(user.id) === opened) core.modals.delete(user.id);
  core.bus.emit({ type: "modal-closed", userId: user.id, interactionId: opened.id });
}

/** A user or message command, on its target. */
export async function contextCommand(
  core: Core,
  user: User,
  channel: Channel,
  name: string,
  targetId: string,
): Promise<Reply> {
  const offers = offeredIn(core, user, channel).filter(
    ({ command }) => command.type === 2 || command.type === 3,
  );
  const offer = offers.find(({ command }) => command.name === name);
  if (offer === undefined) {
    throw new DriverError(
      "unknown-command",
      `No "${name}" is offered here.`,
      offers.map((one) => one.command.name),
    );
  }
  const { id, type } = offer.command;
  const resolved = targetOf(core, user, channel, type === 3, targetId);
  const interaction = begin(core, {
    kind: "context",
    setting: settingOf(core, user, channel, offer.owners),
    source: null,
    command: name,
    data: { id, name, type, target_id: targetId, resolved },
  });
  return outcome(core, interaction);
}

function focusedType(options: Sent[]): number | undefined {
  for (const option of options) {
    const type = option.focused === true ? option.type : focusedType(option.options ?? []);
    if (type !== undefined) return type;
  }
  return undefined;
}

function targetOf(
  core: Core,
  user: User,
  channel: Channel,
  isMessage: boolean,
  targetId: string,
): object | undefined {
  const message = channel.messages.get(targetId);
  if (isMessage && message !== undefined) return { messages: { [targetId]: message.raw } };
  const scope = scopeOf(core, user, channel);
  reference(scope, { type: 5 }, "target", targetId);
  return tidy(scope.resolved);
}

function offered(core: Core, user: User, channel: Channel, text: string): { offer: Offer; path: string[] } {
  const [name, ...path] = text.replace(/^\//, "").trim().split(/\s+/);
  const offers = offeredIn(core, user, channel).filter(({ command }) => command.type === 1);
  const offer = offers.find(({ command }) => command.name === name);
  if (offer === undefined) {
    const names = offers.map(({ command }) => `/${command.name}`);
    throw new DriverError("unknown-command", `${user.handle} is not offered /${name ?? ""} here.`, names);
  }
  return { offer, path };
}

function commandData({ command }: Offer, options: object[], scope: Scope): object {
  const resolved = tidy(scope.resolved);
  const { id, name, type, guild_id } = command;
  return {
    id,
    name,
    type,
    ...(guild_id === undefined ? {} : { guild_id }),
    ...(options.length === 0 ? {} : { options }),
    ...(resolved === undefined ? {} : { resolved }),
  };
}

function scopeOf(core: Core, user: User, channel: Channel): Scope {
  const guild = channel.guildId === null ? undefined : core.world.guild(channel.guildId);
  return { core, user, channel, guild, resolved: emptyResolved() };
}

function settingOf(core: Core, user: User, channel: Channel, owners: Record<string, string>): Setting {
  if (!sees(core, user, channel))
    throw new DriverError("no-access", `${user.handle} cannot see that channel.`);
  const guild = channel.guildId === null ? undefined : core.world.guild(channel.guildId);
  return { user, channel, guild, context: contextOf(core, channel), owners };
}

/** Waits until the bot has answered, and its handler has come to its end where it can be asked. */
async function outcome(core: Core, interaction: Interaction): Promise<Reply> {
  const answer = await interaction.answered;
  if (answer.kind === "modal") {
    await core.settle();
    return { kind: "modal", message: null, ...modalReply(interaction) };
  }
  if (answer.kind === "choices")
    throw new DriverError("wrong-answer", "Choices came for something that is no option.");
  let shown: Message | null = answer.message;
  if (answer.kind === "deferred") shown = await deferred(interaction, answer.message);
  await core.settle();
  // The handler may have gone on changing it.
  const latest = shown === null ? null : (interaction.channel.messages.get(shown.id) ?? shown);
  if (latest === null) return { kind: "acknowledged", message: null, modal: null, text: "", buttons: [] };
  const view = viewMessage(latest);
  const kind = latest.id === interaction.source?.id ? "update" : "message";
  return { kind, message: view, modal: null, text: view.text, buttons: view.buttons };
}

async function deferred(interaction: Interaction, thinking: Message | null): Promise<Message | null> {
  const patience = Promise.withResolvers<"late">();
  const timer = setTimeout(() => patience.resolve("late"), thinking === null ? SILENCE_MS : PATIENCE_MS);
  const first = await Promise.race([interaction.shown, patience.promise]);
  clearTimeout(timer);
  if (first !== "late") return first;
  if (thinking === null) return null;
  throw new DriverError(
    "still-thinking",
    `The bot deferred its answer and showed nothing for ${PATIENCE_MS / 1000} s.`,
  );
}

function modalReply(interaction: Interaction): { modal: ModalView; text: string; buttons: string[] } {
  const modal = viewModal(interaction);
  const text = [modal.title, modal.text, ...modal.fields.map((field) => field.label)].filter(
    (line) => line !== "",
  );
  return { modal, text: text.join("\n"), buttons: [] };
}

/** The component with this label, placeholder, emoji or custom id. */
export function componentCalled(
  message: Message,
  wanted: string | RegExp,
  kind: "button" | "select",
): Part | undefined {
  const all = allParts((message.raw.components ?? []) as unknown as Part[]);
  const parts = all.filter((part) => (kind === "button" ? part.type === 2 : isSelect(part)));
  const named = (part: Part) => (kind === "button" ? labelOf(part) : (part.placeholder ?? ""));
  if (wanted instanceof RegExp) return parts.find((part) => wanted.test(named(part)));
  return (
    parts.find((part) => named(part) === wanted) ??
    parts.find((part) => part.custom_id === wanted) ??
    parts.find((part) => named(part).toLowerCase() === wanted.toLowerCase())
  );
}
