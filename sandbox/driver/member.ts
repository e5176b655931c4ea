/** A person of the sandbox for tests: what they do, and what they see. */
import type { Core } from "../core.ts";
import type { Choice } from "../interactions/registry.ts";
import { openDm } from "../world/channels.ts";
import type { Channel, Message, User } from "../world/entities.ts";
import { join, leave } from "../world/members.ts";
import { addMessage, removeMessage } from "../world/messages.ts";
import {
  autocomplete,
  choose,
  closeModal,
  componentCalled,
  contextCommand,
  press,
  slash,
  submit,
} from "./actor.ts";
import type { Reply } from "./actor.ts";
import { DriverError } from "./driver-error.ts";
import { viewModal } from "./modal.ts";
import type { FieldValue, ModalView } from "./modal.ts";
import { offeredIn } from "./offered.ts";
import type { Given } from "./options.ts";
import { canPost, findPlace, guildsOf, newestFirst, visibleMessages } from "./places.ts";
import type { Place } from "./places.ts";
import { allParts, isSelect, labelOf, viewMessage } from "./view.ts";
import type { MessageView, Part } from "./view.ts";

/** Where a verb looks. Without it: the newest message anywhere that fits. */
export interface Where {
  in?: Place;
  /** One message only. */
  message?: MessageView | string;
}

/**
 * Every verb resolves when the bot has answered, and rejects with `NoAnswer` ("The application did not respond") when it
 * has not within three seconds, or with a `DriverError` when Discord's own client would not have let it happen.
 */
export interface Member {
  readonly id: string;
  readonly handle: string;
  readonly user: User;
  /** Types a command: `/urge`, `/schedule add`. People, roles and channels may be given as `@ash` and `#evening`. */
  slash(command: string, options?: Given, at?: { in?: Place }): Promise<Reply>;
  /** What is offered while the last of `options` is being typed. */
  autocomplete(command: string, options: Given, at?: { in?: Place; focused?: string }): Promise<Choice[]>;
  /** A user or message command on a person's or message's id. */
  context(command: string, targetId: string, at?: { in?: Place }): Promise<Reply>;
  /** Presses the button with this label, emoji or custom id. */
  click(label: string | RegExp, at?: Where): Promise<Reply>;
  /** Chooses by label or value in the select with this placeholder or custom id. */
  select(label: string | RegExp, values: string | string[], at?: Where): Promise<Reply>;
  /** Fills in and sends the open modal. Fields left out keep what they held. */
  submit(fields?: Record<string, FieldValue>): Promise<Reply>;
  /** Presses a component of any message, seen or not, there or not: what a forger could send. */
  press(at: { messageId: string; customId: string }): Promise<Reply>;
  modal(): ModalView | null;
  closeModal(): void;
  /** Their conversation with the bot, oldest first. */
  inbox(): MessageView[];
  messages(where: Place): MessageView[];
  /** The bot's message that was written or changed last, of all they can see. */
  lastMessage(at?: { in?: Place }): MessageView;
  /** Names of the commands the picker offers them. */
  commands(at?: { in?: Place }): string[];
  say(text: string, at?: { in?: Place }): MessageView;
  /** Takes an ephemeral message off their screen. */
  dismiss(message: MessageView): void;
  setDms(dms: "open" | "closed"): void;
  /** Adds the app to their account, so that it follows them everywhere. */
  install(): void;
  uninstall(): void;
  /** @param guild name; the first with the bot when left out. */
  join(guild?: string): void;
  leave(guild?: string): void;
}

export function makeMember(core: Core, user: User): Member {
  const place = (at?: { in?: Place }) => findPlace(core, user, at?.in);
  return {
    id: user.id,
    handle: user.handle,
    user,
    slash: async (command, options = {}, at) => slash(core, user, place(at), command, options),
    autocomplete: async (command, options, at) => {
      const focused = at?.focused ?? Object.keys(options).at(-1) ?? "";
      return autocomplete(core, user, place(at), command, options, focused);
    },
    context: async (command, targetId, at) => contextCommand(core, user, place(at), command, targetId),
    click: async (label, at) => {
      const { channel, message, part } = find(core, user, label, "button", at);
      if (part.url !== undefined)
        throw new DriverError("is-link", `"${labelOf(part)}" is a link to ${part.url}.`);
      return press(core, user, channel, message, part.custom_id ?? "");
    },
    select: async (label, values, at) => {
      const { channel, message, part } = find(core, user, label, "select", at);
      return choose(core, user, channel, message, part, [values].flat());
    },
    submit: async (fields = {}) => {
      const opened = core.modals.get(user.id);
      if (opened === undefined) throw new DriverError("no-modal", `${user.handle} has no modal open.`);
      return submit(core, user, opened, fields);
    },
    press: async ({ messageId, customId }) => {
      const { channel, message } = anyMessage(core, messageId);
      return press(core, user, channel, message, customId);
    },
    modal: () => {
      const opened = core.modals.get(user.id);
      return opened === undefined ? null : viewModal(opened);
    },
    closeModal: () => {
      const opened = core.modals.get(user.id);
      if (opened !== undefined) closeModal(core, user, opened);
    },
    ...eyes(core, user, place),
    ...feet(core, user),
  };
}

