import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { APIMessage } from "discord-api-types/v10";
import { renderAttachments } from "../components/media.ts";
import { renderComponents } from "../components/render.ts";
import type { MessageContext } from "../components/context.ts";
import { avatar } from "../look/avatar.ts";
import { icon } from "../look/icons.ts";
import { View } from "../look/view.ts";
import { isEphemeral, isThinking } from "../state/ephemeral.ts";
import { nameOf } from "../state/names.ts";
import type { Names } from "../state/names.ts";
import type { Store } from "../state/store.ts";
import { renderText } from "../text/render.ts";
import { formatter } from "../text/time.ts";
import { renderEmbed } from "./embed.ts";
import "./message-tools.ts";

/** Of messages made of parts alone: their attachments stand where a part shows them. */
const COMPONENTS_V2 = 1 << 15;

/** `<sb-message>`: one message with everything that hangs on it. */
class Message extends View {
  static override properties = {
    message: { attribute: false },
    names: { attribute: false },
    store: { attribute: false },
    guildId: { attribute: false },
    follows: { type: Boolean },
    pending: { attribute: false },
    failure: { attribute: false },
  };
  declare message: APIMessage;
  declare names: Names;
  declare store: Store;
  declare guildId: string | null;
  /** Stands under another of the same author, a short time after it. */
  declare follows: boolean;
  declare pending: string | null;
  declare failure: string | null;
  #hadFocus = false;

  protected override willUpdate() {
    this.#hadFocus = this.contains(document.activeElement);
  }

  /** A press that changes the message must not throw the keyboard out of it. */
  protected override updated() {
    if (!this.#hadFocus || document.activeElement !== document.body) return;
    this.querySelector<HTMLElement>(".message")?.focus({ preventScroll: true });
  }

  protected override render() {
    const { message, names, guildId, store, pending } = this;
    const context: MessageContext = { names, guildId, store, message, pending };
    const ephemeral = isEphemeral(message);
    const head = !this.follows;
    return html`<article
      class="message ${head ? "head" : "follows"} ${ephemeral ? "ephemeral" : ""} ${this.#namesMe() ? "names-me" : ""}"
      aria-label="${nameOf(message.author)}, ${this.#time("full")}"
      data-message-id=${message.id}
      tabindex="-1"
    >
      ${head ? this.#origin() : nothing}
      <div class="message-side">
        ${head ? avatar(message.author, names.botId) : html`<span class="message-minute" aria-hidden="true">${this.#time("minute")}</span>`}
      </div>
      <div class="message-main">
        ${head ? this.#author() : nothing}
        <div class="message-body">${isThinking(message) ? this.#thinking() : this.#body(context)}</div>
        ${this.failure === null ? nothing : html`<p class="failure" role="alert">${icon("warning")} ${this.failure}</p>`}
        ${ephemeral ? this.#onlyYou() : nothing}
      </div>
      ${ephemeral || isThinking(message) ? nothing : html`<sb-message-tools .message=${message} .names=${names} .store=${store}></sb-message-tools>`}
    </article>`;
  }

  #body(context: MessageContext): TemplateResult {
    const { content, embeds, components = [], attachments, edited_timestamp: edited } = this.message;
    const inParts = ((this.message.flags ?? 0) & COMPONENTS_V2) !== 0;
    // What one alone sees changes with every press: saying so each time is only noise.
    const mark =
      edited === null || isEphemeral(this.message) ? nothing : html`<span class="edited">(edited)</span>`;
    return html`${content === "" ? nothing : html`<div class="prose">${renderText(content, context)} ${mark}</div>`}
    ${inParts ? nothing : renderAttachments(attachments)}
    ${embeds.map((embed) => renderEmbed(embed, context))} ${renderComponents(components, context)}
    ${content === "" ? mark : nothing}`;
  }

  /** Above an answer: who used what; above a reply: what it replies to. */
  #origin(): TemplateResult | typeof nothing {
    const { interaction_metadata: used, referenced_message: replied } = this.message;
    const command = (this.message as { interaction?: { name: string } }).interaction?.name;
    if (used !== undefined && command !== undefined) {
      const who = this.names.display(used.user.id, this.guildId);
      return html`<div class="origin">
        ${avatar(used.user, this.names.botId, "tiny")}<b>${who}</b> used
        <span class="origin-command">/${command}</span>
      </div>`;
    }
    if (replied == null) return nothing;
    const text = replied.content === "" ? "See the message" : replied.content.slice(0, 120);
    return html`<div class="origin">
      ${avatar(replied.author, this.names.botId, "tiny")}<b>${nameOf(replied.author)}</b>
      <span class="origin-text">${text}</span>
    </div>`;
  }

  #author(): TemplateResult {
    const { author } = this.message;
    const colour = this.names.colour(author.id, this.guildId);
    return html`<header class="message-head">
      <span class="author" style=${colour === undefined ? "" : `--role:${colour}`}
        >${this.names.display(author.id, this.guildId)}</span
      >
      ${author.bot === true ? html`<span class="app-tag">App</span>` : nothing} ${this.#stamp()}
    </header>`;
  }

  #thinking(): TemplateResult {
    return html`<p class="thinking" role="status">
      <span class="thinking-dots" aria-hidden="true"><i></i><i></i><i></i></span
      >${this.names.display(this.message.author.id, this.guildId)} is thinking…
    </p>`;
  }

  #onlyYou(): TemplateResult {
    const dismiss = () => this.store.perform({ do: "dismiss", messageId: this.message.id });
    return html`<p class="only-you">
      ${icon("eye")}Only you can see this ·
      <button class="text-button" @click=${dismiss}>Dismiss message</button>
    </p>`;
  }

  #namesMe(): boolean {
    const { mentions, mention_everyone: everyone } = this.message;
    return everyone || mentions.some(({ id }) => id === this.names.me.id);
  }

  /** Says "Today", which stops being true when the clock is moved on. */
  #stamp(): TemplateResult {
    const { zone, locale } = this.names.me;
    const at = Date.parse(this.message.timestamp);
    return html`<sb-time
      class="message-time"
      .at=${at}
      .format=${"day"}
      .zone=${zone}
      .locale=${locale}
    ></sb-time>`;
  }

  #time(form: "full" | "minute"): string {
    const { zone, locale } = this.names.me;
    const forms: Record<typeof form, Intl.DateTimeFormatOptions> = {
      full: { dateStyle: "long", timeStyle: "short" },
      minute: { timeStyle: "short" },
    };
    return formatter(forms[form], { zone, locale }).format(Date.parse(this.message.timestamp));
  }
}

customElements.define("sb-message", Message);
