/** The noticing ladder: five rungs from the world outside to a word and what it asks for. Reached from `/practice`. */
import type { Ease } from "#core/noticing-ladder.ts";
import { finderWords } from "#core/word-finder.ts";
import type { Answerable } from "#discord/answerable.ts";
import { defineCommand } from "#discord/command.ts";
import type { Context } from "#discord/context.ts";
import { show } from "#discord/screen.ts";
import { rungDone, rungLeft, rungPage, whyLadder, type Noticing } from "./view.ts";

const nthOf = (text: string | undefined): number => (/^\d{1,6}$/.test(text ?? "") ? Number(text) : 0);

/** Another invitation each day without anything being kept about it. */
const firstOf = ({ now }: Context): number => Math.floor(now / 86_400_000) % 1000;

async function open(
  interaction: Answerable,
  at: Noticing,
  { ladder, person, t, words }: Context,
): Promise<void> {
  await show(interaction, rungPage(t, await ladder.look(person), at, words));
}

const easeOf = (text: string | undefined): Ease =>
  text === "easy" || text === "in-between" || text === "hard" ? text : "skipped";

export default defineCommand({
  buttons: {
    open: (interaction, [nth], context) =>
      open(interaction, { nth: nth === undefined ? firstOf(context) : nthOf(nth) }, context),
    async done(interaction, [ease, nth], { ladder, person, t }) {
      await show(interaction, rungDone(t, await ladder.noticed(person, easeOf(ease)), nthOf(nth)));
    },
    async move(interaction, [where], context) {
      const { ladder, person } = context;
      await ladder.move(person, where === "up" ? "up" : where === "down" ? "down" : "stay");
      await open(interaction, { nth: firstOf(context) }, context);
    },
    async stop(interaction, _args, { ladder, person, t }) {
      await show(interaction, rungLeft(t, await ladder.look(person)));
    },
    async why(interaction, _args, { ladder, person, t }) {
      await show(interaction, whyLadder(t, await ladder.look(person)));
    },
  },

  selects: {
    /** A word that stands by itself, or a family that opens its words from faint to strong. */
    async word(interaction, [nth], context) {
      const [picked = ""] = interaction.values;
      const isFamily = context.words.finder(context.t.locale).families.some(({ id }) => id === picked);
      await open(
        interaction,
        { nth: nthOf(nth), ...(isFamily ? { family: picked } : { word: picked }) },
        context,
      );
    },
    shade: (interaction, [nth], context) =>
      open(interaction, { nth: nthOf(nth), word: interaction.values[0] }, context),
    async need(interaction, [nth, word = ""], context) {
      const known = finderWords(context.words.finder(context.t.locale)).some(({ id }) => id === word);
      await open(
        interaction,
        { nth: nthOf(nth), ...(known ? { word, need: interaction.values[0] } : {}) },
        context,
      );
    },
  },
});
