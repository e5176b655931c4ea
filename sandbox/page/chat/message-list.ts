import { html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { APIMessage } from "discord-api-types/v10";
import type { PendingInteraction } from "../../page-protocol.ts";
import { icon } from "../look/icons.ts";
import { View } from "../look/view.ts";
import type { Names } from "../state/names.ts";
import { isOlder } from "../state/reduce.ts";
import type { Failure } from "../state/state.ts";
import type { Store } from "../state/store.ts";
import { formatter } from "../text/time.ts";
import { dayOf, follows } from "./grouping.ts";
import { atEnd, movedDown, movedUp, shifted } from "./window.ts";
import type { Window } from "./window.ts";
import "./message.ts";

/** So near to the end counts as being there, px. */
const NEAR_END = 80;
const NOTHING: APIMessage[] = [];

/** `<sb-message-list>`: the conversation. Keeps to the newest while one reads there, and to the same place otherwise. */
class MessageList extends View {
  static override properties = {
    channelId: { attribute: false },
    messages: { attribute: false },
    names: { attribute: false },
    store: { attribute: false },
    guildId: { attribute: false },
    pendings: { attribute: false },
    failures: { attribute: false },
    readUpTo: { attribute: false },
    unread: { type: Number },
    away: { state: true },
  };
  declare channelId: string;
  declare messages: APIMessage[];
  declare names: Names;
  declare store: Store;
  declare guildId: string | null;
  declare pendings: PendingInteraction[];
  declare failures: Failure[];
  declare readUpTo: string | null;
  declare unread: number;
  /** Scrolled up, away from the newest. */
  declare away: boolean;
  #window: Window = { from: 0, to: 0 };
  #newFrom: string | null = null;
  #complete = false;
  #loading = false;
  #keep: { id: string; top: number } | null = null;
  #observer: ResizeObserver | null = null;
  /** Height of all messages, and of the room for them, when the end was last scrolled to. */
  #height = 0;
  #room = 0;

  constructor() {
    super();
    this.messages = NOTHING;
    this.away = false;
  }

  override connectedCallback() {
    super.connectedCallback();
    // Pictures and fonts that arrive late must not push the newest message out of sight.
    this.#observer = new ResizeObserver(() => !this.away && this.#toEnd());
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#observer?.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has("channelId")) {
      this.#window = atEnd(this.messages.length);
      this.#complete = this.messages.length < 50;
      this.#newFrom = this.unread > 0 ? (this.readUpTo ?? "0") : null;
      this.away = false;
      this.#keep = null;
      return;
    }
    if (changed.has("messages")) this.#followMessages(changed.get("messages") ?? NOTHING);
  }

  #followMessages(before: APIMessage[]) {
    const first = before[0]?.id;
    const added =
      first === undefined
        ? 0
        : Math.max(
            0,
            this.messages.findIndex(({ id }) => id === first),
          );
    if (added > 0) this.#window = shifted(this.#window, added);
    const wasAtEnd = this.#window.to >= before.length + added;
    if (!wasAtEnd) return;
    this.#window = this.away ? { ...this.#window, to: this.messages.length } : atEnd(this.messages.length);
  }

  protected override updated(changed: PropertyValues<this>) {
    const scroller = this.#scroller();
    if (scroller === null) return;
    if (changed.has("channelId")) {
      this.#observer?.disconnect();
      const inner = this.querySelector(".message-run");
      if (inner !== null) this.#observer?.observe(inner);
      this.#observer?.observe(scroller);
    }
    if (this.#keep !== null) void this.#restoreOnceDrawn(scroller, this.#keep);
    else if (!this.away) this.#toEnd();
    this.#markRead();
  }

  protected override render() {
    const { from, to } = this.#window;
    const shown = this.messages.slice(from, to);
    return html`<div
        class="message-scroller"
        tabindex="0"
        role="log"
        aria-label="Messages"
        aria-live="polite"
        @scroll=${this.#scrolled}
      >
        <div class="message-run">
          ${from === 0 && this.#complete ? html`${this.#beginning()}` : html`<p class="older" role="status">${icon("clock")} Older messages</p>`}
          ${repeat(
            shown,
            ({ id }) => id,
            (message, index) => this.#row(message, this.messages[from + index - 1]),
          )}
        </div>
      </div>
      ${this.away ? html`<button class="to-end" @click=${this.#jumpToEnd}>${icon("chevron")} Newest messages</button>` : nothing}`;
  }

  #row(message: APIMessage, before: APIMessage | undefined): TemplateResult {
    const { zone } = this.names.me;
    const newDay = before === undefined || dayOf(before.timestamp, zone) !== dayOf(message.timestamp, zone);
    const firstNew = this.#isFirstNew(message, before);
    const pending = this.pendings.find(({ messageId }) => messageId === message.id)?.customId ?? null;
    const failure = this.failures.find(({ messageId }) => messageId === message.id)?.reason ?? null;
    return html`${newDay || firstNew ? this.#divider(newDay ? message : null, firstNew) : nothing}
      <sb-message
        .message=${message}
        .names=${this.names}
        .store=${this.store}
        .guildId=${this.guildId}
        .follows=${!newDay && !firstNew && follows(message, before)}
        .pending=${pending}
        .failure=${failure}
      ></sb-message>`;
  }

  #isFirstNew(message: APIMessage, before: APIMessage | undefined): boolean {
    const read = this.#newFrom;
    if (read === null || message.author.id === this.names.me.id || !isOlder(read, message.id)) return false;
    return before === undefined || !isOlder(read, before.id);
  }

  #divider(message: APIMessage | null, isNew: boolean): TemplateResult {
    const reader = this.names.me;
    const day =
      message === null ? "" : formatter({ dateStyle: "long" }, reader).format(Date.parse(message.timestamp));
    return html`<div
      class="divider ${isNew ? "new" : ""}"
      role="separator"
      aria-label=${`${day}${isNew ? " New messages" : ""}`}
    >
      ${day === "" ? nothing : html`<span>${day}</span>`}${isNew ? html`<b>New</b>` : nothing}
    </div>`;
  }

  #beginning(): TemplateResult {
    const place = this.names.channel(this.channelId);
    if (place === undefined) return html``;
    const name = this.names.channelName(place);
    const isDm = place.context !== "guild";
    const topic = "topic" in place.channel ? place.channel.topic : null;
    return html`<div class="beginning">
      <h2>${isDm ? name : `#${name}`}</h2>
      <p>
        ${isDm ? `This is the beginning of your conversation with ${name}.` : `This is the beginning of #${name}.`}${topic ? ` ${topic}` : ""}
      </p>
    </div>`;
  }

  #scroller(): HTMLElement | null {
    return this.querySelector(".message-scroller");
  }

  #toEnd() {
    const scroller = this.#scroller();
    if (scroller === null) return;
    this.#height = scroller.scrollHeight;
    this.#room = scroller.clientHeight;
    scroller.scrollTop = this.#height;
  }

  #jumpToEnd = () => {
    this.#window = atEnd(this.messages.length);
    this.away = false;
    this.requestUpdate();
  };

  #scrolled = () => {
    const scroller = this.#scroller();
    if (scroller === null) return;
    // Not the reader has moved but the end: a message has grown since, or a list below has taken of the room.
    const isSame = scroller.scrollHeight === this.#height && scroller.clientHeight === this.#room;
    if (!this.away && !isSame) return this.#toEnd();
    const left = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    this.away = left > NEAR_END || this.#window.to < this.messages.length;
    if (scroller.scrollTop < scroller.clientHeight) void this.#up();
    else if (left < scroller.clientHeight && this.#window.to < this.messages.length)
      this.#move(movedDown(this.#window, this.messages.length));
    if (!this.away) this.#markRead();
  };

  async #up() {
    if (this.#window.from > 0) return this.#move(movedUp(this.#window));
    if (this.#complete || this.#loading || !this.away) return;
    this.#loading = true;
    this.#hold();
    const more = await this.store.loadOlder(this.channelId);
    this.#loading = false;
    this.#complete = !more;
    await this.updateComplete;
    this.#move(movedUp(this.#window));
  }

  #move(next: Window) {
    if (next.from === this.#window.from && next.to === this.#window.to) return this.requestUpdate();
    this.#hold();
    this.#window = next;
    this.requestUpdate();
  }

  /** Remembers where a message stands that stays drawn, so that it stands there still after the change. */
  #hold() {
    const scroller = this.#scroller();
    const top = scroller?.getBoundingClientRect().top ?? 0;
    for (const element of this.querySelectorAll<HTMLElement>("[data-message-id]")) {
      const box = element.getBoundingClientRect();
      if (box.bottom < top) continue;
      this.#keep = { id: element.dataset["messageId"] ?? "", top: box.top };
      return;
    }
  }

  /** Messages that are new to the document have no height before they have drawn themselves. */
  async #restoreOnceDrawn(scroller: HTMLElement, keep: { id: string; top: number }) {
    await Promise.all([...this.querySelectorAll<View>("sb-message")].map((each) => each.updateComplete));
    this.#restore(scroller, keep);
    // At the very top nothing moves any more, so no scrolling would tell that there is more to show.
    if (this.away && scroller.scrollTop < scroller.clientHeight) void this.#up();
  }

  #restore(scroller: HTMLElement, { id, top }: { id: string; top: number }) {
    const element = this.querySelector(`[data-message-id="${id}"]`);
    if (element !== null) scroller.scrollTop += element.getBoundingClientRect().top - top;
    if (!this.#loading) this.#keep = null;
  }

  #markRead() {
    const newest = this.messages.findLast(({ author }) => author.id !== this.names.me.id)?.id;
    if (this.away || this.unread === 0 || newest === undefined || document.hidden) return;
    if (this.readUpTo !== null && !isOlder(this.readUpTo, newest)) return;
    this.store.perform({ do: "read", channelId: this.channelId, upTo: newest });
  }
}

customElements.define("sb-message-list", MessageList);
