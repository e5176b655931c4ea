import { html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import type { APIMessage } from "discord-api-types/v10";
import type { PageChannel } from "../../page-protocol.ts";
import { avatar } from "../look/avatar.ts";
import { channelIcon, icon, mark, spinner } from "../look/icons.ts";
import { View } from "../look/view.ts";
import { makeNames } from "../state/names.ts";
import type { Names } from "../state/names.ts";
import { findChannel, guildOf } from "../state/state.ts";
import type { PaneState } from "../state/state.ts";
import type { Store } from "../state/store.ts";
import type { Composer } from "../compose/composer.ts";
import { firstChannel, visibleNames } from "./places.ts";
import "../compose/composer.ts";
import "../modal/modal.ts";
import "./members.ts";
import "./message-list.ts";
import "./rail.ts";
import "./sidebar.ts";

/** `<sb-pane>`: the chat app as one persona sees it. */
class Pane extends View {
  static override properties = {
    store: { attribute: false },
    channelId: { attribute: false },
    onPlace: { attribute: false },
    guildId: { state: true },
    side: { state: true },
  };
  declare store: Store;
  declare channelId: string | null;
  declare onPlace: (channelId: string) => void;
  /** Whose channels the sidebar lists; null for the conversations. */
  declare guildId: string | null;
  /** On a narrow pane: what covers the conversation. `members` shows on a wide one, too. */
  declare side: "none" | "places" | "members";
  #names: Names | null = null;
  #world: unknown[] = [];
  #stop: (() => void) | null = null;
  /** A place just made, of which the sandbox has not told yet. */
  #wanted: string | null = null;
  #memory = new Map<string | null, string>();

  constructor() {
    super();
    this.guildId = null;
    this.side = "none";
    this.channelId = null;
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop?.();
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (changed.has("store")) {
      this.#stop?.();
      this.#stop = this.store.subscribe(() => this.requestUpdate());
    }
    const state = this.store.state();
    if (state === null) return;
    if (this.#wanted !== null && findChannel(state, this.#wanted) !== undefined)
      this.#setChannel(this.#wanted);
    else if (findChannel(state, this.channelId) === undefined) this.#goSomewhere(state);
    if (changed.has("channelId") || changed.has("store")) {
      this.guildId = guildOf(state, this.channelId)?.id ?? null;
      if (this.channelId !== null) this.#memory.set(this.guildId, this.channelId);
    }
  }

  /** Where a persona begins, or goes on when their channel is gone. */
  #goSomewhere(state: PaneState) {
    const next = firstChannel(state, this.#memory.get(this.guildId));
    if (next === undefined) return;
    this.channelId = next;
    this.guildId = guildOf(state, next)?.id ?? null;
    queueMicrotask(() => this.onPlace(next));
  }

  protected override render() {
    const state = this.store.state();
    if (state === null)
      return html`<div class="pane loading" role="status">
        ${mark()}
        <p>${spinner()} Opening the sandbox…</p>
      </div>`;
    const names = this.#namesOf(state);
    const place = findChannel(state, this.channelId);
    const { modal } = state;
    return html`<div class="pane show-${this.side}" @keydown=${this.#key}>
      <div class="pane-inner" ?inert=${modal !== null}>
        <div class="places-side">
          <sb-rail
            .state=${state}
            .store=${this.store}
            .guildId=${this.guildId}
            .onGuild=${this.#toGuild}
          ></sb-rail>
          <div class="sidebar-column">
            <sb-sidebar
              .state=${state}
              .names=${names}
              .store=${this.store}
              .guildId=${this.guildId}
              .channelId=${this.channelId}
              .onChannel=${this.#toChannel}
            ></sb-sidebar>
            ${this.#myself(state)}
          </div>
        </div>
        <main class="chat" aria-label="Conversation of ${names.display(state.me.id)}">
          ${place === undefined ? this.#nowhere() : this.#chat(state, names, place)}
        </main>
        ${place === undefined || this.side !== "members" ? nothing : html`<sb-members .state=${state} .names=${names} .store=${this.store} .place=${place} .onChannel=${this.#toChannel} .onClose=${() => (this.side = "none")}></sb-members>`}
      </div>
      ${modal === null ? nothing : html`<sb-modal .opened=${modal} .names=${names} .store=${this.store} .guildId=${guildOf(state, modal.channelId)?.id ?? null}></sb-modal>`}
    </div>`;
  }

  #chat(state: PaneState, names: Names, place: PageChannel): TemplateResult {
    const { id } = place.channel;
    const guild = guildOf(state, id);
    return html`${this.#head(names, place)}
      ${this.store.link() === "lost" ? html`<p class="banner" role="status">${spinner()} The sandbox can’t be reached; trying again…</p>` : nothing}
      ${state.botOnline ? nothing : html`<p class="banner" role="status">${icon("moon")} ${state.bot?.username ?? "The bot"} is offline. Commands are answered once it is back.</p>`}
      <sb-message-list
        .channelId=${id}
        .messages=${state.messages[id] ?? NONE}
        .names=${names}
        .store=${this.store}
        .guildId=${guild?.id ?? null}
        .pendings=${state.pending}
        .failures=${state.failures}
        .readUpTo=${place.readUpTo}
        .unread=${place.unread}
        @sb-reply=${this.#reply}
        @click=${this.#followMention}
      ></sb-message-list>
      <sb-composer .place=${place} .state=${state} .names=${names} .store=${this.store}></sb-composer>`;
  }

  #head(names: Names, place: PageChannel): TemplateResult {
    const { channel } = place;
    const topic = "topic" in channel ? channel.topic : null;
    const showing = this.side === "members";
    return html`<header class="chat-head">
      <button
        class="icon-button to-places"
        aria-label="Servers and channels"
        @click=${() => (this.side = "places")}
      >
        ${icon("menu")}${this.#elsewhere(place) ? html`<span class="dot" aria-label="unread elsewhere"></span>` : nothing}
      </button>
      <h1>${channelIcon(channel)}<span>${names.channelName(place)}</span></h1>
      ${topic ? html`<p class="topic" title=${topic}>${topic}</p>` : nothing}
      <button
        class="icon-button to-members"
        aria-label="People"
        aria-pressed=${showing}
        title="People"
        @click=${() => (this.side = showing ? "none" : "members")}
      >
        ${icon("people")}
      </button>
    </header>`;
  }

  #elsewhere(place: PageChannel): boolean {
    const state = this.store.state();
    const others = [...(state?.guilds.flatMap(({ channels }) => channels) ?? []), ...(state?.dms ?? [])];
    return others.some((other) => other.unread > 0 && other.channel.id !== place.channel.id);
  }

  #nowhere(): TemplateResult {
    return html`<div class="nowhere">
      ${mark()}
      <h1>Nothing here yet</h1>
      <p>Load a scene from the bar above, or write to somebody.</p>
    </div>`;
  }

  #myself({ me, bot }: PaneState): TemplateResult {
    const said = me.dms === "closed" ? `${me.about} · DMs closed` : me.about;
    return html`<footer class="myself">
      ${avatar(me.user, bot?.id ?? null, "small")}<span
        ><b>${me.user.global_name ?? me.user.username}</b><small>${said}</small></span
      >
    </footer>`;
  }

  /** The same object while the world is the same: messages are drawn anew only when a name could have changed. */
  #namesOf(state: PaneState): Names {
    const world = visibleNames(state);
    if (this.#names === null || world.some((part, index) => part !== this.#world[index])) {
      this.#names = makeNames(state);
      this.#world = world;
    }
    return this.#names;
  }

  #toGuild = (guildId: string | null) => {
    const state = this.store.state();
    if (state === null) return;
    this.guildId = guildId;
    const places =
      guildId === null ? state.dms : (state.guilds.find(({ id }) => id === guildId)?.channels ?? []);
    const known = this.#memory.get(guildId);
    const next = places.find(({ channel }) => channel.id === known) ?? places[0];
    if (next !== undefined) this.#setChannel(next.channel.id);
  };

  #toChannel = (channelId: string) => {
    this.side = this.side === "places" ? "none" : this.side;
    this.#setChannel(channelId);
  };

  #setChannel(channelId: string) {
    const state = this.store.state();
    this.#wanted = state === null || findChannel(state, channelId) === undefined ? channelId : null;
    if (this.#wanted !== null) return;
    this.channelId = channelId;
    queueMicrotask(() => this.onPlace(channelId));
  }

  #composer(): Composer | null {
    return this.querySelector<Composer>("sb-composer");
  }

  /** Back to the conversation from what covers it. */
  #key = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented || this.side !== "places") return;
    this.side = "none";
    this.querySelector<HTMLElement>(".to-places")?.focus();
  };

  #reply = ({ detail }: CustomEvent<APIMessage>) => {
    const composer = this.#composer();
    if (composer !== null) composer.replyTo = detail;
  };

  #followMention = ({ target }: Event) => {
    const mention = target instanceof globalThis.Element ? target.closest<HTMLElement>(".mention") : null;
    const { channel, command } = mention?.dataset ?? {};
    if (channel !== undefined) this.#toChannel(channel);
    if (command !== undefined) this.#composer()?.start(command);
  };
}

const NONE: APIMessage[] = [];

customElements.define("sb-pane", Pane);
