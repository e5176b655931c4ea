import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { APIUser } from "discord-api-types/v10";
import type { PageChannel, PageGuild } from "../../page-protocol.ts";
import { avatar } from "../look/avatar.ts";
import { channelIcon, icon } from "../look/icons.ts";
import { View } from "../look/view.ts";
import type { Names } from "../state/names.ts";
import type { PaneState } from "../state/state.ts";
import type { Store } from "../state/store.ts";
import "../people/add-place.ts";

const THREADS = [10, 11, 12];

/** `<sb-sidebar>`: the channels of a server, or the conversations. */
class Sidebar extends View {
  static override properties = {
    state: { attribute: false },
    names: { attribute: false },
    store: { attribute: false },
    guildId: { attribute: false },
    channelId: { attribute: false },
    onChannel: { attribute: false },
  };
  declare state: PaneState;
  declare names: Names;
  declare store: Store;
  declare guildId: string | null;
  declare channelId: string | null;
  declare onChannel: (channelId: string) => void;

  protected override render() {
    const guild = this.names.guild(this.guildId);
    return html`<nav class="sidebar" aria-label=${guild === undefined ? "Direct messages" : "Channels"}>
      <header class="sidebar-head">
        <h2>${guild?.name ?? "Direct messages"}</h2>
        ${
          guild === undefined
            ? nothing
            : html`<sb-add-place
                .store=${this.store}
                .names=${this.names}
                .guild=${guild}
                .place=${guild.channels.find(({ channel }) => channel.id === this.channelId)}
                .onChannel=${this.onChannel}
              ></sb-add-place>`
        }
      </header>
      ${guild === undefined ? this.#conversations() : this.#channels(guild)}
    </nav>`;
  }

  #channels(guild: PageGuild): TemplateResult {
    const tops = guild.channels.filter(({ channel }) => !THREADS.includes(channel.type));
    const threadsOf = (id: string) =>
      guild.channels.filter(
        ({ channel }) => THREADS.includes(channel.type) && "parent_id" in channel && channel.parent_id === id,
      );
    return html`<ul class="places">
        ${tops.map(
          (place) =>
            html`<li>
              ${this.#channel(place)}
              ${
                threadsOf(place.channel.id).length === 0
                  ? nothing
                  : html`<ul class="threads">
                      ${threadsOf(place.channel.id).map((thread) => html`<li>${this.#channel(thread)}</li>`)}
                    </ul>`
              }
            </li>`,
        )}
      </ul>
      ${guild.hasBot ? nothing : html`<p class="sidebar-note">${icon("bolt")} The app was never added here.</p>`}`;
  }

  #channel(place: PageChannel): TemplateResult {
    const name = this.names.channelName(place);
    return this.#place(
      place,
      html`${channelIcon(place.channel)}<span class="place-name">${name}</span>`,
      name,
    );
  }

  #conversations(): TemplateResult {
    const { dms, bot, personas, me } = this.state;
    const known = new Set(
      dms
        .flatMap(({ channel }) => ("recipients" in channel ? (channel.recipients ?? []) : []))
        .map(({ id }) => id),
    );
    const hasBot = bot === null || dms.some(({ context }) => context === "bot_dm");
    const others = personas.filter(({ id }) => id !== me.id && !known.has(id));
    return html`<ul class="places">
        ${dms.map((place) => html`<li>${this.#conversation(place)}</li>`)}
        ${hasBot || bot === null ? nothing : html`<li>${this.#opener(bot, bot.username)}</li>`}
      </ul>
      ${
        others.length === 0
          ? nothing
          : html`<details class="more-people">
              <summary>Write to somebody</summary>
              <ul class="places">
                ${others.map(({ user }) => html`<li>${this.#opener(user, this.names.display(user.id))}</li>`)}
              </ul>
            </details>`
      }`;
  }

  #conversation(place: PageChannel): TemplateResult {
    const { channel } = place;
    const [other] = "recipients" in channel ? (channel.recipients ?? []) : [];
    const name = this.names.channelName(place);
    const who = place.context === "bot_dm" ? (this.state.bot ?? undefined) : other;
    return this.#place(
      place,
      html`${avatar(who, this.names.botId, "small")}<span class="place-name">${name}</span>`,
      name,
    );
  }

  #place(place: PageChannel, inner: TemplateResult, name: string): TemplateResult {
    const { channel, unread } = place;
    const here = channel.id === this.channelId;
    return html`<button
      class="place ${unread > 0 && !here ? "unread" : ""}"
      data-channel-id=${channel.id}
      aria-current=${here ? "page" : nothing}
      aria-label=${unread > 0 ? `${name}, ${unread} unread` : name}
      @click=${() => this.onChannel(channel.id)}
    >
      ${inner}${unread > 0 && !here ? html`<span class="badge" aria-hidden="true">${unread}</span>` : nothing}
    </button>`;
  }

  #opener(user: APIUser, name: string): TemplateResult {
    return html`<button class="place" @click=${() => void this.#open(user.id)}>
      ${avatar(user, this.names.botId, "small")}<span class="place-name">${name}</span>
    </button>`;
  }

  async #open(userId: string) {
    const result = await this.store.act({ do: "open-dm", with: userId });
    if (result?.kind === "channel") this.onChannel(result.channelId);
  }
}

customElements.define("sb-sidebar", Sidebar);
