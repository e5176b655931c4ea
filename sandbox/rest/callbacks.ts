/** The first answer to an interaction: `POST /interactions/:id/:token/callback`. */
import type { APIMessage, APIModalInteractionResponseCallbackData } from "discord-api-types/v10";
import type { Core } from "../core.ts";
import { invalidForm, refusals } from "../discord-error.ts";
import type { Upload } from "../files.ts";
import type { Answer, Choice, Interaction } from "../interactions/registry.ts";
import { checkCallback } from "../validate/callbacks.ts";
import { addMessage, changeMessage } from "../world/messages.ts";
import { FLAG, messageParts, withIds } from "./message-body.ts";
import type { MessageBody } from "./message-body.ts";
import { noContent, ok, tokenRoute } from "./route.ts";
import type { RestAnswer, RestRequest, Route } from "./route.ts";

/** Callback types. */
const TYPE = { message: 4, deferredMessage: 5, deferredUpdate: 6, update: 7, choices: 8, modal: 9 } as const;

/** Which first answers each kind of interaction may get. */
const allowed: Record<Interaction["kind"], number[]> = {
  slash: [TYPE.message, TYPE.deferredMessage, TYPE.modal],
  context: [TYPE.message, TYPE.deferredMessage, TYPE.modal],
  autocomplete: [TYPE.choices],
  component: [TYPE.message, TYPE.deferredMessage, TYPE.deferredUpdate, TYPE.update, TYPE.modal],
  modal: [TYPE.message, TYPE.deferredMessage, TYPE.deferredUpdate, TYPE.update],
};

export const callbackRoutes: Route[] = [
  tokenRoute("POST", "/interactions/:id/:token/callback", null, callback),
];

function callback(core: Core, request: RestRequest): RestAnswer {
  const interaction = core.interactions.find(request.params.id ?? "");
  if (interaction === undefined) throw refusals.unknownInteraction();
  if (interaction.token !== request.params.token) throw refusals.invalidWebhookToken();
  if (interaction.failed) throw refusals.unknownInteraction();
  if (interaction.acknowledged !== null) throw refusals.alreadyAcknowledged();

  const type = callbackType(interaction, request.body);
  const body = checkCallback(core.settings, type, request, {
    before: interaction.source?.raw,
    optionType: interaction.optionType,
  });
  const answer = carryOut(core, interaction, type, body.data ?? {}, request.uploads);
  core.interactions.acknowledge(interaction, type, answer);
  return request.query.get("with_response") === "true" ? ok(resource(interaction, type, answer)) : noContent;
}

function callbackType(interaction: Interaction, body: unknown): number {
  const type = (body as { type?: unknown } | null | undefined)?.type;
  if (typeof type !== "number") {
    throw invalidForm([{ path: ["type"], reason: "BASE_TYPE_REQUIRED", message: "This field is required" }]);
  }
  const fromMessage = interaction.kind !== "modal" || interaction.source !== null;
  const types = allowed[interaction.kind].filter((one) => fromMessage || one < TYPE.deferredUpdate);
  if (types.includes(type)) return type;
  const message = `Value must be one of {${types.join(", ")}}.`;
  throw invalidForm([{ path: ["type"], reason: "BASE_TYPE_CHOICES", message }]);
}

function carryOut(
  core: Core,
  interaction: Interaction,
  type: number,
  data: object,
  uploads: Upload[],
): Answer {
  switch (type) {
    case TYPE.choices:
      return { kind: "choices", choices: (data as { choices?: Choice[] }).choices ?? [] };
    case TYPE.modal:
      return openModal(core, interaction, data as APIModalInteractionResponseCallbackData);
    case TYPE.deferredUpdate:
      interaction.originalId = interaction.source?.id ?? null;
      return { kind: "deferred", message: null, channel: interaction.channel };
    case TYPE.update:
      return update(core, interaction, data, uploads);
    default:
      return reply(core, interaction, data, uploads, type === TYPE.deferredMessage);
  }
}

