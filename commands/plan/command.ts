/** `/plan`: the coping plan on one screen, without a question first. What changes it is a tap further in. */
import type { ModalSubmitInteraction } from "discord.js";
import { Fault } from "#app/fault.ts";
import { saveWords } from "#commands/help-now/gate.ts";
import { canWrite } from "#commands/nudge/promise.ts";
import {
  actionLines,
  allEntries,
  planSections,
  type EntryFields,
  type Plan,
  type PlanSection,
} from "#core/plan.ts";
import type { StarterList } from "#core/plan-cues.ts";
import type { Answerable } from "#discord/answerable.ts";
import { defineCommand } from "#discord/command.ts";
import type { Context } from "#discord/context.ts";
import { defer, fill, show, type Screen } from "#discord/screen.ts";
import { memberCommand } from "#discord/slash.ts";
import { build, picked, said, sayBack, sayForm } from "./build.ts";
import { addForm, changer, edit, remover, rewordForm, starters, which } from "./lines.ts";
import { review, reviewed } from "./review.ts";
import { planPicture, take, taken, takes, textOf, type Take } from "./take.ts";
import { doLine, person as personView, recall, reworded, used, versions } from "./view.ts";

async function open(interaction: Answerable, context: Context, reason = 0): Promise<void> {
  const { plans, pages, person, t } = context;
  await show(interaction, recall(t, await plans.recall(person), reason, pages.isOn()));
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

const lists = ({ planCues, t }: Context) => planCues.all(t.locale);

const startersOf = (context: Context, section: PlanSection): StarterList | undefined =>
  lists(context).find((list): list is StarterList => list.list === "starters" && list.kind === section);

function typed(interaction: ModalSubmitInteraction): EntryFields {
  const field = (id: string): string | undefined =>
    interaction.fields.fields.has(id) ? interaction.fields.getTextInputValue(id) : undefined;
  return [field("first") ?? "", field("second"), field("third")];
}

/** An if–then line is said back; all else shows the plan. */
function afterAdding({ t, pages }: Context, plan: Plan, entryId: string): Screen {
  const line = allEntries(plan).find(({ id }) => id === entryId);
  return line?.section === "if-then" ? sayBack(t, line) : recall(t, { plan }, 0, pages.isOn());
}

async function takeAway(interaction: Answerable, what: Take, context: Context): Promise<void> {
  const { plans, settings, help, painter, person, t } = context;
  await defer(interaction);
  const [plan, { country }] = await Promise.all([plans.current(person), settings.get(person)]);
  const picture = planPicture(t, plan, help.countries, country);
  const bytes =
    what === "text"
      ? textOf(t, plan)
      : await painter.draw(picture, { theme: "light", locale: t.locale }, what, person.id);
  await fill(interaction, taken(t, what, picture.words.alt, bytes));
}

export default defineCommand({
  data: memberCommand("plan"),

  run: (interaction, context) => open(interaction, context),

  buttons: {
    open: (interaction, _args, context) => open(interaction, context),
    reason: (interaction, [index], context) => open(interaction, context, Number(index)),
    async line(interaction, [index], { plans, person, t }) {
      await show(interaction, doLine(t, lineAt(await plans.current(person), Number(index)), interaction.id));
    },
    async person(interaction, [index], { plans, person, t }) {
      await show(interaction, personView(t, await plans.current(person), Number(index), interaction.id));
    },
    async used(interaction, [lineId = "", token], { plans, person, t }) {
      await plans.use(person, { lineId }, token);
      await show(interaction, used(t));
    },
    async which(interaction, [urgeId], { plans, person, t }) {
      await show(interaction, which(t, await plans.current(person), interaction.id, urgeId));
    },
    edit: (interaction, _args, { t }) => show(interaction, edit(t)),
    async own(interaction, [name], { t }) {
      await interaction.showModal(addForm(t, sectionOf(name), interaction.id));
    },
    async lines(interaction, _args, { plans, person, t }) {
      await show(interaction, changer(t, await plans.current(person)));
    },
    async remove(interaction, _args, { plans, person, t }) {
      await show(interaction, remover(t, await plans.current(person)));
    },
    async versions(interaction, _args, { plans, person, t }) {
      await show(interaction, versions(t, await plans.versions(person), person.zone));
    },
    build: (interaction, _args, context) => show(interaction, build(context.t, lists(context), {})),
    async words(interaction, [cue, response], context) {
      const one = picked(lists(context), "cues", cue);
      const two = picked(lists(context), "responses", response);
      if (!one || !two) throw new Fault("stale-button");
      const values: EntryFields = [one.text, two.text, one.kind];
      await interaction.showModal(addForm(context.t, "if-then", interaction.id, values));
    },
    said: (interaction, _args, { t }) => show(interaction, said(t)),
    type: (interaction, [lineId = ""], { t }) => interaction.showModal(sayForm(t, lineId)),
    async review(interaction, _args, { plans, person, t }) {
      const [{ plan, review: reason }, uses] = await Promise.all([plans.recall(person), plans.uses(person)]);
      await show(interaction, review(t, plan, uses, reason));
    },
    /** A DM in a month is promised only when one arrives. */
    async reviewed(interaction, [again], context) {
      const { plans, person, t } = context;
      if (again !== "again") {
        await plans.reviewed(person, false);
        return show(interaction, reviewed(t, undefined));
      }
      await defer(interaction);
      const written = await canWrite(interaction.id, context);
      await fill(interaction, reviewed(t, await plans.reviewed(person, true), written));
    },
    take: (interaction, _args, { pages, t }) => show(interaction, take(t, pages.isOn())),
    async taken(interaction, [name], context) {
      const what = takes.find((known) => known === name);
      if (!what) throw new Fault("stale-button");
      await takeAway(interaction, what, context);
    },
  },

  selects: {
    /** Where there is something to begin from, it comes first. */
    async section(interaction, _args, context) {
      const section = sectionOf(interaction.values[0]);
      const list = startersOf(context, section);
      if (list) await show(interaction, starters(context.t, section, list));
      else await interaction.showModal(addForm(context.t, section, interaction.id));
    },
    async starter(interaction, [name], context) {
      const section = sectionOf(name);
      const phrase = startersOf(context, section)?.phrases.find(({ id }) => id === interaction.values[0]);
      if (!phrase) throw new Fault("stale-button");
      await interaction.showModal(addForm(context.t, section, interaction.id, [phrase.text]));
    },
    async reword(interaction, _args, { plans, person, t }) {
      const form = rewordForm(t, await plans.current(person), interaction.values[0] ?? "");
      if (!form) throw new Fault("gone");
      await interaction.showModal(form);
    },
    async remove(interaction, _args, { plans, person, t }) {
      await show(interaction, remover(t, await plans.remove(person, interaction.values[0] ?? "")));
    },
    async version(interaction, _args, { plans, pages, person, t }) {
      const plan = await plans.bringBack(person, interaction.values[0] ?? "");
      await show(interaction, recall(t, { plan }, 0, pages.isOn()));
    },
    async which(interaction, [token, urgeId], { plans, person, t }) {
      const lineId = interaction.values[0] ?? "";
      await plans.use(person, { lineId, ...(urgeId ? { urgeId } : {}) }, token);
      await show(interaction, used(t));
    },
    "cues-kind": (interaction, _args, context) =>
      show(interaction, build(context.t, lists(context), { cue: interaction.values[0] })),
    cues: (interaction, [kind = ""], context) =>
      show(interaction, build(context.t, lists(context), { cue: `${kind}.${interaction.values[0]}` })),
    "responses-kind": (interaction, [cue], context) =>
      show(interaction, build(context.t, lists(context), { cue, response: interaction.values[0] })),
    responses: (interaction, [kind = "", cue], context) =>
      show(
        interaction,
        build(context.t, lists(context), { cue, response: `${kind}.${interaction.values[0]}` }),
      ),
  },

  modals: {
    async add(interaction, [name, entryId], context) {
      const { plans, person } = context;
      const section = sectionOf(name);
      const words = typed(interaction);
      const id = entryId ?? interaction.id;
      await saveWords(interaction, context, words, async () =>
        afterAdding(context, await plans.add(person, section, words, id), id),
      );
    },
    async reword(interaction, [name, id = "", was = ""], context) {
      const { plans, pages, person, t } = context;
      const section = sectionOf(name);
      const words = typed(interaction);
      await saveWords(interaction, context, words, async () => {
        const { plan, meanwhile } = await plans.reword(person, { id, section, was }, words);
        return meanwhile ? reworded(t, meanwhile) : recall(t, { plan }, 0, pages.isOn());
      });
    },
    async say(interaction, [lineId = ""], context) {
      const line = allEntries(await context.plans.current(context.person)).find(({ id }) => id === lineId);
      if (!line) throw new Fault("gone");
      const words = interaction.fields.getTextInputValue("said");
      const both = { said: words, line: line.text };
      await saveWords(interaction, context, [words], () => Promise.resolve(said(context.t, both)));
    },
  },
});
