import { LabelBuilder, ModalBuilder, TextInputBuilder, TextInputStyle, time } from "discord.js";
import type { Kept } from "#app/store.ts";
import type { EpochMs } from "#core/ids.ts";
import type { Lapse } from "#core/lapse.ts";
import { riskKinds } from "#core/risk.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Row, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";

const id = idsOf("lapse");

/** Two pages: what was there before, and what comes next. */
const pages = ["before", "next"] as const;
export type Page = (typeof pages)[number];
export const isPage = (name: string): name is Page => pages.some((known) => known === name);

const stop = (t: Translate) => button(customId("help", "stop"), t.plain("button.stop"));

/** Both, whatever it was: nobody asks. *Back* on a card leads here again. */
const cards = (t: Translate) =>
  (["overdose", "withdrawal"] as const).map((name) =>
    button(customId("help-now", "card", name, "", "lapse"), t.plain(`lapse.button.${name}`)),
  );

/**
 * Safety before anything else; nothing is kept yet.
 * @param lapseId of the entry that *I'm safe* makes, however often it is pressed
 */
export const askSafe = (t: Translate, lapseId: string): Screen =>
  screen(t, {
    text: [t("lapse.title"), t("lapse.ask-safe")],
    rows: [
      row(
        button(id("safe", lapseId), t.plain("lapse.button.safe"), "main"),
        button(customId("help-now", "open", "", "lapse"), t.plain("lapse.button.not-safe"), "main"),
      ),
      row(...cards(t), stop(t)),
    ],
    accent: "dawn",
    // *I’m not sure* leads there already, and an id may stand on a message only once.
    help: false,
  });

/** Each answer is kept as it is picked, and each can be left out. */
export const page = (t: Translate, lapse: Kept<"lapse">, which: Page): Screen =>
  which === "before" ? before(t, lapse) : next(t, lapse);

function before(t: Translate, { id: lapseId, body }: Kept<"lapse">): Screen {
  const pick = <const V extends string>(
    name: "happened" | "kinds" | "company",
    values: readonly V[],
    label: (value: V) => string,
    chosen: readonly string[],
    many?: { min: number; max: number },
  ): Row =>
    row(
      select(
        id("answer", lapseId, name),
        t.plain(`lapse.pick.${name}`),
        values.map((value) => ({ label: label(value), value, chosen: chosen.includes(value) })),
        many,
      ),
    );
  return screen(t, {
    text: [t("lapse.before")],
    rows: [
      pick(
        "happened",
        ["yes", "no", "rather-not-say"],
        (value) => t.plain(`lapse.happened.${value}`),
        body.happened ? [body.happened] : [],
      ),
      pick("kinds", riskKinds, (kind) => t.plain(`risk.${kind}`), body.kinds ?? [], {
        min: 0,
        max: riskKinds.length,
      }),
      pick(
        "company",
        ["alone", "with-others"],
        (value) => t.plain(`lapse.company.${value}`),
        body.company ? [body.company] : [],
      ),
      row(button(id("page", lapseId, "next"), t.plain("lapse.button.next"), "main"), ...cards(t), stop(t)),
    ],
    accent: "dawn",
  });
}

function next(t: Translate, { id: lapseId, body }: Kept<"lapse">): Screen {
  const sure = Array.from({ length: 11 }, (_, step) => ({
    label: String(step * 10),
    value: String(step * 10),
    chosen: body.confidence === step * 10,
  }));
  return screen(t, {
    text: [t("lapse.next"), written(t, body)],
    rows: [
      row(select(id("answer", lapseId, "confidence"), t.plain("lapse.pick.confidence"), sure)),
      row(
        button(id("words", lapseId), t.plain("lapse.button.words"), "main"),
        button(id("done", lapseId), t.plain("button.done"), "main"),
        button(id("page", lapseId, "before"), t.plain("button.back")),
        stop(t),
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

/** @param lived days towards the member's goal, where one is counted */
export const kept = (t: Translate, { id: lapseId, body }: Kept<"lapse">, lived: number | undefined): Screen =>
  screen(t, {
    text: [
      lived ? t("lapse.kept-days", { days: lived }) : t("lapse.kept"),
      written(t, body),
      // A near-miss holds no drills back.
      body.happened === "no" ? "" : t("lapse.scenes"),
      t("lapse.offers"),
    ],
    rows: [
      row(
        button(id("tomorrow", lapseId), t.plain("lapse.button.tomorrow"), "main"),
        button(customId("plan", "review"), t.plain("lapse.button.review"), "main"),
        button(customId("plan", "open"), t.plain("lapse.button.plan")),
      ),
      row(
        button(id("share", lapseId), t.plain("lapse.button.share")),
        ...cards(t),
        button(id("remove", lapseId), t.plain("lapse.button.remove")),
      ),
    ],
    accent: "moss",
  });

/** Only by a second press, to one person, with words that are seen first. */
export const share = (t: Translate, lapseId: string): Screen =>
  screen(t, {
    text: [t("lapse.share")],
    rows: [
      row(
        button(id("done", lapseId), t.plain("lapse.button.keep"), "main"),
        button(customId("buddy", "reach"), t.plain("lapse.button.reach")),
      ),
    ],
    accent: "moss",
  });

/** @param written whether a direct message arrives */
export const asked = (t: Translate, at: EpochMs, written: boolean): Screen =>
  screen(t, {
    text: [
      t(written ? "lapse.asked" : "lapse.asked-here", { when: markup(time(Math.round(at / 1000), "f")) }),
    ],
    rows: [
      row(
        button(customId("plan", "open"), t.plain("lapse.button.plan"), "main"),
        button(customId("buddy", "reach"), t.plain("lapse.button.reach")),
      ),
    ],
    accent: "moss",
  });

export const removed = (t: Translate): Screen =>
  screen(t, {
    text: [t("lapse.removed")],
    rows: [row(button(customId("plan", "open"), t.plain("lapse.button.plan")))],
  });
