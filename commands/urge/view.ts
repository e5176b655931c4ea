import { TimestampStyles, time } from "discord.js";
import type { Kept } from "#app/store.ts";
import type { EpochMs } from "#core/ids.ts";
import { followUps, medianToEase, outcomeOfGuess, sparkline, type Urge } from "#core/urge.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, rowsOf, screen, select, type Row, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";

const id = idsOf("urge");
const numbers = Array.from({ length: 11 }, (_, value) => value);
const stamp = (at: EpochMs, style: "R" | "f" | "t") => markup(time(Math.round(at / 1000), style));

export const askIntensity = (t: Translate): Screen =>
  screen(t, {
    text: [t("urge.title"), t("urge.ask")],
    rows: rowsOf(
      numbers.map((value) => button(id("log", value), String(value))),
      4,
    ),
  });

/** Kept; a guess and four ways on, each skippable. */
export function logged(t: Translate, { id: urgeId, body }: Kept<"urge">): Screen {
  const intensity = body.readings[0]?.intensity ?? 0;
  const text = body.guess === undefined ? t("urge.guess-offer") : t("urge.guessed", { guess: body.guess });
  const choices = numbers.map((value) => ({
    label: String(value),
    value: String(value),
    chosen: value === body.guess,
  }));
  return screen(t, {
    text: [t("urge.logged", { intensity }), text],
    rows: [row(select(id("guess", urgeId), t.plain("urge.guess-placeholder"), choices)), ways(t, urgeId)],
  });
}

const ways = (t: Translate, urgeId: string): Row =>
  row(
    button(id("ride", urgeId), t.plain("urge.button.ride"), "main"),
    button(customId("plan", "open"), t.plain("urge.button.plan"), "main"),
    button(id("again", urgeId), t.plain("urge.button.again")),
    button(id("remove", urgeId), t.plain("urge.button.remove")),
  );

/** Riding it out: where it is, what its edges do. Discord itself counts the time. */
export function wave(
  t: Translate,
  { id: urgeId, at, body }: Kept<"urge">,
  now: EpochMs,
  asked: EpochMs[],
): Screen {
  const ahead = followUps.map((minutes) => at + minutes * 60_000).filter((moment) => moment > now);
  const next = asked[0] ?? ahead[0];
  return screen(t, {
    text: [
      t("urge.wave"),
      body.guess === undefined ? "" : t("urge.guessed", { guess: body.guess }),
      next === undefined
        ? ""
        : asked.length > 0
          ? t("urge.will-ask", { when: stamp(next, "R") })
          : t("urge.mark", { when: stamp(next, TimestampStyles.RelativeTime) }),
    ],
    rows: [
      row(
        ...(asked.length === 0 && ahead.length > 0
          ? [button(id("ask", urgeId), t.plain("urge.button.ask-me"), "main")]
          : []),
        button(id("again", urgeId), t.plain("urge.button.again")),
        button(customId("plan", "open"), t.plain("urge.button.plan")),
        button(customId("help", "stop"), t.plain("button.stop")),
      ),
    ],
  });
}

export const askReading = (t: Translate, { id: urgeId }: Kept<"urge">): Screen =>
  screen(t, {
    text: [t("urge.now")],
    rows: rowsOf(
      numbers.map((value) => button(id("read", urgeId, value), String(value))),
      4,
    ),
  });

export function curve(t: Translate, { id: urgeId, body }: Kept<"urge">, past: Urge[], now: EpochMs): Screen {
  const outcome = outcomeOfGuess(body);
  const median = medianToEase(past);
  const compared = body.guess !== undefined && outcome !== undefined;
  const old = now - (body.readings[0]?.at ?? now) > 48 * 3_600_000;
  return screen(t, {
    text: [
      t("urge.curve", { curve: markup(sparkline(body)) }),
      compared ? t("urge.compare", { guess: body.guess ?? 0, outcome }) : "",
      median === undefined ? "" : t("urge.median", { minutes: median }),
      body.acted === undefined ? t("urge.ask-acted") : t(`urge.acted.${body.acted}`),
    ],
    rows: [
      ...(body.acted === undefined
        ? [
            row(
              ...(["no", "yes", "rather-not-say"] as const).map((answer) =>
                button(id("acted", urgeId, answer), t.plain(`urge.button.acted-${answer}`)),
              ),
            ),
          ]
        : []),
      row(
        button(id("again", urgeId), t.plain("urge.button.again")),
        button(customId("plan", "open"), t.plain("urge.button.plan")),
        button(id("history"), t.plain("urge.button.history")),
        ...(old ? [] : [button(id("remove", urgeId), t.plain("urge.button.remove"))]),
      ),
    ],
    accent: "moss",
  });
}

export function history(t: Translate, urges: Kept<"urge">[], _now: EpochMs): Screen {
  const lines = urges.map(({ at, body }) =>
    t("urge.history-line", { when: stamp(at, "f"), curve: markup(sparkline(body)) }),
  );
  return screen(t, {
    text: [t("urge.history", { count: urges.length }), lines.join("\n")],
    rows: [row(button(id("open"), t.plain("urge.button.new")))],
  });
}

export const removed = (t: Translate): Screen =>
  screen(t, { text: [t("urge.removed")], rows: [row(button(id("open"), t.plain("urge.button.new")))] });
