import type { Kept } from "#app/store.ts";
import type { EpochMs } from "#core/ids.ts";
import type { Practice } from "#core/practice.ts";
import { curveRows, followUps, medianToEase, outcomeOfGuess, sparkline, type Urge } from "#core/urge.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, rowsOf, screen, select, type Row, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";
import { agoList, numberChoices, numbers, stamp } from "./choices.ts";

const id = idsOf("urge");
const minuteMs = 60_000;
const amendableMs = 48 * 60 * minuteMs;

/**
 * @param urgeId of the urge that a press makes: the same for every button of this screen
 * @param words what finds words that were typed before the number
 */
export const askIntensity = (t: Translate, urgeId: string, ago?: number, words = ""): Screen =>
  screen(t, {
    text: [ago === undefined ? t("urge.title") : t("urge.title-earlier", { minutes: ago }), t("urge.ask")],
    rows: [
      ...rowsOf(
        numbers.map((value) => button(id("log", value, urgeId, ago ?? "", words), String(value))),
        4,
      ),
      row(
        ...(ago === undefined ? [button(id("earlier", urgeId), t.plain("urge.button.earlier"))] : []),
        button(id("history"), t.plain("urge.button.history")),
      ),
    ],
  });

export const askWhen = (t: Translate, urgeId: string): Screen =>
  screen(t, {
    text: [t("urge.when")],
    rows: [row(select(id("earlier", urgeId), t.plain("urge.change-when"), agoList(t)))],
  });

/**
 * Kept; a guess and four ways on, each skippable.
 * @param lost words that were typed with it did not wait long enough
 */
export function logged(t: Translate, { id: urgeId, body }: Kept<"urge">, lost = false): Screen {
  const intensity = body.readings[0]?.intensity ?? 0;
  return screen(t, {
    text: [
      t("urge.logged", { intensity }),
      intensity === 10 ? t("urge.ten") : "",
      lost ? t("urge.words-gone") : "",
      body.guess === undefined ? t("urge.guess-offer") : t("urge.guessed", { guess: body.guess }),
    ],
    rows: [
      row(
        button(id("ride", urgeId), t.plain("urge.button.ride"), "main"),
        button(customId("plan", "open"), t.plain("urge.button.plan"), "main"),
        button(id("settle"), t.plain("urge.button.settle"), "main"),
        button(customId("buddy", "reach"), t.plain("urge.button.reach"), "main"),
      ),
      row(select(id("guess", urgeId), t.plain("urge.guess-placeholder"), numberChoices(body.guess))),
      row(
        button(id("cues", urgeId), t.plain("urge.button.cues")),
        button(id("again", urgeId), t.plain("urge.button.again")),
        button(id("change", urgeId), t.plain("urge.button.change")),
      ),
    ],
  });
}

/** What was asked for: when, and whether a DM arrives. */
export interface Promised {
  times: EpochMs[];
  written: boolean;
}

/** Riding it out: where it is, what its edges do. Discord itself counts the time. */
export function wave(
  t: Translate,
  { id: urgeId, at, body }: Kept<"urge">,
  now: EpochMs,
  promised?: Promised,
): Screen {
  const ahead = followUps.map((minutes) => at + minutes * minuteMs).filter((moment) => moment > now);
  return screen(t, {
    text: [
      t("urge.wave"),
      body.guess === undefined ? "" : t("urge.guessed", { guess: body.guess }),
      promised ? promise(t, promised) : ahead[0] ? t("urge.mark", { when: stamp(ahead[0], "R") }) : "",
    ],
    rows: [
      row(
        ...(!promised && ahead.length > 0
          ? [button(id("ask", urgeId), t.plain("urge.button.ask-me"), "main")]
          : []),
        button(id("again", urgeId), t.plain("urge.button.again")),
        button(customId("plan", "open"), t.plain("urge.button.plan")),
        button(customId("buddy", "reach"), t.plain("urge.button.reach")),
        button(customId("help", "stop"), t.plain("button.stop")),
      ),
    ],
  });
}

function promise(t: Translate, { times: [first, second], written }: Promised): string {
  if (first === undefined) return "";
  if (!written) return t("urge.no-dm", { when: stamp(first, "R") });
  return second === undefined
    ? t("urge.will-ask", { when: stamp(first, "R") })
    : t("urge.will-ask-twice", { when: stamp(first, "R"), again: stamp(second, "R") });
}

