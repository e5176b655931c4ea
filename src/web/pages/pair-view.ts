import type { PlanCues } from "#app/app.ts";
import type { Picked } from "#core/plan-cues.ts";
import type { Translate } from "#locale/sentences.ts";
import { html, type Html } from "../html.ts";
import { tokenField } from "../layout.ts";
import { fieldsFor } from "./plan-view.ts";

type Lists = ReturnType<PlanCues["all"]>;

/** Two lists side by side: one from each makes a line. Picked by a tap, or by dragging one onto the other. */
export const pairPage = (t: Translate, base: string, lists: Lists): Html =>
  html`<h1>${t.plain("web.pair.title")}</h1>
    <p>${t.plain("web.pair.text")}</p>
    <form method="get" action="${base}/plan/pair/words" class="pairing">
      <div class="sides">
        <fieldset>
          <legend>${t.plain("plan.form.cue")}</legend>
          ${sideOf(lists, "cues", "cue")}
        </fieldset>
        <fieldset>
          <legend>${t.plain("plan.form.response")}</legend>
          ${sideOf(lists, "responses", "response")}
        </fieldset>
      </div>
      <div class="pair-bar">
        <output
          class="big only-script"
          data-cue="${t.plain("web.pair.cue-first")}"
          data-both="${t.plain("web.pair.sentence", { cue: "%1", response: "%2" })}"
          data-half="${t.plain("web.pair.sentence", { cue: "%1", response: "…" })}"
          >${t.plain("web.pair.cue-first")}</output
        >
        <button>${t.plain("web.pair.go-on")}</button>
      </div>
    </form>`;

const sideOf = (lists: Lists, side: "cues" | "responses", name: string): Html =>
  html`${lists
    .filter(({ list }) => list === side)
    .map(
      ({ kind, title, phrases }, index) =>
        html`<details name="${side}" ${index === 0 && html` open`}>
          <summary>${title}</summary>
          ${phrases.map(({ id, text }) => html`<label class="chip"><input type="radio" name="${name}" value="${kind}/${id}" required /><span>${text}</span></label>`)}
        </details>`,
    )}`;

export const pairWords = (
  t: Translate,
  base: string,
  { cue, response, token, id }: { cue: Picked; response: Picked; token: string; id: string },
): Html =>
  html`<h1>${t.plain("web.pair.own-words")}</h1>
    <p class="big">${t.plain("web.pair.sentence", { cue: cue.text, response: response.text })}</p>
    <p>${t.plain("web.pair.own-text")}</p>
    <form method="post" action="${base}/plan/add" class="card">
      ${tokenField(token)} <input type="hidden" name="section" value="if-then" /><input
        type="hidden"
        name="id"
        value="${id}"
      />
      ${fieldsFor(t, "if-then", [cue.text, response.text, cue.kind ?? ""])}
      <div class="row">
        <button>${t.plain("web.plan.keep")}</button
        ><a class="button quiet" href="${base}/plan/pair">${t.plain("button.back")}</a>
      </div>
    </form>`;
