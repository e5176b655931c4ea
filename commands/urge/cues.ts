/** What was there when the urge came, and putting right what was kept: two pages behind the first. */
import { LabelBuilder, ModalBuilder, TextInputBuilder, TextInputStyle } from "discord.js";
import type { Kept } from "#app/store.ts";
import type { UrgeCues } from "#app/urges.ts";
import { cues, type Cue } from "#core/urge.ts";
import type { CueEntry } from "#core/urge-cues.ts";
import { idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";
import { agoList, kept, numberChoices } from "./choices.ts";

const id = idsOf("urge");

/** A form has room for five fields: what is around, and what is inside. */
const sides = { around: ["place", "person", "time"], inside: ["thought", "body", "feeling"] } as const;
type Side = keyof typeof sides;
export const isSide = (name: string | undefined): name is Side =>
  name !== undefined && Object.hasOwn(sides, name);

export function cuePage(t: Translate, urge: Kept<"urge">, likely: readonly CueEntry[]): Screen {
  const chosen = urge.body.cues ?? {};
  const lines = cues.flatMap((cue) => {
    const text = chosen[cue];
    return text === undefined ? [] : [t("urge.cue-line", { cue: t(`urge.cue.${cue}`), text })];
  });
  const choices = likely
    .slice(0, 25)
    .filter(({ cue, text }) => `${cue} ${text}`.length <= 100)
    .map(({ cue, text }) => ({
      label: text,
      value: `${cue} ${text}`,
      description: t.plain(`urge.cue.${cue}`),
      chosen: chosen[cue] === text,
    }));
  return screen(t, {
    text: [t("urge.cues"), lines.join("\n")],
    rows: [
      ...(choices.length > 0
        ? [row(select(id("likely", urge.id), t.plain("urge.cues-before"), choices, { min: 0, max: 25 }))]
        : []),
      row(
        button(id("write", urge.id, "around"), t.plain("urge.button.around"), "main"),
        button(id("write", urge.id, "inside"), t.plain("urge.button.inside"), "main"),
        button(id("back", urge.id), t.plain("button.back")),
      ),
    ],
  });
}

const cueLength = 80;

export function cueForm(t: Translate, { id: urgeId, body }: Kept<"urge">, side: Side): ModalBuilder {
  const fields = sides[side].map((cue) => {
    const input = new TextInputBuilder()
      .setCustomId(cue)
      .setStyle(TextInputStyle.Short)
      .setMaxLength(cueLength)
      .setRequired(false);
    const value = body.cues?.[cue];
    if (value) input.setValue(value);
    return new LabelBuilder()
      .setLabel(t.plain(`urge.cue.${cue}`))
      .setDescription(t.plain(`urge.option.${cue}`))
      .setTextInputComponent(input);
  });
  return new ModalBuilder()
    .setCustomId(id("describe", urgeId, side))
    .setTitle(t.plain(`urge.form.${side}`))
    .addLabelComponents(...fields);
}

/** Every field of a side, the emptied ones too: those are taken out. */
export const cuesOf = (side: Side, read: (name: Cue) => string): UrgeCues =>
  Object.fromEntries(sides[side].map((cue) => [cue, read(cue)]));

/** For 48 hours: another number, another time, or gone. */
export function changePage(t: Translate, urge: Kept<"urge">): Screen {
  const first = urge.body.readings[0]?.intensity;
  return screen(t, {
    text: [t("urge.change"), kept(t, urge)],
    rows: [
      row(select(id("number", urge.id), t.plain("urge.change-number"), numberChoices(first))),
      row(select(id("when", urge.id), t.plain("urge.change-when"), agoList(t))),
      row(
        button(id("remove", urge.id), t.plain("urge.button.remove")),
        button(id("back", urge.id), t.plain("button.back")),
      ),
    ],
  });
}
