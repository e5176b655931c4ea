import { time } from "discord.js";
import type { PracticeView } from "#app/practices.ts";
import { isState, type State } from "#core/check-in.ts";
import type { EpochMs } from "#core/ids.ts";
import type { AfterQuestion, Pacer, Practice, Reading } from "#core/practice.ts";
import type { PacerWords } from "#core/chart-data-picture.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Enclosure, type Row, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";
import { markup } from "#locale/value.ts";

const id = idsOf("practice");
const states = ["too-little", "within", "too-much"] as const satisfies State[];

/**
 * One list for each state, since that is what one knows at that moment.
 * @param awaiting a walk of some hours ago of which it is asked once more whether anything landed
 */
export const offer = (
  t: Translate,
  practices: readonly Practice[],
  awaiting: PracticeView | undefined,
): Screen =>
  screen(t, {
    text: [
      t("practice.title"),
      t("practice.what"),
      awaiting?.practice ? t("practice.landed-since", { title: awaiting.practice.title }) : "",
    ],
    rows: [
      ...(awaiting ? landedRows(t, awaiting) : []),
      ...states.flatMap((state) => listsFor(t, practices, state)),
      row(button(customId("ladder", "open"), t.plain("ladder.button.open"))),
    ],
  });

const landedRows = (t: Translate, { runId }: PracticeView): Row[] => [
  row(numberSelect(id("landed", runId), t.plain("practice.ask.landed"), "", undefined)),
  row(button(id("landed-skip", runId), t.plain("button.skip"))),
];

/** Discord shows 25 choices in a list: what goes beyond stands in a second one. */
function listsFor(t: Translate, practices: readonly Practice[], state: State): Row[] {
  const fitting = practices
    .filter(({ zoneFit }) => zoneFit.includes(state))
    .toSorted((a, b) => a.minutes - b.minutes);
  const lists = Math.ceil(fitting.length / 25);
  const length = Math.ceil(fitting.length / lists);
  return Array.from({ length: lists }, (_, index) => {
    const part = fitting.slice(index * length, (index + 1) * length);
    const choices = part.map(({ id: value, title, minutes, promise }) => ({
      label: t.plain("practice.choice", { title, minutes }),
      value,
      description: promise,
    }));
    const name = t.plain(`practice.pick.${state}`);
    const placeholder = index === 0 ? name : t.plain("practice.pick.longer", { state: name });
    // Discord wants an id of its own for each list; what is in it is for nothing else.
    return row(select(id("pick", state, index), placeholder, choices));
  });
}

/** What a reading is called in an id, and back. */
const written = ({ state, access }: Reading): [string, string | number] => [state ?? "-", access ?? "-"];
export function readingIn(state: string | undefined, access: string | undefined): Reading {
  return {
    ...(isState(state) ? { state } : {}),
    ...(/^\d{1,2}$/.test(access ?? "") ? { access: Number(access) } : {}),
  };
}

/** What will happen and how long it takes, before it starts. @param before what was said of oneself already */
export const intro = (t: Translate, practice: Practice, before: Reading): Screen =>
  screen(t, {
    text: [
      t("practice.heading", { title: practice.title }),
      t("practice.prose", { text: practice.promise }),
      practice.cautions.map((text) => t("practice.caution", { text })).join("\n"),
    ],
    rows: [
      row(
        stateSelect(
          t,
          id("before", practice.id, "state", ...written(before)),
          t.plain("practice.before"),
          before.state,
        ),
      ),
      row(
        numberSelect(
          id("before", practice.id, "access", ...written(before)),
          t.plain("practice.before-access"),
          t.plain("checkin.short.access"),
          before.access,
        ),
      ),
      row(
        button(id("begin", practice.id, ...written(before)), t.plain("practice.button.begin"), "main"),
        button(id("why", practice.id), t.plain("practice.button.why")),
        button(id("list"), t.plain("practice.button.another")),
      ),
    ],
  });

const stateSelect = (t: Translate, selectId: string, placeholder: string, chosen: State | undefined) =>
  select(
    selectId,
    placeholder,
    states.map((value) => ({ label: t.plain(`checkin.state.${value}`), value, chosen: value === chosen })),
  );

/** 0 to 10; the chosen one says in a word what it answers, since it takes the question's place. */
const numberSelect = (selectId: string, placeholder: string, short: string, chosen: number | undefined) =>
  select(
    selectId,
    placeholder,
    Array.from({ length: 11 }, (_, value) => ({
      label: value === chosen ? `${value} · ${short}` : String(value),
      value: String(value),
      chosen: value === chosen,
    })),
  );

/** @param resting it is left out of suggestions */
export const why = (
  t: Translate,
  { id: practiceId, title, evidenceNote, review }: Practice,
  resting: boolean,
): Screen =>
  screen(t, {
    text: [
      t("practice.heading", { title }),
      t("practice.prose", { text: evidenceNote.text }),
      evidenceNote.source ? t("practice.source", { url: { markup: evidenceNote.source } }) : "",
      t("practice.review", { review }),
    ],
    rows: [
      row(
        button(id("intro", practiceId), t.plain("button.back"), "main"),
        button(
          id("rest", practiceId, resting ? "no" : "yes"),
          t.plain(resting ? "practice.button.offer-again" : "practice.button.rest"),
        ),
      ),
    ],
  });

