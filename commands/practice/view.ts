import type { PracticeView } from "#app/practices.ts";
import type { State } from "#core/check-in.ts";
import type { AfterQuestion, Practice } from "#core/practice.ts";
import { customId, idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Row, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";

const id = idsOf("practice");
const states = ["too-little", "within", "too-much"] as const satisfies State[];

/** One list for each state, since that is what one knows at that moment. */
export const offer = (t: Translate, practices: readonly Practice[]): Screen =>
  screen(t, {
    text: [t("practice.title"), t("practice.what")],
    rows: states.map((state) => row(listFor(t, practices, state))),
  });

function listFor(t: Translate, practices: readonly Practice[], state: State) {
  const fitting = practices
    .filter(({ zoneFit }) => zoneFit.includes(state))
    .toSorted((a, b) => a.minutes - b.minutes);
  const choices = fitting.slice(0, 25).map(({ id: value, title, minutes, promise }) => ({
    label: t.plain("practice.choice", { title, minutes }),
    value,
    description: promise,
  }));
  // Discord wants an id of its own for each list; the state in it is for nothing else.
  return select(id("pick", state), t.plain(`practice.pick.${state}`), choices);
}

/** What will happen and how long it takes, before it starts. */
export const intro = (t: Translate, practice: Practice, state?: State): Screen =>
  screen(t, {
    text: [
      t("practice.heading", { title: practice.title }),
      t("practice.prose", { text: practice.promise }),
      practice.cautions.map((text) => t("practice.caution", { text })).join("\n"),
    ],
    rows: [
      row(stateSelect(t, id("before", practice.id), t.plain("practice.before"), state)),
      row(
        button(id("begin", practice.id, ...(state ? [state] : [])), t.plain("practice.button.begin"), "main"),
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

export const why = (t: Translate, { id: practiceId, title, evidenceNote, review }: Practice): Screen =>
  screen(t, {
    text: [
      t("practice.heading", { title }),
      t("practice.prose", { text: evidenceNote.text }),
      evidenceNote.source ? t("practice.source", { url: { markup: evidenceNote.source } }) : "",
      t("practice.review", { review }),
    ],
    rows: [row(button(id("intro", practiceId), t.plain("button.back"), "main"))],
  });

/** The screen a walk is at. @param alt shows the other way to do the step */
export function walk(t: Translate, view: PracticeView, alt = false): Screen {
  const { runId, practice, screen: at } = view;
  const again = row(button(id("list"), t.plain("practice.button.another"), "main"));
  if (at.show === "gone") return screen(t, { text: [t("practice.gone")], rows: [again] });
  if (at.show === "changed")
    return screen(t, {
      text: [t("practice.changed")],
      rows: [row(button(id("intro", view.run.practice), t.plain("practice.button.again"), "main"))],
    });
  if (at.show === "close") return closing(t, view, at);
  const { step, number, of } = at;
  const from = number - 1;
  return screen(t, {
    text: [
      t("practice.heading", { title: practice?.title ?? "" }),
      t("practice.prose", { text: alt && step.alt ? step.alt : step.text }),
      t("practice.pace", { seconds: step.seconds, number, of }),
    ],
    rows: [
      row(
        button(id("next", runId, from), t.plain("practice.button.next"), "main"),
        ...(step.alt && !alt ? [button(id("alt", runId), t.plain("practice.button.alt"))] : []),
        ...(from > 0 ? [button(id("back", runId, from), t.plain("button.back"))] : []),
        button(id("stop", runId, from), t.plain("button.stop")),
      ),
    ],
  });
}

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
  if (question === "state")
    return stateSelect(t, id("answer", runId, question), placeholder, answer as State | undefined);
  const numbers = Array.from({ length: 11 }, (_, value) => ({
    label: String(value),
    value: String(value),
    chosen: value === answer,
  }));
  return select(id("answer", runId, question), placeholder, numbers);
}

export const thanks = (t: Translate): Screen =>
  screen(t, {
    text: [t("practice.thanks")],
    rows: [row(button(id("list"), t.plain("practice.button.another"))) as Row],
    accent: "moss",
  });
