import { LitElement } from "lit";
import { now, onTick } from "../state/clock.ts";
import { formatTime } from "./time.ts";
import type { TimeStyle } from "./tree.ts";

/** `<sb-time>`: a moment as its reader's zone has it; counts along when relative. */
class Time extends LitElement {
  static override properties = { at: { type: Number }, format: {}, zone: {}, locale: {} };
  declare at: number;
  /** `day`: "Today, 21:00". */
  declare format: TimeStyle | "day";
  declare zone: string;
  declare locale: string;
  #stop: (() => void) | null = null;

  protected override createRenderRoot() {
    return this;
  }

  override connectedCallback() {
    super.connectedCallback();
    if (this.format === "R" || this.format === "day") this.#stop = onTick(() => this.requestUpdate());
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop?.();
    this.#stop = null;
  }

  protected override render() {
    const reader = { zone: this.zone, locale: this.locale };
    this.title = formatTime(this.at, "F", now(), reader);
    return formatTime(this.at, this.format, now(), reader);
  }
}

customElements.define("sb-time", Time);
