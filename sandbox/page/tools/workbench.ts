import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import { icon } from "../look/icons.ts";
import type { IconName } from "../look/icons.ts";
import { View, uniqueId } from "../look/view.ts";
import type { PaneState } from "../state/state.ts";
import type { Store } from "../state/store.ts";
import "./breaking.ts";
import "./happenings.ts";
import "./logs.ts";
import "./rows.ts";
import "./scenes.ts";
import "./timeline.ts";

export type Tool = "scenes" | "break" | "timeline" | "requests" | "rows" | "logs";

const TOOLS: { tool: Tool; label: string; picture: IconName }[] = [
  { tool: "scenes", label: "Scenes", picture: "stage" },
  { tool: "break", label: "Break", picture: "bolt" },
  { tool: "timeline", label: "Timeline", picture: "clock" },
  { tool: "requests", label: "Requests", picture: "panes" },
  { tool: "rows", label: "Rows", picture: "lock" },
  { tool: "logs", label: "Logs", picture: "file" },
];

/** `<sb-workbench>`: scenes, faults, and a look inside, beside the chat. */
class Workbench extends View {
  static override properties = {
    store: { attribute: false },
    tool: { attribute: false },
    changes: { attribute: false },
    onTool: { attribute: false },
    onPersona: { attribute: false },
  };
  declare store: Store;
  declare tool: Tool;
  /** What the store knows now: a new one means that something is to be drawn anew. */
  declare changes: PaneState;
  /** Null closes it. */
  declare onTool: (tool: Tool | null) => void;
  declare onPersona: (handle: string) => void;
  #id = uniqueId("workbench");

  protected override render() {
    return html`<aside class="workbench" aria-label="Workbench" @keydown=${this.#key}>
      <header class="workbench-head">
        <h2>Workbench</h2>
        <button class="icon-button" aria-label="Close the workbench" @click=${() => this.onTool(null)}>
          ${icon("close")}
        </button>
      </header>
      <div class="tabs" role="tablist" aria-label="Workbench">${TOOLS.map((one) => this.#tab(one))}</div>
      <div
        class="tab-panel"
        role="tabpanel"
        id="${this.#id}-panel"
        aria-labelledby="${this.#id}-${this.tool}"
        tabindex="0"
      >
        ${this.#panel()}
      </div>
    </aside>`;
  }

  #tab({ tool, label, picture }: (typeof TOOLS)[number]): TemplateResult {
    const here = this.tool === tool;
    return html`<button
      class="tab"
      role="tab"
      id="${this.#id}-${tool}"
      aria-selected=${here}
      aria-controls=${here ? `${this.#id}-panel` : nothing}
      tabindex=${here ? 0 : -1}
      data-tool=${tool}
      @click=${() => this.onTool(tool)}
    >
      ${icon(picture)}<span>${label}</span>
    </button>`;
  }

  #panel(): TemplateResult {
    const { store } = this;
    switch (this.tool) {
      case "scenes":
        return html`<sb-scenes
          .store=${store}
          .state=${this.changes}
          .onPersona=${this.onPersona}
        ></sb-scenes>`;
      case "break":
        return html`<sb-breaking .store=${store} .state=${this.changes}></sb-breaking>`;
      case "timeline":
        return html`<sb-timeline .store=${store}></sb-timeline>`;
      case "requests":
        return html`<sb-happenings .store=${store}></sb-happenings>`;
      case "rows":
        return html`<sb-rows .store=${store}></sb-rows>`;
      case "logs":
        return html`<sb-logs .store=${store}></sb-logs>`;
    }
  }

  #key = (event: KeyboardEvent) => {
    if (event.key === "Escape" && !event.defaultPrevented) return this.onTool(null);
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0 || !(event.target as HTMLElement).matches("[role=tab]")) return;
    event.preventDefault();
    const at = TOOLS.findIndex(({ tool }) => tool === this.tool);
    const next = TOOLS[(at + step + TOOLS.length) % TOOLS.length];
    if (next === undefined) return;
    this.onTool(next.tool);
    void this.updateComplete.then(() => this.querySelector<HTMLElement>(`[data-tool=${next.tool}]`)?.focus());
  };
}

customElements.define("sb-workbench", Workbench);