export interface WalkLook {
  /** The other way to do the step. */
  alt?: boolean;
  /** The pacer at rest. */
  still?: boolean;
  /** It was begun earlier and left here. */
  resumed?: boolean;
  picture?: Enclosure | undefined;
}

/** The screen a walk is at. */
export function walk(t: Translate, view: PracticeView, look: WalkLook = {}): Screen {
  const { practice, screen: at } = view;
  const again = row(button(id("list"), t.plain("practice.button.another"), "main"));
  if (at.show === "gone") return screen(t, { text: [t("practice.gone")], rows: [again] });
  if (at.show === "changed")
    return screen(t, {
      text: [t("practice.changed")],
      rows: [row(button(id("intro", view.run.practice), t.plain("practice.button.again"), "main"))],
    });
  if (at.show === "close") return closing(t, view, at);
  const { step, number, of } = at;
  return screen(t, {
    text: [
      look.resumed ? t("practice.resumed") : "",
      t("practice.heading", { title: practice?.title ?? "" }),
      t("practice.prose", { text: look.alt && step.alt ? step.alt : step.text }),
      practice?.pacer ? t("practice.pacer", { in: practice.pacer.in, out: practice.pacer.out }) : "",
      t("practice.pace", { seconds: step.seconds, number, of }),
    ],
    picture: look.picture,
    rows: [...walkRows(t, view, at, look), ...(look.resumed && practice ? [otherwise(t, practice.id)] : [])],
  });
}

/** For whoever did not come to go on where they were. */
const otherwise = (t: Translate, practiceId: string): Row =>
  row(
    button(id("intro", practiceId), t.plain("practice.button.again")),
    button(id("list"), t.plain("practice.button.another")),
  );

function walkRows(
  t: Translate,
  { runId, practice }: PracticeView,
  { step, number }: { step: { alt?: string }; number: number },
  { alt = false, still = false }: WalkLook,
): Row[] {
  const from = number - 1;
  const kept = still ? ["still"] : [];
  return [
    row(
      button(id("next", runId, from, ...kept), t.plain("practice.button.next"), "main"),
      ...(step.alt && !alt
        ? [button(id("look", runId, "alt", ...kept), t.plain("practice.button.alt"))]
        : []),
      ...(from > 0 ? [button(id("back", runId, from, ...kept), t.plain("button.back"))] : []),
      button(id("stop", runId, from), t.plain("button.stop")),
    ),
    ...(practice?.pacer
      ? [
          row(
            button(
              id("look", runId, alt ? "alt" : "-", still ? "-" : "still"),
              t.plain(still ? "practice.button.moving" : "practice.button.still"),
            ),
          ),
        ]
      : []),
  ];
}

/** What is in the pacer's picture, and what it says to whoever does not see it. */
export const pacerWords = (t: Translate, { in: up, out: down }: Pacer): PacerWords => ({
  title: t.plain("practice.pacer-title"),
  subtitle: "",
  alt: t.plain("practice.pacer-alt", { in: up, out: down }),
  in: t.plain("practice.pacer-in"),
  out: t.plain("practice.pacer-out"),
});

function closing(
  t: Translate,
  { runId, run }: PracticeView,
  at: { exitLine?: string; close: string; ask: AfterQuestion[] },
): Screen {
  return screen(t, {
    text: [
      at.exitLine ? t("practice.prose", { text: at.exitLine }) : "",
      t("practice.close", { text: at.close }),
      t("practice.after"),
    ],
    rows: [
      ...at.ask.slice(0, 4).map((question) => row(questionSelect(t, runId, question, run.after[question]))),
      row(
        button(id("done"), t.plain("button.done"), "main"),
        ...(at.ask.includes("landed") ? [button(id("later", runId), t.plain("practice.button.later"))] : []),
        button(customId("plan", "open"), t.plain("practice.button.plan")),
        button(id("list"), t.plain("practice.button.another")),
      ),
    ],
    accent: "moss",
  });
}

function questionSelect(
  t: Translate,
  runId: string,
  question: AfterQuestion,
  answer: string | number | undefined,
) {
  const placeholder = t.plain(`practice.ask.${question}`);
  const selectId = id("answer", runId, question);
  if (question === "state") return stateSelect(t, selectId, placeholder, answer as State | undefined);
  return numberSelect(
    selectId,
    placeholder,
    t.plain(`practice.short.${question}`),
    answer as number | undefined,
  );
}

/** @param closed no message can arrive: it is asked at the next command instead */
export const willAsk = (t: Translate, at: EpochMs, closed: boolean): Screen =>
  screen(t, {
    text: [
      closed
        ? t("practice.will-ask-here")
        : t("practice.will-ask", { when: markup(time(Math.round(at / 1000), "R")) }),
    ],
    rows: [row(button(id("list"), t.plain("practice.button.another")))],
    accent: "moss",
  });

export const thanks = (t: Translate): Screen =>
  screen(t, {
    text: [t("practice.thanks")],
    rows: [row(button(id("list"), t.plain("practice.button.another"))) as Row],
    accent: "moss",
  });