export const askReading = (t: Translate, { id: urgeId }: Kept<"urge">): Screen =>
  screen(t, {
    text: [t("urge.now")],
    rows: [
      ...rowsOf(
        numbers.map((value) => button(id("read", urgeId, value), String(value))),
        4,
      ),
      row(button(customId("help", "stop"), t.plain("button.stop"))),
    ],
  });

/** Bars lying on their side, one for each reading; the guess where it belongs. */
function drawn(t: Translate, body: Urge): string {
  const rows = curveRows(body).map(({ minute, bar, intensity }) =>
    t("urge.curve-row", { minute, bar, intensity }),
  );
  return ["```", ...rows, "```"].join("\n");
}

export function curve(t: Translate, urge: Kept<"urge">, past: Urge[], now: EpochMs): Screen {
  const { id: urgeId, at, body } = urge;
  const outcome = outcomeOfGuess(body);
  const median = medianToEase(past);
  const compared = body.guess !== undefined && outcome !== undefined;
  return screen(t, {
    text: [
      t("urge.curve", { when: stamp(at, "f") }),
      drawn(t, body),
      compared ? t("urge.compare", { guess: body.guess ?? 0, outcome }) : "",
      median === undefined ? "" : t("urge.median", { minutes: median }),
      body.acted === undefined ? t("urge.ask-acted") : t(`urge.acted.${body.acted}`),
    ],
    rows: [
      body.acted === undefined ? actedRow(t, urgeId) : afterwards(t, urgeId, body.acted),
      row(
        button(id("again", urgeId), t.plain("urge.button.again")),
        button(customId("plan", "open"), t.plain("urge.button.plan")),
        button(id("history"), t.plain("urge.button.history")),
        ...(now - at > amendableMs ? [] : [button(id("change", urgeId), t.plain("urge.button.change"))]),
      ),
    ],
    accent: "moss",
  });
}

const actedRow = (t: Translate, urgeId: string): Row =>
  row(
    ...(["no", "yes", "rather-not-say"] as const).map((answer) =>
      button(id("acted", urgeId, answer), t.plain(`urge.button.acted-${answer}`)),
    ),
  );

const afterwards = (t: Translate, urgeId: string, acted: NonNullable<Urge["acted"]>): Row =>
  row(
    button(customId("plan", "which", urgeId), t.plain("urge.button.which"), "main"),
    button(id("cues", urgeId), t.plain("urge.button.cues")),
    ...(acted === "yes" ? [button(customId("lapse", "open"), t.plain("urge.button.lapse"))] : []),
  );

/** Short practices for when it is too much; the quickest first. */
export function settle(t: Translate, practices: readonly Practice[]): Screen {
  const fitting = practices
    .filter(({ zoneFit, suggested }) => suggested && zoneFit.includes("too-much"))
    .toSorted((a, b) => a.minutes - b.minutes);
  return screen(t, {
    text: [t("urge.settle")],
    rows: [
      row(
        ...fitting
          .slice(0, 4)
          .map((practice, index) =>
            button(
              customId("practice", "begin", practice.id, "too-much"),
              practice.title,
              index === 0 ? "main" : "plain",
            ),
          ),
      ),
      row(
        button(customId("practice", "list"), t.plain("urge.button.practices")),
        button(customId("help", "stop"), t.plain("button.stop")),
      ),
    ],
  });
}

export function history(t: Translate, urges: Kept<"urge">[]): Screen {
  const lines = urges.map(({ at, body }) =>
    t("urge.history-line", { when: stamp(at, "f"), curve: markup(sparkline(body)) }),
  );
  const choices = urges.map((urge) => ({
    label: t.plain("urge.history-choice", { curve: sparkline(urge.body) }),
    value: urge.id,
    description: Object.values(urge.body.cues ?? {}).join(" · "),
  }));
  return screen(t, {
    text: [t("urge.history", { count: urges.length }), lines.join("\n")],
    rows: [
      ...(choices.length > 0 ? [row(select(id("pick"), t.plain("urge.pick"), choices))] : []),
      row(
        button(id("open"), t.plain("urge.button.new")),
        button(customId("progress", "show", "curves"), t.plain("urge.button.picture")),
      ),
    ],
  });
}

export const removed = (t: Translate): Screen =>
  screen(t, { text: [t("urge.removed")], rows: [row(button(id("open"), t.plain("urge.button.new")))] });
