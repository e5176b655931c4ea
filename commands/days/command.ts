/** Goals and their days, from the picture in `/progress`, the end of a check-in and `/settings`. */
import type { ModalSubmitInteraction } from "discord.js";
import type { GoalDraft, GoalView } from "#app/goals.ts";
import { saveWords } from "#commands/help-now/gate.ts";
import { localDate } from "#core/wall-clock.ts";
import type { Answerable } from "#discord/answerable.ts";
import { defineCommand } from "#discord/command.ts";
import type { Context } from "#discord/context.ts";
import { show, type Screen } from "#discord/screen.ts";
import { post, sharePage, takeBack } from "./share.ts";
import { dayForm, goalForm, goalPage, goalsPage, removePage, removed } from "./view.ts";

async function open(interaction: Answerable, { goals, settings, person, t }: Context): Promise<void> {
  const festive = await goals.celebrate(person);
  const { daysOff: off = false, inARow = false } = await settings.get(person);
  await show(interaction, goalsPage(t, await goals.list(person), { off, inARow }, festive));
}

async function pageOf(
  view: GoalView,
  { goals, settings, person, t, now }: Context,
  begun = false,
): Promise<Screen> {
  const recent = await goals.recentDays(person, view.goal);
  const { inARow = false } = await settings.get(person);
  const today = localDate(now, person.zone, person.dayStart);
  return goalPage(t, view, recent, { today, inARow, begun });
}

const goal = async (interaction: Answerable, id: string, context: Context): Promise<void> =>
  show(interaction, await pageOf(await context.goals.find(context.person, id), context));

function draftIn({ fields }: ModalSubmitInteraction): GoalDraft {
  const read = (name: string) => fields.getTextInputValue(name);
  return { words: read("words"), since: read("since"), each: read("each"), unit: read("unit") };
}

export default defineCommand({
  buttons: {
    open: (interaction, _args, context) => open(interaction, context),
    goal: (interaction, [id = ""], context) => goal(interaction, id, context),
    add: (interaction, _args, { t }) => interaction.showModal(goalForm(t, undefined)),
    async change(interaction, [id = ""], { goals, person, t }) {
      await interaction.showModal(goalForm(t, await goals.find(person, id)));
    },
    older: (interaction, [id = ""], { t }) => interaction.showModal(dayForm(t, id)),
    async stand(interaction, [id = "", on], context) {
      await context.goals.standStill(context.person, id, on === "yes");
      await goal(interaction, id, context);
    },
    async off(interaction, [off], context) {
      await context.settings.change(context.person, { daysOff: off === "yes" });
      await open(interaction, context);
    },
    async row(interaction, [on], context) {
      await context.settings.change(context.person, { inARow: on === "yes" });
      await open(interaction, context);
    },
    async remove(interaction, [id = ""], { goals, person, t }) {
      await show(interaction, removePage(t, await goals.find(person, id)));
    },
    async "remove-yes"(interaction, [id = ""], { goals, person, t }) {
      await goals.remove(person, id);
      await show(interaction, removed(t));
    },
    async share(interaction, [id = ""], { goals, person, t }) {
      const view = await goals.find(person, id);
      await show(interaction, sharePage(t, view, person.id, interaction.inGuild()));
    },
    async post(interaction, [id = "", what], { goals, person, t }) {
      await post(interaction, t, await goals.find(person, id), what === "words");
    },
    "take-back": (interaction, [owner]) => takeBack(interaction, owner),
  },

  selects: {
    goal: (interaction, _args, context) => goal(interaction, interaction.values[0] ?? "", context),
    async lapses(interaction, [id = ""], context) {
      await context.goals.setRecentLapses(context.person, id, interaction.values);
      await goal(interaction, id, context);
    },
  },

  modals: {
    async add(interaction, _args, context) {
      const draft = draftIn(interaction);
      await saveWords(interaction, context, [draft.words], async () =>
        pageOf(await context.goals.add(context.person, draft), context, true),
      );
    },
    async change(interaction, [id = ""], context) {
      const draft = draftIn(interaction);
      await saveWords(interaction, context, [draft.words], async () =>
        pageOf(await context.goals.change(context.person, id, draft), context),
      );
    },
    async older(interaction, [id = ""], context) {
      const day = interaction.fields.getTextInputValue("day");
      await saveWords(interaction, context, [], async () =>
        pageOf(await context.goals.toggleLapse(context.person, id, day), context),
      );
    },
  },
});
