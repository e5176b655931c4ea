import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { ActResult, Action, LogEntry } from "../../page-protocol.ts";
import { Look } from "./look.ts";
import { stamp } from "./stamp.ts";

type BotEntry = Extract<LogEntry, { kind: "bot" }>;
const SHOWN = 200;

/** `<sb-logs>`: what the bot writes of itself, the newest first. */
class Logs extends Look {
  static override properties = { ...Look.properties, entries: { state: true } };
  declare entries: BotEntry[];

  constructor() {
    super();
    this.entries = [];
  }

  protected override wanted(): Action {
    return { do: "look", at: "logs" };
  }

  protected override take(result: ActResult) {
    if (result?.kind === "logs") this.entries = result.entries.filter((entry) => entry.kind === "bot");
  }

  protected override render() {
    return html`<p class="tool-about">The bot’s own log. What members write is never in it.</p>
      ${this.problem === "" ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
      ${this.entries.length === 0 ? html`<p class="none">Nothing has been logged yet.</p>` : nothing}
      <ol class="happenings">
        ${this.entries
          .slice(-SHOWN)
          .reverse()
          .map((entry) => this.#entry(entry))}
      </ol>`;
  }

  #entry({ at, level, message, data }: BotEntry): TemplateResult {
    const me = this.store.state()?.me;
    const head = html`<time>${me === undefined ? "" : stamp(at, me, "second")}</time
      ><span class="chip level-${level}">${level}</span
      ><span class="happening-what"
        >${message}${data === undefined ? nothing : html` <span class="muted">${brief(data)}</span>`}</span
      >`;
    if (data === undefined) return html`<li class="happening plain">${head}</li>`;
    return html`<li>
      <details class="happening">
        <summary>${head}</summary>
        <pre>${JSON.stringify(data, null, 2)}</pre>
      </details>
    </li>`;
  }
}

/** The single values among it, on one line. */
function brief(data: unknown): string {
  const plain = Object.entries(data as Record<string, unknown>).filter(
    ([, value]) => typeof value !== "object" && value !== "",
  );
  return plain.map(([name, value]) => `${name} ${String(value)}`).join(", ");
}

customElements.define("sb-logs", Logs);
