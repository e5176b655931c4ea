import { html, nothing } from "lit";
import type { PropertyValues, TemplateResult } from "lit";
import { onOutside, showBeside } from "./popover.ts";
import type { Placement } from "./popover.ts";
import { View, uniqueId } from "./view.ts";

/** `<sb-menu>`: a button and the panel that it opens. The panel is closed by Escape, a press elsewhere, or `close()`. */
class Menu extends View {
  static override properties = {
    label: {},
    named: { type: Boolean },
    kind: {},
    face: { attribute: false },
    content: { attribute: false },
    placement: { attribute: false },
    disabled: { type: Boolean },
    open: { state: true },
  };
  /** Said of the button and of the panel. */
  declare label: string;
  /** Classes of the button. */
  declare kind: string;
  /** The face says by itself what the button is. */
  declare named: boolean;
  declare face: TemplateResult | string;
  declare content: (close: () => void) => TemplateResult;
  declare placement: Placement;
  declare disabled: boolean;
  declare open: boolean;
  #panelId = uniqueId("panel");
  #stop: (() => void) | null = null;

  constructor() {
    super();
    this.open = false;
    this.kind = "bar-button";
    this.placement = { side: "below", align: "start" };
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop?.();
  }

  protected override updated(changed: PropertyValues<this>) {
    const panel = this.querySelector<HTMLElement>(".menu-panel");
    const button = this.querySelector<HTMLElement>("button");
    if (!changed.has("open") || !this.open || panel === null || button === null) return;
    showBeside(panel, button, this.placement);
    this.#stop = onOutside([this], this.close);
    const first = panel.querySelector<HTMLElement>(
      "[autofocus], [aria-current=true], button, input, select, a[href]",
    );
    (first ?? panel).focus();
  }

  close = () => {
    const hadFocus = this.contains(document.activeElement);
    this.#stop?.();
    this.#stop = null;
    this.open = false;
    if (hadFocus) this.querySelector<HTMLElement>("button")?.focus();
  };

  protected override render() {
    return html`<button
        type="button"
        class=${this.kind}
        aria-haspopup="dialog"
        aria-expanded=${this.open}
        aria-controls=${this.open ? this.#panelId : nothing}
        aria-label=${this.named ? nothing : this.label}
        title=${this.named ? nothing : this.label}
        ?disabled=${this.disabled}
        @click=${this.#toggle}
      >
        ${this.face}
      </button>
      ${this.open ? html`<div class="menu-panel" popover="manual" id=${this.#panelId} role="dialog" aria-label=${this.label} tabindex="-1" @keydown=${this.#key}>${this.content(this.close)}</div>` : nothing}`;
  }

  #toggle = () => {
    if (this.open) this.close();
    else this.open = true;
  };

  #key = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      return this.close();
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (
      step === 0 ||
      event.target instanceof HTMLSelectElement ||
      event.target instanceof HTMLTextAreaElement
    )
      return;
    const stops = [...this.querySelectorAll<HTMLElement>(".menu-panel :is(button, a[href], input)")].filter(
      (stop) => !stop.matches(":disabled"),
    );
    const at = stops.indexOf(document.activeElement as HTMLElement);
    event.preventDefault();
    stops[(at + step + stops.length) % stops.length]?.focus();
  };
}

customElements.define("sb-menu", Menu);
