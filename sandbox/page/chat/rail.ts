import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { guildIcon } from "../look/avatar.ts";
import { icon, mark } from "../look/icons.ts";
import { View } from "../look/view.ts";
import type { PaneState } from "../state/state.ts";
import type { Store } from "../state/store.ts";
import "../look/menu.ts";

/** `<sb-rail>`: the servers, and above them the way to the conversations. */
class Rail extends View {
  static override properties = {
    state: { attribute: false },
    guildId: { attribute: false },
    onGuild: { attribute: false },
    store: { attribute: false },
  };
  declare state: PaneState;
  /** Null while the conversations are shown. */
  declare guildId: string | null;
  declare onGuild: (guildId: string | null) => void;
  declare store: Store;

  protected override render() {
    const { guilds, dms } = this.state;
    const unreadDms = dms.reduce((sum, { unread }) => sum + unread, 0);
    return html`<nav class="rail" aria-label="Servers">
      ${this.#place(null, "Direct messages", mark(), unreadDms, unreadDms > 0)}
      <span class="rail-line" role="presentation"></span>
      ${guilds.map((guild) => {
        const unread = guild.channels.some((place) => place.unread > 0);
        return this.#place(guild.id, guild.name, guildIcon(guild.id, guild.name), 0, unread);
      })}
      ${this.state.elsewhere.length === 0 ? nothing : this.#join()}
    </nav>`;
  }

  #join(): TemplateResult {
    return html`<sb-menu
      .label=${"Join a server"}
      .kind=${"icon-button"}
      .face=${icon("plus")}
      .content=${(close: () => void) =>
        html`<p class="menu-title">Join a server</p>
          <ul class="menu-list">
            ${this.state.elsewhere.map(
              ({ id, name }) =>
                html`<li>
                  <button
                    class="menu-item with-picture"
                    @click=${() => (close(), this.store.perform({ do: "join", guildId: id }))}
                  >
                    ${guildIcon(id, name)}<span class="menu-text"><b>${name}</b></span>
                  </button>
                </li>`,
            )}
          </ul>`}
    ></sb-menu>`;
  }

  #place(
    id: string | null,
    name: string,
    picture: TemplateResult,
    count: number,
    unread: boolean,
  ): TemplateResult {
    const here = this.guildId === id;
    const said = unread ? `${name}, unread` : name;
    return html`<button
      class="rail-place ${unread ? "unread" : ""}"
      aria-current=${here ? "true" : nothing}
      aria-label=${said}
      title=${name}
      @click=${() => this.onGuild(id)}
    >
      ${picture}${count > 0 ? html`<span class="badge" aria-hidden="true">${count}</span>` : nothing}
    </button>`;
  }
}

customElements.define("sb-rail", Rail);
