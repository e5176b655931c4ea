/** What is typed while a schedule is put together. */
import { LabelBuilder, ModalBuilder, TextInputBuilder, TextInputStyle } from "discord.js";
import type { Draft } from "#app/schedule-drafts.ts";
import { ownTextLimit, textOf } from "#app/schedule-drafts.ts";
import { idsOf } from "#discord/custom-id.ts";
import type { Translate } from "#locale/sentences.ts";

const id = idsOf("schedule");

interface Field {
  name: string;
  label: string;
  hint?: string;
  value?: string | undefined;
  required?: boolean;
  most: number;
  long?: boolean;
}

function form(customId: string, title: string, fields: Field[]): ModalBuilder {
  const modal = new ModalBuilder().setCustomId(customId).setTitle(title);
  for (const { name, label, hint, value, required = true, most, long = false } of fields) {
    const input = new TextInputBuilder()
      .setCustomId(name)
      .setStyle(long ? TextInputStyle.Paragraph : TextInputStyle.Short)
      .setMaxLength(most)
      .setRequired(required);
    if (value) input.setValue(value);
    const part = new LabelBuilder().setLabel(label).setTextInputComponent(input);
    modal.addLabelComponents(hint ? part.setDescription(hint) : part);
  }
  return modal;
}

export const wordsForm = (t: Translate, draft: Draft): ModalBuilder =>
  form(id("words", draft.id), t.plain("schedule.form.words-title"), [
    {
      name: "text",
      label: t.plain("schedule.form.words"),
      hint: t.plain("schedule.form.words-hint"),
      value: textOf(draft.body),
      most: ownTextLimit,
      long: true,
    },
  ]);

export const timeForm = (t: Translate, draft: Draft): ModalBuilder =>
  form(id("time", draft.id), t.plain("schedule.form.time-title"), [
    { name: "time", label: t.plain("schedule.form.time"), most: 8 },
  ]);

export const placeForm = (t: Translate, draft: Draft): ModalBuilder =>
  form(id("place", draft.id), t.plain("schedule.form.place-title"), [
    { name: "place", label: t.plain("schedule.form.place"), most: 60 },
  ]);

export const cronForm = (t: Translate, { id: draftId, body: { rule } }: Draft): ModalBuilder =>
  form(id("cron", draftId), t.plain("schedule.form.cron-title"), [
    {
      name: "cron",
      label: t.plain("schedule.form.cron"),
      hint: t.plain("schedule.form.cron-hint"),
      value: rule.kind === "cron" ? rule.text : undefined,
      most: 200,
    },
  ]);

export const spanForm = (t: Translate, { id: draftId, body: { rule } }: Draft): ModalBuilder =>
  form(id("span", draftId), t.plain("schedule.form.span-title"), [
    {
      name: "from",
      label: t.plain("schedule.form.from"),
      hint: t.plain("schedule.form.span-hint"),
      value: rule.from,
      required: false,
      most: 20,
    },
    {
      name: "until",
      label: t.plain("schedule.form.until"),
      hint: t.plain("schedule.form.span-hint"),
      value: rule.until,
      required: false,
      most: 20,
    },
  ]);

export const monthDaysForm = (t: Translate, draft: Draft): ModalBuilder =>
  form(id("month-days", draft.id), t.plain("schedule.form.month-days-title"), [
    {
      name: "days",
      label: t.plain("schedule.form.month-days"),
      hint: t.plain("schedule.form.month-days-hint"),
      most: 60,
    },
  ]);

/** @param scheduleId whose pause it is */
export const pauseForm = (t: Translate, scheduleId: string): ModalBuilder =>
  form(id("pause-until", scheduleId), t.plain("schedule.form.pause-title"), [
    {
      name: "until",
      label: t.plain("schedule.form.pause"),
      hint: t.plain("schedule.form.pause-hint"),
      most: 100,
    },
  ]);