function openModal(
  core: Core,
  interaction: Interaction,
  data: APIModalInteractionResponseCallbackData,
): Answer {
  const modal = { ...data, components: withIds(data.components) as typeof data.components };
  interaction.modal = modal;
  core.modals.set(interaction.userId, interaction);
  const { id, channel, userId } = interaction;
  core.bus.emit({ type: "modal", userId, modal: { interactionId: id, channelId: channel.id, modal } });
  return { kind: "modal", modal };
}

function update(core: Core, interaction: Interaction, body: MessageBody, uploads: Upload[]): Answer {
  const { source, channel } = interaction;
  if (source === null) throw refusals.unknownMessage();
  const parts = messageParts(core, channel, body, uploads, source.raw.attachments);
  if (body.flags != null) parts.flags = (source.raw.flags ?? 0) | (body.flags & FLAG.componentsV2);
  interaction.originalId = source.id;
  return { kind: "update", message: changeMessage(core.stage, channel, source, parts), channel };
}

function reply(
  core: Core,
  interaction: Interaction,
  body: MessageBody,
  uploads: Upload[],
  deferred: boolean,
): Answer {
  const { channel } = interaction;
  const parts = deferred ? {} : messageParts(core, channel, body, uploads);
  const flags = (body.flags ?? 0) | (deferred ? FLAG.loading : 0);
  const message = addMessage(core.stage, channel, {
    authorId: core.world.bot.id,
    parts: { ...parts, ...interactionParts(core, interaction), flags },
    visibleTo: (flags & FLAG.ephemeral) === 0 ? null : interaction.userId,
    interactionId: interaction.id,
  });
  interaction.originalId = message.id;
  interaction.thinking = deferred;
  return deferred ? { kind: "deferred", message, channel } : { kind: "message", message, channel };
}

/** What marks a message as the answer to an interaction. */
export function interactionParts(core: Core, interaction: Interaction): Partial<APIMessage> {
  const type = { slash: 2, context: 2, autocomplete: 2, component: 3, modal: 5 }[interaction.kind];
  const user = core.world.user(interaction.userId);
  const author =
    user === undefined ? undefined : { id: user.id, username: user.handle, global_name: user.name };
  return {
    type:
      interaction.kind === "slash"
        ? 20
        : interaction.kind === "context"
          ? 23
          : interaction.source === null
            ? 0
            : 19,
    application_id: core.world.bot.id,
    webhook_id: core.world.bot.id,
    ...usedCommand(interaction, author),
    interaction_metadata: {
      id: interaction.id,
      type,
      user: { ...author, avatar: null, discriminator: "0" },
      authorizing_integration_owners: interaction.owners,
      ...(interaction.source === null ? {} : { interacted_message_id: interaction.source.id }),
    },
  } as unknown as Partial<APIMessage>;
}

/** The older property beside the metadata: the only place where Discord names the command. */
function usedCommand({ id, kind, pending }: Interaction, author: object | undefined): object {
  if (kind !== "slash" || pending.command === undefined) return {};
  const name = pending.command.replace(/^\//, "");
  return { interaction: { id, type: 2, name, user: { ...author, avatar: null, discriminator: "0" } } };
}

function resource(interaction: Interaction, type: number, answer: Answer): object {
  const message = "message" in answer ? answer.message : null;
  const flags = message?.raw.flags ?? 0;
  return {
    interaction: {
      id: interaction.id,
      type: { slash: 2, context: 2, component: 3, autocomplete: 4, modal: 5 }[interaction.kind],
      ...(message === null
        ? {}
        : {
            response_message_id: message.id,
            response_message_loading: (flags & FLAG.loading) !== 0,
            response_message_ephemeral: (flags & FLAG.ephemeral) !== 0,
          }),
    },
    ...(message === null ? {} : { resource: { type, message: message.raw } }),
  };
}
