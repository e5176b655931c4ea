import { LabelBuilder, ModalBuilder, TextInputBuilder, TextInputStyle } from "discord.js";
import type { Celebration, GoalView, RecentDay } from "#app/goals.ts";
import { milestonesUpTo } from "#core/days-lived.ts";
import { dayOf } from "#core/days.ts";
import type { LocalDate } from "#core/ids.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Screen } from "#discord/screen.ts";
import { dateFormat } from "#locale/date-format.ts";
import type { Translate } from "#locale/sentences.ts";

const id = idsOf("days");

export interface DaysChoices {
  off: boolean;
  inARow: boolean;
}

const dayText = (date: LocalDate, locale: string, style: "long" | "full" = "long"): string =>
  dateFormat(locale, { dateStyle: style, timeZone: "UTC" }).format(dayOf(date) * 86_400_000);

/** All goals, and the switch. */
export function goalsPage(
  t: Translate,
  goals: GoalView[],
  choices: DaysChoices,
  festive: Celebration[],
): Screen {
  const begin = goals.length === 0 ? "begin" : "add";
  return screen(t, {
    text: [
      t("days.title"),
      choices.off ? t("days.off") : t("days.what"),
      celebrations(t, festive),
      ...(choices.off
        ? []
        : goals.length === 0
          ? [t("days.none")]
          : goals.map((goal) => goalText(t, goal, choices))),
    ],
    rows: choices.off
      ? [row(button(id("off", "no"), t.plain("days.button.days-on"), "main"))]
      : [
          ...(goals.length > 0 ? [row(goalSelect(t, goals))] : []),
          row(
            button(id("add"), t.plain(`days.button.${begin}`), goals.length === 0 ? "main" : "plain"),
            button(customId("progress", "show", "days"), t.plain("days.button.picture")),
          ),
          row(
            ...(goals.length > 0
              ? [
                  button(
                    id("row", choices.inARow ? "no" : "yes"),
                    t.plain(`days.button.row-${choices.inARow ? "off" : "on"}`),
                  ),
                ]
              : []),
            button(id("off", "yes"), t.plain("days.button.days-off")),
          ),
        ],
    accent: "moss",
  });
}

const goalSelect = (t: Translate, goals: GoalView[]) =>
  select(
    id("goal"),
    t.plain("days.pick.goal"),
    goals.map(({ id: value, goal }) => ({ label: goal.words, value })),
  );

export const celebrations = (t: Translate, festive: Celebration[]): string =>
  festive
    .map(({ words, milestone: { kind, count } }) => t(`days.celebrate.${kind}`, { words, count }))
    .join("\n");

/** What has come of a goal, in a few short lines. */
function goalText(t: Translate, { goal, days }: GoalView, { inARow }: Pick<DaysChoices, "inARow">): string {
  const { lived, of, returned, paused, saved, current, longest } = days;
  const { words } = goal;
  const since = dayText(goal.since, t.locale);
  const counted = of > 0 ? t("days.goal", { words, lived, of, since }) : t("days.goal-first", { words });
  return [
    counted,
    returned > 0 ? t("days.returned", { count: returned }) : "",
    paused ? t("days.paused") : "",
    saved ? t("days.saved", { amount: amountText(saved.amount, t.locale), unit: saved.unit }) : "",
    inARow && of > 0 ? t("days.in-a-row", { current, longest }) : "",
  ]
    .filter(Boolean)
    .join("\n");
}

const amountText = (amount: number, locale: string): string => new Intl.NumberFormat(locale).format(amount);

