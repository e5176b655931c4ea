import { html, nothing } from "lit";
import type { APIMessage } from "discord-api-types/v10";
import { icon } from "../look/icons.ts";
import { View } from "../look/view.ts";
import type { Names } from "../state/names.ts";
import type { Store } from "../state/store.ts";

const MESSAGE_COMMAND = 3;

/** `<sb-message-tools>`: what can be done with a message; shown on hover and focus. */
class MessageTools extends View {
  static override properties = {
    message: { attribute: false },
    names: { attribute: false },
    store: { attribute: false },
  };
  declare message: APIMessage;
  declare names: Names;
  declare store: Store;

  protected override render() {
    const { message, names, store } = this;
    const mine = message.author.id === names.me.id;
    const inDm = names.channel(message.channel_id)?.context === "bot_dm";
    const apps = (store.state()?.commands ?? []).filter(({ command }) => command.type === MESSAGE_COMMAND);
    return html`<div class="message-tools" role="toolbar" aria-label="Message">
      ${apps.map(
        ({ command }) =>
          html`<button
            class="icon-button"
            title=${command.name}
            aria-label=${command.name}
            @click=${() => this.#run(command.name)}
          >
            ${icon("bolt")}
          </button>`,
      )}
      <button class="icon-button" title="Reply" aria-label="Reply" @click=${this.#reply}>
        ${icon("reply")}
      </button>
      ${mine && !inDm ? html`<button class="icon-button" title="Delete" aria-label="Delete" @click=${this.#remove}>${icon("trash")}</button>` : nothing}
    </div>`;
  }

  #run(command: string) {
    const { id, channel_id: channelId } = this.message;
    this.store.perform({ do: "context", channelId, command, targetId: id });
  }

  #reply = () => {
    this.dispatchEvent(new CustomEvent("sb-reply", { detail: this.message, bubbles: true }));
  };

  #remove = () => this.store.perform({ do: "delete-message", messageId: this.message.id });
}

customElements.define("sb-message-tools", MessageTools);
