import {
  entriesOf,
  planSections,
  sectionLimit,
  type IfThen,
  type Plan,
  type PlanEntry,
  type PlanPerson,
  type PlanSection,
} from "#core/plan.ts";
import type { Translate } from "#locale/sentences.ts";
import { html, nothing, type Html } from "../html.ts";
import { tokenField } from "../layout.ts";

export interface PlanPage {
  t: Translate;
  base: string;
  plan: Plan;
  token: string;
  /** How often each entry was used, by its id. */
  uses: ReadonlyMap<string, number>;
  /** A line that was just made, to be said once. */
  fresh: PlanEntry | undefined;
  /** Whether it can be taken along. */
  files: boolean;
  newId(): string;
  /** Something to begin from, by section. */
  starters: ReadonlyMap<string, readonly string[]>;
}

/** Shown first; the rest folds away while it is empty. */
const first: readonly PlanSection[] = ["first15", "people", "if-then", "reasons"];

export function planPage(view: PlanPage): Html {
  const { t, base, plan, fresh } = view;
  const later = planSections.filter((section) => !first.includes(section));
  const filled = later.filter((section) => entriesOf(plan, section).length > 0);
  const empty = later.filter((section) => !filled.includes(section));
  return html`<div class="head">
      <h1>${t.plain("web.tab.plan")}</h1>
      <a class="button" href="${base}/plan/pair">${t.plain("web.plan.pair")}</a>
    </div>
    ${
      fresh &&
      html`<section class="card moss say">
        <p class="hint">${t.plain("web.plan.say-it")}</p>
        <p class="big">${fresh.text}</p>
      </section>`
    }
    <p class="hint only-script">${t.plain("web.plan.drag")}</p>
    <div
      class="sections"
      data-move="${base}/plan/move"
      data-token="${view.token}"
      data-moved="${t.plain("web.plan.moved")}"
      data-failed="${t.plain("web.plan.not-moved")}"
    >
      ${[...first, ...filled].map((section) => sectionCard(view, section))}
    </div>
    ${
      empty.length > 0 &&
      html`<details class="card more">
        <summary>${t.plain("web.plan.more")}</summary>
        ${empty.map((section) => sectionCard(view, section))}
      </details>`
    }
    <p class="row">
      ${
        view.files &&
        html`<a class="button quiet" href="${base}/plan/plan.pdf" download>${t.plain("web.plan.sheet")}</a>
          <a class="button quiet" href="${base}/plan/plan.txt" download>${t.plain("web.plan.text")}</a>`
      }
      <a href="${base}/days">${t.plain("web.days.title")}</a>
      <a href="${base}/plan/versions">${t.plain("web.plan.versions")}</a>
    </p>
    <p class="live" role="status" aria-live="polite"></p>`;
}

function sectionCard(view: PlanPage, section: PlanSection): Html {
  const { t, plan } = view;
  const entries = entriesOf(plan, section);
  return html`<section class="card" id="${section}">
    <h2>${t.plain(`plan.name.${section}`)}</h2>
    ${
      entries.length > 0
        ? html`<ol class="entries${section === "first15" && " big"}">
            ${entries.map((entry, index) => entryItem(view, entry, index, entries.length))}
          </ol>`
        : html`<p class="empty">${t.plain("web.plan.empty")}</p>`
    }
    ${entries.length < sectionLimit(section) ? addForm(view, section) : html`<p class="hint">${t.plain("web.plan.full", { limit: sectionLimit(section) })}</p>`}
  </section>`;
}

