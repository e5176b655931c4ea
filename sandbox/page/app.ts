import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { icon, mark } from "./look/icons.ts";
import { isDark, setTheme } from "./look/theme.ts";
import { View } from "./look/view.ts";
import { makePanes } from "./state/panes.ts";
import type { OpenPane } from "./state/panes.ts";
import "./bar/clock-bar.ts";
import "./bar/notices.ts";
import "./bar/persona-menu.ts";
import "./chat/pane.ts";

/** `<sb-app>`: the bar, and one or two people's screens under it. */
class App extends View {
  #panes = makePanes(() => this.requestUpdate());

  protected override render() {
    const panes = this.#panes.list();
    return html`<div class="app ${panes.length === 1 ? "alone" : "side-by-side"}">
      ${this.#bar(panes)}
      <div class="panes">
        ${repeat(
          panes,
          ({ key }) => key,
          (pane) => this.#pane(pane, panes.length === 1),
        )}
      </div>
      <sb-notices></sb-notices>
    </div>`;
  }

  #bar(panes: OpenPane[]): TemplateResult {
    const [first] = panes;
    const state = first?.store.state() ?? null;
    const ready = first !== undefined && state !== null;
    return html`<header class="bar" aria-label="Sandbox">
      <span class="brand">${mark()}<span>Sandbox</span></span>
      ${ready && panes.length === 1 ? this.#persona(first) : nothing}
      ${ready ? html`<sb-clock-bar .store=${first.store} .me=${state.me}></sb-clock-bar>` : nothing}
      <span class="bar-tools"> ${this.#sideBySide(panes)} ${this.#themeButton()} </span>
    </header>`;
  }

  #persona(pane: OpenPane): TemplateResult {
    return html`<sb-persona-menu
      .state=${pane.store.state()}
      .onPersona=${(handle: string) => this.#panes.become(pane, handle)}
    ></sb-persona-menu>`;
  }

  #pane(pane: OpenPane, alone: boolean): TemplateResult {
    const state = pane.store.state();
    return html`<section
      class="pane-frame"
      aria-label=${state === null ? "Opening" : `${state.me.handle}’s screen`}
    >
      ${alone || state === null ? nothing : this.#strip(pane)}
      <sb-pane
        .store=${pane.store}
        .channelId=${pane.channelId}
        .onPlace=${(channelId: string) => this.#panes.moved(pane, channelId)}
      ></sb-pane>
    </section>`;
  }

  #strip(pane: OpenPane): TemplateResult {
    const close = () => this.#panes.close(pane);
    return html`<div class="pane-strip">
      ${this.#persona(pane)}
      <button class="icon-button" aria-label="Close this screen" @click=${close}>${icon("close")}</button>
    </div>`;
  }

  #sideBySide(panes: OpenPane[]): TemplateResult {
    const [first, second] = panes;
    const state = first?.store.state();
    const turn = () => {
      if (second !== undefined) return this.#panes.close(second);
      const others = state?.personas.filter(({ id }) => id !== state.me.id) ?? [];
      const other = others.find(({ about }) => about.includes("moderator")) ?? others[0];
      return other === undefined ? undefined : this.#panes.openBeside(other.handle);
    };
    return html`<button
      class="bar-button wide-only"
      aria-pressed=${second !== undefined}
      title="Two people at once"
      @click=${turn}
    >
      ${icon("panes")}<span>Side by side</span>
    </button>`;
  }

  #themeButton(): TemplateResult {
    const dark = isDark();
    const said = dark ? "Light colours" : "Dark colours";
    const turn = () => {
      setTheme(dark ? "light" : "dark");
      this.requestUpdate();
    };
    return html`<button class="bar-button" aria-label=${said} title=${said} @click=${turn}>
      ${icon(dark ? "sun" : "moon")}
    </button>`;
  }
}

customElements.define("sb-app", App);
