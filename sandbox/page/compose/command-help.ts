/** Above a command that is being filled in: what its option means, what is wrong with it, and what can be picked. */
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Choice } from "../components/choices.ts";
import { icon } from "../look/icons.ts";
import { described } from "./entries.ts";
import type { Entry } from "./entries.ts";
import { limitsOf } from "./values.ts";
import type { Field } from "./values.ts";

interface Help {
  entry: Entry;
  /** The option with the cursor, if any. */
  field: Field | undefined;
  locale: string;
  problem: string | undefined;
  /** Null where there is no list. */
  choices: Choice[] | null;
  /** Place of the choice that Enter would take; -1 for none. */
  active: number;
  asking: boolean;
  listId: string;
  onPick(choice: Choice): void;
}

export function commandHelp({ entry, field, locale, ...shown }: Help): TemplateResult {
  const option = field?.option;
  const limits = option === undefined ? "" : limitsOf(option);
  const about = option === undefined ? entry.description : described(option, locale);
  const { choices, listId, problem, asking } = shown;
  return html`<div class="picker command-help">
    <p class="picker-head" id="${listId}-about">
      <b>${option?.name ?? `/${entry.path}`}</b>
      ${about}${limits === "" ? nothing : html` <span class="limits">${limits}</span>`}${option?.required === true ? html` <span class="limits">required</span>` : nothing}
    </p>
    ${problem === undefined ? nothing : html`<p class="problem" role="alert">${icon("warning")} ${problem}</p>`}
    ${asking ? html`<p class="none" role="status">Asking the app…</p>` : nothing}
    <div role="listbox" id=${listId} aria-labelledby="${listId}-about" ?hidden=${choices === null}>
      ${(choices ?? []).map((choice, index) => choiceLine(choice, index, shown))}
    </div>
    ${choices !== null && choices.length === 0 && !asking ? html`<p class="none">Nothing to pick for this.</p>` : nothing}
  </div>`;
}

function choiceLine(
  choice: Choice,
  index: number,
  { listId, active, onPick }: Pick<Help, "listId" | "active" | "onPick">,
): TemplateResult {
  return html`<div
    role="option"
    id="${listId}-${index}"
    class="picker-option"
    aria-selected=${index === active}
    ?data-active=${index === active}
    @pointerdown=${(event: Event) => event.preventDefault()}
    @click=${() => onPick(choice)}
  >
    <span class="picker-name">${choice.kind === "channel" ? "#" : ""}${choice.label}</span
    >${choice.description === undefined ? nothing : html`<span class="picker-about">${choice.description}</span>`}
  </div>`;
}
