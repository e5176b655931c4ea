import { html } from "lit";
import type { Staging } from "../../page-protocol.ts";
import { mark } from "../look/icons.ts";
import { View } from "../look/view.ts";

/** `<sb-staging>`: covers the chat while a scene is being lived through. */
class StagingCover extends View {
  static override properties = { staging: { attribute: false } };
  declare staging: Staging;

  protected override render() {
    const { title, done, of } = this.staging;
    return html`<div class="staging" role="status">
      ${mark()}
      <p>Setting the scene: <b>${title}</b></p>
      <progress max=${of} .value=${done} aria-label="How far it is"></progress>
    </div>`;
  }
}

customElements.define("sb-staging", StagingCover);
