import { html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { APIMessage } from "discord-api-types/v10";
import type { PageChannel } from "../../page-protocol.ts";
import { icon, spinner } from "../look/icons.ts";
import { View, uniqueId } from "../look/view.ts";
import { sentenceOf } from "../state/act.ts";
import { nameOf } from "../state/names.ts";
import type { Names } from "../state/names.ts";
import { notify } from "../state/notices.ts";
import type { PaneState } from "../state/state.ts";
import type { Store } from "../state/store.ts";
import { entriesIn, matching } from "./entries.ts";
import type { Entry } from "./entries.ts";
import "./command-form.ts";

const LONGEST = 2000;
/** A window too narrow for a longer hint, px. */
const NARROW = 480;

/** `<sb-composer>`: where one writes, and where `/` leads to the commands. */
class Composer extends View {
  static override properties = {
    place: { attribute: false },
    state: { attribute: false },
    names: { attribute: false },
    store: { attribute: false },
    replyTo: { attribute: false },
    text: { state: true },
    active: { state: true },
    entry: { state: true },
    closed: { state: true },
  };
  declare place: PageChannel;
  declare state: PaneState;
  declare names: Names;
  declare store: Store;
  declare replyTo: APIMessage | null;
  declare text: string;
  /** The command of the list that Enter would take. */
  declare active: number;
  /** The command being filled in. */
  declare entry: Entry | null;
  /** Escape closes the list until one types on. */
  declare closed: boolean;
  #listId = uniqueId("commands");
  #drafts = new Map<string, string>();

  constructor() {
    super();
    this.text = "";
    this.active = 0;
    this.entry = null;
    this.closed = false;
    this.replyTo = null;
  }

  override connectedCallback() {
    super.connectedCallback();
    document.addEventListener("keydown", this.#elsewhere);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.#elsewhere);
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    const before = changed.get("place") as PageChannel | undefined;
    if (!changed.has("place") || before?.channel.id === this.place.channel.id) return;
    if (before !== undefined) this.#drafts.set(before.channel.id, this.text);
    this.text = this.#drafts.get(this.place.channel.id) ?? "";
    this.entry = null;
    this.replyTo = null;
  }

  protected override updated(changed: PropertyValues<this>) {
    if (changed.has("text")) this.#fit();
    if (changed.has("active")) this.querySelector("[data-active]")?.scrollIntoView({ block: "nearest" });
    if (changed.has("replyTo") && this.replyTo !== null) this.#focus();
  }

  /** Begins a command by its name, as a press on a mention of it does. */
  start(path: string): void {
    const entry = this.#entries().find((one) => one.path === path);
    if (entry === undefined) notify(`/${path} can’t be used here.`);
    else this.#take(entry);
  }

  /** Puts text where one writes, and the cursor after it. */
  write(text: string): void {
    this.entry = null;
    this.text = text;
    this.closed = false;
    this.#focus();
  }

  protected override render() {
    if (!this.place.canPost)
      return html`<p class="composer-closed">${icon("lock")} You can read here, not write.</p>`;
    const { entry } = this;
    return html`<div class="composer">
      ${this.#status()}
      ${entry === null ? this.#writing() : html`<sb-command-form .entry=${entry} .place=${this.place} .names=${this.names} .store=${this.store} .onDone=${this.#leave}></sb-command-form>`}
    </div>`;
  }

  #writing(): TemplateResult {
    const offers = this.#offers();
    const open = offers !== null;
    const name = this.names.channelName(this.place);
    const hint = this.place.context === "guild" ? `Message #${name}` : `Message ${name}`;
    return html`${this.replyTo === null ? nothing : this.#replying(this.replyTo)}
      ${open ? this.#list(offers) : nothing}
      <div class="composer-line">
        <button
          class="icon-button"
          title="Commands"
          aria-label="Commands"
          aria-expanded=${open}
          @click=${() => this.write("/")}
        >
          ${icon("bolt")}
        </button>
        <textarea
          class="composer-text"
          rows="1"
          maxlength=${LONGEST}
          role=${open ? "combobox" : nothing}
          aria-expanded=${open ? "true" : nothing}
          aria-autocomplete=${open ? "list" : nothing}
          aria-controls=${open ? this.#listId : nothing}
          aria-activedescendant=${open && offers.length > 0 ? `${this.#listId}-${this.active}` : nothing}
          aria-label=${hint}
          placeholder=${innerWidth < NARROW ? hint : `${hint}, or / for commands`}
          enterkeyhint="send"
          .value=${live(this.text)}
          @input=${this.#type}
          @keydown=${this.#key}
        ></textarea>
        <button
          class="icon-button send"
          title="Send"
          aria-label="Send"
          ?disabled=${this.text.trim() === ""}
          @click=${this.#send}
        >
          ${icon("send")}
        </button>
      </div>`;
  }

  #list(offers: Entry[]): TemplateResult {
    return html`<div class="picker">
      <p class="picker-head" id="${this.#listId}-head">
        Commands of ${this.state.bot?.username ?? "the app"}
      </p>
      <div role="listbox" id=${this.#listId} aria-labelledby="${this.#listId}-head">
        ${offers.map((entry, index) => this.#offer(entry, index))}
      </div>
      ${offers.length === 0 ? html`<p class="none">${this.state.commands.length === 0 ? "The app has no commands yet. Has it started?" : "No command has that name."}</p>` : nothing}
    </div>`;
  }

  #offer(entry: Entry, index: number): TemplateResult {
    const { path, description, options } = entry;
    return html`<div
      role="option"
      id="${this.#listId}-${index}"
      class="picker-option"
      aria-selected=${index === this.active}
      ?data-active=${index === this.active}
      @click=${() => this.#take(entry)}
      @pointermove=${() => (this.active = index)}
    >
      <span class="picker-name"
        >/${path}${options.map(({ name, required }) => html` <span class="picker-slot ${required === true ? "required" : ""}">${name}</span>`)}</span
      >
      <span class="picker-about">${description}</span>
    </div>`;
  }

  /** What is under way here: a command on its way, one that failed, somebody typing. */
  #status(): TemplateResult | typeof nothing {
    const { id } = this.place.channel;
    const sending = this.state.pending.find(({ channelId, kind }) => channelId === id && kind === "slash");
    if (sending !== undefined)
      return html`<p class="composer-status" role="status">
        ${spinner()} Sending <b>${sending.command ?? "command"}</b>…
      </p>`;
    const failed = this.state.failures.find(
      (failure) => failure.channelId === id && failure.messageId === undefined,
    );
    if (failed !== undefined) {
      return html`<p class="composer-status failure" role="alert">
        ${icon("warning")}<span
          >${failed.command === undefined ? nothing : html`<b>${failed.command}</b> · `}${failed.reason}</span
        >
      </p>`;
    }
    const typing = this.state.typing[id];
    if (typing === undefined || typing.until < Date.now()) return nothing;
    return html`<p class="composer-status" role="status">
      <span class="thinking-dots" aria-hidden="true"><i></i><i></i><i></i></span>
      ${this.names.display(typing.userId)} is typing…
    </p>`;
  }

  #replying(message: APIMessage): TemplateResult {
    const leave = () => (this.replyTo = null);
    return html`<p class="replying">
      Replying to <b>${nameOf(message.author)}</b
      ><button class="icon-button" aria-label="Don’t reply" @click=${leave}>${icon("close")}</button>
    </p>`;
  }

  #entries(): Entry[] {
    return entriesIn(this.state.commands, this.place, this.state.me.locale);
  }

  /** The commands that fit, while a command's name is being typed; else null. */
  #offers(): Entry[] | null {
    if (this.closed || !/^\/[^\n]*$/.test(this.text)) return null;
    return matching(this.#entries(), this.text.slice(1));
  }

  #take(entry: Entry) {
    this.text = "";
    this.entry = entry;
  }

  /** @param back what to write instead, when the command was left and not sent. */
  #leave = (back: string) => {
    this.entry = null;
    this.text = back;
    // The name stands there to be changed or deleted; the list would take the Enter meant for it.
    this.closed = back !== "";
    this.#focus();
  };

  #type = ({ target }: Event) => {
    this.text = (target as HTMLTextAreaElement).value;
    this.active = 0;
    this.closed = false;
    const [exact] = this.#offers() ?? [];
    // A name typed in full with a space after it is as good as picked, unless a longer name begins with it.
    if (exact !== undefined && this.text === `/${exact.path} `) this.#take(exact);
  };

  #key = (event: KeyboardEvent) => {
    const offers = this.#offers();
    const chosen = offers?.[this.active];
    const step = event.key === "ArrowDown" ? 1 : -1;
    if (offers !== null && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      this.active = (this.active + step + offers.length) % Math.max(1, offers.length);
    } else if (chosen !== undefined && (event.key === "Enter" || event.key === "Tab") && !event.shiftKey)
      this.#take(chosen);
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) void this.#send();
    else if (event.key === "Escape") this.#escape();
    else return;
    event.preventDefault();
  };

  /** Whoever begins to type without having chosen a place to, means to write. */
  #elsewhere = ({ key, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
    const nowhere = document.activeElement?.matches("body, [role=log], article");
    const isLetter = key.length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey;
    const isAlone = document.querySelectorAll("sb-composer").length === 1;
    if (nowhere === true && isLetter && isAlone && this.entry === null)
      this.querySelector<HTMLElement>(".composer-text")?.focus();
  };

  #escape() {
    if (this.replyTo !== null) this.replyTo = null;
    this.closed = true;
  }

  #send = async () => {
    const content = this.text.trim();
    if (content === "") return;
    const channelId = this.place.channel.id;
    const replyTo = this.replyTo === null ? {} : { replyTo: this.replyTo.id };
    this.text = "";
    this.replyTo = null;
    try {
      await this.store.act({ do: "post", channelId, content, ...replyTo });
    } catch (error) {
      if (this.text === "") this.text = content;
      notify(sentenceOf(error));
    }
  };

  #fit() {
    const area = this.querySelector<HTMLElement>(".composer-text");
    if (area === null) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight}px`;
  }

  #focus() {
    void this.updateComplete.then(() => this.querySelector<HTMLTextAreaElement>(".composer-text")?.focus());
  }
}

customElements.define("sb-composer", Composer);

export type { Composer };
