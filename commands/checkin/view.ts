import type { CheckIn } from "#core/check-in.ts";
import type { Kept } from "#app/store.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";

const id = idsOf("checkin");
/** From here on the plan is one tap away. */
const strongUrge = 6;

export const askState = (t: Translate): Screen =>
  screen(t, {
    text: [t("checkin.title"), t("checkin.ask-state")],
    rows: [
      row(
        ...(["too-little", "within", "too-much"] as const).map((state, index) =>
          button(id("state", index), t.plain(`checkin.state.${state}`), "main"),
        ),
      ),
    ],
  });

/** Kept already; the rest is an offer. */
export const saved = (t: Translate, kept: Kept<"checkin">): Screen =>
  screen(t, {
    text: [
      t("checkin.saved", { state: t.plain(`checkin.state.${kept.body.state}`) }),
      summary(t, kept.body),
      t("checkin.more-offer"),
    ],
    rows: [
      row(
        button(id("more", kept.id), t.plain("checkin.button.more"), "main"),
        button(id("done", kept.id), t.plain("button.done")),
        button(id("undo", kept.id), t.plain("checkin.button.undo")),
      ),
    ],
  });

/** Four ratings, each skippable, each kept as it is picked. */
export const details = (t: Translate, { id: recordId, body }: Kept<"checkin">): Screen =>
  screen(t, {
    text: [t("checkin.details"), summary(t, body)],
    rows: [
      row(rating(t, recordId, "access", 0, 10, body.access)),
      row(rating(t, recordId, "mood", -3, 3, body.mood)),
      row(rating(t, recordId, "urge", 0, 10, body.urge)),
      row(rating(t, recordId, "sleep", 0, 10, body.sleep)),
      row(
        button(id("done", recordId), t.plain("button.done"), "main"),
        button(id("undo", recordId), t.plain("checkin.button.undo")),
      ),
    ],
  });

function rating(
  t: Translate,
  recordId: string,
  name: "access" | "mood" | "urge" | "sleep",
  low: number,
  high: number,
  chosen?: number,
) {
  const numbers = Array.from({ length: high - low + 1 }, (_, step) => low + step);
  const end = (value: number) =>
    value === low ? t.plain(`checkin.low.${name}`) : value === high ? t.plain(`checkin.high.${name}`) : "";
  const choices = numbers.map((value) => ({
    label: [signed(value, low), end(value)].filter(Boolean).join(" · "),
    value: String(value),
    chosen: value === chosen,
  }));
  return select(id("rate", recordId, name), t.plain(`checkin.rate.${name}`), choices);
}

/** Mood is written with its sign. */
const signed = (value: number, low: number): string =>
  low < 0 && value > 0 ? `+${value}` : String(value).replace("-", "−");

/** What was answered, in one line. */
function summary(t: Translate, body: CheckIn): string {
  const parts = (["access", "mood", "urge", "sleep"] as const).flatMap((name) => {
    const value = body[name];
    return value === undefined
      ? []
      : [
          t("checkin.part", {
            name: t.plain(`checkin.short.${name}`),
            value: signed(value, name === "mood" ? -3 : 0),
          }),
        ];
  });
  return parts.join(" · ");
}

/** One thing that fits the state; at a strong urge the plan comes first. */
export function finished(
  t: Translate,
  { body }: Kept<"checkin">,
  mention: (command: string) => string,
): Screen {
  const strong = (body.urge ?? 0) >= strongUrge;
  const plan = button(customId("plan", "open"), t.plain("checkin.button.plan"), strong ? "main" : "plain");
  return screen(t, {
    text: [
      t("checkin.thanks"),
      summary(t, body),
      strong
        ? t("checkin.strong-urge")
        : t(`checkin.after.${body.state}`, { plan: { markup: mention("plan") } }),
    ],
    rows: [row(plan, button(customId("urge", "open"), t.plain("checkin.button.urge")))],
    accent: "moss",
  });
}

export const undone = (t: Translate): Screen =>
  screen(t, {
    text: [t("checkin.undone")],
    rows: [row(button(id("open"), t.plain("checkin.button.again")))],
  });
