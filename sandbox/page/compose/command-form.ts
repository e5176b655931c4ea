import { html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { live } from "lit/directives/live.js";
import type { APIApplicationCommandBasicOption } from "discord-api-types/v10";
import type { PageChannel } from "../../page-protocol.ts";
import type { Choice } from "../components/choices.ts";
import { icon } from "../look/icons.ts";
import { View, uniqueId } from "../look/view.ts";
import type { Names } from "../state/names.ts";
import type { Store } from "../state/store.ts";
import { commandHelp } from "./command-help.ts";
import { Completion } from "./completion.ts";
import type { Entry } from "./entries.ts";
import { givenIn, problemsOf } from "./filled-in.ts";
import { isAutocompleted, soFar, suggestions } from "./suggest.ts";
import { emptyField, readField, typed } from "./values.ts";
import type { Field } from "./values.ts";

const ATTACHMENT = 11;

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
    settled: { state: true },
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
  /** The focused option was just picked: its list is out of the way until one wants it again. */
  declare settled: boolean;
  declare problems: Record<string, string>;
  #listId = uniqueId("choices");
  #completion = new Completion({
    ask: (field) => this.#complete(field),
    changed: () => this.requestUpdate(),
    failed: ({ option }, sentence) => (this.problems = { ...this.problems, [option.name]: sentence }),
  });

  constructor() {
    super();
    this.focused = null;
    this.active = -1;
    this.settled = false;
    this.problems = {};
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#completion.forget();
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

  #help(): TemplateResult {
    const field = this.fields.find(({ option }) => option.name === this.focused);
    return commandHelp({
      entry: this.entry,
      field,
      locale: this.names.me.locale,
      problem: field === undefined ? undefined : this.problems[field.option.name],
      choices: field === undefined ? null : this.#offers(field),
      active: this.active,
      asking: this.#completion.asking,
      listId: this.#listId,
      onPick: (choice) => field !== undefined && this.#pick(field, choice),
    });
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
      @click=${() => (this.settled = false)}
      @input=${({ target }: Event) => this.#type(field, (target as HTMLInputElement).value)}
      @keydown=${(event: KeyboardEvent) => this.#key(event, field)}
    />`;
  }

  #rest(): APIApplicationCommandBasicOption[] {
    return this.entry.options.filter(({ name }) => this.fields.every(({ option }) => option.name !== name));
  }

  #offers(field: Field): Choice[] | null {
    if (this.settled) return null;
    if (isAutocompleted(field)) return this.#completion.choices;
    const guildId = "guild_id" in this.place.channel ? (this.place.channel.guild_id ?? null) : null;
    return suggestions(field, this.names, guildId);
  }

  #focus(field: Field) {
    if (this.focused === field.option.name) return;
    this.focused = field.option.name;
    this.active = -1;
    this.settled = false;
    this.#completion.begin(field);
  }

  #type(field: Field, text: string) {
    const next = this.#change(field, { text, picked: null });
    this.active = text === "" ? -1 : 0;
    this.settled = false;
    this.#completion.typed(next);
  }

  #change(field: Field, parts: Partial<Field>): Field {
    const next = { ...field, ...parts };
    this.fields = this.fields.map((one) => (one.option.name === field.option.name ? next : one));
    const { [field.option.name]: _gone, ...others } = this.problems;
    this.problems = others;
    return next;
  }

  async #complete(field: Field): Promise<Choice[]> {
    const { name: focused } = field.option;
    const fields = this.fields.map((one) => (one.option.name === focused ? field : one));
    const result = await this.store.act({
      do: "autocomplete",
      channelId: this.place.channel.id,
      command: this.entry.path,
      options: soFar(fields, field),
      focused,
    });
    const choices = result?.kind === "choices" ? result.choices : [];
    return choices.map(({ name, value }) => ({ label: name, value: String(value) }));
  }

  #pick(field: Field, choice: Choice) {
    const value = typed(field.option, choice.value);
    this.#change(field, { picked: { label: choice.label, value }, text: choice.label });
    this.active = -1;
    this.settled = true;
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
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.settled = false;
    const choices = this.#offers(field) ?? [];
    const chosen = choices[this.active];
    if (event.key === "ArrowDown" && choices.length > 0) this.active = (this.active + 1) % choices.length;
    else if (event.key === "ArrowUp" && choices.length > 0)
      this.active = (this.active + choices.length - (this.active < 0 ? 0 : 1)) % choices.length;
    else if (event.key === "Enter" && !event.isComposing) this.#enter(field, chosen);
    else if (event.key === "Tab" && !event.shiftKey && chosen !== undefined && field.picked === null)
      return this.#pick(field, chosen);
    else if (event.key === "Backspace" && field.text === "" && field.picked === null) this.#drop(field);
    else return;
    event.preventDefault();
  }

  #enter(field: Field, chosen: Choice | undefined) {
    const take = (choice: Choice | undefined) =>
      choice === undefined ? void this.#send() : this.#pick(field, choice);
    if (this.#completion.isBehind(field)) this.#completion.firstFor(field, take);
    else take(chosen);
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
    const wrong = problemsOf(this.fields);
    this.problems = Object.fromEntries(wrong);
    const [first] = wrong;
    if (first !== undefined) return this.#goTo(first[0]);
    const { options, files } = await givenIn(this.fields);
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
