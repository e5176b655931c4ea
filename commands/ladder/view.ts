import type { LadderView } from "#app/ladder.ts";
import type { Words } from "#app/words.ts";
import { rungs } from "#core/noticing-ladder.ts";
import { finderWords, labelOf, type Named } from "#core/word-finder.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Row, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";

const id = idsOf("ladder");

/** Which of the rung's invitations is shown, and what was picked on it; all of it rides in the ids and is not kept. */
export interface Noticing {
  nth: number;
  /** A family of words that is open. */
  family?: string | undefined;
  word?: string | undefined;
  need?: string | undefined;
}

const eases = ["easy", "in-between", "hard", "skipped"] as const;

/** One invitation of the rung, and the ways on: every one is there from the start. */
export function rungPage(
  t: Translate,
  { ladder, facts, text, titles }: LadderView,
  at: Noticing,
  words: Words,
): Screen {
  return screen(t, {
    text: [
      t("ladder.title", { title: text.title }),
      t("ladder.rungs", { rungs: whereText(titles, rungs.indexOf(ladder.rung)) }),
      t("ladder.about", { about: text.about }),
      t("ladder.try", { text: text.tries[at.nth % text.tries.length] ?? "" }),
      pickedText(t, at, words),
      t("ladder.how"),
    ],
    rows: [
      ...(ladder.rung === "word" || ladder.rung === "need" ? wordRows(t, at, words) : []),
      ...(ladder.rung === "need" && at.word ? [needRow(t, at, words)] : []),
      row(...eases.map((ease) => button(id("done", ease, at.nth), t.plain(`ladder.button.${ease}`), "main"))),
      row(
        button(id("open", at.nth + 1), t.plain("ladder.button.another")),
        ...(facts.canGoDown ? [button(id("move", "down"), t.plain("ladder.button.down"))] : []),
        button(id("why"), t.plain("ladder.button.why")),
        button(id("stop"), t.plain("button.stop")),
      ),
    ],
  });
}

/** All five, with the member's own one marked: a place, no score. */
const whereText = (titles: string[], own: number) =>
  markup(titles.map((title, index) => (index === own ? `**${title}**` : title)).join(" · "));

function pickedText(t: Translate, { word, need }: Noticing, words: Words): string {
  if (!word) return "";
  const label = labelOf(finderWords(words.finder(t.locale)), word);
  return need
    ? t("ladder.need", { word: label, need: labelOf(words.needs(t.locale).needs, need) })
    : t("ladder.word", { word: label });
}

function wordRows(t: Translate, { nth, family: open }: Noticing, words: Words): Row[] {
  const { open: first, families } = words.finder(t.locale);
  const choices = (named: readonly Named[]) => named.map(({ id: value, label }) => ({ label, value }));
  const family = families.find((known) => known.id === open);
  const top = [
    ...choices(first),
    ...families.map(({ id: value, label }) => ({ label: `${label} …`, value })),
  ];
  return [
    row(select(id("word", nth), t.plain("ladder.pick.word"), top)),
    ...(family
      ? [
          row(
            select(
              id("shade", nth),
              t.plain("ladder.pick.shade", { family: family.label }),
              choices(family.words),
            ),
          ),
        ]
      : []),
  ];
}

const needRow = (t: Translate, { nth, word = "", need }: Noticing, words: Words): Row =>
  row(
    select(
      id("need", nth, word),
      t.plain("ladder.pick.need"),
      words.needs(t.locale).needs.map(({ id: value, label }) => ({ label, value, chosen: value === need })),
    ),
  );

/** After a time on the rung: back to here and now, and the next rung if it is offered. */
export function rungDone(t: Translate, { facts, text, next }: LadderView, nth: number): Screen {
  const up = facts.offerUp && next !== undefined;
  return screen(t, {
    text: [t("ladder.close", { text: text.close }), up ? t("ladder.up", { next }) : ""],
    rows: [
      row(
        ...(up
          ? [
              button(id("move", "up"), t.plain("ladder.button.up"), "main"),
              button(id("move", "stay"), t.plain("ladder.button.stay")),
            ]
          : [button(id("open", nth + 1), t.plain("ladder.button.once-more"))]),
        ...(facts.canGoDown ? [button(id("move", "down"), t.plain("ladder.button.down"))] : []),
      ),
      row(
        button(customId("practice", "list"), t.plain("ladder.button.practices")),
        button(customId("checkin", "open"), t.plain("ladder.button.checkin")),
      ),
    ],
    accent: "moss",
  });
}

/** Left half-way: the close comes all the same. */
export const rungLeft = (t: Translate, { text }: LadderView): Screen =>
  screen(t, {
    text: [t("ladder.close", { text: text.close })],
    rows: [
      row(
        button(id("open"), t.plain("ladder.button.open")),
        button(customId("practice", "list"), t.plain("ladder.button.practices")),
      ),
    ],
    accent: "moss",
  });

export const whyLadder = (t: Translate, { text: { evidenceNote, review } }: LadderView): Screen =>
  screen(t, {
    text: [
      t("ladder.why-title"),
      t("ladder.why"),
      t("ladder.source", {
        text: evidenceNote.text,
        source: markup(evidenceNote.source ? `<${evidenceNote.source}>` : ""),
      }),
      t("ladder.review", { review }),
    ],
    rows: [row(button(id("open"), t.plain("button.back"), "main"))],
  });
