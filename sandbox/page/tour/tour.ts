import { html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { icon, spinner } from "../look/icons.ts";
import { View } from "../look/view.ts";
import { sentenceOf } from "../state/act.ts";
import { now } from "../state/clock.ts";
import { notify } from "../state/notices.ts";
import type { OpenPane } from "../state/panes.ts";
import type { Store } from "../state/store.ts";
import type { Tool } from "../tools/workbench.ts";
import { makeHand } from "./hand.ts";
import { findTarget, frameRound } from "./ring.ts";
import { newestMessage } from "./step.ts";
import type { Seen, Step, Tour } from "./step.ts";

/** How often the ring is put where its target stands, ms. */
const RING_EVERY_MS = 250;

/** `<sb-tour>`: one step of a guided tour, above the chat. Goes on by itself once the step is done. */
class TourStrip extends View {
  static override properties = {
    tour: { attribute: false },
    step: { type: Number },
    pane: { attribute: false },
    channelId: { attribute: false },
    tool: { attribute: false },
    onStep: { attribute: false },
    onChannel: { attribute: false },
    onTool: { attribute: false },
    onPersona: { attribute: false },
    busy: { state: true },
  };
  declare tour: Tour;
  declare step: number;
  declare pane: OpenPane;
  /** The channel the pane shows. */
  declare channelId: string | null;
  declare tool: Tool | null;
  /** Null ends the tour. */
  declare onStep: (step: number | null) => void;
  declare onChannel: (channelId: string) => void;
  declare onTool: (tool: Tool | null) => void;
  declare onPersona: (handle: string) => void;
  /** The step is being done in one's place. */
  declare busy: boolean;
  #began: Seen["began"] = { message: "0", clock: 0, log: 0 };
  /** The step and person that `#began` is of. */
  #beganFor = "";
  #store: Store | null = null;
  #stops: (() => void)[] = [];
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor() {
    super();
    this.busy = false;
  }

  override connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => {
      this.#putRing();
      this.#check();
    }, RING_EVERY_MS);
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
    this.#listen(null);
  }

  protected override willUpdate(changed: PropertyValues<this>) {
    if (this.#store !== this.pane.store) this.#listen(this.pane.store);
    if (changed.has("step") || changed.has("tour")) this.#begin();
    this.#check();
  }

  #listen(store: Store | null) {
    for (const stop of this.#stops.splice(0)) stop();
    this.#store = store;
    if (store !== null)
      this.#stops.push(
        store.subscribe(() => this.#check()),
        store.log.onAdd(() => this.#check()),
      );
  }

  #begin() {
    const who = this.#who();
    if (this.#current() !== undefined && this.pane.as !== who) queueMicrotask(() => this.onPersona(who));
  }

  /** Handle of whoever the step is for. */
  #who(): string {
    return this.#current()?.as ?? this.tour.as;
  }

  /** Goes on when the step is done. */
  #check() {
    const state = this.pane.store.state();
    if (state === null || state.me.handle !== this.#who()) return;
    const log = this.pane.store.log.entries().at(-1)?.seq ?? 0;
    const step = `${this.tour.name} ${this.step} ${state.me.id}`;
    if (this.#beganFor !== step) {
      this.#beganFor = step;
      this.#began = { message: newestMessage(state), clock: now(), log };
    }
    const { channelId } = this;
    const seen: Seen = { state, channelId, tool: this.tool, began: this.#began, now: now(), log };
    if (this.#current()?.done?.(seen) !== true) return;
    const next = this.step + 1;
    queueMicrotask(() => this.onStep(next));
  }

  #current(): Step | undefined {
    return this.tour.steps[this.step];
  }

  protected override updated() {
    this.#putRing();
  }

  protected override render() {
    const step = this.#current();
    const count = this.tour.steps.length;
    if (step === undefined) return this.#end();
    return html`<section class="tour" aria-label="Tour: ${this.tour.title}">
        <div class="tour-text" role="status">
          <h2><span class="tour-count">${this.step + 1} of ${count}</span> ${step.title}</h2>
          <p>${words(step.text)}</p>
        </div>
        <div class="tour-buttons">
          ${step.help === undefined ? nothing : html`<button class="button primary small" ?disabled=${this.busy} @click=${() => void this.#help(step)}>${this.busy ? spinner() : nothing}${step.help.label}</button>`}
          <button class="button secondary small" @click=${() => this.onStep(this.step + 1)}>
            ${step.done === undefined ? "Next" : "Skip"}
          </button>
          <button
            class="icon-button"
            aria-label="End the tour"
            title="End the tour"
            @click=${() => this.onStep(null)}
          >
            ${icon("close")}
          </button>
        </div>
        <progress class="tour-progress" max=${count} .value=${this.step} aria-label="Tour"></progress>
      </section>
      <div class="tour-ring" aria-hidden="true" hidden></div>`;
  }

  #end(): TemplateResult {
    return html`<section class="tour" aria-label="Tour: ${this.tour.title}">
      <div class="tour-text" role="status">
        <h2>That was the tour.</h2>
        <p>Go on as you like: everything here works, and nothing leaves this machine.</p>
      </div>
      <div class="tour-buttons">
        <button class="button primary small" @click=${() => this.onStep(null)}>Done</button>
      </div>
    </section>`;
  }

  async #help({ help }: Step) {
    this.busy = true;
    try {
      await help?.run(makeHand({ pane: this.pane, go: this.onChannel, open: this.onTool }));
    } catch (error) {
      notify(sentenceOf(error));
    } finally {
      this.busy = false;
    }
  }

  #putRing = () => {
    const ring = this.querySelector<HTMLElement>(".tour-ring");
    const target = this.#current()?.target;
    if (ring === null) return;
    const found = target === undefined || this.busy ? undefined : findTarget(target);
    ring.hidden = found === undefined;
    if (found === undefined) return;
    for (const [side, px] of Object.entries(frameRound(found))) ring.style.setProperty(side, `${px}px`);
  };
}

/** Backticks are what one types, stars what one finds on the screen. */
function words(text: string): (TemplateResult | string)[] {
  return text.split(/(`[^`]+`|\*[^*]+\*)/).map((piece) => {
    if (piece.startsWith("`")) return html`<code>${piece.slice(1, -1)}</code>`;
    return piece.startsWith("*") ? html`<b>${piece.slice(1, -1)}</b>` : piece;
  });
}

customElements.define("sb-tour", TourStrip);
