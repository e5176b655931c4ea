/** Starts interactions: a command typed, a component used, a modal sent. */
import type { Core } from "../core.ts";
import type { PendingInteraction } from "../page-protocol.ts";
import type { Message } from "../world/entities.ts";
import { interactionPayload } from "./payload.ts";
import type { Setting } from "./payload.ts";
import type { Interaction, InteractionKind } from "./registry.ts";

export interface Beginning {
  kind: InteractionKind;
  setting: Setting;
  source: Message | null;
  data: object;
  /** `/urge`, for those who wait. */
  command?: string;
  customId?: string;
  /** Of autocomplete: the type of the option that is being typed. */
  optionType?: number | undefined;
}

/** Sends the interaction to the bot. Its `answered` says what came of it. */
export function begin(core: Core, given: Beginning): Interaction {
  const { setting, kind, source } = given;
  const id = core.world.nextId();
  const pending: PendingInteraction = {
    id,
    kind: kind === "component" || kind === "modal" ? kind : "slash",
    channelId: setting.channel.id,
    startedAt: core.clock.now(),
    ...(source === null ? {} : { messageId: source.id }),
    ...(given.customId === undefined ? {} : { customId: given.customId }),
    ...(given.command === undefined ? {} : { command: given.command }),
  };
  const interaction = core.interactions.open({
    id,
    kind,
    userId: setting.user.id,
    channel: setting.channel,
    guildId: setting.guild?.id ?? null,
    owners: setting.owners,
    optionType: given.optionType,
    source,
    pending,
  });
  const payload = interactionPayload(core, interaction, setting, given.data);
  const reached = core.gateway.send("INTERACTION_CREATE", setting.guild?.id ?? null, payload);
  if (reached === 0) core.interactions.fail(interaction, "no bot is connected");
  return interaction;
}
