import { html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import type { OpenModal } from "../../page-protocol.ts";
import { icon, spinner } from "../look/icons.ts";
import { View, uniqueId } from "../look/view.ts";
import { sentenceOf } from "../state/act.ts";
import type { Names } from "../state/names.ts";
import type { Store } from "../state/store.ts";
import { renderText } from "../text/render.ts";
import { initialValue, partsOf, problemOf } from "./fields.ts";
import type { FieldValue, ModalField, ModalPart } from "./fields.ts";
import { renderField } from "./field.ts";

/** `<sb-modal>`: the form a bot opens. It covers its pane alone: the other pane is another person's screen. */
class Modal extends View {
  static override properties = {
    opened: { attribute: false },
    names: { attribute: false },
    store: { attribute: false },
    guildId: { attribute: false },
    values: { state: true },
    problems: { state: true },
    sending: { state: true },
    refused: { state: true },
  };
  declare opened: OpenModal;
  declare names: Names;
  declare store: Store;
  declare guildId: string | null;
  declare values: Record<string, FieldValue>;
  declare problems: Record<string, string>;
  declare sending: boolean;
  /** What the sandbox said to the last try. */
  declare refused: string | null;
  #parts: ModalPart[] = [];
  #titleId = uniqueId("modal");

  protected override willUpdate(changed: PropertyValues<this>) {
    const before = changed.get("opened") as OpenModal | undefined;
    if (!changed.has("opened") || before?.interactionId === this.opened.interactionId) return;
    this.#parts = partsOf(this.opened.modal.components);
    this.values = Object.fromEntries(this.#fields().map((field) => [field.customId, initialValue(field)]));
    this.problems = {};
    this.sending = false;
    this.refused = null;
  }

  protected override firstUpdated() {
    const first = this.querySelector<HTMLElement>(".modal-body :is(input, textarea, .select-button)");
    (first ?? this.querySelector<HTMLElement>(".modal-foot .primary"))?.focus();
  }

  protected override render() {
    const { title } = this.opened.modal;
    return html`<div class="modal-veil" @keydown=${this.#key}>
      <form
        class="modal"
        role="dialog"
        aria-modal="true"
        aria-labelledby=${this.#titleId}
        novalidate
        @submit=${this.#submit}
      >
        <header class="modal-head">
          <h2 id=${this.#titleId}>${title}</h2>
          <button type="button" class="icon-button" aria-label="Close" @click=${this.#close}>
            ${icon("close")}
          </button>
        </header>
        <div class="modal-body">
          ${this.#parts.map((part) => this.#part(part))}
          ${this.refused === null ? nothing : html`<p class="problem" role="alert">${icon("warning")} ${this.refused}</p>`}
        </div>
        <footer class="modal-foot">
          <button type="button" class="button secondary" @click=${this.#close}>Cancel</button>
          <button type="submit" class="button primary" aria-busy=${this.sending}>
            Submit${this.sending ? spinner() : nothing}
          </button>
        </footer>
      </form>
    </div>`;
  }

  #part(part: ModalPart): TemplateResult {
    const { names, guildId } = this;
    if (part.kind === "text")
      return html`<div class="prose">${renderText(part.content, { names, guildId })}</div>`;
    const { field } = part;
    return renderField({
      field,
      value: this.values[field.customId] ?? null,
      problem: this.problems[field.customId] ?? null,
      id: `${this.#titleId}-${field.customId}`,
      names,
      guildId,
      change: (value) => this.#change(field, value),
    });
  }

  #fields(): ModalField[] {
    return this.#parts.flatMap((part) => (part.kind === "field" ? [part.field] : []));
  }

  #change(field: ModalField, value: FieldValue) {
    this.values = { ...this.values, [field.customId]: value };
    const { [field.customId]: _gone, ...others } = this.problems;
    this.problems = others;
  }

  #submit = async (event: Event) => {
    event.preventDefault();
    if (this.sending) return;
    const wrong = this.#fields().flatMap((field) => {
      const problem = problemOf(field, this.values[field.customId] ?? null);
      return problem === null ? [] : [[field.customId, problem] as const];
    });
    this.problems = Object.fromEntries(wrong);
    if (wrong.length > 0) {
      await this.updateComplete;
      this.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      return;
    }
    await this.#send();
  };

  async #send() {
    this.sending = true;
    this.refused = null;
    try {
      await this.store.act({ do: "submit", interactionId: this.opened.interactionId, fields: this.values });
    } catch (error) {
      this.refused = sentenceOf(error);
    }
    this.sending = false;
  }

  #close = () => this.store.perform({ do: "close-modal", interactionId: this.opened.interactionId });

  #key = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.preventDefault();
      this.#close();
    }
    if (event.key === "Tab") this.#keepFocus(event);
  };

  /** Tab goes round within the form. */
  #keepFocus(event: KeyboardEvent) {
    const stops = [
      ...this.querySelectorAll<HTMLElement>("a[href], button, input, textarea, [tabindex='0']"),
    ].filter((element) => !element.matches(":disabled") && element.offsetParent !== null);
    const edge = event.shiftKey ? stops[0] : stops.at(-1);
    if (document.activeElement !== edge) return;
    event.preventDefault();
    (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
  }
}

customElements.define("sb-modal", Modal);
