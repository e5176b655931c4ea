/** `/checkin`: where am I, in one tap; everything else can be added or left. */
import type { CheckInAnswers } from "#app/check-ins.ts";
import { Fault, wholeNumber } from "#app/fault.ts";
import { saveWords } from "#commands/help-now/gate.ts";
import { isState, states, type State } from "#core/check-in.ts";
import { finderWords } from "#core/word-finder.ts";
import type { Answerable } from "#discord/answerable.ts";
import { defineCommand } from "#discord/command.ts";
import type { Context } from "#discord/context.ts";
import { show } from "#discord/screen.ts";
import { choices, described, memberCommand } from "#discord/slash.ts";
import { daysPage, fewerPage, form, isPage, noteForm, ownWordForm, type Page } from "./form.ts";
import { askState, finished, history, saved, undone, why } from "./view.ts";

/** As many days ago as their place. */
const days = ["today", "yesterday", "day-before"] as const;
const data = memberCommand("checkin");
data.addStringOption((option) =>
  described(option.setName("state"), "checkin.option.state").addChoices(
    choices(states, (state) => `checkin.choice.${state}`),
  ),
);
data.addIntegerOption((option) =>
  described(option.setName("access"), "checkin.option.access").setMinValue(0).setMaxValue(10),
);
data.addIntegerOption((option) =>
  described(option.setName("mood"), "checkin.option.mood").setMinValue(-3).setMaxValue(3),
);
data.addIntegerOption((option) =>
  described(option.setName("urge"), "checkin.option.urge").setMinValue(0).setMaxValue(10),
);
data.addIntegerOption((option) =>
  described(option.setName("sleep"), "checkin.option.sleep").setMinValue(0).setMaxValue(10),
);
data.addStringOption((option) =>
  described(option.setName("word"), "checkin.option.word").setAutocomplete(true).setMaxLength(60),
);
data.addIntegerOption((option) =>
  described(option.setName("day"), "checkin.option.day").addChoices(
    choices(days, (day) => `checkin.choice.${day}`).map((choice, ago) => ({ ...choice, value: ago })),
  ),
);

async function record(
  interaction: Answerable,
  state: State,
  { checkIns, insights, person, t, words, log }: Context,
  answers: CheckInAnswers = {},
  daysAgo = 0,
) {
  const kept = await checkIns.add(person, state, answers, daysAgo);
  await show(interaction, saved(t, kept, words.finder(interaction.locale)));
  // The member has their answer; a server's sum is no reason to tell them of a fault.
  if (daysAgo === 0)
    await insights
      .checkedIn(person, state, interaction.guildId)
      .catch((err: unknown) => log.warn({ err }, "a check-in is missing from its server's week"));
}

/** Keeps an answer, if there is one, and shows the page it was given on. */
async function keep(
  interaction: Answerable,
  id: string,
  page: Page,
  answers: CheckInAnswers | undefined,
  context: Context,
): Promise<void> {
  const { checkIns, settings, person, t, words } = context;
  const kept = answers ? await checkIns.amend(person, id, answers) : await checkIns.look(person, id);
  await show(
    interaction,
    form(t, page, kept, { words, own: (await settings.get(person)).ownWords, locale: interaction.locale }),
  );
}

