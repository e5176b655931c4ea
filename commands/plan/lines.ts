/** Adding, rewording and removing lines. */
import { LabelBuilder, ModalBuilder, TextInputBuilder, TextInputStyle } from "discord.js";
import { shorten } from "#core/escape.ts";
import {
  allEntries,
  fieldsOf,
  fingerprint,
  planSections,
  type EntryFields,
  type Plan,
  type PlanSection,
} from "#core/plan.ts";
import type { StarterList } from "#core/plan-cues.ts";
import { idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";

const id = idsOf("plan");

export const sections = (t: Translate) =>
  planSections.map((section) => ({ label: t.plain(`plan.name.${section}`), value: section }));

/** A pair from two lists comes first: picking works where writing on one's own hardly does. */
export const edit = (t: Translate): Screen =>
  screen(t, {
    text: [t("plan.add")],
    rows: [
      row(button(id("build"), t.plain("plan.button.build"), "main")),
      row(select(id("section"), t.plain("plan.pick-section"), sections(t))),
      row(
        button(id("lines"), t.plain("plan.button.change")),
        button(id("remove"), t.plain("plan.button.remove")),
        button(id("versions"), t.plain("plan.button.versions")),
        button(id("open"), t.plain("button.back")),
      ),
    ],
  });

/** Something to begin from; one's own words are one tap away. */
export const starters = (t: Translate, section: PlanSection, { phrases }: StarterList): Screen =>
  screen(t, {
    text: [t("plan.starters", { section: t(`plan.name.${section}`) })],
    rows: [
      row(
        select(
          id("starter", section),
          t.plain("plan.pick-starter"),
          phrases.map(({ id: value, text }) => ({ label: text, value })),
        ),
      ),
      row(
        button(id("own", section), t.plain("plan.button.own"), "main"),
        button(id("edit"), t.plain("button.back")),
      ),
    ],
  });

const lineLimit = 200;

export interface FormParts {
  section: PlanSection;
  /** Custom id of what is sent. */
  customId: string;
  values?: EntryFields | undefined;
}

/** A form for a new line. @param entryId the same however often the form is sent */
export const addForm = (
  t: Translate,
  section: PlanSection,
  entryId: string,
  values?: EntryFields,
): ModalBuilder => form(t, { section, customId: id("add", section, entryId), values });

/** A form for a line that is there; it remembers what the line said when it was opened. */
export function rewordForm(t: Translate, plan: Plan, entryId: string): ModalBuilder | undefined {
  const entry = allEntries(plan).find((one) => one.id === entryId);
  if (!entry) return undefined;
  const { section, text } = entry;
  return form(t, {
    section,
    customId: id("reword", section, entryId, fingerprint(text)),
    values: fieldsOf(plan, entryId),
  });
}

/** One to three fields, as the section needs; Discord shows where the words go. */
function form(t: Translate, { section, customId, values = [""] }: FormParts): ModalBuilder {
  const [one, two, three] = values;
  const field = (
    name: string,
    label: string,
    hint: string,
    required: boolean,
    value: string | undefined,
  ): LabelBuilder => {
    const input = new TextInputBuilder()
      .setCustomId(name)
      .setStyle(TextInputStyle.Short)
      .setMaxLength(lineLimit)
      .setRequired(required);
    if (value) input.setValue(value.slice(0, lineLimit));
    return new LabelBuilder().setLabel(label).setDescription(hint).setTextInputComponent(input);
  };
  const fields = {
    line: () => [field("first", t.plain("plan.form.line"), t.plain("plan.form.where"), true, one)],
    "if-then": () => [
      field("first", t.plain("plan.form.cue"), t.plain("plan.form.where"), true, one),
      field("second", t.plain("plan.form.response"), t.plain("plan.form.response-hint"), true, two),
    ],
    people: () => [
      field("first", t.plain("plan.form.name"), t.plain("plan.form.where"), true, one),
      field("second", t.plain("plan.form.how"), t.plain("plan.form.how-hint"), false, two),
      field("third", t.plain("plan.form.say"), t.plain("plan.form.say-hint"), false, three),
    ],
  }[section === "people" || section === "if-then" ? section : "line"]();
  return new ModalBuilder()
    .setCustomId(customId)
    .setTitle(shorten(t.plain(`plan.name.${section}`), 45))
    .addLabelComponents(...fields);
}

const lineChoices = (t: Translate, plan: Plan) =>
  allEntries(plan)
    .slice(0, 25)
    .map(({ id: value, section, text }) => ({
      label: text,
      value,
      description: t.plain(`plan.name.${section}`),
    }));

/** Pick a line to put it in other words. */
export const changer = (t: Translate, plan: Plan): Screen => picker(t, plan, "reword");

/** Pick a line and it is gone; the version before stays and can be brought back. */
export const remover = (t: Translate, plan: Plan): Screen => picker(t, plan, "remove");

function picker(t: Translate, plan: Plan, what: "reword" | "remove"): Screen {
  const choices = lineChoices(t, plan);
  return screen(t, {
    text: [choices.length === 0 ? t("plan.no-line") : t(`plan.${what}`)],
    rows: [
      ...(choices.length > 0 ? [row(select(id(what), t.plain(`plan.pick-${what}`), choices))] : []),
      row(
        button(id("open"), t.plain("button.back")),
        button(id("versions"), t.plain("plan.button.versions")),
      ),
    ],
  });
}

/** Which line was used: counts for the review, and nothing else. */
export function which(t: Translate, plan: Plan, token: string, urgeId: string | undefined): Screen {
  const choices = lineChoices(t, plan);
  return screen(t, {
    text: [choices.length === 0 ? t("plan.no-line") : t("plan.which")],
    rows: [
      ...(choices.length > 0
        ? [row(select(id("which", token, urgeId ?? ""), t.plain("plan.pick-which"), choices))]
        : []),
      row(
        button(id("build"), t.plain("plan.button.new-line")),
        button(id("open"), t.plain("plan.button.whole")),
      ),
    ],
  });
}
