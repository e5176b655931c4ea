/** What an interaction's token can do afterwards: read, edit and delete its answers, and add more. */
import type { Core } from "../core.ts";
import { refusals } from "../discord-error.ts";
import type { Interaction } from "../interactions/registry.ts";
import { checkMessage } from "../validate/messages.ts";
import type { Message } from "../world/entities.ts";
import { addMessage, changeMessage, removeMessage } from "../world/messages.ts";
import { interactionParts } from "./callbacks.ts";
import { FLAG, messageParts } from "./message-body.ts";
import { noContent, ok, tokenRoute } from "./route.ts";
import type { RestAnswer, RestRequest, Route } from "./route.ts";

const hook = "/webhooks/:application/:token";
const bucket = { limit: 5, windowMs: 2000 };

export const webhookRoutes: Route[] = [
  tokenRoute("POST", hook, bucket, followUp),
  tokenRoute("GET", `${hook}/messages/:message`, bucket, (core, request) => {
    const { message } = find(core, request);
    return ok(message.raw);
  }),
  tokenRoute("PATCH", `${hook}/messages/:message`, bucket, edit),
  tokenRoute("DELETE", `${hook}/messages/:message`, bucket, remove),
];

function interactionOf(core: Core, params: Record<string, string>): Interaction {
  const token = params.token ?? "";
  if (params.application !== core.world.bot.id) throw refusals.unknownWebhook();
  if (core.interactions.expired(token)) throw refusals.invalidWebhookToken();
  const interaction = core.interactions.byToken(token);
  // Before the first answer there is no webhook yet.
  if (interaction === undefined || interaction.acknowledged === null) throw refusals.unknownWebhook();
  return interaction;
}

function find(core: Core, { params }: RestRequest): { interaction: Interaction; message: Message } {
  const interaction = interactionOf(core, params);
  const id = params.message === "@original" ? interaction.originalId : (params.message ?? "");
  const message = interaction.channel.messages.get(id ?? "");
  const own = message?.interactionId === interaction.id || message?.id === interaction.originalId;
  if (message === undefined || !own) throw refusals.unknownMessage();
  return { interaction, message };
}

function edit(core: Core, request: RestRequest): RestAnswer {
  const { interaction, message } = find(core, request);
  const { channel } = interaction;
  const body = checkMessage(core.settings, "webhook-edit", request, message.raw);
  const parts = messageParts(core, channel, body, request.uploads, message.raw.attachments);
  const before = message.raw.flags ?? 0;
  const wasLoading = (before & FLAG.loading) !== 0;
  parts.flags = (before & ~FLAG.loading) | ((body.flags ?? 0) & FLAG.componentsV2);
  changeMessage(core.stage, channel, message, parts, !wasLoading);
  if (message.id === interaction.originalId) interaction.thinking = false;
  core.interactions.show(interaction, message);
  return ok(message.raw);
}

/** The first follow-up to a "thinking" message takes its place, and its visibility. */
function followUp(core: Core, request: RestRequest): RestAnswer {
  const interaction = interactionOf(core, request.params);
  const { channel } = interaction;
  const body = checkMessage(core.settings, "webhook-create", request);
  const parts = messageParts(core, channel, body, request.uploads);
  const original = channel.messages.get(interaction.originalId ?? "");
  if (interaction.thinking && original !== undefined) {
    interaction.thinking = false;
    const flags = ((original.raw.flags ?? 0) & ~FLAG.loading) | ((body.flags ?? 0) & ~FLAG.ephemeral);
    changeMessage(core.stage, channel, original, { ...parts, flags }, false);
    core.interactions.show(interaction, original);
    return ok(original.raw);
  }
  const flags = body.flags ?? 0;
  const message = addMessage(core.stage, channel, {
    authorId: core.world.bot.id,
    parts: { ...parts, ...interactionParts(core, interaction), flags },
    visibleTo: (flags & FLAG.ephemeral) === 0 ? null : interaction.userId,
    interactionId: interaction.id,
  });
  core.interactions.show(interaction, message);
  return ok(message.raw);
}

function remove(core: Core, request: RestRequest): RestAnswer {
  const { interaction, message } = find(core, request);
  removeMessage(core.stage, interaction.channel, message);
  core.interactions.show(interaction, null);
  return noContent;
}
