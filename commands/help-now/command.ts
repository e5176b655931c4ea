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
import { card, firstScreen, left, somethingSmall } from "./view.ts";

/** Longest wait for what is stored, in milliseconds. */
const patience = 200;

async function open(interaction: Answerable, chosen: string | undefined, context: Context): Promise<void> {
  const country = chosen ?? (await storedCountry(interaction.user.id, context));
  await show(interaction, firstScreen(context.t, context.help.countries, country));
}

/** The member's country if it can be read within 200 ms; a database that is slow or gone is no reason to wait. */
async function storedCountry(member: string, { settings, log }: Context): Promise<string | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), patience);
  try {
    return await Promise.race([settings.countryOf(member), late]);
  } catch (error) {
    log.warn({ err: error }, "help-now goes on without the database");
    return undefined;
  } finally {
    clearTimeout(timer);
  }
}

export default defineCommand({
  data: memberCommand("help-now"),
  needs: "nothing",
  anyone: ["open"],

  run: (interaction, context) => open(interaction, undefined, context),

  buttons: {
    open: (interaction, [country], context) => open(interaction, country, context),
    async card(interaction, [name = "", country], { help, t }) {
      await show(interaction, card(t, help.cards, name, country));
    },
    /** The second yes to words that sounded like danger. */
    async save(interaction, [token = ""], context) {
      const resume = context.pending.take(interaction.user.id, token);
      if (!resume) throw new Fault("stale-form");
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