/** One goal: its days, its lapses, standing still, sharing. */
export function goalPage(
  t: Translate,
  view: GoalView,
  recent: RecentDay[],
  { today, inARow, begun = false }: { today: LocalDate; inARow: boolean; begun?: boolean },
): Screen {
  const { id: goalId, goal, days } = view;
  const passed = milestonesUpTo(days.lived, days.returned).slice(-6);
  return screen(t, {
    text: [
      goal.since > today
        ? t("days.goal-begins", { words: goal.words, since: dayText(goal.since, t.locale) })
        : goalText(t, view, { inARow }),
      passed.length > 0
        ? t("days.milestones", {
            list: passed.map(({ kind, count }) => t.plain(`days.milestone.${kind}`, { count })).join(", "),
          })
        : "",
      begun ? t("days.begun") : recent.length > 0 ? t("days.lapses-how") : "",
    ],
    rows: [
      ...(recent.length > 0 && !begun ? [row(lapseSelect(t, goalId, recent, today))] : []),
      row(
        days.paused
          ? button(id("stand", goalId, "no"), t.plain("days.button.resume"), "main")
          : button(id("stand", goalId, "yes"), t.plain("days.button.stand")),
        button(id("older", goalId), t.plain("days.button.older")),
        button(id("share", goalId), t.plain("days.button.share")),
      ),
      row(
        button(id("open"), t.plain("days.button.goals"), "main"),
        button(id("change", goalId), t.plain("days.button.change")),
        button(id("remove", goalId), t.plain("days.button.remove")),
        ...(begun ? [button(customId("help-now", "card", "withdrawal"), t.plain("days.button.safely"))] : []),
      ),
    ],
    accent: "moss",
  });
}

const lapseSelect = (t: Translate, goalId: string, recent: RecentDay[], today: LocalDate) =>
  select(
    id("lapses", goalId),
    t.plain("days.pick.lapses"),
    recent.map(({ date, lapse, written }) => {
      const day = dayText(date, t.locale, "full");
      return {
        label: date === today ? t.plain("days.today", { day }) : day,
        value: date,
        chosen: lapse,
        ...(written ? { description: t.plain("days.written") } : {}),
      };
    }),
    { min: 0, max: recent.length },
  );

export const removePage = (t: Translate, { id: goalId, goal, days }: GoalView): Screen =>
  screen(t, {
    text: [t("days.remove", { words: goal.words, lived: days.lived })],
    rows: [
      row(
        button(id("goal", goalId), t.plain("button.back"), "main"),
        button(id("remove-yes", goalId), t.plain("days.button.remove-yes")),
      ),
    ],
  });

export const removed = (t: Translate): Screen =>
  screen(t, { text: [t("days.removed")], rows: [row(button(id("open"), t.plain("days.button.goals")))] });

/** @param goal what is there already; undefined for a new one */
export function goalForm(t: Translate, view: GoalView | undefined): ModalBuilder {
  const { goal } = view ?? {};
  const field = (name: "words" | "since" | "each" | "unit", value: string | undefined, limit: number) => {
    const input = new TextInputBuilder()
      .setCustomId(name)
      .setStyle(TextInputStyle.Short)
      .setMaxLength(limit)
      .setRequired(name === "words");
    if (value) input.setValue(value);
    return new LabelBuilder()
      .setLabel(t.plain(`days.form.${name}`))
      .setDescription(t.plain(`days.form.${name}-hint`))
      .setTextInputComponent(input);
  };
  return new ModalBuilder()
    .setCustomId(view ? id("change", view.id) : id("add"))
    .setTitle(t.plain("days.form.title"))
    .addLabelComponents(
      field("words", goal?.words, 80),
      field("since", goal?.since, 40),
      field("each", goal?.worth && String(goal.worth.each), 10),
      field("unit", goal?.worth?.unit, 16),
    );
}

export const dayForm = (t: Translate, goalId: string): ModalBuilder =>
  new ModalBuilder()
    .setCustomId(id("older", goalId))
    .setTitle(t.plain("days.form.day-title"))
    .addLabelComponents(
      new LabelBuilder()
        .setLabel(t.plain("days.form.day"))
        .setDescription(t.plain("days.form.day-hint"))
        .setTextInputComponent(
          new TextInputBuilder()
            .setCustomId("day")
            .setStyle(TextInputStyle.Short)
            .setMaxLength(40)
            .setRequired(true),
        ),
    );
