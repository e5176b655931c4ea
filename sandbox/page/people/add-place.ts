import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Action, PageChannel, PageGuild } from "../../page-protocol.ts";
import { textIn } from "../look/form.ts";
import { icon } from "../look/icons.ts";
import { View } from "../look/view.ts";
import { sentenceOf } from "../state/act.ts";
import { notify } from "../state/notices.ts";
import type { Names } from "../state/names.ts";
import type { Store } from "../state/store.ts";
import "../look/menu.ts";

const MANAGE_CHANNELS = 1n << 4n;
const TEXT_CHANNEL = 0;

/** `<sb-add-place>`: a new thread, and for those who may, a new channel. */
class AddPlace extends View {
  static override properties = {
    store: { attribute: false },
    names: { attribute: false },
    guild: { attribute: false },
    place: { attribute: false },
    onChannel: { attribute: false },
  };
  declare store: Store;
  declare names: Names;
  declare guild: PageGuild;
  /** Where a thread would begin. */
  declare place: PageChannel | undefined;
  declare onChannel: (channelId: string) => void;

  protected override render() {
    return html`<sb-menu
      .label=${"Add a place"}
      .kind=${"icon-button"}
      .face=${icon("plus")}
      .placement=${{ side: "below", align: "end" }}
      .content=${(close: () => void) => this.#forms(close)}
    ></sb-menu>`;
  }

  #forms(close: () => void): TemplateResult {
    const { guild, place } = this;
    const channel = place?.channel.type === TEXT_CHANNEL ? place : undefined;
    const mayManage = (BigInt(guild.permissions) & MANAGE_CHANNELS) !== 0n;
    const thread = (name: string): Action => ({
      do: "create-thread",
      channelId: channel?.channel.id ?? "",
      name,
    });
    return html`${
      channel === undefined
        ? nothing
        : this.#form(`Thread in #${this.names.channelName(channel)}`, thread, close)
    }
    ${mayManage ? this.#form("Channel", (name) => ({ do: "create-channel", guildId: guild.id, name }), close) : nothing}
    ${channel === undefined && !mayManage ? html`<p class="menu-note">Threads begin in a channel.</p>` : nothing}`;
  }

  #form(label: string, action: (name: string) => Action, close: () => void): TemplateResult {
    const submit = (event: SubmitEvent) => {
      event.preventDefault();
      const name = textIn(event.target as HTMLFormElement, "name");
      close();
      void this.#make(action(name));
    };
    return html`<form class="menu-form" @submit=${submit}>
      <label>${label}<input name="name" required maxlength="100" autocomplete="off" /></label>
      <button class="button primary small">Add</button>
    </form>`;
  }

  async #make(action: Action) {
    try {
      const result = await this.store.act(action);
      if (result?.kind === "channel") this.onChannel(result.channelId);
    } catch (error) {
      notify(sentenceOf(error));
    }
  }
}

customElements.define("sb-add-place", AddPlace);
