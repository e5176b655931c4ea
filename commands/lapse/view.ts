import { LabelBuilder, ModalBuilder, TextInputBuilder, TextInputStyle, time } from "discord.js";
import type { Kept } from "#app/store.ts";
import type { EpochMs } from "#core/ids.ts";
import type { Lapse } from "#core/lapse.ts";
import { riskKinds } from "#core/risk.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";

const id = idsOf("lapse");

/** Safety before anything else; nothing is kept yet. */
export const askSafe = (t: Translate): Screen =>
  screen(t, {
    text: [t("lapse.title"), t("lapse.ask-safe")],
    rows: [
      row(
        button(id("safe"), t.plain("lapse.button.safe"), "main"),
        button(customId("help-now", "open"), t.plain("lapse.button.not-safe"), "main"),
      ),
      row(
        button(customId("help-now", "card", "overdose"), t.plain("lapse.button.overdose")),
        button(customId("help-now", "card", "withdrawal"), t.plain("lapse.button.withdrawal")),
        button(customId("help", "stop"), t.plain("button.stop")),
      ),
    ],
    accent: "dawn",
    // *I’m not sure* leads there already, and an id may stand on a message only once.
    help: false,
  });

/** Each answer is kept as it is picked, and each can be left out. */
export function form(t: Translate, { id: lapseId, body }: Kept<"lapse">): Screen {
  const answer = (name: string) => id("answer", lapseId, name);
  const option = <const V extends string>(
    values: readonly V[],
    label: (value: V) => string,
    chosen: readonly string[],
  ) => values.map((value) => ({ label: label(value), value, chosen: chosen.includes(value) }));
  const sure = Array.from({ length: 11 }, (_, step) => ({
    label: String(step * 10),
    value: String(step * 10),
    chosen: body.confidence === step * 10,
  }));
  return screen(t, {
    text: [t("lapse.form"), written(t, body)],
    rows: [
      row(
        select(
          answer("happened"),
          t.plain("lapse.pick.happened"),
          option(["yes", "no", "rather-not-say"], (value) => t.plain(`lapse.happened.${value}`), [
            body.happened ?? "",
          ]),
        ),
      ),
      row(
        select(
          answer("kinds"),
          t.plain("lapse.pick.kinds"),
          option(riskKinds, (kind) => t.plain(`risk.${kind}`), body.kinds ?? []),
          { min: 0, max: riskKinds.length },
        ),
      ),
      row(
        select(
          answer("company"),
          t.plain("lapse.pick.company"),
          option(["alone", "with-others"], (value) => t.plain(`lapse.company.${value}`), [
            body.company ?? "",
          ]),
        ),
      ),
      row(select(answer("confidence"), t.plain("lapse.pick.confidence"), sure)),
      row(
        button(id("words", lapseId), t.plain("lapse.button.words"), "main"),
        button(id("done", lapseId), t.plain("button.done"), "main"),
        button(customId("help", "stop"), t.plain("button.stop")),
      ),
    ],
    accent: "dawn",
  });
}

const written = (t: Translate, { stillWorks, nextDay }: Lapse): string =>
  [
    stillWorks ? t("lapse.still-works", { text: stillWorks }) : "",
    nextDay ? t("lapse.next-day", { text: nextDay }) : "",
  ]
    .filter(Boolean)
    .join("\n");

export function words(t: Translate, { id: lapseId, body }: Kept<"lapse">): ModalBuilder {
  const field = (name: string, label: string, value: string | undefined) => {
    const input = new TextInputBuilder()
      .setCustomId(name)
      .setStyle(TextInputStyle.Paragraph)
      .setMaxLength(500)
      .setRequired(false);
    if (value) input.setValue(value);
    return new LabelBuilder()
      .setLabel(label)
      .setDescription(t.plain("lapse.form-where"))
      .setTextInputComponent(input);
  };
  return new ModalBuilder()
    .setCustomId(id("words", lapseId))
    .setTitle(t.plain("lapse.words-title"))
    .addLabelComponents(
      field("still-works", t.plain("lapse.ask-still-works"), body.stillWorks),
      field("next-day", t.plain("lapse.ask-next-day"), body.nextDay),
    );
}

export const kept = (t: Translate, { id: lapseId, body }: Kept<"lapse">): Screen =>
  screen(t, {
    text: [t("lapse.kept"), written(t, body), t("lapse.offers")],
    rows: [
      row(
        button(id("tomorrow", lapseId), t.plain("lapse.button.tomorrow"), "main"),
        button(customId("plan", "open"), t.plain("lapse.button.plan"), "main"),
        button(customId("help-now", "card", "overdose"), t.plain("lapse.button.overdose")),
        button(customId("help-now", "card", "withdrawal"), t.plain("lapse.button.withdrawal")),
      ),
    ],
    accent: "moss",
  });

export const asked = (t: Translate, at: EpochMs): Screen =>
  screen(t, {
    text: [t("lapse.asked", { when: markup(time(Math.round(at / 1000), "f")) })],
    rows: [row(button(customId("plan", "open"), t.plain("lapse.button.plan"), "main"))],
    accent: "moss",
  });
