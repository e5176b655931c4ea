import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { ActResult, Action, TableRows } from "../../page-protocol.ts";
import { icon } from "../look/icons.ts";
import { Look } from "./look.ts";

const LIMIT = 50;
/** Letters of a value shown before it is cut. */
const LONGEST = 60;

/** `<sb-rows>`: the database as it lies on the disk. What members answered stays sealed. */
class Rows extends Look {
  static override properties = { ...Look.properties, table: { state: true }, shown: { state: true } };
  /** Empty for the one the bot shows first. */
  declare table: string;
  declare shown: TableRows | null;

  constructor() {
    super();
    this.table = "";
    this.shown = null;
  }

  protected override wanted(): Action {
    return { do: "look", at: "rows", limit: LIMIT, ...(this.table === "" ? {} : { table: this.table }) };
  }

  protected override take(result: ActResult) {
    if (result?.kind === "rows") this.shown = result.rows;
  }

  protected override render() {
    const { shown } = this;
    return html`<p class="tool-about">
        The rows as they lie in the database, the newest first. What members answered is sealed under a key of
        their own, which is kept elsewhere.
      </p>
      ${this.problem === "" ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
      ${shown === null || shown.tables.length === 0 ? html`<p class="none">The bot shows this when it was started together with the sandbox.</p>` : this.#table(shown)}`;
  }

  #table({ tables, table, rows }: TableRows): TemplateResult {
    const choose = ({ target }: Event) => {
      this.table = (target as HTMLSelectElement).value;
      void this.look();
    };
    const columns = ordered(rows);
    return html`<label class="tool-field"
        >Table
        <select @change=${choose}>
          ${tables.map((name) => html`<option value=${name} ?selected=${name === table}>${name}</option>`)}
        </select></label
      >
      ${
        rows.length === 0
          ? html`<p class="none">There is no row in it.</p>`
          : html`<div class="rows" tabindex="0" role="region" aria-label="Rows of ${table}">
              <table>
                <thead>
                  <tr>
                    ${columns.map((column) => html`<th scope="col">${column}</th>`)}
                  </tr>
                </thead>
                <tbody>
                  ${rows.map(
                    (row) =>
                      html`<tr>
                        ${columns.map((column) => this.#cell(column, row[column]))}
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>`
      }`;
  }

  #cell(column: string, value: unknown): TemplateResult {
    if (isSealed(value)) return html`<td class="sealed">${icon("lock")} ${value}</td>`;
    if (value === null || value === undefined) return html`<td class="nothing">—</td>`;
    const text = readable(column, value);
    const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
    return html`<td title=${text.length > LONGEST ? text : nothing}>${cut}</td>`;
  }
}

/** What kind of row it is and what is sealed in it first: a phone shows no more than two or three columns. */
function ordered(rows: Record<string, unknown>[]): string[] {
  const weight = (column: string) => {
    if (column === "kind") return 0;
    return rows.some((row) => isSealed(row[column])) ? 1 : 2;
  };
  return Object.keys(rows[0] ?? {}).toSorted((a, b) => weight(a) - weight(b));
}

function isSealed(value: unknown): boolean {
  return typeof value === "string" && value.endsWith("sealed bytes");
}

/** Instants in ISO, so that one can read them. */
function readable(column: string, value: unknown): string {
  const isInstant =
    typeof value === "number" && value > 1e12 && /(at|due|from|until|sent|deadline|before)$/i.test(column);
  if (isInstant) return new Date(value).toISOString().replace(".000Z", "Z");
  return typeof value === "string" ? value : JSON.stringify(value);
}

customElements.define("sb-rows", Rows);