export default defineCommand({
  data,

  async run(interaction, context) {
    const state = interaction.options.getString("state");
    if (!isState(state)) return show(interaction, askState(context.t));
    const answers: CheckInAnswers = {};
    for (const name of ["access", "mood", "urge", "sleep"] as const) {
      const value = interaction.options.getInteger(name);
      if (value !== null) answers[name] = value;
    }
    const word = interaction.options.getString("word");
    if (word) answers.words = [await knownWord(word, context)];
    await record(interaction, state, context, answers, interaction.options.getInteger("day") ?? 0);
  },

  async autocomplete(interaction, { settings, person, words }) {
    const typed = interaction.options.getFocused().trim().toLowerCase();
    const own = (await settings.get(person)).ownWords.map((word) => ({ id: word, label: word }));
    const all = [...own, ...finderWords(words.finder(interaction.locale))];
    const found = all.filter(({ label }) => label.toLowerCase().includes(typed));
    await interaction.respond(found.slice(0, 25).map(({ id, label }) => ({ name: label, value: id })));
  },

  buttons: {
    open: (interaction, _args, { t }) => show(interaction, askState(t)),
    async state(interaction, [index], context) {
      await record(interaction, states[wholeNumber(Number(index), 0, 2)] ?? "within", context);
    },
    async page(interaction, [id = "", page = ""], context) {
      if (!isPage(page)) throw new Fault("stale-button");
      await keep(interaction, id, page, undefined, context);
    },
    async note(interaction, [id = ""], { checkIns, person, t }) {
      await interaction.showModal(noteForm(t, await checkIns.look(person, id)));
    },
    async own(interaction, [id = ""], { t }) {
      await interaction.showModal(ownWordForm(t, id));
    },
    async fewer(interaction, [id = ""], { settings, person, t }) {
      await show(interaction, fewerPage(t, id, (await settings.get(person)).ownWords));
    },
    async days(interaction, [id = ""], { checkIns, person, t }) {
      await show(interaction, daysPage(t, await checkIns.look(person, id)));
    },
    async done(interaction, [id = ""], context) {
      const { checkIns, goals, practices, person, t, words } = context;
      const end = await checkIns.finish(person, id);
      const festive = await goals.celebrate(person);
      const { locale } = interaction;
      await show(
        interaction,
        finished(t, end, {
          practices: practices.all(person),
          finder: words.finder(locale),
          body: words.body(locale),
          festive,
        }),
      );
    },
    async why(interaction, [id = ""], { checkIns, person, t }) {
      await show(interaction, why(t, await checkIns.finish(person, id)));
    },
    async quiet(interaction, [id = "", on], { checkIns, settings, person, t }) {
      await settings.change(person, { suggestions: on === "on" });
      await show(interaction, why(t, await checkIns.finish(person, id)));
    },
    async rest(interaction, [id = "", practiceId = ""], { checkIns, practices, person, t }) {
      await practices.rest(person, practiceId, true);
      await show(interaction, why(t, await checkIns.finish(person, id)));
    },
    async history(interaction, _args, { checkIns, person, t, words }) {
      const kept = await checkIns.history(person, 10);
      const open = kept.filter(checkIns.isOpen);
      await show(interaction, history(t, kept, open, words.finder(interaction.locale)));
    },
    async edit(interaction, [id = ""], { checkIns, person, t, words }) {
      const kept = await checkIns.look(person, id);
      await show(interaction, saved(t, kept, words.finder(interaction.locale)));
    },
    async undo(interaction, [id = ""], { checkIns, person, t }) {
      await checkIns.remove(person, id);
      await show(interaction, undone(t));
    },
  },

  selects: {
    async rate(interaction, [id = "", name = ""], context) {
      await keep(interaction, id, "numbers", { [ratingName(name)]: Number(interaction.values[0]) }, context);
    },
    async body(interaction, [id = ""], context) {
      await keep(interaction, id, "words", { body: interaction.values }, context);
    },
    /** A word that stands by itself is kept; a family opens its words, faint to strong. */
    async word(interaction, [id = ""], context) {
      const finder = context.words.finder(interaction.locale);
      const picked = interaction.values.filter(
        (value) => !finder.families.some((family) => family.id === value),
      );
      const family = finder.families.find((known) => interaction.values.includes(known.id));
      if (family && isPage(`family-${family.id}`))
        return keep(interaction, id, `family-${family.id}`, undefined, context);
      await keep(interaction, id, "words", { words: picked }, context);
    },
    async shade(interaction, [id = ""], context) {
      const known = new Set(finderWords(context.words.finder(interaction.locale)).map((word) => word.id));
      await keep(
        interaction,
        id,
        "words",
        { words: interaction.values.filter((value) => known.has(value)) },
        context,
      );
    },
    async mine(interaction, [id = ""], context) {
      await keep(interaction, id, "words", { words: interaction.values }, context);
    },
    async fewer(interaction, [id = ""], context) {
      await context.checkIns.dropWord(context.person, interaction.values[0] ?? "");
      await keep(interaction, id, "words", undefined, context);
    },
    async routines(interaction, [id = ""], context) {
      await keep(interaction, id, "day", { routines: interaction.values }, context);
    },
    async day(interaction, [id = ""], { checkIns, person, t, words }) {
      const kept = await checkIns.moveTo(person, id, Number(interaction.values[0]));
      await show(interaction, saved(t, kept, words.finder(interaction.locale)));
    },
    async state(interaction, [id = ""], { checkIns, person, t, words }) {
      const [state] = interaction.values;
      const kept = isState(state)
        ? await checkIns.amend(person, id, { state })
        : await checkIns.look(person, id);
      await show(interaction, saved(t, kept, words.finder(interaction.locale)));
    },
    async edit(interaction, _args, { checkIns, person, t, words }) {
      const kept = await checkIns.look(person, interaction.values[0] ?? "");
      await show(interaction, saved(t, kept, words.finder(interaction.locale)));
    },
  },

  modals: {
    async note(interaction, [id = ""], context) {
      const { checkIns, person, t, words } = context;
      const note = interaction.fields.getTextInputValue("note");
      await saveWords(interaction, context, [note], async () =>
        saved(t, await checkIns.amend(person, id, { note }), words.finder(interaction.locale)),
      );
    },
    async own(interaction, [id = ""], context) {
      const { checkIns, person, t, words } = context;
      const word = interaction.fields.getTextInputValue("word");
      await saveWords(interaction, context, [word], async () =>
        saved(t, await checkIns.addWord(person, id, word), words.finder(interaction.locale)),
      );
    },
  },
});

/** A word of the list that was offered while typing; any other one is added by a form, where it is looked at first. */
async function knownWord(word: string, { settings, person, t, words }: Context): Promise<string> {
  const { ownWords } = await settings.get(person);
  const named = [...finderWords(words.finder(t.locale)), ...ownWords.map((own) => ({ id: own, label: own }))];
  const found = named.find(
    ({ id, label }) => id === word || label.toLowerCase() === word.trim().toLowerCase(),
  );
  if (!found) throw new Fault("word-not-known", { word });
  return found.id;
}

/** A rating of the form, by the name in the select's id. */
function ratingName(name: string): "access" | "mood" | "urge" | "sleep" {
  if (name === "access" || name === "mood" || name === "urge" || name === "sleep") return name;
  throw new Fault("stale-button");
}
