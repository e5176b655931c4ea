/** Words that sound like danger: the card with help comes first, then *still save this?* Nothing is blocked or told. */
import { MessageFlags, type ModalSubmitInteraction } from "discord.js";
import type { Answerable } from "#discord/answerable.ts";
import type { Context, Resume } from "#discord/context.ts";
import { show, type Screen } from "#discord/screen.ts";
import { storedHelp } from "./stored.ts";
import { beforeSaving } from "./view.ts";

/**
 * Goes on with `save` at once, or after the member has seen the card and said yes. `save` gives the screen to show.
 * Every text that a member types passes through here before it is kept, in a form or as an option of a command.
 */
export async function saveWords(
  interaction: Answerable,
  context: Context,
  texts: (string | undefined)[],
  save: () => Promise<Screen>,
): Promise<void> {
  const answer = async (view: Screen) =>
    interaction.isModalSubmit() ? answerForm(interaction, view) : show(interaction, view);
  if (context.danger(texts.filter(Boolean).join("\n")).length === 0) return answer(await save());
  const resume: Resume = async (press) => {
    if (press.isButton()) await press.update(await save());
  };
  const token = context.pending.hold(interaction.user.id, resume);
  const stored = await storedHelp(interaction, context);
  const card = beforeSaving(context.t, context.help.countries, stored, token);
  await interaction.reply({ ...card, flags: [card.flags, MessageFlags.Ephemeral] });
}

/** Turns the message that the form was opened from into the next screen. */
export async function answerForm(interaction: ModalSubmitInteraction, view: Screen): Promise<void> {
  if (interaction.isFromMessage() && interaction.message.flags.has(MessageFlags.Ephemeral))
    await interaction.update(view);
  else await interaction.reply({ ...view, flags: [view.flags, MessageFlags.Ephemeral] });
}
