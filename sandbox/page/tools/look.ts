import type { PropertyValues } from "lit";
import type { ActResult, Action } from "../../page-protocol.ts";
import { View } from "../look/view.ts";
import { sentenceOf } from "../state/act.ts";
import { onTick } from "../state/clock.ts";
import type { Store } from "../state/store.ts";

/** Rest after something happened before one looks again, ms: requests come in bursts. */
const SETTLE_MS = 400;
/** Ticks between two looks when nothing is heard. */
const EVERY = 5;

/** Something the bot is asked to show, asked again after whatever happens. */
export abstract class Look extends View {
  static override properties = { store: { attribute: false }, problem: { state: true } };
  declare store: Store;
  /** Why it cannot be shown; empty when it can. */
  declare problem: string;
  #stops: (() => void)[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ticks = 0;

  constructor() {
    super();
    this.problem = "";
  }

  protected abstract wanted(): Action;
  protected abstract take(result: ActResult): void;

  override disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
    for (const stop of this.#stops.splice(0)) stop();
  }

  protected override updated(changed: PropertyValues<this>) {
    if (!changed.has("store")) return;
    for (const stop of this.#stops.splice(0)) stop();
    this.#stops.push(
      this.store.log.onAdd(() => this.#soon()),
      onTick(() => (this.#ticks += 1) % EVERY === 0 && this.#soon()),
    );
    void this.look();
  }

  #soon() {
    this.#timer ??= setTimeout(() => void this.look(), SETTLE_MS);
  }

  async look(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.isConnected) return;
    try {
      this.take(await this.store.act(this.wanted()));
      this.problem = "";
    } catch (error) {
      this.problem = sentenceOf(error);
    }
  }
}
