import type { ConfidenceValues } from "#app/confidences.ts";
import type { GoalView } from "#app/goals.ts";
import type { LocalDate } from "#core/ids.ts";
import { riskKinds } from "#core/risk.ts";
import type { Translate } from "#locale/sentences.ts";
import { html, type Html, type Part } from "../html.ts";
import { tokenField } from "../layout.ts";

export interface DaysPage {
  t: Translate;
  base: string;
  token: string;
  goals: GoalView[];
  /** The set that is open now. */
  values: ConfidenceValues;
  /** The member wants no days counted. */
  daysOff: boolean;
  today: LocalDate;
  /** Id of the next goal: a form that is sent twice makes one. */
  newId: string;
}

export const daysPage = (view: DaysPage): Html => {
  const { t, base, goals, daysOff, newId } = view;
  return html`<h1>${t.plain("web.days.title")}</h1>
    <p>${t.plain(daysOff ? "web.days.off" : "web.days.what")}</p>
    ${goals.length === 0 && html`<p class="empty">${t.plain("web.days.none")}</p>`}
    ${goals.map((goal) => goalCard(view, goal))}
    <section class="card" id="add">
      <details class="add" ${goals.length === 0 && html` open`}>
        <summary>${t.plain("web.days.add")}</summary>
        ${goalForm(view, "add", newId)}
        <p class="hint">
          ${t.plain("web.days.safely")}
          <a href="${base}/learn/stopping-safely">${t.plain("web.days.safely-card")}</a>
        </p>
      </details>
    </section>
    ${confidenceCard(view)}`;
};

const form = ({ base, token }: DaysPage, path: string, inside: Part): Html =>
  html`<form method="post" action="${base}/days/${path}">${tokenField(token)}${inside}</form>`;

function goalCard(view: DaysPage, own: GoalView): Html {
  const { t, daysOff } = view;
  const { id, goal, days } = own;
  const idField = html`<input type="hidden" name="id" value="${id}" />`;
  return html`<section class="card" id="${id}">
    <h2>${goal.words}</h2>
    ${!daysOff && html`<p>${countOf(t, own)}</p>`}
    ${days.paused && html`<p class="hint">${t.plain("web.days.paused")}</p>`}
    <details class="edit">
      <summary>${t.plain("web.edit")}<span class="unseen"> ${goal.words}</span></summary>
      ${goalForm(view, "change", id, goal)}
      <p class="hint">${t.plain("web.days.lapses")}</p>
      <div class="row">
        ${form(view, "stand", html`${idField}<input type="hidden" name="on" value="${days.paused ? "no" : "yes"}" /><button class="quiet">${t.plain(days.paused ? "web.days.resume" : "web.days.stand")}</button>`)}
        ${form(view, "remove", html`${idField}<button class="quiet">${t.plain("web.days.remove")}</button>`)}
      </div>
    </details>
  </section>`;
}

function countOf(t: Translate, { days: { lived, of, returned } }: GoalView): Part {
  if (of === 0) return t.plain("web.days.begins");
  return html`${t.plain("web.days.lived", { lived, of })}
  ${returned > 0 && t.plain("web.days.returned", { count: returned })}`;
}

function goalForm(view: DaysPage, path: "add" | "change", id: string, goal?: GoalView["goal"]): Html {
  const { t, today } = view;
  const worth = goal?.worth;
  return form(
    view,
    path,
    html`<input type="hidden" name="id" value="${id}" />
      <label
        >${t.plain("web.days.words")}<input
          name="words"
          value="${goal?.words ?? ""}"
          maxlength="80"
          required
          autocomplete="off"
      /></label>
      <label
        >${t.plain("web.days.since")}<input type="date" name="since" value="${goal?.since ?? today}" required
      /></label>
      ${worthField("each", worth?.each, t.plain("web.days.each"))}
      ${worthField("unit", worth?.unit, t.plain("web.days.unit"))}
      <button>${t.plain("web.save")}</button>`,
  );
}

/** One half of what a day is worth: how much, or of what. */
const worthField = (name: "each" | "unit", value: string | number | undefined, label: string): Html =>
  html`<label
    >${label}<input
      name="${name}"
      value="${value ?? ""}"
      maxlength="${name === "each" ? 10 : 16}"
      ${name === "each" && html` inputmode="decimal"`}
      autocomplete="off"
  /></label>`;

const steps = Array.from({ length: 11 }, (_, index) => index * 10);

function confidenceCard(view: DaysPage): Html {
  const { t, values } = view;
  return html`<section class="card" id="sure">
    <h2>${t.plain("web.days.sure")}</h2>
    <p>${t.plain("web.days.sure-what")}</p>
    ${form(
      view,
      "confidence",
      html`${riskKinds.map(
          (kind) =>
            html`<label
              >${t.plain(`risk.${kind}`)}<select name="${kind}">
                <option value="">${t.plain("web.days.left-out")}</option>
                ${steps.map((step) => html`<option value="${step}" ${values[kind] === step && html` selected`}>${step}</option>`)}
              </select></label
            >`,
        )}<button>${t.plain("web.save")}</button>`,
    )}
  </section>`;
}
