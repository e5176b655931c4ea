import { html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { onOutside, showBeside } from "../look/popover.ts";
import { icon, spinner } from "../look/icons.ts";
import { View, uniqueId } from "../look/view.ts";
import { renderEmoji } from "./button.ts";
import type { Choice } from "./choices.ts";
import { narrow } from "./choices.ts";

/** More choices than this get a field to search them. */
const SEARCH_FROM = 11;

/** `<sb-select>`: a list to pick from, one or several. */
class Select extends View {
  static override properties = {
    choices: { attribute: false },
    defaults: { attribute: false },
    placeholder: {},
    min: { type: Number },
    max: { type: Number },
    disabled: { type: Boolean },
    busy: { type: Boolean },
    sends: { type: Boolean },
    label: {},
    invalid: { type: Boolean },
    onPick: { attribute: false },
    picked: { state: true },
    open: { state: true },
    typed: { state: true },
    active: { state: true },
  };
  declare choices: Choice[];
  declare defaults: string[];
  declare placeholder: string;
  declare min: number;
  declare max: number;
  declare disabled: boolean;
  declare busy: boolean;
  /** Picks go out when the list closes, and at once where only one can be picked. */
  declare sends: boolean;
  declare label: string | undefined;
  declare invalid: boolean;
  declare onPick: (values: string[]) => void;
  declare picked: string[];
  declare open: boolean;
  declare typed: string;
  declare active: number;
  #listId = uniqueId("list");
  #stop: (() => void) | null = null;
  #before = "";

  constructor() {
    super();
    this.choices = [];
    this.defaults = [];
    this.picked = [];
    this.open = false;
    this.typed = "";
    this.active = 0;
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop?.();
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    // A message drawn anew brings a new array with the same values: what the person has picked stays.
    const before = changed.get("defaults") as string[] | undefined;
    if (changed.has("defaults") && before?.join() !== this.defaults.join()) this.picked = this.defaults;
  }

  protected override updated(changed: PropertyValues) {
    if (!this.open) return;
    const panel = this.querySelector<HTMLElement>(".select-panel");
    const anchor = this.querySelector<HTMLElement>(".select-button");
    if (panel === null || anchor === null) return;
    if (changed.has("open") || changed.has("typed"))
      showBeside(panel, anchor, { side: "below", align: "stretch" });
    if (changed.has("open")) {
      // Where a keyboard would slide in over the list, one searches only by touching the field.
      const first = matchMedia("(hover: none)").matches ? "[role=listbox]" : "input, [role=listbox]";
      panel.querySelector<HTMLElement>(first)?.focus();
      this.#stop = onOutside([this], () => this.#close(false));
    }
    panel.querySelector("[data-active]")?.scrollIntoView({ block: "nearest" });
  }

  protected override render() {
    const shown = this.choices.filter(({ value }) => this.picked.includes(value));
    const name = this.label ?? this.placeholder;
    return html`<button
        type="button"
        class="select-button ${this.invalid ? "invalid" : ""}"
        role="combobox"
        aria-haspopup="listbox"
        aria-expanded=${this.open}
        aria-controls=${this.#listId}
        aria-label=${shown.length === 0 ? name : `${name}: ${shown.map(({ label }) => label).join(", ")}`}
        aria-invalid=${this.invalid ? "true" : "false"}
        ?disabled=${this.disabled}
        @click=${this.#toggle}
        @keydown=${this.#buttonKey}
      >
        <span class="select-value"
          >${shown.length === 0 ? html`<span class="placeholder">${this.placeholder}</span>` : shown.map(chip)}</span
        >
        ${this.busy ? spinner() : icon("chevron", "select-arrow")}
      </button>
      ${this.open ? this.#panel(name) : nothing}`;
  }

  #panel(name: string): TemplateResult {
    const choices = this.#narrowed();
    const several = this.max > 1;
    const search = this.choices.length >= SEARCH_FROM || this.choices[0]?.kind !== undefined;
    const activeId = choices.length > 0 ? `${this.#listId}-${this.active}` : nothing;
    return html`<div class="select-panel" popover="manual" @keydown=${this.#key}>
      ${search ? html`<input type="search" role="combobox" aria-expanded="true" aria-autocomplete="list" aria-controls=${this.#listId} aria-activedescendant=${activeId} aria-label="Search: ${name}" placeholder="Search" .value=${this.typed} @input=${this.#type} />` : nothing}
      <div
        role="listbox"
        id=${this.#listId}
        tabindex=${search ? -1 : 0}
        aria-label=${name}
        aria-multiselectable=${several}
        aria-activedescendant=${activeId}
      >
        ${choices.map((choice, index) => this.#option(choice, index, several))}
      </div>
      ${choices.length === 0 ? html`<p class="none">Nothing found</p>` : nothing}
      ${several ? html`<p class="select-hint">${rangeOf(this.min, Math.min(this.max, this.choices.length))}<button type="button" class="button secondary small" @click=${() => this.#close(true)}>Done</button></p>` : nothing}
    </div>`;
  }

  #option(choice: Choice, index: number, several: boolean): TemplateResult {
    const picked = this.picked.includes(choice.value);
    return html`<div
      role="option"
      id="${this.#listId}-${index}"
      class="select-option"
      aria-selected=${picked}
      data-value=${choice.value}
      ?data-active=${index === this.active}
      @click=${() => this.#pick(choice)}
      @pointermove=${() => (this.active = index)}
    >
      ${renderEmoji(choice.emoji)}
      <span class="option-text"
        ><span class="option-label">${marked(choice)}</span
        >${choice.description === undefined ? nothing : html`<span class="option-about">${choice.description}</span>`}</span
      >
      <span class="option-tick ${several ? "box" : ""}">${picked ? icon("check") : nothing}</span>
    </div>`;
  }

  #narrowed(): Choice[] {
    return narrow(this.choices, this.typed);
  }

  #toggle = () => (this.open ? this.#close(true) : this.#show());

  #show() {
    if (this.disabled) return;
    this.typed = "";
    this.#before = this.picked.join();
    this.active = Math.max(
      0,
      this.choices.findIndex(({ value }) => this.picked.includes(value)),
    );
    this.open = true;
  }

  #close(refocus: boolean) {
    this.#stop?.();
    this.#stop = null;
    this.open = false;
    if (refocus) this.querySelector<HTMLElement>(".select-button")?.focus();
    const enough = this.picked.length >= Math.min(this.min, this.choices.length);
    if (this.sends && this.max > 1 && enough && this.picked.join() !== this.#before) this.onPick(this.picked);
  }

  #pick(choice: Choice) {
    const had = this.picked.includes(choice.value);
    if (this.max > 1) {
      if (!had && this.picked.length >= this.max) return;
      this.picked = had
        ? this.picked.filter((value) => value !== choice.value)
        : [...this.picked, choice.value];
      if (!this.sends) this.onPick(this.picked);
      return;
    }
    this.picked = had && this.min === 0 ? [] : [choice.value];
    this.#close(true);
    this.onPick(this.picked);
  }

  #type = ({ target }: Event) => {
    this.typed = (target as HTMLInputElement).value;
    this.active = 0;
  };

  #buttonKey = (event: KeyboardEvent) => {
    if (this.open || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    event.preventDefault();
    this.#show();
  };

  #key = (event: KeyboardEvent) => {
    const choices = this.#narrowed();
    const typing = event.target instanceof HTMLInputElement;
    const moves: Record<string, number> = { ArrowDown: this.active + 1, ArrowUp: this.active - 1 };
    if (!typing) Object.assign(moves, { Home: 0, End: choices.length - 1 });
    const move = moves[event.key];
    const choice = choices[this.active];
    if (move !== undefined) this.active = Math.max(0, Math.min(choices.length - 1, move));
    else if (event.key === "Escape") this.#close(true);
    else if (event.key === "Tab") return this.#close(false);
    else if ((event.key === "Enter" || (event.key === " " && !typing)) && choice !== undefined)
      this.#pick(choice);
    else if (!typing && event.key.length === 1) this.#jumpTo(event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  /** A letter goes to the next choice that begins with it. */
  #jumpTo(letter: string) {
    const choices = this.#narrowed();
    const turned = [...choices.slice(this.active + 1), ...choices.slice(0, this.active + 1)];
    const next = turned.find(({ label }) => label.toLocaleLowerCase().startsWith(letter.toLocaleLowerCase()));
    if (next !== undefined) this.active = choices.indexOf(next);
  }
}

function chip(choice: Choice): TemplateResult {
  return html`<span class="chip">${renderEmoji(choice.emoji)}${marked(choice)}</span>`;
}

function marked({ kind, label }: Choice): string {
  if (kind === "channel") return `#${label}`;
  return kind === "role" ? `@${label}` : label;
}

function rangeOf(min: number, max: number): string {
  if (min === max) return `Pick ${max}`;
  return min === 0 ? `Pick up to ${max}` : `Pick ${min} to ${max}`;
}

customElements.define("sb-select", Select);
