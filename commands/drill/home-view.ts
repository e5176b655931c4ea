/** What `/drill` opens with: one drill and why it comes now, everything else to choose from, or why there is none. */
import { time } from "discord.js";
import type { DrillHome } from "#app/drill-home.ts";
import type { Scenario } from "#core/drill-scenario.ts";
import type { DrillWay } from "#core/drill.ts";
import type { GateOffer, Refusal } from "#core/gates.ts";
import type { EpochMs } from "#core/ids.ts";
import type { Practice } from "#core/practice.ts";
import type { Chosen } from "#core/rehearsal.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Row, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";

const id = idsOf("drill");
const stamp = (at: EpochMs, style: "R" | "f" = "R") => markup(time(Math.round(at / 1000), style));

/** @param nth which of those that could come next is shown */
export function home(t: Translate, shown: DrillHome, nth: number, way: DrillWay): Screen {
  const { chosen } = shown;
  return screen(t, {
    text: [
      t("drill.title"),
      shown.times.size === 0 ? t("drill.what") : "",
      ...(chosen ? cardOf(t, chosen, shown.times.size === 0) : [t("drill.nothing-due")]),
    ],
    rows: [
      ...(chosen ? [cardRow(t, chosen, shown.ready, nth, way)] : []),
      ...(shown.choices.length > 0 ? [row(list(t, "drill.pick", shown.choices, shown.times))] : []),
      row(
        ...(shown.steep.length > 0 ? [button(id("steep"), t.plain("drill.button.steep"))] : []),
        button(id("past", 0), t.plain("drill.button.past")),
        button(id("supporters"), t.plain("drill.button.supporters")),
        button(id("settings"), t.plain("drill.button.settings")),
      ),
    ],
  });
}

const cardOf = (t: Translate, { scenario, why }: Chosen, first: boolean): string[] => [
  t("drill.card", {
    title: scenario.title,
    kind: t.plain(`risk.${scenario.kind}`),
    rung: String(scenario.rung),
  }),
  t("drill.text", { text: scenario.preview }),
  touches(t, scenario),
  t(`drill.why-short.${first ? "first" : why.reason}`),
];

export const touches = (
  t: Translate,
  { minutes, contentNotes }: Pick<Scenario, "minutes" | "contentNotes">,
) => t("drill.preview", { minutes, notes: contentNotes.join(" · ") || t.plain("drill.no-notes") });

function cardRow(t: Translate, { scenario }: Chosen, ready: number, nth: number, way: DrillWay): Row {
  return row(
    button(id("begin", scenario.id, way), t.plain("drill.button.begin"), "main"),
    button(id("why", nth, way), t.plain("drill.button.why")),
    ...(ready > 1 ? [button(id("home", (nth + 1) % ready, way), t.plain("drill.button.another"))] : []),
    button(id("never", scenario.id), t.plain("drill.button.never")),
  );
}

/** Discord shows 25 choices: the least practised first, and among those the gentlest. */
function list(
  t: Translate,
  placeholder: "drill.pick" | "drill.pick-steep" | "drill.pick-supporters",
  scenarios: readonly Scenario[],
  times: ReadonlyMap<string, number>,
) {
  const done = ({ id: scenario }: Scenario) => times.get(scenario) ?? 0;
  const sorted = scenarios.toSorted((a, b) => done(a) - done(b) || a.rung - b.rung);
  const choices = sorted.slice(0, 25).map((scenario) => ({
    label: scenario.title,
    value: scenario.id,
    description: t.plain("drill.choice", {
      kind: t.plain(`risk.${scenario.kind}`),
      minutes: scenario.minutes,
      times: done(scenario),
    }),
  }));
  return select(id("pick"), t.plain(placeholder), choices);
}

/** A list apart: the steepest, or those for supporters. */
export const listPage = (t: Translate, which: "steep" | "supporters", shown: DrillHome): Screen =>
  screen(t, {
    text: [t(`drill.${which}`)],
    rows: [
      ...(shown[which].length > 0 ? [row(list(t, `drill.pick-${which}`, shown[which], shown.times))] : []),
      row(button(id("home", 0, "asked"), t.plain("button.back"))),
    ],
  });

/** Why this one now, and the whole rule. */
export const whyPage = (t: Translate, { scenario, why }: Chosen, nth: number, way: DrillWay): Screen =>
  screen(t, {
    text: [
      t("drill.why-title", { title: scenario.title }),
      why.last === undefined ? "" : t("drill.why-last", { when: stamp(why.last) }),
      t(`drill.why.${why.reason}`),
      t(`drill.why-first.${why.done === 0 ? "not-yet" : why.first}`, {
        kind: t.plain(`risk.${why.kind}`),
        done: why.done,
      }),
      why.confidence === undefined ? "" : t("drill.why-sure", { confidence: why.confidence }),
      t("drill.why-rule"),
    ],
    rows: [row(button(id("home", nth, way), t.plain("button.back"), "main"))],
  });

/** What a newer answer may lift before its time. */
const answerChanges = new Set<Refusal["reason"]>(["urge-high", "too-much"]);

/** No drill now, for how long, and what there is instead. @param practice one that fits the state */
export function refusedPage(
  t: Translate,
  { reason, offers, until }: Refusal,
  practice: Practice | undefined,
  group?: string,
): Screen {
  return screen(t, {
    text: [
      t(`drill.refused.${reason}`),
      until === undefined
        ? ""
        : t(answerChanges.has(reason) ? "drill.until-sooner" : "drill.until", { when: stamp(until) }),
    ],
    rows: [
      row(
        ...offers.flatMap((offer) => offerButton(t, offer, practice, group)),
        button(customId("plan", "open"), t.plain("drill.button.plan")),
      ),
    ],
    accent: "moss",
  });
}

function offerButton(t: Translate, offer: GateOffer, practice: Practice | undefined, group?: string) {
  switch (offer) {
    case "practice":
      return practice ? [practiceButton(t, practice)] : [];
    case "stay-with-me":
      return [button(customId("urge", "open"), t.plain("drill.button.stay-with"), "main")];
    case "opt-in":
      return [button(id("settings"), t.plain("drill.button.settings"), "main")];
    case "ask":
      return group === undefined
        ? []
        : [button(id("group", group, "anyway"), t.plain("drill.button.anyway"))];
    default:
      return [button(id("home", 0, "asked"), t.plain("drill.button.other"), "main")];
  }
}

export const practiceButton = (t: Translate, { id: practiceId, title }: Practice) =>
  button(customId("practice", "intro", practiceId), t.plain("drill.button.practice", { title }), "main");
