import { LabelBuilder, ModalBuilder, TextInputBuilder, TextInputStyle, time } from "discord.js";
import type { DrillView } from "#app/drill-runs.ts";
import { drillTextLimits, type IfThenWords } from "#core/drill.ts";
import type { DrillQuestion, DrillScreen, DrillScreenChoice } from "#core/drill-screen.ts";
import type { Practice } from "#core/practice.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, rowsOf, screen, select, type Row, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";
import { practiceButton, touches } from "./home-view.ts";

const id = idsOf("drill");

/** The screen a run is at. Prose of the scenario and the member's own words are escaped as a whole. */
export function runScreen(t: Translate, view: DrillView, practice?: Practice): Screen {
  const { runId, screen: shown, notice, offers, planFull } = view;
  const calm = shown.over || shown.kind === "orientation" || shown.kind === "minute";
  return screen(t, {
    text: [
      notice ? t(`drill.notice.${notice}`) : "",
      ...textOf(t, shown),
      offers.length > 0 ? t("drill.was-heavy") : "",
      planFull ? t("drill.plan-full") : "",
    ],
    rows: shown.over ? overRows(t, view, practice) : rowsFor(t, runId, shown),
    accent: calm ? "moss" : "ice",
  });
}

function textOf(t: Translate, shown: DrillScreen): string[] {
  return [
    t("drill.heading", { title: shown.title }),
    shown.said === undefined ? "" : t("drill.said", { text: shown.said }),
    shown.feedback === undefined ? "" : t("drill.feedback", { text: shown.feedback }),
    shown.text === "" ? "" : t("drill.text", { text: shown.text }),
    shown.thought === undefined ? "" : t("drill.thought", { text: shown.thought }),
    shown.timer === undefined
      ? ""
      : t("drill.timer", { when: markup(time(Math.round(shown.timer / 1000), "R")) }),
    shown.kind === "minute" && shown.timer !== undefined ? "" : t(`drill.phase.${shown.kind}`),
    shown.minutes === undefined
      ? ""
      : touches(t, { minutes: shown.minutes, contentNotes: shown.contentNotes ?? [] }),
    shown.lapsePlan ? t(shown.wentAlong ? "drill.went-along" : "drill.came-back") : "",
    shown.lapsePlan ? lapsePlanText(t, shown.lapsePlan) : "",
    takeaways(shown)
      .map(({ line }, i) => t("drill.keep", { number: i + 1, ...line }))
      .join("\n"),
  ];
}

/** Told in full above the buttons, which have no room for a sentence. */
const takeaways = ({ choices }: DrillScreen) => choices.filter((choice) => choice.role === "takeaway");

/** The member's own page for that hour, or three things that are a start. */
const lapsePlanText = (t: Translate, plan: readonly { text: string }[]): string =>
  plan.length === 0
    ? t("drill.no-lapse-plan")
    : [t("drill.your-lapse-plan"), ...plan.map(({ text }) => t("drill.plan-line", { text }))].join("\n");

/** What there is when a run is over; after a heavy one something gentle comes first. */
function overRows(
  t: Translate,
  { screen: { kind }, scenarioId, offers }: DrillView,
  practice?: Practice,
): Row[] {
  const gentle = kind === "held-back" || offers.includes("practice");
  return [
    row(
      ...(gentle && practice ? [practiceButton(t, practice)] : []),
      ...(kind === "held-back" ? [button(customId("urge", "open"), t.plain("drill.button.stay-with"))] : []),
      ...(offers.includes("easier-rung")
        ? [button(id("easier", scenarioId), t.plain("drill.button.easier"))]
        : []),
      ...(kind === "held-back" || offers.length > 0
        ? []
        : [button(id("home", 0, "asked"), t.plain("drill.button.other"))]),
      ...(kind === "finished" ? [button(id("past", 0), t.plain("drill.button.past"))] : []),
      button(customId("plan", "open"), t.plain("drill.button.plan")),
    ),
  ];
}

