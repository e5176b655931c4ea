import { time } from "discord.js";
import type { CheckInEnd } from "#app/check-ins.ts";
import type { Celebration } from "#app/goals.ts";
import type { Kept } from "#app/store.ts";
import { dayOf } from "#core/days.ts";
import type { LocalDate } from "#core/ids.ts";
import type { Practice } from "#core/practice.ts";
import { states, type CheckIn } from "#core/check-in.ts";
import type { Offer } from "#core/suggest.ts";
import { celebrations } from "#commands/days/view.ts";
import { finderWords, labelOf, type BodySensations, type WordFinder } from "#core/word-finder.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Screen } from "#discord/screen.ts";
import { dateFormat } from "#locale/date-format.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";
import { summary } from "./summary.ts";

const id = idsOf("checkin");

export const askState = (t: Translate): Screen =>
  screen(t, {
    text: [t("checkin.title"), t("checkin.ask-state")],
    rows: [
      row(
        ...(["too-little", "within", "too-much"] as const).map((state, index) =>
          button(id("state", index), t.plain(`checkin.state.${state}`), "main"),
        ),
      ),
      row(button(id("history"), t.plain("checkin.button.history"))),
    ],
  });

const dayText = (date: LocalDate, locale: string): string =>
  dateFormat(locale, { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" }).format(
    dayOf(date) * 86_400_000,
  );

/** Kept already; the rest is an offer. */
export const saved = (
  t: Translate,
  { id: recordId, body, localDate }: Kept<"checkin">,
  finder: WordFinder,
): Screen =>
  screen(t, {
    text: [
      t("checkin.saved", {
        state: t.plain(`checkin.state.${body.state}`),
        date: dayText(localDate, t.locale),
      }),
      summary(t, body, finder),
      t("checkin.more-offer"),
    ],
    rows: [
      row(
        select(
          id("state", recordId),
          t.plain("checkin.another-state"),
          states.map((value) => ({
            label: t.plain(`checkin.state.${value}`),
            value,
            chosen: value === body.state,
          })),
        ),
      ),
      row(
        button(id("done", recordId), t.plain("button.done"), "main"),
        button(id("page", recordId, "numbers"), t.plain("checkin.button.numbers")),
        button(id("page", recordId, "words"), t.plain("checkin.button.words")),
        button(id("page", recordId, "day"), t.plain("checkin.button.day")),
      ),
      row(
        button(id("days", recordId), t.plain("checkin.button.earlier")),
        button(id("undo", recordId), t.plain("checkin.button.undo")),
      ),
    ],
  });

interface EndBeside {
  practices: readonly Practice[];
  finder: WordFinder;
  body: BodySensations;
  /** Milestones reached since the last time. */
  festive: Celebration[];
}

/** One thing that fits, by a rule that can be read and switched off. */
export function finished(
  t: Translate,
  { kept, suggestion, often }: CheckInEnd,
  { practices, finder, body, festive }: EndBeside,
): Screen {
  const { offer, also } = suggestion;
  const offers = offer ? [offer, ...also] : [];
  const repeated = often[0];
  return screen(t, {
    text: [
      t("checkin.thanks"),
      summary(t, kept.body, finder, body),
      isVeryMuch(kept.body) ? t("checkin.very-much") : "",
      celebrations(t, festive),
      repeated
        ? t("checkin.often", { word: labelOf(finderWords(finder), repeated.word), count: repeated.count })
        : "",
      offer ? t(`checkin.offer.${offer.do}`) : "",
    ],
    rows: [
      row(
        ...offers.map((one, index) => offerButton(t, kept.id, one, practices, index === 0)),
        ...(offers.some((one) => one.do === "plan")
          ? []
          : [button(customId("plan", "open"), t.plain("checkin.button.plan"))]),
        ...(offer && kept.body.state === "too-little"
          ? [button(customId("ladder", "open"), t.plain("checkin.button.notice"))]
          : []),
        button(id("why", kept.id), t.plain("checkin.button.why")),
      ),
      ...(festive.length > 0
        ? [row(button(customId("days", "open"), t.plain("days.button.your-days")))]
        : []),
    ],
    accent: "moss",
  });
}

/** As high as it goes, and flooded: numbers and people come before anything else. */
const isVeryMuch = ({ state, urge }: CheckIn): boolean => state === "too-much" && urge === 10;

function offerButton(
  t: Translate,
  recordId: string,
  offer: Offer,
  practices: readonly Practice[],
  first: boolean,
) {
  const style = first ? "main" : "plain";
  if (offer.do === "plan") return button(customId("plan", "open"), t.plain("checkin.button.plan"), style);
  if (offer.do === "name")
    return button(id("page", recordId, "words"), t.plain("checkin.button.name"), style);
  const title = practices.find((practice) => practice.id === offer.practice)?.title ?? offer.practice;
  return button(customId("practice", "intro", offer.practice), title, style);
}

/** The line of the rule that was used, in words, and the switch. */
export function why(t: Translate, { kept, suggestion: { offer, because } }: CheckInEnd): Screen {
  const off = because.rule === "off";
  return screen(t, {
    text: [t("checkin.why-title"), reason(t, because), t("checkin.why-own")],
    rows: [
      row(
        button(id("done", kept.id), t.plain("button.back"), "main"),
        ...(offer?.do === "practice"
          ? [button(id("rest", kept.id, offer.practice), t.plain("checkin.button.rest"))]
          : []),
        button(
          id("quiet", kept.id, off ? "on" : "off"),
          t.plain(off ? "checkin.button.suggest" : "checkin.button.no-suggestions"),
        ),
      ),
    ],
  });
}

function reason(t: Translate, because: CheckInEnd["suggestion"]["because"]): string {
  const state = "state" in because ? t.plain(`checkin.state.${because.state}`) : "";
  switch (because.rule) {
    case "urge":
      return t("checkin.because.urge", because);
    case "moved-before":
      return t("checkin.because.moved-before", { ...because, state });
    case "moved-once":
    case "something-new":
    case "fits":
    case "nothing-fits":
      return t(`checkin.because.${because.rule}`, { state });
    default:
      return t(`checkin.because.${because.rule}`);
  }
}

/** @param open those that can still be changed */
export function history(
  t: Translate,
  kept: Kept<"checkin">[],
  open: Kept<"checkin">[],
  finder: WordFinder,
): Screen {
  const line = ({ at, body }: Kept<"checkin">) =>
    t("checkin.history-line", {
      when: markup(time(Math.round(at / 1000), "f")),
      state: t.plain(`checkin.state.${body.state}`),
      rest: markup(summary(t, body, finder).replaceAll("\n", " · ")),
    });
  const choice = ({ id: value, localDate, body }: Kept<"checkin">) => ({
    label: `${t.plain(`checkin.state.${body.state}`)} · ${dayText(localDate, t.locale)}`,
    value,
    description: summary(t, body, finder).replaceAll(/\*\*|\n/g, " "),
  });
  return screen(t, {
    text: [t("checkin.history", { count: kept.length }), kept.map(line).join("\n")],
    rows: [
      ...(open.length > 0 ? [row(select(id("edit"), t.plain("checkin.pick-edit"), open.map(choice)))] : []),
      row(button(id("open"), t.plain("checkin.button.again"), "main")),
    ],
  });
}

export const undone = (t: Translate): Screen =>
  screen(t, {
    text: [t("checkin.undone")],
    rows: [row(button(id("open"), t.plain("checkin.button.again")))],
  });