type Find = (at?: { in?: Place }) => Channel;

function eyes(core: Core, user: User, place: Find) {
  const views = (channel: Channel) => visibleMessages(user, channel).map(viewMessage);
  return {
    inbox: () => views(openDm(core.stage, core.world.bot.id, user.id)),
    messages: (where: Place) => views(findPlace(core, user, where)),
    lastMessage: (at?: { in?: Place }) => {
      const all = newestFirst(core, user, at?.in === undefined ? undefined : [place(at)]);
      const newest = all.find(({ message }) => message.raw.author.id === core.world.bot.id);
      if (newest === undefined)
        throw new DriverError("no-message", `${user.handle} sees no message of the bot.`);
      return viewMessage(newest.message);
    },
    commands: (at?: { in?: Place }) => offeredIn(core, user, place(at)).map(({ command }) => command.name),
    say: (text: string, at?: { in?: Place }) => {
      const channel = place(at);
      if (!canPost(core, user, channel))
        throw new DriverError("no-access", `${user.handle} cannot write there.`);
      return viewMessage(addMessage(core.stage, channel, { authorId: user.id, content: text }));
    },
    dismiss: (view: MessageView) => {
      const { channel, message } = anyMessage(core, view.id);
      if (message.visibleTo !== user.id)
        throw new DriverError("not-ephemeral", "Only what one alone sees can be dismissed.");
      removeMessage(core.stage, channel, message);
    },
  };
}

function feet(core: Core, user: User) {
  const guildCalled = (name?: string) => {
    const all = [...core.world.guilds.values()];
    const guild = all.find((one) => (name === undefined ? one.hasBot : one.name === name));
    if (guild !== undefined) return guild;
    throw new DriverError(
      "unknown-guild",
      `There is no server "${name ?? ""}".`,
      all.map((one) => one.name),
    );
  };
  const changed = () => core.bus.emit({ type: "world" });
  return {
    setDms: (dms: "open" | "closed") => {
      user.dms = dms;
      changed();
    },
    install: () => {
      user.installed = true;
      changed();
    },
    uninstall: () => {
      user.installed = false;
      changed();
    },
    join: (name?: string) => void join(core.stage, guildCalled(name), user.id),
    leave: (name?: string) => {
      const guild = name === undefined ? guildsOf(core, user)[0] : guildCalled(name);
      if (guild !== undefined) leave(core.stage, guild, user.id);
    },
  };
}

interface Found {
  channel: Channel;
  message: Message;
  part: Part;
}

/** The newest message this person can see that has such a component; one that can be used before one that cannot. */
function find(
  core: Core,
  user: User,
  wanted: string | RegExp,
  kind: "button" | "select",
  at: Where = {},
): Found {
  const seen = inReach(core, user, at);
  const hits = seen.flatMap(({ channel, message }): Found[] => {
    const part = componentCalled(message, wanted, kind);
    return part === undefined ? [] : [{ channel, message, part }];
  });
  const usable = hits.find(({ part }) => part.disabled !== true);
  if (usable !== undefined) return usable;
  if (hits.length > 0) throw new DriverError("disabled", `"${String(wanted)}" is there, and disabled.`);
  const labels = seen.flatMap(({ message }) => {
    const parts = allParts((message.raw.components ?? []) as unknown as Part[]);
    return parts
      .filter((part) => (kind === "button" ? part.type === 2 : isSelect(part)))
      .map((part) => (kind === "button" ? labelOf(part) : (part.placeholder ?? part.custom_id ?? "")));
  });
  throw new DriverError(
    `no-${kind}`,
    `${user.handle} sees no ${kind} "${String(wanted)}".`,
    [...new Set(labels)].slice(0, 40),
  );
}

function inReach(core: Core, user: User, at: Where): { channel: Channel; message: Message }[] {
  if (at.message !== undefined) {
    const found = anyMessage(core, typeof at.message === "string" ? at.message : at.message.id);
    if (found.message.visibleTo === null || found.message.visibleTo === user.id) return [found];
    throw new DriverError("no-access", `${user.handle} cannot see that message.`);
  }
  return newestFirst(core, user, at.in === undefined ? undefined : [findPlace(core, user, at.in)]);
}

export function anyMessage(core: Core, id: string): { channel: Channel; message: Message } {
  for (const channel of core.world.channels.values()) {
    const message = channel.messages.get(id);
    if (message !== undefined) return { channel, message };
  }
  throw new DriverError("unknown-message", "That message is not there any more.");
}
