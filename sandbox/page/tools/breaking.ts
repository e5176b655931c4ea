import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { FaultState, LogEntry, PageGuild } from "../../page-protocol.ts";
import { icon } from "../look/icons.ts";
import { View } from "../look/view.ts";
import type { PaneState } from "../state/state.ts";
import type { Store } from "../state/store.ts";
import { FAULTS, ONCE, faultInWords } from "./faults.ts";
import type { Breakable } from "./faults.ts";
import { stamp } from "./stamp.ts";

const SHOWN = 8;

/** `<sb-breaking>`: what can go wrong between the bot and Discord, and how the bot comes back. */
class Breaking extends View {
  static override properties = { store: { attribute: false }, state: { attribute: false } };
  declare store: Store;
  declare state: PaneState;
  #stop: (() => void) | null = null;

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop?.();
    this.#stop = null;
  }

  protected override render() {
    this.#stop ??= this.store.log.onAdd(() => this.requestUpdate());
    const { faults, botOnline, me } = this.state;
    return html`<p class="state-line ${botOnline ? "good" : "bad"}" role="status">
        <span class="lamp" aria-hidden="true"></span> The bot is ${botOnline ? "connected" : "not connected"}.
        ${faults.length === 0 ? nothing : html`<button class="button primary small" @click=${() => this.store.perform({ do: "clear-faults" })}>Mend everything</button>`}
      </p>
      ${faults.map((fault) => this.#active(fault))}
      <h3 class="tool-title">Until it is mended</h3>
      <ul class="switches">
        ${FAULTS.map((one) => html`<li>${this.#fault(one)}</li>`)}
      </ul>
      <h3 class="tool-title">Once</h3>
      <ul class="switches">
        ${ONCE.map(({ label, about, what }) => html`<li>${this.#once(label, about, () => this.store.perform({ do: "gateway-fault", what }))}</li>`)}
        <li>
          ${this.#once("Set the clock back an hour", "The machine’s clock is put right. Nothing may come twice.", () => this.#jump(-1))}
        </li>
        <li>
          ${this.#once("Set the clock on an hour", "With nothing run in between, as after a sleep.", () => this.#jump(1))}
        </li>
      </ul>
      <h3 class="tool-title">People and places</h3>
      <ul class="switches">
        <li>
          ${this.#switch(`${me.user.global_name ?? me.handle} takes no DMs`, "Then nothing can be sent to them.", me.dms === "closed", () => this.store.perform({ do: "set-dms", userId: me.id, dms: me.dms === "open" ? "closed" : "open" }))}
        </li>
        ${this.state.guilds.filter(({ hasBot, channels }) => hasBot && channels.length > 0).map((guild) => html`<li>${this.#access(guild)}</li>`)}
      </ul>
      <h3 class="tool-title">How it went</h3>
      ${this.#recent()}`;
  }

  #active(fault: FaultState): TemplateResult {
    const mend = () => this.store.perform({ do: "clear-faults", id: fault.id });
    return html`<p class="fault-line">
      ${icon("warning")}<span>${faultInWords(fault)}</span
      ><button class="button secondary small" @click=${mend}>Mend</button>
    </p>`;
  }

  #fault({ label, about, fault }: Breakable): TemplateResult {
    const active = this.state.faults.find((one) => faultInWords(one).startsWith(label));
    const turn = () =>
      this.store.perform(
        active === undefined ? { do: "set-fault", fault } : { do: "clear-faults", id: active.id },
      );
    return this.#switch(label, about, active !== undefined, turn);
  }

  #switch(label: string, about: string, on: boolean, turn: () => void): TemplateResult {
    return html`<button class="switch" role="switch" aria-checked=${on} @click=${turn}>
      <span class="switch-text"><b>${label}</b><small>${about}</small></span
      ><span class="switch-knob" aria-hidden="true"></span>
    </button>`;
  }

  #once(label: string, about: string, act: () => void): TemplateResult {
    return html`<button class="switch" @click=${act}>
      <span class="switch-text"><b>${label}</b><small>${about}</small></span
      >${icon("bolt")}
    </button>`;
  }

  /** The first channel of a server, closed to the bot or open. */
  #access(guild: PageGuild): TemplateResult {
    const bot = guild.roles.find(({ tags }) => tags?.bot_id === this.state.bot?.id);
    const [first] = guild.channels;
    if (first === undefined) return html``;
    const { channel } = first;
    const overwrites = "permission_overwrites" in channel ? (channel.permission_overwrites ?? []) : [];
    const hidden = overwrites.some(({ id, deny }) => id === bot?.id && deny !== "0");
    const act = () =>
      this.store.perform({ do: "set-bot-access", channelId: channel.id, canSee: hidden, canPost: hidden });
    return this.#switch(`#${channel.name} is closed to the bot`, `In ${guild.name}.`, hidden, act);
  }

  #jump(hours: number) {
    this.store.perform({ do: "jump-clock", by: { hours } });
  }

  /** What the gateway did and which requests met a fault, the newest first. */
  #recent(): TemplateResult {
    const entries = this.store.log
      .entries()
      .filter((entry) => entry.kind === "gateway" || (entry.kind === "request" && entry.fault !== undefined));
    if (entries.length === 0) return html`<p class="none">Nothing has gone wrong yet.</p>`;
    return html`<ol class="brief">
      ${entries
        .slice(-SHOWN)
        .reverse()
        .map(
          (entry) =>
            html`<li><time>${stamp(entry.at, this.state.me, "second")}</time> ${briefly(entry)}</li>`,
        )}
    </ol>`;
  }
}

function briefly(entry: LogEntry): string {
  if (entry.kind === "gateway") return entry.what;
  if (entry.kind !== "request") return "";
  return `${entry.method} ${entry.path.split("?")[0]} met “${entry.fault ?? ""}” (${entry.status || "no answer"})`;
}

customElements.define("sb-breaking", Breaking);
