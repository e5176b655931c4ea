import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Action, Persona } from "../../page-protocol.ts";
import { textIn } from "../look/form.ts";
import { icon, spinner } from "../look/icons.ts";
import { View } from "../look/view.ts";
import { ActError, sentenceOf } from "../state/act.ts";
import { clockState, now, onTick } from "../state/clock.ts";
import { notify } from "../state/notices.ts";
import type { Store } from "../state/store.ts";
import { formatter } from "../text/time.ts";
import { asField, daysLater, fromField, nextAtHour, nextClockChange } from "./moments.ts";
import "../look/menu.ts";

const EVENING = 20;
/** Past the change itself, so that the morning after is there, ms. */
const AFTER_CHANGE_MS = 6 * 3_600_000;

interface Move {
  label: string;
  about: string;
  action: Action;
}

/** `<sb-clock-bar>`: what time it is for the bot, and the ways to another time. */
class ClockBar extends View {
  static override properties = { store: { attribute: false }, me: { attribute: false } };
  declare store: Store;
  declare me: Persona;
  #stop: (() => void) | null = null;
  /** Where the move began, to show how far it is. */
  #from = 0;

  override connectedCallback() {
    super.connectedCallback();
    this.#stop = onTick(() => this.requestUpdate());
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop?.();
  }

  protected override render() {
    const { movable, moving } = clockState();
    const { zone } = this.me;
    return html`<div class="clock-bar" role="group" aria-label="Clock">
      <span class="clock-face" title="The bot’s time"
        >${icon("clock")}<time>${faceIn("UTC")}</time
        ><abbr title="Coordinated Universal Time">UTC</abbr></span
      >
      <span class="clock-face own" title="The time in ${city(zone)}"><time>${faceIn(zone)}</time></span>
      ${moving === null ? this.#ways(movable) : this.#progress(moving)}
    </div>`;
  }

  #ways(movable: boolean): TemplateResult {
    const quick = this.#moves().filter(({ label }) =>
      ["+15 min", "Tonight 20:00", "Next due"].includes(label),
    );
    return html`<span class="clock-quick"
        >${quick.map((move) => html`<button class="bar-button" data-move=${move.label} ?disabled=${!movable} title=${move.about} @click=${() => void this.#go(move.action)}>${move.label}</button>`)}</span
      >
      <sb-menu
        .label=${"More ways to move time"}
        .face=${html`${icon("jump")}<span class="wide-only">More</span>`}
        .content=${(close: () => void) => this.#menu(close, movable)}
      ></sb-menu>`;
  }

  #menu(close: () => void, movable: boolean): TemplateResult {
    if (!movable)
      return html`<p class="menu-note">
        Time can be moved when the bot was started together with the sandbox (<code>npm start</code>).
      </p>`;
    const submit = (event: SubmitEvent) => {
      event.preventDefault();
      const text = textIn(event.target as HTMLFormElement, "to");
      close();
      void this.#go({ do: "move-clock", to: new Date(fromField(text, this.me.zone)).toISOString() });
    };
    return html`<ul class="menu-list">
        ${this.#moves().map(
          ({ label, about, action }) =>
            html`<li>
              <button class="menu-item" @click=${() => (close(), void this.#go(action))}>
                <b>${label}</b><small>${about}</small>
              </button>
            </li>`,
        )}
      </ul>
      <form class="menu-form" @submit=${submit}>
        <label
          >To a moment in ${city(this.me.zone)}
          <input
            type="datetime-local"
            name="to"
            required
            .value=${asField(now() + 3_600_000, this.me.zone)}
            min=${asField(now(), this.me.zone)}
        /></label>
        <button class="button primary small">Go</button>
      </form>`;
  }

  #moves(): Move[] {
    const { zone } = this.me;
    const at = now();
    const to = (instant: number): Action => ({ do: "move-clock", to: new Date(instant).toISOString() });
    const evening = nextAtHour(at, zone, EVENING);
    const tomorrow = daysLater(at, zone, 1);
    const change = nextClockChange(at, zone);
    const words = formatter({ weekday: "long", day: "numeric", month: "long" }, { zone, locale: "en-GB" });
    const moves: Move[] = [
      { label: "+15 min", about: "An urge later", action: { do: "move-clock", by: { minutes: 15 } } },
      { label: "+1 hour", about: "", action: { do: "move-clock", by: { hours: 1 } } },
      {
        label: "Next due",
        about: "To whatever the bot has to do next",
        action: { do: "move-clock", toNextDue: true },
      },
      { label: "Tonight 20:00", about: `In ${city(zone)}, ${words.format(evening)}`, action: to(evening) },
      { label: "Tomorrow", about: "The same time, a day on", action: to(tomorrow) },
      {
        label: "Three weeks on",
        about: words.format(daysLater(at, zone, 21)),
        action: to(daysLater(at, zone, 21)),
      },
    ];
    if (change !== null) {
      moves.push({
        label: "Past the night the clocks change",
        about: `In ${city(zone)}, ${words.format(change)}`,
        action: to(change + AFTER_CHANGE_MS),
      });
    }
    return moves;
  }

  #progress({ target, at, what }: { target: number; at: number; what: string }): TemplateResult {
    const span = Math.max(1, target - this.#from);
    const done = Math.min(1, Math.max(0, (at - this.#from) / span));
    const left = formatter(
      { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
      { zone: this.me.zone, locale: "en-GB" },
    ).format(at);
    return html`<span class="clock-moving" role="status"
      >${spinner()}<span class="clock-what">${left}${what === "" ? nothing : ` · ${what}`}</span>
      <progress max="1" .value=${done} aria-label="Time passing"></progress
    ></span>`;
  }

  async #go(action: Action) {
    this.#from = now();
    try {
      const result = await this.store.act(action);
      if (result?.kind === "clock") notify(told(result.ran.length));
    } catch (error) {
      notify(
        error instanceof ActError && error.reason === "nothing-due" ? "Nothing is due." : sentenceOf(error),
      );
    }
  }
}

function faceIn(zone: string): string {
  const parts = {
    weekday: "short",
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  } as const;
  return formatter({ ...parts, hourCycle: "h23" }, { zone, locale: "en-GB" }).format(now());
}

function told(events: number): string {
  if (events === 0) return "Time has passed. Nothing was due.";
  return events === 1
    ? "Time has passed. One thing was due on the way."
    : `Time has passed. ${events} things were due on the way.`;
}

export function city(zone: string): string {
  return (zone.split("/").at(-1) ?? zone).replaceAll("_", " ");
}

customElements.define("sb-clock-bar", ClockBar);
