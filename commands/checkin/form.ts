/** The pages of a check-in beyond the first tap: numbers, body and words, the day. Each answer is kept as it is given. */
import { LabelBuilder, ModalBuilder, TextInputBuilder, TextInputStyle } from "discord.js";
import type { Kept } from "#app/store.ts";
import type { Words } from "#app/words.ts";
import { choicesAtMost, ownChoices, ownWordLength, wordsAtMost, type Named } from "#core/word-finder.ts";
import { idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Row, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";
import { signed, summary } from "./summary.ts";

const id = idsOf("checkin");

export type Page = "numbers" | "words" | "day" | `family-${string}`;
export const isPage = (name: string): name is Page => /^(numbers|words|day|family-[\w-]+)$/.test(name);

interface Beside {
  words: Words;
  /** The member's own words, newest first. */
  own: string[];
  locale: string;
}

export function form(t: Translate, page: Page, kept: Kept<"checkin">, beside: Beside): Screen {
  const finder = beside.words.finder(beside.locale);
  const content = {
    numbers: () => numberRows(t, kept),
    words: () => wordRows(t, kept, beside),
    day: () => [
      row(
        many(
          id("routines", kept.id),
          t.plain("checkin.routines"),
          beside.words.routines(beside.locale).routines,
          kept.body.routines ?? [],
          25,
        ),
      ),
    ],
  };
  const heading = page === "numbers" || page === "words" || page === "day" ? page : "family";
  const rows =
    page === "numbers" || page === "words" || page === "day"
      ? content[page]()
      : shadeRows(t, kept, page, finder);
  return screen(t, {
    text: [t(`checkin.page.${heading}`), summary(t, kept.body, finder, beside.words.body(beside.locale))],
    rows: [...rows, pageButtons(t, kept.id, page, beside.own.length > 0)],
  });
}

function pageButtons(t: Translate, recordId: string, page: Page, hasOwn: boolean): Row {
  const others = (["numbers", "words", "day"] as const).filter((other) => other !== page);
  return row(
    ...others.map((other) => button(id("page", recordId, other), t.plain(`checkin.button.${other}`))),
    ...(page === "day" ? [button(id("note", recordId), t.plain("checkin.button.note"))] : []),
    ...(page === "words" ? [button(id("own", recordId), t.plain("checkin.button.own"))] : []),
    ...(page === "words" && hasOwn ? [button(id("fewer", recordId), t.plain("checkin.button.fewer"))] : []),
    button(id("done", recordId), t.plain("button.done"), "main"),
  );
}

const numberRows = (t: Translate, { id: recordId, body }: Kept<"checkin">): Row[] => [
  row(rating(t, recordId, "access", 0, 10, body.access)),
  row(rating(t, recordId, "mood", -3, 3, body.mood)),
  row(rating(t, recordId, "urge", 0, 10, body.urge)),
  row(rating(t, recordId, "sleep", 0, 10, body.sleep)),
];

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
    // Once picked, the number alone stands in the list: it says of what.
    label: [
      value === chosen ? `${t.plain(`checkin.rate.${name}`)} ${signed(value, low)}` : signed(value, low),
      end(value),
    ]
      .filter(Boolean)
      .join(" · "),
    value: String(value),
    chosen: value === chosen,
  }));
  return select(id("rate", recordId, name), t.plain(`checkin.rate.${name}`), choices);
}

/** The body first, then a word: *nothing* and *can't tell* stand beside the families. */
function wordRows(
  t: Translate,
  { id: recordId, body }: Kept<"checkin">,
  { words, own, locale }: Beside,
): Row[] {
  const finder = words.finder(locale);
  const first: Named[] = [
    ...finder.open,
    ...finder.families.map(({ id: family, label }) => ({ id: family, label: `${label} …` })),
  ];
  return [
    row(
      many(id("body", recordId), t.plain("checkin.body"), words.body(locale).sensations, body.body ?? [], 5),
    ),
    row(many(id("word", recordId), t.plain("checkin.word"), first, body.words ?? [], wordsAtMost)),
    ...(own.length > 0
      ? [
          row(
            many(
              id("mine", recordId),
              t.plain("checkin.own-words"),
              ownChoices(own),
              body.words ?? [],
              wordsAtMost,
            ),
          ),
        ]
      : []),
  ];
}

function shadeRows(
  t: Translate,
  { id: recordId, body }: Kept<"checkin">,
  page: string,
  finder: ReturnType<Words["finder"]>,
): Row[] {
  const family = finder.families.find((known) => `family-${known.id}` === page);
  if (!family) return [];
  return [
    row(
      many(
        id("shade", recordId),
        t.plain("checkin.shade", { family: family.label }),
        family.words,
        body.words ?? [],
        wordsAtMost,
      ),
    ),
  ];
}

const many = (
  selectId: string,
  placeholder: string,
  named: readonly Named[],
  chosen: readonly string[],
  max: number,
) =>
  select(
    selectId,
    placeholder,
    named.map(({ id: value, label }) => ({ label, value, chosen: chosen.includes(value) })).slice(0, 25),
    { min: 0, max },
  );

export function noteForm(t: Translate, { id: recordId, body }: Kept<"checkin">): ModalBuilder {
  const input = new TextInputBuilder()
    .setCustomId("note")
    .setStyle(TextInputStyle.Paragraph)
    .setMaxLength(1000)
    // Sent empty it takes the note out.
    .setRequired(false);
  if (body.note) input.setValue(body.note);
  return textForm(
    id("note", recordId),
    t.plain("checkin.note-title"),
    t.plain("checkin.note-label"),
    t.plain("checkin.form-where"),
    input,
  );
}

export function ownWordForm(t: Translate, recordId: string): ModalBuilder {
  const input = new TextInputBuilder()
    .setCustomId("word")
    .setStyle(TextInputStyle.Short)
    .setMaxLength(ownWordLength)
    .setRequired(true);
  return textForm(
    id("own", recordId),
    t.plain("checkin.own-title"),
    t.plain("checkin.own-label"),
    t.plain("checkin.form-where"),
    input,
  );
}

const textForm = (
  formId: string,
  title: string,
  label: string,
  hint: string,
  input: TextInputBuilder,
): ModalBuilder =>
  new ModalBuilder()
    .setCustomId(formId)
    .setTitle(title)
    .addLabelComponents(new LabelBuilder().setLabel(label).setDescription(hint).setTextInputComponent(input));

/** Their own words, to take one out of what is offered. */
export const fewerPage = (t: Translate, recordId: string, own: readonly string[]): Screen =>
  screen(t, {
    text: [t("checkin.fewer")],
    rows: [
      ...[own.slice(0, choicesAtMost), own.slice(choicesAtMost)].flatMap((part, index) =>
        part.length === 0
          ? []
          : [
              row(
                select(
                  id("fewer", recordId, index),
                  t.plain("checkin.own-words"),
                  part.map((word) => ({ label: word, value: word })),
                ),
              ),
            ],
      ),
      row(button(id("page", recordId, "words"), t.plain("button.back"), "main")),
    ],
  });

/** Which of the member's own days it belongs to. */
export const daysPage = (t: Translate, { id: recordId }: Kept<"checkin">): Screen =>
  screen(t, {
    text: [t("checkin.which-day")],
    rows: [
      row(
        select(
          id("day", recordId),
          t.plain("checkin.pick-day"),
          (["0", "1", "2"] as const).map((ago) => ({
            label: t.plain("checkin.day-ago", { ago: Number(ago) }),
            value: ago,
          })),
        ),
      ),
      row(button(id("page", recordId, "day"), t.plain("button.back"))),
    ],
  });