function rowsFor(t: Translate, runId: string, shown: DrillScreen): Row[] {
  const lines = shown.choices.filter((choice) => choice.role === "plan-line");
  const pressed = shown.choices.filter((choice) => choice.role !== "plan-line" && choice.role !== "answer");
  return [
    ...shown.questions.map((question) => row(questionSelect(t, runId, shown.rev, question))),
    ...(lines.length > 0 ? [row(lineSelect(t, runId, shown.rev, lines))] : []),
    ...rowsOf(
      pressed.map((choice) =>
        button(id("press", runId, shown.rev, choice.id), labelOf(t, shown, choice), styleOf(choice, shown)),
      ),
      choicesAcross(pressed),
    ),
  ];
}

/** Sentences as labels need a row of their own on a phone; short words share one. */
const choicesAcross = (choices: DrillScreenChoice[]): number =>
  choices.some((choice) => choice.role === "scene") ? 3 : 4;

function styleOf({ role }: DrillScreenChoice, { kind }: DrillScreen): "main" | "plain" | "good" {
  if (role === "go") return kind === "takeaway" ? "plain" : "main";
  if (role === "line" || role === "begin" || role === "save") return "main";
  return role === "takeaway" ? "good" : "plain";
}

function labelOf(t: Translate, shown: DrillScreen, choice: DrillScreenChoice): string {
  if (choice.role === "takeaway")
    return t.plain("drill.button.keep", { number: takeaways(shown).indexOf(choice) + 1 });
  if ("label" in choice) return choice.label;
  if (choice.role === "go" && shown.kind === "takeaway") return t.plain("drill.button.keep-nothing");
  if (choice.role === "line" && shown.kind === "scene") return t.plain("drill.button.line");
  return t.plain(`drill.button.${choice.role}`);
}

function questionSelect(
  t: Translate,
  runId: string,
  rev: number,
  { id: name, answer, scale }: DrillQuestion,
) {
  const chosen = (value: string) => answer !== undefined && String(answer) === value;
  const numbers = scale
    ? Array.from({ length: (scale.to - scale.from) / scale.step + 1 }, (_, step) =>
        String(scale.from + step * scale.step),
      )
    : [];
  const choices = scale
    ? numbers.map((value) => ({ label: value, value, chosen: chosen(value) }))
    : (["too-little", "within", "too-much"] as const).map((value) => ({
        label: t.plain(`checkin.state.${value}`),
        value,
        chosen: chosen(value),
      }));
  return select(id("answer", runId, rev, name), t.plain(`drill.ask.${name}`), choices);
}

function lineSelect(t: Translate, runId: string, rev: number, lines: DrillScreenChoice[]) {
  const choices = lines.flatMap((choice) =>
    choice.role === "plan-line"
      ? [
          {
            label: choice.label,
            value: choice.line.id,
            description: choice.line.cue ? t.plain("drill.if", { cue: choice.line.cue }) : "",
          },
        ]
      : [],
  );
  return select(id("line", runId, rev), t.plain("drill.pick-line"), choices);
}

/** Free words, or both halves of an if–then line; Discord shows where they go. */
export function form(t: Translate, { runId, screen: shown }: DrillView): ModalBuilder {
  const { draft, example } = shown;
  const field = (
    name: string,
    label: string,
    limit: number,
    style: TextInputStyle,
    value = "",
    like = "",
  ) => {
    const input = new TextInputBuilder()
      .setCustomId(name)
      .setStyle(style)
      .setMaxLength(limit)
      .setRequired(true);
    if (value) input.setValue(value);
    if (like) input.setPlaceholder(like);
    return new LabelBuilder()
      .setLabel(label)
      .setDescription(t.plain("drill.form-where"))
      .setTextInputComponent(input);
  };
  const half = (name: keyof IfThenWords, limit: number) =>
    field(name, t.plain(`drill.form-${name}`), limit, TextInputStyle.Short, draft?.[name], example?.[name]);
  const fields =
    shown.ask === "words"
      ? [field("words", t.plain("drill.form-words"), drillTextLimits.words, TextInputStyle.Paragraph)]
      : [half("cue", drillTextLimits.cue), half("response", drillTextLimits.response)];
  return new ModalBuilder()
    .setCustomId(id("save", runId, shown.rev))
    .setTitle(t.plain(shown.ask === "words" ? "drill.form-words-title" : "drill.form-line-title"))
    .addLabelComponents(...fields);
}
