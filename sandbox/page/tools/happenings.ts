import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { LogEntry, Problem } from "../../page-protocol.ts";
import { icon } from "../look/icons.ts";
import { View } from "../look/view.ts";
import type { Store } from "../state/store.ts";
import { stamp } from "./stamp.ts";

const SHOWN = 150;

type Kind = "all" | "requests" | "events" | "refused";
const KINDS: { kind: Kind; label: string }[] = [
  { kind: "all", label: "All" },
  { kind: "requests", label: "Requests" },
  { kind: "events", label: "Events" },
  { kind: "refused", label: "Refused" },
];

type RequestEntry = Extract<LogEntry, { kind: "request" }>;

/** `<sb-happenings>`: every request of the bot with its check, and every event it was sent; the newest first. */
class Happenings extends View {
  static override properties = {
    store: { attribute: false },
    kind: { state: true },
    opened: { state: true },
  };
  declare store: Store;
  declare kind: Kind;
  /** Entries whose inside is shown; the others' is not even made. */
  declare opened: ReadonlySet<number>;
  #stop: (() => void) | null = null;
  #drawing = false;

  constructor() {
    super();
    this.kind = "all";
    this.opened = new Set();
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop?.();
    this.#stop = null;
  }

  /** Entries come by the hundred while time is moved; they are drawn once a frame. */
  #soon() {
    if (this.#drawing) return;
    this.#drawing = true;
    requestAnimationFrame(() => {
      this.#drawing = false;
      this.requestUpdate();
    });
  }

  protected override render() {
    this.#stop ??= this.store.log.onAdd(() => this.#soon());
    const entries = this.store.log.entries().filter((entry) => this.#fits(entry));
    return html`<p class="tool-about">
        Everything between the bot and Discord. Each request is checked against Discord’s own schemas and the
        rules they leave out.
      </p>
      <div class="chips" role="group" aria-label="Show">
        ${KINDS.map(({ kind, label }) => html`<button class="chip-button" aria-pressed=${this.kind === kind} @click=${() => (this.kind = kind)}>${label}</button>`)}
      </div>
      ${entries.length === 0 ? html`<p class="none">${this.kind === "refused" ? "Nothing was refused." : "Nothing yet."}</p>` : nothing}
      <ol class="happenings">
        ${repeat(
          entries.slice(-SHOWN).reverse(),
          ({ seq }) => seq,
          (entry) => html`<li>${this.#entry(entry)}</li>`,
        )}
      </ol>`;
  }

  #fits(entry: LogEntry): boolean {
    if (this.kind === "requests") return entry.kind === "request";
    if (this.kind === "events") return entry.kind === "dispatch" || entry.kind === "gateway";
    if (this.kind === "refused") return entry.kind === "request" && entry.status >= 400;
    return entry.kind !== "bot";
  }

  #entry(entry: LogEntry): TemplateResult {
    const me = this.store.state()?.me;
    const time = html`<time>${me === undefined ? "" : stamp(entry.at, me, "second")}</time>`;
    switch (entry.kind) {
      case "request":
        return this.#request(entry, time);
      case "dispatch":
        return this.#details(
          entry,
          html`${time}<span class="chip">event</span><span class="happening-what">${entry.event}</span>`,
          () => json("What it was told", entry.data),
        );
      case "gateway":
        return html`<p class="happening plain">
          ${time}<span class="chip">socket</span><span class="happening-what">${entry.what}</span>
        </p>`;
      default:
        return html`<p class="happening plain">
          ${time}<span class="chip">${entry.kind}</span><span class="happening-what">${entry.message}</span>
        </p>`;
    }
  }

  #request(entry: RequestEntry, time: TemplateResult): TemplateResult {
    const { method, path, status, ms, body, answer, problems, unknown, fault } = entry;
    const bad = status >= 400 || status === 0;
    const head = html`${time}<span class="chip ${bad ? "bad" : "good"}">${status || "—"}</span
      ><span class="happening-what"><b>${method}</b> ${path}</span><small>${Math.round(ms)} ms</small>`;
    return this.#details(
      entry,
      head,
      () =>
        html`${fault === undefined ? nothing : html`<p class="problem">${icon("warning")} Met a fault: ${fault}.</p>`}
        ${this.#check(problems, unknown, bad)} ${json("What it sent", body)} ${json("What it got", answer)}`,
    );
  }

  #details({ seq }: LogEntry, head: TemplateResult, inside: () => TemplateResult): TemplateResult {
    const turn = ({ target }: Event) => {
      const opened = new Set(this.opened);
      if ((target as HTMLDetailsElement).open) opened.add(seq);
      else opened.delete(seq);
      this.opened = opened;
    };
    return html`<details class="happening" @toggle=${turn}>
      <summary>${head}</summary>
      ${this.opened.has(seq) ? inside() : nothing}
    </details>`;
  }

  #check(problems: Problem[], unknown: string[], bad: boolean): TemplateResult {
    return html`${problems.map(
      ({ code, path, reason, message }) =>
        html`<p class="problem">
          ${icon("warning")}<span
            ><b>${code} ${reason}</b>${path === "" ? nothing : html` at <code>${path}</code>`}:
            ${message}</span
          >
        </p>`,
    )}
    ${problems.length > 0 || bad ? nothing : html`<p class="checked">${icon("check")} As Discord wants it.</p>`}
    ${unknown.length === 0 ? nothing : html`<p class="none">Unknown to Discord, and left out: ${unknown.join(", ")}</p>`}`;
  }
}

function json(title: string, value: unknown): TemplateResult {
  if (value === null || value === undefined || value === "") return html``;
  return html`<h4>${title}</h4>
    <pre tabindex="0" aria-label=${title}>${JSON.stringify(value, null, 2)}</pre>`;
}

customElements.define("sb-happenings", Happenings);
