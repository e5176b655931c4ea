import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { SceneInfo } from "../../page-protocol.ts";
import { View } from "../look/view.ts";
import { sentenceOf } from "../state/act.ts";
import { notify } from "../state/notices.ts";
import type { PaneState } from "../state/state.ts";
import type { Store } from "../state/store.ts";

/** `<sb-scenes>`: other worlds to look at. What is there now goes away. */
class Scenes extends View {
  static override properties = {
    store: { attribute: false },
    state: { attribute: false },
    onPersona: { attribute: false },
  };
  declare store: Store;
  declare state: PaneState;
  declare onPersona: (handle: string) => void;

  protected override render() {
    const { scenes, registered, staging } = this.state;
    const offered = scenes.filter(({ needs }) => needs.every((name) => registered.includes(name)));
    return html`<p class="tool-about">
        A scene is a made-up server in which something has already happened: the bot has lived through all of
        it. The present one is put away.
      </p>
      <ul class="cards">
        ${offered.map((scene) => html`<li>${this.#card(scene, staging !== null)}</li>`)}
      </ul>`;
  }

  #card(scene: SceneInfo, busy: boolean): TemplateResult {
    const here = scene.name === this.state.scene;
    return html`<section class="card ${here ? "here" : ""}" aria-label=${scene.title}>
      <h3>${scene.title}${here ? html` <span class="chip">now</span>` : nothing}</h3>
      <p>${scene.about}</p>
      <button
        data-scene=${scene.name}
        class="button ${here ? "secondary" : "primary"} small"
        ?disabled=${busy}
        @click=${() => void this.#load(scene)}
      >
        ${here ? "Begin again" : "Load"}
      </button>
    </section>`;
  }

  async #load({ name, as }: SceneInfo) {
    try {
      await this.store.act({ do: "load-scene", name });
      if (as !== null) this.onPersona(as);
    } catch (error) {
      notify(sentenceOf(error));
    }
  }
}

customElements.define("sb-scenes", Scenes);
