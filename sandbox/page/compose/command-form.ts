import { html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { live } from "lit/directives/live.js";
import type { APIApplicationCommandBasicOption } from "discord-api-types/v10";
import type { OptionValue, PageChannel } from "../../page-protocol.ts";
import type { Choice } from "../components/choices.ts";
import { icon } from "../look/icons.ts";
import { View, uniqueId } from "../look/view.ts";
import { sentenceOf } from "../state/act.ts";
import type { Names } from "../state/names.ts";
import type { Store } from "../state/store.ts";
import { described } from "./entries.ts";
import type { Entry } from "./entries.ts";
import { toUpload } from "./upload.ts";
import type { Upload } from "./upload.ts";
import { isAutocompleted, soFar, suggestions } from "./suggest.ts";
import { emptyField, limitsOf, readField, typed } from "./values.ts";
import type { Field } from "./values.ts";

const ATTACHMENT = 11;
/** Rest after a key before the bot is asked for choices, ms. */
const SETTLE_MS = 180;

/** `<sb-command-form>`: a command with its options, on the line where one writes. */
class CommandForm extends View {
  static override properties = {
    entry: { attribute: false },
    place: { attribute: false },
    names: { attribute: false },
    store: { attribute: false },
    onDone: { attribute: false },
    fields: { state: true },
    focused: { state: true },
    active: { state: true },
    choices: { state: true },
    asking: { state: true },
    problems: { state: true },
  };
  declare entry: Entry;
  declare place: PageChannel;
  declare names: Names;
  declare store: Store;
  /** The form is done with: `""` once sent, else what to write instead. */
  declare onDone: (back: string) => void;
  declare fields: Field[];
  /** Name of the option with the cursor; null when the cursor is elsewhere. */
  declare focused: string | null;
  declare active: number;
  /** What the bot offers for the focused option. */
  declare choices: Choice[] | null;
  declare asking: boolean;
  declare problems: Record<string, string>;
  #listId = uniqueId("choices");
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  /** What was typed when the bot was asked for the choices that are shown. */
  #choicesFor: string | null = null;
  /** Enter was pressed before the choices for what was typed had come: the first of them is meant. */
  #enterWaits = false;

  constructor() {
    super();
    this.focused = null;
    this.active = -1;
    this.choices = null;
    this.asking = false;
    this.problems = {};
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (!changed.has("entry")) return;
    const required = this.entry.options.filter((option) => option.required === true);
    // Nothing required: the first one is at hand, and empty it is as good as not there.
    const first = required.length > 0 ? required : this.entry.options.slice(0, 1);
    this.fields = first.map(emptyField);
    this.problems = {};
  }

  protected override firstUpdated() {
    this.#focusFirst();
  }

  protected override updated(changed: PropertyValues<this>) {
    if (changed.has("entry") && changed.get("entry") !== undefined) this.#focusFirst();
    if (changed.has("active")) this.querySelector("[data-active]")?.scrollIntoView({ block: "nearest" });
  }

  #focusFirst() {
    const input =
      this.querySelector<HTMLElement>(".option-input") ?? this.querySelector<HTMLElement>(".send");
    input?.focus();
  }

  protected override render() {
    const { path } = this.entry;
    return html`${this.#help()}
      <div
        class="composer-line command-line"
        role="group"
        aria-label="Command /${path}"
        @keydown=${this.#formKey}
      >
        <span class="command-name">/${path}</span>
        ${repeat(
          this.fields,
          ({ option }) => option.name,
          (field) => this.#pill(field),
        )}
        ${this.#rest().map((option) => html`<button class="add-option" title=${option.description} @click=${() => this.#add(option)}>${icon("plus")}${option.name}</button>`)}
        <span class="command-end">
          <button
            class="icon-button"
            aria-label="Leave the command"
            title="Leave the command"
            @click=${() => this.onDone("")}
          >
            ${icon("close")}
          </button>
          <button class="icon-button send" aria-label="Send /${path}" title="Send" @click=${this.#send}>
            ${icon("send")}
          </button>
        </span>
      </div>`;
  }

  /** Above the line: what the focused option means, what is wrong, and what can be picked. */
  #help(): TemplateResult {
    const field = this.fields.find(({ option }) => option.name === this.focused);
    const option = field?.option;
    const { locale } = this.names.me;
    const problem = option === undefined ? undefined : this.problems[option.name];
    const limits = option === undefined ? "" : limitsOf(option);
    const about = option === undefined ? this.entry.description : described(option, locale);
    const choices = field === undefined ? null : this.#offers(field);
    return html`<div class="picker command-help">
      <p class="picker-head" id="${this.#listId}-about">
        <b>${option?.name ?? `/${this.entry.path}`}</b>
        ${about}${limits === "" ? nothing : html` <span class="limits">${limits}</span>`}${option?.required === true ? html` <span class="limits">required</span>` : nothing}
      </p>
      ${problem === undefined ? nothing : html`<p class="problem" role="alert">${icon("warning")} ${problem}</p>`}
      ${this.asking ? html`<p class="none" role="status">Asking the app…</p>` : nothing}
      <div
        role="listbox"
        id=${this.#listId}
        aria-labelledby="${this.#listId}-about"
        ?hidden=${choices === null}
      >
        ${(choices ?? []).map((choice, index) => this.#choice(choice, index, field))}
      </div>
      ${choices !== null && choices.length === 0 && !this.asking ? html`<p class="none">Nothing to pick for this.</p>` : nothing}
    </div>`;
  }

  #choice(choice: Choice, index: number, field: Field | undefined): TemplateResult {
    const pick = () => field !== undefined && this.#pick(field, choice);
    return html`<div
      role="option"
      id="${this.#listId}-${index}"
      class="picker-option"
      aria-selected=${index === this.active}
      ?data-active=${index === this.active}
      @pointerdown=${(event: Event) => event.preventDefault()}
      @click=${pick}
    >
      <span class="picker-name">${choice.kind === "channel" ? "#" : ""}${choice.label}</span
      >${choice.description === undefined ? nothing : html`<span class="picker-about">${choice.description}</span>`}
    </div>`;
  }

  #pill(field: Field): TemplateResult {
    const { option } = field;
    const wrong = this.problems[option.name] !== undefined;
    return html`<label
      class="option-pill ${wrong ? "invalid" : ""} ${this.focused === option.name ? "focused" : ""}"
    >
      <span class="option-name">${option.name}</span
      >${option.type === ATTACHMENT ? this.#fileInput(field) : this.#input(field, wrong)}
    </label>`;
  }

  #fileInput(field: Field): TemplateResult {
    const take = ({ target }: Event) =>
      this.#change(field, { file: (target as HTMLInputElement).files?.[0] ?? null });
    return html`<input
      class="option-input"
      type="file"
      data-option=${field.option.name}
      @change=${take}
      @focus=${() => this.#focus(field)}
    />`;
  }

  #input(field: Field, wrong: boolean): TemplateResult {
    const { name } = field.option;
    const value = field.picked?.label ?? field.text;
    const isFocused = this.focused === name;
    const open = isFocused && this.#offers(field) !== null;
    return html`<input
      class="option-input"
      type="text"
      role="combobox"
      autocomplete="off"
      spellcheck="false"
      enterkeyhint="send"
      inputmode=${field.option.type === 4 || field.option.type === 10 ? "decimal" : "text"}
      aria-autocomplete="list"
      aria-label=${name}
      aria-expanded=${open}
      aria-controls=${this.#listId}
      aria-activedescendant=${open && this.active >= 0 ? `${this.#listId}-${this.active}` : nothing}
      aria-describedby="${this.#listId}-about"
      aria-invalid=${wrong ? "true" : "false"}
      data-option=${name}
      style="--width:${Math.max(4, value.length + 1)}ch"
      .value=${live(value)}
      @focus=${() => this.#focus(field)}
      @input=${({ target }: Event) => this.#type(field, (target as HTMLInputElement).value)}
      @keydown=${(event: KeyboardEvent) => this.#key(event, field)}
    />`;
  }

  #rest(): APIApplicationCommandBasicOption[] {
    return this.entry.options.filter(({ name }) => this.fields.every(({ option }) => option.name !== name));
  }

  #offers(field: Field): Choice[] | null {
    if (isAutocompleted(field)) return this.choices;
    const guildId = "guild_id" in this.place.channel ? (this.place.channel.guild_id ?? null) : null;
    return suggestions(field, this.names, guildId);
  }

  #focus(field: Field) {
    if (this.focused === field.option.name) return;
    this.focused = field.option.name;
    this.active = -1;
    this.choices = null;
    this.#choicesFor = null;
    this.#enterWaits = false;
    if (isAutocompleted(field)) this.#ask(field, 0);
  }

  #type(field: Field, text: string) {
    this.#enterWaits = false;
    const next = this.#change(field, { text, picked: null });
    this.active = text === "" ? -1 : 0;
    if (isAutocompleted(next)) this.#ask(next, SETTLE_MS);
  }

  #change(field: Field, parts: Partial<Field>): Field {
    const next = { ...field, ...parts };
    this.fields = this.fields.map((one) => (one.option.name === field.option.name ? next : one));
    const { [field.option.name]: _gone, ...others } = this.problems;
    this.problems = others;
    return next;
  }

  #ask(field: Field, waitMs: number) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#complete(field), waitMs);
  }

  async #complete(field: Field) {
    this.#asked += 1;
    const asked = this.#asked;
    this.asking = this.choices === null;
    const options = soFar(
      this.fields.map((one) => (one.option.name === field.option.name ? field : one)),
      field,
    );
    const { name: focused } = field.option;
    try {
      const result = await this.store.act({
        do: "autocomplete",
        channelId: this.place.channel.id,
        command: this.entry.path,
        options,
        focused,
      });
      if (asked !== this.#asked || this.focused !== focused) return;
      const choices = result?.kind === "choices" ? result.choices : [];
      this.choices = choices.map(({ name, value }) => ({ label: name, value: String(value) }));
      this.#choicesFor = field.text;
      this.#enterAtLast(focused);
    } catch (error) {
      this.#enterWaits = false;
      if (asked === this.#asked) this.problems = { ...this.problems, [focused]: sentenceOf(error) };
    } finally {
      if (asked === this.#asked) this.asking = false;
    }
  }

  /** The Enter that had to wait for the choices. */
  #enterAtLast(name: string) {
    if (!this.#enterWaits) return;
    this.#enterWaits = false;
    const field = this.fields.find(({ option }) => option.name === name);
    const [first] = this.choices ?? [];
    if (field !== undefined && first !== undefined) this.#pick(field, first);
    else void this.#send();
  }

  /** What is listed belongs to what was typed before. */
  #isBehind(field: Field): boolean {
    return (
      isAutocompleted(field) && field.picked === null && field.text !== "" && field.text !== this.#choicesFor
    );
  }

  #pick(field: Field, choice: Choice) {
    const value = typed(field.option, choice.value);
    this.#change(field, { picked: { label: choice.label, value }, text: choice.label });
    this.active = -1;
    this.choices = null;
    const next = this.fields.find((one) => one.option.required === true && "problem" in readField(one));
    if (next !== undefined) this.#goTo(next.option.name);
  }

  #add(option: APIApplicationCommandBasicOption) {
    this.fields = [...this.fields, emptyField(option)];
    this.#goTo(option.name);
  }

  #goTo(name: string) {
    void this.updateComplete.then(() =>
      this.querySelector<HTMLElement>(`[data-option="${CSS.escape(name)}"]`)?.focus(),
    );
  }

  #key(event: KeyboardEvent, field: Field) {
    const choices = this.#offers(field) ?? [];
    const chosen = choices[this.active];
    if (event.key === "ArrowDown" && choices.length > 0) this.active = (this.active + 1) % choices.length;
    else if (event.key === "ArrowUp" && choices.length > 0)
      this.active = (this.active + choices.length - (this.active < 0 ? 0 : 1)) % choices.length;
    else if (event.key === "Enter" && !event.isComposing) {
      if (this.#isBehind(field)) {
        this.#enterWaits = true;
        this.#ask(field, 0);
      } else if (chosen === undefined) void this.#send();
      else this.#pick(field, chosen);
    } else if (event.key === "Tab" && !event.shiftKey && chosen !== undefined && field.picked === null)
      return this.#pick(field, chosen);
    else if (event.key === "Backspace" && field.text === "" && field.picked === null) this.#drop(field);
    else return;
    event.preventDefault();
  }

  /** Backspace in an empty option takes it away; in the last one, the command too. */
  #drop(field: Field) {
    const at = this.fields.indexOf(field);
    if (at <= 0) return this.onDone(`/${this.entry.path}`);
    const before = this.fields[at - 1];
    if (field.option.required !== true) this.fields = this.fields.toSpliced(at, 1);
    if (before !== undefined) this.#goTo(before.option.name);
  }

  #formKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    this.onDone("");
  };

  #send = async () => {
    const readings = this.fields.map((field) => ({ field, reading: readField(field) }));
    const wrong = readings.flatMap(({ field, reading }) =>
      "problem" in reading ? [[field.option.name, reading.problem] as const] : [],
    );
    this.problems = Object.fromEntries(wrong);
    const [first] = wrong;
    if (first !== undefined) return this.#goTo(first[0]);
    const options: Record<string, OptionValue> = {};
    const files: Record<string, Upload> = {};
    for (const { field, reading } of readings) {
      if (field.file !== null) files[field.option.name] = await toUpload(field.file);
      else if ("value" in reading && reading.value !== undefined) options[field.option.name] = reading.value;
    }
    this.store.perform({
      do: "slash",
      channelId: this.place.channel.id,
      command: this.entry.path,
      options,
      files,
    });
    return this.onDone("");
  };
}

customElements.define("sb-command-form", CommandForm);
