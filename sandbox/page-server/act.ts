/** Carries out what a page asks for, in the persona's name. */
import type { Core } from "../core.ts";
import type { Control } from "../control.ts";
import { autocomplete, choose, closeModal, contextCommand, press, slash, submit } from "../driver/actor.ts";
import type { Reply } from "../driver/actor.ts";
import { DriverError } from "../driver/driver-error.ts";
import { anyMessage } from "../driver/member.ts";
import type { Given } from "../driver/options.ts";
import { canPost, findPlace, sees } from "../driver/places.ts";
import { allParts, labelOf } from "../driver/view.ts";
import type { Part } from "../driver/view.ts";
import type { Interaction } from "../interactions/registry.ts";
import type { ActResult, Action } from "../page-protocol.ts";
import { openDm } from "../world/channels.ts";
import type { Channel, Message, User } from "../world/entities.ts";
import { addMessage, removeMessage } from "../world/messages.ts";
import { messageParts } from "../rest/message-body.ts";
import type { PageDeps } from "./hub.ts";
import { actOnWorld } from "./act-on-world.ts";
import { actOnSandbox } from "./act-on-sandbox.ts";

export interface ActDeps extends PageDeps {
  control: Control;
}

export async function act(deps: ActDeps, user: User, action: Action): Promise<ActResult> {
  const { core } = deps;
  switch (action.do) {
    case "slash": {
      const channel = findPlace(core, user, action.channelId);
      const files = Object.entries(action.files ?? {}).map(([option, { name, type, base64 }]) => {
        const bytes = new Uint8Array(Buffer.from(base64, "base64"));
        return [option, { name, type, bytes }] as const;
      });
      const given: Given = { ...action.options, ...Object.fromEntries(files) };
      return answer(core, user, await slash(core, user, channel, action.command, given));
    }
    case "autocomplete": {
      const channel = findPlace(core, user, action.channelId);
      const choices = await autocomplete(core, user, channel, action.command, action.options, action.focused);
      return { kind: "choices", choices };
    }
    case "context": {
      const channel = findPlace(core, user, action.channelId);
      return answer(core, user, await contextCommand(core, user, channel, action.command, action.targetId));
    }
    case "click": {
      const { channel, message, part } = componentOf(core, user, action.messageId, action.customId);
      return answer(core, user, await press(core, user, channel, message, part.custom_id ?? ""));
    }
    case "select": {
      const { channel, message, part } = componentOf(core, user, action.messageId, action.customId);
      return answer(core, user, await choose(core, user, channel, message, part, action.values));
    }
    case "submit":
      return answer(
        core,
        user,
        await submit(core, user, opened(core, user, action.interactionId), action.fields),
      );
    case "close-modal":
      closeModal(core, user, opened(core, user, action.interactionId));
      return null;
    default: {
      // `null` is an answer, too: done, and nothing to give back.
      const inChat = await actInChat(deps, user, action);
      if (inChat !== undefined) return inChat;
      const onWorld = actOnWorld(deps, user, action);
      return onWorld === undefined ? actOnSandbox(deps, user, action) : onWorld;
    }
  }
}

/** Talking, and tidying up what one sees. `undefined`: none of that was asked for. */
async function actInChat(deps: ActDeps, user: User, action: Action): Promise<ActResult | undefined> {
  const { core, reads } = deps;
  switch (action.do) {
    case "open-dm":
      return { kind: "channel", channelId: openDm(core.stage, user.id, action.with).id };
    case "post":
      return post(core, user, action);
    case "dismiss":
    case "delete-message": {
      const { channel, message } = anyMessage(core, action.messageId);
      removeMessage(core.stage, channel, message);
      return null;
    }
    case "read":
      reads.mark(user, action.channelId, action.upTo);
      core.bus.emit({ type: "unread", channelId: action.channelId, userId: user.id });
      return null;
    default:
      return undefined;
  }
}

function post(core: Core, user: User, action: Extract<Action, { do: "post" }>): ActResult {
  const channel = findPlace(core, user, action.channelId);
  if (!canPost(core, user, channel)) throw new DriverError("no-access", "You cannot write here.");
  if (action.content.trim() === "") throw new DriverError("empty", "There is nothing to send.");
  if (Array.from(action.content).length > 2000)
    throw new DriverError("too-long", "A message holds 2000 characters.");
  const target = channel.messages.get(action.replyTo ?? "");
  const reply =
    target === undefined
      ? {}
      : {
          type: 19,
          referenced_message: target.raw,
          message_reference: { message_id: target.id, channel_id: channel.id },
        };
  const parts = { ...messageParts(core, channel, { content: action.content }, []), ...reply };
  const message = addMessage(core.stage, channel, {
    authorId: user.id,
    parts: parts as Partial<Message["raw"]>,
  });
  return { kind: "message", message: message.raw };
}

function opened(core: Core, user: User, interactionId: string): Interaction {
  const interaction = core.modals.get(user.id);
  if (interaction?.id === interactionId) return interaction;
  throw new DriverError("no-modal", "That form is not open any more.");
}

/** A component as this person's own client would let them use it. */
function componentOf(core: Core, user: User, messageId: string, customId: string) {
  const { channel, message } = anyMessage(core, messageId);
  if (!mayRead(core, user, channel, message))
    throw new DriverError("no-access", "You cannot see that message.");
  const parts = allParts((message.raw.components ?? []) as unknown as Part[]);
  const part = parts.find((one) => one.custom_id === customId);
  if (part === undefined) throw new DriverError("no-component", "That is not on the message any more.");
  if (part.disabled === true) throw new DriverError("disabled", `"${labelOf(part)}" is disabled.`);
  return { channel, message, part };
}

function mayRead(core: Core, user: User, channel: Channel, message: Message): boolean {
  return (message.visibleTo === null || message.visibleTo === user.id) && sees(core, user, channel);
}

function answer(core: Core, user: User, reply: Reply): ActResult {
  if (reply.message !== null) return { kind: "message", message: reply.message.raw };
  const interaction = core.modals.get(user.id);
  if (reply.kind !== "modal" || interaction?.modal == null) return { kind: "acknowledged" };
  const { id, channel, modal } = interaction;
  return { kind: "modal", modal: { interactionId: id, channelId: channel.id, modal } };
}