function entryItem(view: PlanPage, entry: PlanEntry, index: number, count: number): Html {
  const { t, base, token, uses } = view;
  const times = uses.get(entry.id) ?? 0;
  return html`<li data-id="${entry.id}">
    <div class="entry">
      <button
        type="button"
        class="handle only-script"
        aria-label="${t.plain("web.plan.move", { line: entry.text })}"
        title="${t.plain("web.plan.move-hint")}"
      ></button>
      <div class="text">
        <span>${entry.text}</span
        >${times > 0 && html`<span class="hint">${t.plain("web.plan.used", { times })}</span>`}
      </div>
    </div>
    <details class="edit">
      <summary>${t.plain("web.edit")}<span class="unseen"> ${entry.text}</span></summary>
      <form method="post" action="${base}/plan/edit">
        ${tokenField(token)}<input type="hidden" name="id" value="${entry.id}" /><input
          type="hidden"
          name="section"
          value="${entry.section}"
        />
        ${fieldsFor(t, entry.section, valuesOf(view.plan, entry))}<button>${t.plain("web.save")}</button>
      </form>
      <div class="row">
        ${index > 0 && mover(view, entry, index - 1, t.plain("web.plan.up"))}
        ${index < count - 1 && mover(view, entry, index + 1, t.plain("web.plan.down"))}
        <form method="post" action="${base}/plan/remove">
          ${tokenField(token)}<input type="hidden" name="id" value="${entry.id}" /><button class="quiet">
            ${t.plain("web.plan.remove")}
          </button>
        </form>
      </div>
    </details>
  </li>`;
}

const mover = ({ base, token }: PlanPage, { id }: PlanEntry, to: number, label: string): Html =>
  html`<form method="post" action="${base}/plan/move" class="no-script">
    ${tokenField(token)}<input type="hidden" name="id" value="${id}" /><input
      type="hidden"
      name="to"
      value="${to}"
    /><button class="quiet">${label}</button>
  </form>`;

/** What an entry's fields hold at present. */
function valuesOf(plan: Plan, { id, section, text }: PlanEntry): [string, string, string] {
  if (section === "people") {
    const person: PlanPerson | undefined = plan.people.find((one) => one.id === id);
    return [person?.name ?? "", person?.how ?? "", person?.say ?? ""];
  }
  if (section === "if-then") {
    const line: IfThen | undefined = plan.ifThen.find((one) => one.id === id);
    return [line?.cue ?? "", line?.response ?? "", line?.kind ?? ""];
  }
  return [text, "", ""];
}

function addForm(view: PlanPage, section: PlanSection): Html {
  const { t, base, token, starters } = view;
  const list = starters.get(section);
  return html`<details class="add">
    <summary>
      ${t.plain("web.plan.add")}<span class="unseen"> ${t.plain(`plan.name.${section}`)}</span>
    </summary>
    <form method="post" action="${base}/plan/add">
      ${tokenField(token)}<input type="hidden" name="section" value="${section}" /><input
        type="hidden"
        name="id"
        value="${view.newId()}"
      />
      ${fieldsFor(t, section, ["", "", ""], list ? `starters-${section}` : undefined)}
      ${
        list &&
        html`<datalist id="starters-${section}">
            ${list.map((text) => html`<option value="${text}"></option>`)}
          </datalist>
          <p class="hint">${t.plain("web.plan.starters")}</p>`
      }
      <button>${t.plain("web.plan.keep")}</button>
    </form>
  </details>`;
}

const lineLength = 200;

/** One to three fields, as the section needs. */
export function fieldsFor(
  t: Translate,
  section: PlanSection,
  [one, two, three]: readonly [string, string, string],
  starters?: string,
): Html {
  const field = (name: string, label: string, value: string, needed: boolean, list?: string) =>
    html`<label
      >${label}<input
        name="${name}"
        value="${value}"
        maxlength="${lineLength}"
        autocomplete="off"
        ${needed && html` required`}${list && html` list="${list}"`}
    /></label>`;
  if (section === "people")
    return html`${field("first", t.plain("plan.form.name"), one, true)}${field("second", t.plain("plan.form.how"), two, false)}${field("third", t.plain("plan.form.say"), three, false)}`;
  if (section === "if-then")
    return html`${field("first", t.plain("plan.form.cue"), one, true)}${field("second", t.plain("plan.form.response"), two, true)}${three ? html`<input type="hidden" name="third" value="${three}" />` : nothing}`;
  return field("first", t.plain("plan.form.line"), one, true, starters);
}
