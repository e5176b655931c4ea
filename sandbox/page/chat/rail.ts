import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { guildIcon } from "../look/avatar.ts";
import { mark } from "../look/icons.ts";
import { View } from "../look/view.ts";
import type { PaneState } from "../state/state.ts";

/** `<sb-rail>`: the servers, and above them the way to the conversations. */
class Rail extends View {
  static override properties = {
    state: { attribute: false },
    guildId: { attribute: false },
    onGuild: { attribute: false },
  };
  declare state: PaneState;
  /** Null while the conversations are shown. */
  declare guildId: string | null;
  declare onGuild: (guildId: string | null) => void;

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
    </nav>`;
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
