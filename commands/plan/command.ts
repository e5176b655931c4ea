/** `/plan`: the coping plan on one screen, without a question first; adding and removing lines by buttons. */
import { Fault } from "#app/fault.ts";
import { actionLines, planSections, type EntryFields, type Plan, type PlanSection } from "#core/plan.ts";
import type { Answerable } from "#discord/answerable.ts";
import { saveWords } from "#commands/help-now/gate.ts";
import { defineCommand } from "#discord/command.ts";
import type { Context } from "#discord/context.ts";
import { show } from "#discord/screen.ts";
import { memberCommand } from "#discord/slash.ts";
import {
  addForm,
  chooseSection,
  doLine,
  person as personView,
  recall,
  remover,
  used,
  versions,
} from "./view.ts";

async function open(interaction: Answerable, { plans, pages, person, t }: Context): Promise<void> {
  await show(interaction, recall(t, await plans.current(person), 0, pages.isOn()));
}

/** A section named in a custom id; an unknown one comes from an older message. */
function sectionOf(name: string | undefined): PlanSection {
  const section = planSections.find((known) => known === name);
  if (!section) throw new Fault("stale-button");
  return section;
}

/** Line `index` of what can be done now, going round at the end. */
function lineAt(plan: Plan, index: number) {
  const lines = actionLines(plan);
  const line = lines[index % Math.max(1, lines.length)];
  if (!line) throw new Fault("gone");
  return { line, index: index % lines.length, count: lines.length };
}

export default defineCommand({
  data: memberCommand("plan"),

  run: open,

  buttons: {
    open: (interaction, _args, context) => open(interaction, context),
    async reason(interaction, [index], { plans, pages, person, t }) {
      await show(interaction, recall(t, await plans.current(person), Number(index), pages.isOn()));
    },
    async line(interaction, [index], { plans, person, t }) {
      await show(interaction, doLine(t, lineAt(await plans.current(person), Number(index))));
    },
    async person(interaction, [index], { plans, person, t }) {
      await show(interaction, personView(t, await plans.current(person), Number(index)));
    },
    async used(interaction, [lineId = ""], { plans, person, t }) {
      await plans.use(person, { lineId });
      await show(interaction, used(t));
    },
    async edit(interaction, _args, { t }) {
      await show(interaction, chooseSection(t));
    },
    async remove(interaction, _args, { plans, person, t }) {
      await show(interaction, remover(t, await plans.current(person)));
    },
    async versions(interaction, _args, { plans, person, t }) {
      await show(interaction, versions(t, await plans.versions(person)));
    },
  },

  selects: {
    async section(interaction, _args, { t }) {
      await interaction.showModal(addForm(t, sectionOf(interaction.values[0])));
    },
    async remove(interaction, _args, { plans, person, t }) {
      const plan = await plans.remove(person, interaction.values[0] ?? "");
      await show(interaction, remover(t, plan));
    },
    async version(interaction, _args, { plans, pages, person, t }) {
      await show(
        interaction,
        recall(t, await plans.bringBack(person, interaction.values[0] ?? ""), 0, pages.isOn()),
      );
    },
  },

  modals: {
    async add(interaction, [name], context) {
      const { plans, pages, person, t } = context;
      const field = (id: string): string | undefined =>
        interaction.fields.fields.has(id) ? interaction.fields.getTextInputValue(id) : undefined;
      const words: EntryFields = [field("first") ?? "", field("second"), field("third")];
      const section = sectionOf(name);
      await saveWords(interaction, context, words, async () =>
        recall(t, await plans.add(person, section, words), 0, pages.isOn()),
      );
    },
  },
});
