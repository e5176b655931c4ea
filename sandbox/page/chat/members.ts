import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { PageChannel, PageGuild, PageMember, Persona } from "../../page-protocol.ts";
import { avatar } from "../look/avatar.ts";
import { icon } from "../look/icons.ts";
import { View } from "../look/view.ts";
import { notify } from "../state/notices.ts";
import { sentenceOf } from "../state/act.ts";
import type { Names } from "../state/names.ts";
import type { PaneState } from "../state/state.ts";
import type { Store } from "../state/store.ts";
import { formatter } from "../text/time.ts";
import { now } from "../state/clock.ts";
import "../people/add-person.ts";

const MANAGED_BY_NOBODY = (guild: PageGuild) =>
  guild.roles.filter((role) => role.id !== guild.id && !role.managed);
/** More people than this get a field to find them. */
const MANY = 12;

/** `<sb-members>`: who is in the server; their roles, DMs and comings and goings can be changed here. */
class Members extends View {
  static override properties = {
    state: { attribute: false },
    names: { attribute: false },
    store: { attribute: false },
    place: { attribute: false },
    onChannel: { attribute: false },
    onClose: { attribute: false },
    opened: { state: true },
    typed: { state: true },
  };
  declare state: PaneState;
  declare names: Names;
  declare store: Store;
  declare place: PageChannel;
  declare onChannel: (channelId: string) => void;
  declare onClose: () => void;
  /** Whose card is open. */
  declare opened: string | null;
  declare typed: string;

  constructor() {
    super();
    this.opened = null;
    this.typed = "";
  }

  protected override render() {
    const guild = this.names.guild("guild_id" in this.place.channel ? this.place.channel.guild_id : null);
    return html`<aside class="members" aria-label="People">
      <header class="sidebar-head">
        <h2>People</h2>
        <button class="icon-button" aria-label="Close" @click=${this.onClose}>${icon("close")}</button>
      </header>
      ${guild === undefined ? this.#inDm() : this.#inGuild(guild)}
    </aside>`;
  }

  #inDm(): TemplateResult {
    const { channel } = this.place;
    const others = "recipients" in channel ? (channel.recipients ?? []) : [];
    const ids = [
      this.names.me.id,
      ...(others.length === 0 && this.names.botId !== null ? [this.names.botId] : others.map(({ id }) => id)),
    ];
    return html`<ul class="people">
      ${ids.map((id) => html`<li>${this.#line(id, null)}</li>`)}
    </ul>`;
  }

  #inGuild(guild: PageGuild): TemplateResult {
    const wanted = this.typed.trim().toLocaleLowerCase();
    const found = guild.members.filter(({ userId }) =>
      this.names.display(userId, guild.id).toLocaleLowerCase().includes(wanted),
    );
    return html`${guild.members.length > MANY ? html`<input class="people-search" type="search" placeholder="Find a person" aria-label="Find a person" .value=${this.typed} @input=${({ target }: Event) => (this.typed = (target as HTMLInputElement).value)} />` : nothing}
      <ul class="people">
        ${found.slice(0, 100).map((member) => html`<li>${this.#line(member.userId, guild)}${this.opened === member.userId ? this.#card(member, guild) : nothing}</li>`)}
      </ul>
      ${found.length > 100 ? html`<p class="none">${found.length - 100} more; search for a name.</p>` : nothing}
      ${guild.hasBot ? nothing : html`<button class="button secondary small add-app" @click=${() => this.store.perform({ do: "add-bot", guildId: guild.id })}>Add the app to ${guild.name}</button>`}
      <sb-add-person .store=${this.store} .guild=${guild}></sb-add-person>`;
  }

  #line(id: string, guild: PageGuild | null): TemplateResult {
    const name = this.names.display(id, guild?.id);
    const colour = this.names.colour(id, guild?.id);
    const persona = this.#persona(id);
    const isBot = id === this.names.botId;
    const about = isBot ? (this.state.botOnline ? "online" : "offline") : (persona?.about ?? "");
    const open = this.opened === id;
    return html`<button
      class="person"
      aria-expanded=${guild === null ? nothing : open}
      @click=${() => (this.opened = open ? null : id)}
    >
      ${avatar(this.names.user(id), this.names.botId, "small")}
      <span class="person-text"
        ><span class="author" style=${colour === undefined ? "" : `--role:${colour}`}
          >${name}${isBot ? html` <span class="app-tag">App</span>` : nothing}</span
        ><small>${about}</small></span
      >
    </button>`;
  }

  #card(member: PageMember, guild: PageGuild): TemplateResult {
    const persona = this.#persona(member.userId);
    const me = member.userId === this.names.me.id;
    const { userId } = member;
    const guildId = guild.id;
    if (persona === undefined) return html`<div class="person-card">${this.#botCard(guild)}</div>`;
    const clock = formatter(
      { weekday: "short", timeStyle: undefined, hour: "2-digit", minute: "2-digit" },
      { zone: persona.zone, locale: this.names.me.locale },
    ).format(now());
    return html`<div class="person-card">
      <p class="person-facts">${icon("clock")} ${clock}, ${persona.zone.replaceAll("_", " ")}</p>
      <fieldset class="roles">
        <legend>Roles</legend>
        ${MANAGED_BY_NOBODY(guild).map((role) => {
          const has = member.roles.includes(role.id);
          return html`<label class="choice small"
            ><input
              type="checkbox"
              .checked=${has}
              @change=${() => this.store.perform({ do: has ? "take-role" : "give-role", guildId, userId, roleId: role.id })}
            /><span>${role.name}</span></label
          >`;
        })}
      </fieldset>
      <label class="choice small"
        ><input
          type="checkbox"
          .checked=${persona.dms === "closed"}
          @change=${() => this.store.perform({ do: "set-dms", userId, dms: persona.dms === "open" ? "closed" : "open" })}
        /><span>DMs closed</span></label
      >
      <div class="card-buttons">
        ${me ? html`<button class="button secondary small" @click=${() => this.store.perform({ do: "leave", guildId })}>Leave the server</button>` : html`<button class="button secondary small" @click=${() => void this.#write(userId)}>Message</button>${guild.ownerId === userId ? nothing : html`<button class="button danger small" @click=${() => this.store.perform({ do: "kick", guildId, userId })}>Kick</button>`}`}
      </div>
    </div>`;
  }

  #botCard(guild: PageGuild): TemplateResult {
    return html`<div class="card-buttons">
      <button class="button secondary small" @click=${() => void this.#write(this.names.botId ?? "")}>
        Message</button
      ><button
        class="button danger small"
        @click=${() => this.store.perform({ do: "remove-bot", guildId: guild.id })}
      >
        Throw the app out
      </button>
    </div>`;
  }

  #persona(id: string): Persona | undefined {
    return this.state.personas.find((persona) => persona.id === id);
  }

  async #write(userId: string) {
    try {
      const result = await this.store.act({ do: "open-dm", with: userId });
      if (result?.kind === "channel") this.onChannel(result.channelId);
    } catch (error) {
      notify(sentenceOf(error));
    }
  }
}

customElements.define("sb-members", Members);
