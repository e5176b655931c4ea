import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { ActResult, Action, DueRow } from "../../page-protocol.ts";
import { makeNames } from "../state/names.ts";
import type { Names } from "../state/names.ts";
import { clockState, now } from "../state/clock.ts";
import { formatTime } from "../text/time.ts";
import { Look } from "./look.ts";
import { stamp } from "./stamp.ts";

const WORDS: Record<string, string> = {
  due: "due",
  sent: "sent",
  late: "sent late",
  expired: "too late",
  held: "held back",
  unknown: "not known",
  failed: "failed",
};

/** `<sb-timeline>`: what is due, was sent, or was held back, and why. */
class Timeline extends Look {
  static override properties = { ...Look.properties, rows: { state: true }, mine: { state: true } };
  /** By time; null before the first answer. */
  declare rows: DueRow[] | null;
  /** Only what concerns the persona. */
  declare mine: boolean;

  constructor() {
    super();
    this.rows = null;
    this.mine = false;
  }

  protected override wanted(): Action {
    return { do: "look", at: "due" };
  }

  protected override take(result: ActResult) {
    if (result?.kind === "due") this.rows = result.rows;
  }

  protected override render() {
    const state = this.store.state();
    if (state === null) return nothing;
    const names = makeNames(state);
    const all = (this.rows ?? []).filter(({ who }) => isHere(who, names));
    const gone = (this.rows ?? []).length - all.length;
    const rows = all.filter(({ who }) => !this.mine || who === state.me.id);
    const at = now();
    const coming = rows.filter((row) => row.at > at || row.state === "due");
    const past = rows.filter((row) => !coming.includes(row)).reverse();
    return html`<p class="tool-about">
        What the bot sends unasked, on ${state.me.user.global_name ?? state.me.handle}’s clock. Nothing comes
        twice.
      </p>
      <label class="choice small"
        ><input type="checkbox" .checked=${this.mine} @change=${() => (this.mine = !this.mine)} /><span
          >Only what concerns ${state.me.user.global_name ?? state.me.handle}</span
        ></label
      >
      ${this.problem === "" ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
      ${clockState().movable ? nothing : html`<p class="none">The bot shows this when it was started together with the sandbox.</p>`}
      <h3 class="tool-title">To come</h3>
      ${coming.length === 0 ? html`<p class="none">Nothing is due.</p>` : this.#list(coming, names)}
      <h3 class="tool-title">Past</h3>
      ${past.length === 0 ? html`<p class="none">Nothing has been due yet.</p>` : this.#list(past, names)}
      ${gone === 0 ? nothing : html`<p class="none">Left out: ${gone} for people and places of other scenes.</p>`}`;
  }

  #list(rows: DueRow[], names: Names): TemplateResult {
    let day = "";
    return html`<ol class="times">
      ${rows.map((row) => {
        const its = stamp(row.at, names.me, "day");
        const first = its !== day;
        day = its;
        return html`${first ? html`<li class="day">${its}</li>` : nothing}
          <li>${this.#row(row, names)}</li>`;
      })}
    </ol>`;
  }

  #row({ at, who, what, state, why }: DueRow, names: Names): TemplateResult {
    const reader = { zone: names.me.zone, locale: "en-GB" };
    const coming = state === "due" && at > now() ? ` ${formatTime(at, "R", now(), reader)}` : "";
    return html`<div class="time-row">
      <time>${stamp(at, names.me, "minute")}</time>
      <span class="time-what"
        ><b>${inWords(what)}</b>
        <span class="muted">for ${whoIs(who, names)}${coming}</span
        >${why === undefined ? nothing : html`<small>${inWords(why)}</small>`}</span
      ><span class="chip state-${state}">${WORDS[state] ?? state}</span>
    </div>`;
  }
}

/** `quiet-hours` as one reads it. */
function inWords(code: string): string {
  const words = code.replaceAll(/[-_]/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function isHere(id: string, names: Names): boolean {
  return (names.channel(id) ?? names.guild(id) ?? names.user(id)) !== undefined;
}

function whoIs(id: string, names: Names): string {
  const channel = names.channel(id);
  if (channel !== undefined) return `#${names.channelName(channel)}`;
  return names.guild(id)?.name ?? names.display(id);
}

customElements.define("sb-timeline", Timeline);
