import { html } from "lit";
import { icon } from "../look/icons.ts";
import { View } from "../look/view.ts";
import { dismissNotice, notices, onNotices } from "../state/notices.ts";

/** `<sb-notices>`: what was done, and what could not be. */
class Notices extends View {
  #stop: (() => void) | null = null;

  override connectedCallback() {
    super.connectedCallback();
    this.#stop = onNotices(() => this.requestUpdate());
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop?.();
  }

  protected override render() {
    return html`<div class="notices" role="status" aria-live="polite">
      ${notices().map(
        ({ id, text }) =>
          html`<p class="notice">
            ${text}<button class="icon-button" aria-label="Dismiss" @click=${() => dismissNotice(id)}>
              ${icon("close")}
            </button>
          </p>`,
      )}
    </div>`;
  }
}

customElements.define("sb-notices", Notices);
