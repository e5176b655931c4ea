import { LabelBuilder, ModalBuilder, TextInputBuilder, TextInputStyle, type ButtonBuilder } from "discord.js";
import type { ReportReader } from "#app/calls.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";

const id = idsOf("report");

export const reportKinds = ["broken", "words", "misuse", "other"] as const;
export type ReportKind = (typeof reportKinds)[number];

/** What the member has settled so far; it rides in the buttons. */
export interface Draft {
  kind: ReportKind;
  named: boolean;
}

/** Characters of the member's own words. */
export const wordsLimit = 1000;

export const reportButton = (t: Translate): ButtonBuilder =>
  button(id("open"), t.plain("report.button.open"));

const carried = ({ kind, named }: Draft): [string, string] => [kind, named ? "named" : "nameless"];

export function draftPage(t: Translate, draft: Draft, reader: ReportReader): Screen {
  const { kind, named } = draft;
  const choices = reportKinds.map((value) => ({
    label: t.plain(`report.kind.${value}`),
    value,
    chosen: value === kind,
  }));
  const [, name] = carried(draft);
  const other = t.plain(named ? "report.button.without-name" : "report.button.with-name");
  return screen(t, {
    text: [
      t("report.title"),
      `${t(`report.reader.${reader}`)} ${t("report.what", { named: named ? "yes" : "no" })}`,
    ],
    rows: [
      row(select(id("kind", name), t.plain("report.pick"), choices)),
      row(
        button(id("send", ...carried(draft)), t.plain("report.button.send"), "main"),
        button(id("words", ...carried(draft)), t.plain("report.button.words")),
        button(id("name", ...carried({ kind, named: !named })), other),
        button(customId("help", "open"), t.plain("report.button.back")),
      ),
    ],
  });
}

export const wordsForm = (t: Translate, draft: Draft): ModalBuilder =>
  new ModalBuilder()
    .setCustomId(id("words", ...carried(draft)))
    .setTitle(t.plain("report.form"))
    .addLabelComponents(
      new LabelBuilder()
        .setLabel(t.plain("report.form-label"))
        .setDescription(t.plain("report.form-where"))
        .setTextInputComponent(
          new TextInputBuilder()
            .setCustomId("words")
            .setStyle(TextInputStyle.Paragraph)
            .setMaxLength(wordsLimit)
            .setRequired(true),
        ),
    );

export const sent = (t: Translate): Screen => screen(t, { text: [t("report.sent")], accent: "moss" });
