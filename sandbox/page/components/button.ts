import { html } from "lit";
import type { TemplateResult } from "lit";
import type { APIButtonComponent, APIMessageComponentEmoji } from "discord-api-types/v10";
import { icon, spinner } from "../look/icons.ts";
import type { MessageContext } from "./context.ts";

const STYLES = ["", "primary", "secondary", "success", "danger", "link", "premium"] as const;
const LINK = 5;

export function renderButton(button: APIButtonComponent, context: MessageContext): TemplateResult {
  const label = "label" in button ? (button.label ?? "") : "";
  const emoji = "emoji" in button ? renderEmoji(button.emoji) : "";
  if (button.style === LINK && button.disabled !== true) {
    return html`<a class="button link" href=${safeLink(button.url)} target="_blank" rel="noopener noreferrer">
      ${emoji}<span>${label}</span>${icon("external")}
    </a>`;
  }
  const customId = "custom_id" in button ? button.custom_id : "";
  const waiting = context.pending === customId && customId !== "";
  const name = label === "" && "emoji" in button ? (button.emoji?.name ?? "Button") : null;
  return html`<button
    class="button ${STYLES[button.style]} ${waiting ? "waiting" : ""}"
    ?disabled=${button.disabled === true}
    aria-disabled=${context.pending === null ? "false" : "true"}
    aria-busy=${waiting ? "true" : "false"}
    aria-label=${name ?? label}
    data-custom-id=${customId}
    @click=${() => press(customId, context)}
  >
    ${emoji}<span>${label}</span>${waiting ? spinner() : ""}
  </button>`;
}

/** A refusal comes back over the socket as a failed interaction; nothing else is to be done with it here. */
function press(customId: string, { store, message, pending }: MessageContext) {
  if (pending !== null) return;
  store.perform({ do: "click", messageId: message.id, customId });
}

export function renderEmoji(emoji: APIMessageComponentEmoji | undefined): TemplateResult | string {
  if (emoji?.name == null) return "";
  return html`<span class="emoji" aria-hidden="true"
    >${emoji.id === undefined ? emoji.name : `:${emoji.name}:`}</span
  >`;
}

/** Discord accepts nothing else in a link button. */
function safeLink(url: string): string {
  return /^(https?|discord):/i.test(url) ? url : "about:blank";
}
