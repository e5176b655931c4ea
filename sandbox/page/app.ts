import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { icon, mark } from "./look/icons.ts";
import { isDark, setTheme } from "./look/theme.ts";
import { View } from "./look/view.ts";
import { sentenceOf } from "./state/act.ts";
import { notify } from "./state/notices.ts";
import { makePanes } from "./state/panes.ts";
import type { OpenPane } from "./state/panes.ts";
import type { PaneState } from "./state/state.ts";
import type { Store } from "./state/store.ts";
import type { Tool } from "./tools/workbench.ts";
import { closeOffer, isOfferClosed, keepProgress, keptProgress, toursFor } from "./tour/tours.ts";
import type { Progress } from "./tour/tours.ts";
import type { Tour } from "./tour/step.ts";
import "./bar/clock-bar.ts";
import "./bar/notices.ts";
import "./bar/persona-menu.ts";
import "./bar/staging.ts";
import "./chat/pane.ts";
import "./tools/workbench.ts";
import "./tour/offer.ts";
import "./tour/tour.ts";

/** Up to this width the workbench lies over the chat, px. */
const COVERED_BELOW = 980;

/** `<sb-app>`: the bar, a tour, one or two people's screens, and the workbench beside them. */
class App extends View {
  static override properties = {
    tool: { state: true },
    progress: { state: true },
    offering: { state: true },
  };
  /** The part of the workbench that is open. */
  declare tool: Tool | null;
  declare progress: Progress | null;
  /** The tours are offered. */
  declare offering: boolean;
  #lastTool: Tool = "scenes";
  #tours: Tour[] = [];
  #panes = makePanes(() => this.requestUpdate());

  constructor() {
    super();
    this.tool = null;
    this.progress = keptProgress();
    this.offering = this.progress === null && !isOfferClosed();
  }

  protected override render() {
    const panes = this.#panes.list();
    const [first] = panes;
    const state = first?.store.state() ?? null;
    const ready = first !== undefined && state !== null;
    // While one becomes somebody else nothing is known for a moment; the tour stays.
    this.#tours = state === null ? this.#tours : toursFor(state.registered);
    return html`<div class="app ${panes.length === 1 ? "alone" : "side-by-side"}">
      ${this.#bar(panes)} ${first === undefined ? nothing : this.#tour(first)}
      <div class="panes">
        ${repeat(
          panes,
          ({ key }) => key,
          (pane) => this.#pane(pane, panes.length === 1),
        )}
        ${ready && this.tool !== null ? html`<sb-workbench .store=${first.store} .tool=${this.tool} .changes=${state} .onTool=${this.#toTool} .onPersona=${(handle: string) => this.#toScene(first, handle)}></sb-workbench>` : nothing}
        ${state?.staging == null ? nothing : html`<sb-staging .staging=${state.staging}></sb-staging>`}
        <sb-notices></sb-notices>
      </div>
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
      <span class="bar-tools">
        ${ready ? this.#toolButtons(state) : nothing} ${this.#sideBySide(panes)} ${this.#themeButton()}
      </span>
    </header>`;
  }

  #toolButtons({ faults }: PaneState): TemplateResult {
    const turn = () => this.#toTool(this.tool === null ? this.#lastTool : null);
    const tours = this.#tours.length > 0;
    const offer = () => {
      this.#toStep(null);
      this.offering = !this.offering;
    };
    return html`${tours ? html`<button class="bar-button" aria-label="Tours" title="Guided tours" aria-pressed=${this.offering || this.progress !== null} @click=${offer}>${icon("compass")}<span class="wide-only">Tours</span></button>` : nothing}
      <button
        class="bar-button"
        aria-label="Workbench"
        title="Scenes, faults and a look inside"
        aria-pressed=${this.tool !== null}
        @click=${turn}
      >
        ${icon("stage")}<span class="wide-only">Workbench</span
        >${faults.length > 0 ? html`<span class="bar-dot"></span>` : nothing}
      </button>`;
  }

  #tour(first: OpenPane): TemplateResult | typeof nothing {
    const tours = this.#tours;
    const { progress } = this;
    const tour = tours.find(({ name }) => name === progress?.name);
    if (tour !== undefined && progress !== null) {
      return html`<sb-tour
        .tour=${tour}
        .step=${progress.step}
        .pane=${first}
        .tool=${this.tool}
        .channelId=${first.channelId}
        .onStep=${(step: number | null) => this.#toStep(step === null ? null : { name: tour.name, step })}
        .onChannel=${(channelId: string) => this.#panes.moved(first, channelId)}
        .onTool=${this.#toTool}
        .onPersona=${(handle: string) => this.#panes.become(first, handle)}
      ></sb-tour>`;
    }
    if (!this.offering || tours.length === 0) return nothing;
    return html`<sb-tour-offer
      .tours=${tours}
      .onTour=${(wanted: Tour) => void this.#begin(first, wanted)}
      .onClose=${this.#closeOffer}
    ></sb-tour-offer>`;
  }

  /** In a fresh server: a tour must not stumble over what one did before. */
  async #begin(first: OpenPane, { name, as }: Tour) {
    this.offering = false;
    try {
      await startAfresh(first.store);
      this.#panes.become(first, as);
      this.#toStep({ name, step: 0 });
    } catch (error) {
      notify(sentenceOf(error));
    }
  }

  #toStep(progress: Progress | null) {
    this.progress = progress;
    keepProgress(progress);
    if (progress !== null) closeOffer();
  }

  #closeOffer = () => {
    this.offering = false;
    closeOffer();
  };

  /** Where the workbench covers the chat it makes way for the scene. */
  #toScene(first: OpenPane, handle: string) {
    this.#panes.become(first, handle);
    if (innerWidth <= COVERED_BELOW) this.#toTool(null);
  }

  #toTool = (tool: Tool | null) => {
    this.tool = tool;
    if (tool !== null) this.#lastTool = tool;
  };

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
      aria-label="Side by side"
      title="Two people at once"
      @click=${turn}
    >
      ${icon("panes")}<span class="wider-only">Side by side</span>
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

/** Loads the first scene, and resolves once the page has heard of it. */
async function startAfresh(store: Store): Promise<void> {
  const me = store.state()?.me.id;
  const heard = new Promise<void>((resolve) => {
    const stop = store.subscribe(() => {
      if (store.state()?.me.id === me) return;
      stop();
      resolve();
    });
  });
  await store.act({ do: "load-scene", name: "the-thaw" });
  await heard;
}

customElements.define("sb-app", App);
