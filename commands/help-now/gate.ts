/** Words that sound like danger: the card with help comes first, then *still save this?* Nothing is blocked or told. */
import { MessageFlags, type ModalSubmitInteraction } from "discord.js";
import type { Context, Resume } from "#discord/context.ts";
import type { Screen } from "#discord/screen.ts";
import { beforeSaving } from "./view.ts";

/**
 * Goes on with `save` at once, or after the member has seen the card and said yes. `save` gives the screen to show.
 * Every text that a member types passes through here before it is kept.
 */
export async function saveWords(
  interaction: ModalSubmitInteraction,
  context: Context,
  texts: (string | undefined)[],
  save: () => Promise<Screen>,
): Promise<void> {
  if (context.danger(texts.filter(Boolean).join("\n")).length === 0)
    return answerForm(interaction, await save());
  const resume: Resume = async (press) => {
    if (press.isButton()) await press.update(await save());
  };
  const token = context.pending.hold(interaction.user.id, resume);
  const country = await context.settings.countryOf(interaction.user.id);
  const card = beforeSaving(context.t, context.help.countries, country, token);
  await interaction.reply({ ...card, flags: [card.flags, MessageFlags.Ephemeral] });
}

/** Turns the message that the form was opened from into the next screen. */
export async function answerForm(interaction: ModalSubmitInteraction, view: Screen): Promise<void> {
  if (interaction.isFromMessage() && interaction.message.flags.has(MessageFlags.Ephemeral))
    await interaction.update(view);
  else await interaction.reply({ ...view, flags: [view.flags, MessageFlags.Ephemeral] });
}
