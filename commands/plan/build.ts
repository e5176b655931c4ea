/**
 * Building if–then lines: a hard moment from one list, what to do from another, put in one's own words, then said
 * back once. What was picked so far rides in the custom ids, as list and place in it.
 */
import { LabelBuilder, ModalBuilder, TextInputBuilder, TextInputStyle } from "discord.js";
import type { PlanCues } from "#app/app.ts";
import { phraseOf, type Picked } from "#core/plan-cues.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Row, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";

const id = idsOf("plan");

export type Lists = ReturnType<PlanCues["all"]>;
type Side = "cues" | "responses";

/** What is picked so far: a kind alone, or a kind with the place of a phrase in it, as `conflict` and `conflict.3`. */
export interface Picks {
  cue?: string | undefined;
  response?: string | undefined;
}

/** The phrase that a pick stands for; undefined while only its kind is picked, or when it is no longer there. */
export function picked(lists: Lists, side: Side, pick: string | undefined): Picked | undefined {
  const [kind, place] = pick?.split(".") ?? [];
  if (kind === undefined || place === undefined) return undefined;
  const list = lists.find((one) => one.list === side && one.kind === kind);
  const phrase = list?.phrases[Number(place)];
  return phrase && phraseOf(lists, side, `${kind}/${phrase.id}`);
}

export function build(t: Translate, lists: Lists, picks: Picks): Screen {
  const cue = picked(lists, "cues", picks.cue);
  const response = picked(lists, "responses", picks.response);
  const text =
    cue && response
      ? t("plan.pair", { cue: cue.text, response: response.text })
      : cue
        ? t("plan.pair-half", { cue: cue.text })
        : t("plan.pair-first");
  return screen(t, {
    text: [text],
    rows: [
      ...(cue ? sideRows(t, lists, "responses", picks) : sideRows(t, lists, "cues", picks)),
      row(
        ...(cue && response
          ? [button(id("words", picks.cue ?? "", picks.response ?? ""), t.plain("plan.button.words"), "main")]
          : []),
        ...(cue ? [button(id("build"), t.plain("plan.button.other-moment"))] : []),
        button(id("open"), t.plain("button.back")),
        button(customId("help", "stop"), t.plain("button.stop")),
      ),
    ],
  });
}

/** A list of kinds and, once one is picked, the list of its phrases. */
function sideRows(t: Translate, lists: Lists, side: Side, picks: Picks): Row[] {
  const pick = side === "cues" ? picks.cue : picks.response;
  const [chosen, place] = pick?.split(".") ?? [];
  const before = side === "cues" ? [] : [picks.cue ?? ""];
  const kinds = lists
    .filter(({ list }) => list === side)
    .map(({ kind, title }) => ({ label: title, value: kind, chosen: kind === chosen }));
  const phrases = lists.find(({ list, kind }) => list === side && kind === chosen)?.phrases ?? [];
  return [
    row(select(id(`${side}-kind`, ...before), t.plain(`plan.pick-${side}-kind`), kinds)),
    ...(chosen !== undefined && phrases.length > 0
      ? [
          row(
            select(
              id(side, chosen, ...before),
              t.plain(`plan.pick-${side}`),
              phrases.map(({ text }, index) => ({
                label: text,
                value: String(index),
                chosen: String(index) === place,
              })),
            ),
          ),
        ]
      : []),
  ];
}

/** Said back once, since a line that was said is there when it is needed. */
export const sayBack = (t: Translate, line: { id: string; text: string }): Screen =>
  screen(t, {
    text: [t("plan.say-back", { text: line.text })],
    rows: [
      row(
        button(id("said"), t.plain("plan.button.said"), "main"),
        button(id("type", line.id), t.plain("plan.button.type")),
        button(id("build"), t.plain("plan.button.one-more")),
        button(id("open"), t.plain("plan.button.whole")),
      ),
    ],
    accent: "moss",
  });

export const sayForm = (t: Translate, lineId: string): ModalBuilder =>
  new ModalBuilder()
    .setCustomId(id("say", lineId))
    .setTitle(t.plain("plan.say-title"))
    .addLabelComponents(
      new LabelBuilder()
        .setLabel(t.plain("plan.say-label"))
        .setDescription(t.plain("plan.say-hint"))
        .setTextInputComponent(
          new TextInputBuilder()
            .setCustomId("said")
            .setStyle(TextInputStyle.Paragraph)
            .setMaxLength(500)
            .setRequired(true),
        ),
    );

/** The two beside each other, without a mark on either. */
export const said = (t: Translate, typed?: { said: string; line: string }): Screen =>
  screen(t, {
    text: [typed ? t("plan.said-both", typed) : t("plan.said")],
    rows: [
      row(
        button(id("build"), t.plain("plan.button.one-more")),
        button(id("open"), t.plain("plan.button.whole"), "main"),
      ),
    ],
    accent: "moss",
  });
