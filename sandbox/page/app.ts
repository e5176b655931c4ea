import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { icon, mark } from "./look/icons.ts";
import { setTheme, theme } from "./look/theme.ts";
import { View } from "./look/view.ts";
import { readRoute, writeRoute } from "./state/route.ts";
import type { Place } from "./state/route.ts";
import { makeStore } from "./state/store.ts";
import type { Store } from "./state/store.ts";
import "./bar/clock-bar.ts";
import "./bar/notices.ts";
import "./bar/persona-menu.ts";
import "./chat/pane.ts";

interface OpenPane {
  /** Stays the same while the persona changes. */
  key: number;
  store: Store;
  as: string | null;
  channelId: string | null;
}

/** `<sb-app>`: the bar, and one or two people's screens under it. */
class App extends View {
  static override properties = { panes: { state: true } };
  declare panes: OpenPane[];
  #made = 0;

  constructor() {
    super();
    this.panes = readRoute(location.hash).map((place) => this.#open(place));
    addEventListener("hashchange", () => this.#follow(readRoute(location.hash)));
  }

  protected override render() {
    const [first] = this.panes;
    const state = first?.store.state() ?? null;
    const alone = this.panes.length === 1;
    return html`<div class="app ${alone ? "alone" : "side-by-side"}">
      <header class="bar" aria-label="Sandbox">
        <span class="brand">${mark()}<span>Sandbox</span></span>
        ${
          first === undefined || state === null
            ? nothing
            : html`${alone ? html`<sb-persona-menu .state=${state} .onPersona=${(handle: string) => this.#become(first, handle)}></sb-persona-menu>` : nothing}
                <sb-clock-bar .store=${first.store} .me=${state.me}></sb-clock-bar>`
        }
        <span class="bar-tools">
          <button
            class="bar-button wide-only"
            aria-pressed=${!alone}
            title="Two people side by side"
            @click=${this.#twoOrOne}
          >
            ${icon("panes")}<span class="wider-only">Side by side</span>
          </button>
          ${this.#themeButton()}
        </span>
      </header>
      <div class="panes">
        ${repeat(
          this.panes,
          ({ key }) => key,
          (pane) => this.#pane(pane, alone),
        )}
      </div>
      <sb-notices></sb-notices>
    </div>`;
  }

  #pane(pane: OpenPane, alone: boolean): TemplateResult {
    const state = pane.store.state();
    return html`<section
      class="pane-frame"
      aria-label=${state === null ? "Opening" : `${state.me.handle}’s screen`}
    >
      ${
        alone || state === null
          ? nothing
          : html`<div class="pane-strip">
              <sb-persona-menu
                .state=${state}
                .onPersona=${(handle: string) => this.#become(pane, handle)}
              ></sb-persona-menu
              ><button class="icon-button" aria-label="Close this screen" @click=${() => this.#close(pane)}>
                ${icon("close")}
              </button>
            </div>`
      }
      <sb-pane
        .store=${pane.store}
        .channelId=${pane.channelId}
        .onPlace=${(channelId: string) => this.#at(pane, channelId)}
      ></sb-pane>
    </section>`;
  }

  #themeButton(): TemplateResult {
    const dark =
      theme() === "dark" || (theme() === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
    const turn = () => {
      setTheme(dark ? "light" : "dark");
      this.requestUpdate();
    };
    const said = dark ? "Light colours" : "Dark colours";
    return html`<button class="bar-button" aria-label=${said} title=${said} @click=${turn}>
      ${icon(dark ? "sun" : "moon")}
    </button>`;
  }

  #open({ as, channelId }: Place): OpenPane {
    this.#made += 1;
    const pane: OpenPane = { key: this.#made, store: makeStore(as), as, channelId };
    this.#listen(pane);
    return pane;
  }

  #listen(pane: OpenPane) {
    pane.store.subscribe(() => {
      const handle = pane.store.state()?.me.handle ?? null;
      // The sandbox chose somebody: from now on the address names them.
      if (pane.as === null && handle !== null) pane.as = handle;
      this.requestUpdate();
    });
  }

  #become(pane: OpenPane, handle: string) {
    if (pane.as === handle) return;
    pane.store.close();
    pane.store = makeStore(handle);
    pane.as = handle;
    this.#listen(pane);
    this.requestUpdate();
  }

  #at(pane: OpenPane, channelId: string) {
    pane.channelId = channelId;
    const hash = writeRoute(this.panes);
    if (location.hash === hash) return;
    // The first place is where one began; going back from there leaves the page.
    if (location.hash === "" || !location.hash.includes("/", 2)) history.replaceState(null, "", hash);
    else history.pushState(null, "", hash);
    this.requestUpdate();
  }

  /** The address was changed by hand, or by going back. */
  #follow(places: Place[]) {
    for (const [index, place] of places.entries()) {
      const pane = this.panes[index];
      if (pane === undefined) this.panes = [...this.panes, this.#open(place)];
      else {
        if (place.as !== null) this.#become(pane, place.as);
        pane.channelId = place.channelId ?? pane.channelId;
      }
    }
    for (const pane of this.panes.slice(places.length)) this.#close(pane);
    this.requestUpdate();
  }

  #twoOrOne = () => {
    const [first, second] = this.panes;
    if (second !== undefined) return this.#close(second);
    const state = first?.store.state();
    const other =
      state?.personas.find(({ id, about }) => id !== state.me.id && about.includes("moderator")) ??
      state?.personas.find(({ id }) => id !== state.me.id);
    this.panes = [
      ...this.panes,
      this.#open({ as: other?.handle ?? null, channelId: first?.channelId ?? null }),
    ];
  };

  #close(pane: OpenPane) {
    pane.store.close();
    this.panes = this.panes.filter((other) => other !== pane);
    history.replaceState(null, "", writeRoute(this.panes));
  }
}

customElements.define("sb-app", App);
