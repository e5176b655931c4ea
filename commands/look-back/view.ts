import type { WeekSeen } from "#app/look-backs.ts";
import type { Words } from "#app/words.ts";
import { states } from "#core/check-in.ts";
import { dayOf } from "#core/days.ts";
import type { LocalDate } from "#core/ids.ts";
import type { Counted, LookBack } from "#core/look-back.ts";
import { finderWords, labelOf, type Named } from "#core/word-finder.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, screen, type Screen } from "#discord/screen.ts";
import { dateFormat } from "#locale/date-format.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";

const id = idsOf("look-back");

interface Beside {
  words: Words;
  practiceNames: Record<string, string>;
  /** A mention of `/settings`. */
  settings: string;
}

/** What was noticed, what something moved with, one question. */
export function weekPage(t: Translate, seen: WeekSeen, beside: Beside): Screen {
  const { week, question, nudge, confidenceDue } = seen;
  const noticed = noticedLines(t, week, beside.words);
  const helped = helpedLines(t, seen, beside);
  return screen(t, {
    text: [
      t("look-back.title", { from: dayText(week.from, t.locale), to: dayText(week.to, t.locale) }),
      noticed.length > 0 ? block(t("look-back.noticed"), noticed) : t("look-back.none"),
      helped.length > 0 ? block(t("look-back.helped"), helped) : "",
      question ? t("look-back.question", { text: question }) : "",
      confidenceDue ? t("look-back.confidence") : "",
      nudge ? t("look-back.weekly-on", { settings: markup(beside.settings) }) : t("look-back.weekly-off"),
    ],
    rows: [
      row(
        button(customId("checkin", "open"), t.plain("look-back.button.checkin"), "main"),
        button(customId("progress", "open"), t.plain("look-back.button.progress")),
        ...(confidenceDue
          ? [button(customId("confidence", "open"), t.plain("look-back.button.confidence"))]
          : []),
      ),
      row(
        nudge
          ? button(id("weekly", "off"), t.plain("look-back.button.no-weekly"))
          : button(id("weekly", "on"), t.plain("look-back.button.weekly")),
      ),
    ],
    accent: "moss",
  });
}

const block = (heading: string, lines: string[]): string =>
  [heading, ...lines.map((line) => `- ${line}`)].join("\n");

const dayText = (date: LocalDate, locale: string): string =>
  dateFormat(locale, { day: "numeric", month: "long", timeZone: "UTC" }).format(dayOf(date) * 86_400_000);

function noticedLines(t: Translate, week: LookBack, content: Words): string[] {
  const { checkIns: count, days, access, words, body, urges } = week;
  const said = states
    .filter((state) => week.states[state])
    .map((state) =>
      t("look-back.state", { count: week.states[state] ?? 0, state: t.plain(`checkin.state.${state}`) }),
    );
  return [
    count > 0 ? t("look-back.counted", { count, days, states: markup(said.join(", ")) }) : "",
    access
      ? access.low === access.high
        ? t("look-back.access-one", { value: access.low })
        : t("look-back.access", access)
      : "",
    words.length > 0
      ? t("look-back.words", { list: listOf(t, words, finderWords(content.finder(t.locale))) })
      : "",
    body.length > 0 ? t("look-back.body", { list: listOf(t, body, content.body(t.locale).sensations) }) : "",
    urges > 0 ? t("look-back.urges", { count: urges }) : "",
  ].filter(Boolean);
}

const listOf = (t: Translate, counts: Counted[], named: readonly Named[]) =>
  markup(
    counts.map(({ id: one, count }) => t("look-back.times", { name: labelOf(named, one), count })).join(", "),
  );

function helpedLines(
  t: Translate,
  { week, lineNames }: WeekSeen,
  { words, practiceNames }: Beside,
): string[] {
  const { beside } = week;
  return [
    ...week.practices.flatMap(({ practice, times, moved }) => {
      const title = practiceNames[practice];
      return title ? [t("look-back.practice", { title, times, moved })] : [];
    }),
    ...week.lines.flatMap(({ id: line, count }) => {
      const text = lineNames[line];
      return text ? [t("look-back.line", { text, count })] : [];
    }),
    ...(beside
      ? [
          t("look-back.beside", {
            routine: labelOf(words.routines(t.locale).routines, beside.routine),
            with: beside.with,
            without: beside.without,
          }),
        ]
      : []),
  ];
}
