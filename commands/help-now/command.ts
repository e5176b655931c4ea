/**
 * `/help-now`: numbers, cards and people, for anybody, at once. It needs no consent and no database: the first screen
 * comes from bundled data, and what the member has stored is added only when it is read in time.
 */
import { Fault } from "#app/fault.ts";
import type { Answerable } from "#discord/answerable.ts";
import { defineCommand } from "#discord/command.ts";
import type { Context } from "#discord/context.ts";
import { show } from "#discord/screen.ts";
import { memberCommand } from "#discord/slash.ts";
import { storedHelp } from "./stored.ts";
import { card, chooseCountry, firstScreen, left, somethingSmall } from "./view.ts";

/**
 * @param chosen the country that rides in the custom id; the stored one without it
 * @param from the screen that *back* leads to, for who came from one
 */
async function open(
  interaction: Answerable,
  chosen: string | undefined,
  context: Context,
  from?: string,
): Promise<void> {
  const stored = await storedHelp(interaction, context);
  const country = chosen || stored.country;
  const known = { ...stored, ...(country ? { country } : {}) };
  await show(interaction, firstScreen(context.t, context.help.countries, known, from));
}

export default defineCommand({
  data: memberCommand("help-now"),
  needs: "nothing",
  anyone: ["open"],

  run: (interaction, context) => open(interaction, undefined, context),

  buttons: {
    open: (interaction, [country, from], context) => open(interaction, country, context, from),
    /** `from` is the screen that *back* leads to, when it is another one than the first. */
    async card(interaction, [name = "", country, from], { help, t }) {
      await show(interaction, card(t, help.cards, name, { country, from }));
    },
    countries: (interaction, [country], { help, t }) =>
      show(interaction, chooseCountry(t, help.countries, country)),
    /** The second yes to words that sounded like danger. */
    async save(interaction, [token = ""], context) {
      const resume = context.pending.take(interaction.user.id, token);
      if (!resume) throw new Fault("words-gone");
      await resume(interaction, context);
    },
    leave: (interaction, _args, { t }) => show(interaction, left(t)),
    async small(interaction, [country], { t, mention }) {
      await show(interaction, somethingSmall(t, country, mention));
    },
  },

  selects: {
    country: (interaction, _args, context) => open(interaction, interaction.values[0], context),
  },
});
