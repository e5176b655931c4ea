import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { Persona } from "../../page-protocol.ts";
import { avatar } from "../look/avatar.ts";
import { icon } from "../look/icons.ts";
import { View } from "../look/view.ts";
import { now, onTick } from "../state/clock.ts";
import { nameOf } from "../state/names.ts";
import type { PaneState } from "../state/state.ts";
import { formatter } from "../text/time.ts";
import { city } from "./clock-bar.ts";
import "../look/menu.ts";

const MANY = 12;

/** `<sb-persona-menu>`: who one is, and a way to be somebody else. */
class PersonaMenu extends View {
  static override properties = {
    state: { attribute: false },
    onPersona: { attribute: false },
    typed: { state: true },
  };
  declare state: PaneState;
  declare onPersona: (handle: string) => void;
  declare typed: string;
  #stop: (() => void) | null = null;

  constructor() {
    super();
    this.typed = "";
  }

  override connectedCallback() {
    super.connectedCallback();
    this.#stop = onTick(() => this.requestUpdate());
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    this.#stop?.();
  }

  protected override render() {
    const { me, bot } = this.state;
    const face = html`${avatar(me.user, bot?.id ?? null, "small")}<span class="visually-hidden">You are </span
      ><span class="persona-face"><b>${nameOf(me.user)}</b><small>${timeIn(me)} ${city(me.zone)}</small></span
      >${icon("chevron")}`;
    return html`<sb-menu
      .label=${"Be somebody else"}
      .named=${true}
      .kind=${"bar-button persona-button"}
      .face=${face}
      .content=${(close: () => void) => this.#list(close)}
    ></sb-menu>`;
  }

  #list(close: () => void): TemplateResult {
    const { personas } = this.state;
    const wanted = this.typed.trim().toLocaleLowerCase();
    const found = personas.filter((persona) =>
      `${nameOf(persona.user)} ${persona.about}`.toLocaleLowerCase().includes(wanted),
    );
    const pick = (persona: Persona) => {
      this.typed = "";
      close();
      this.onPersona(persona.handle);
    };
    return html`<p class="menu-title">Be anyone</p>
      ${personas.length > MANY ? html`<input type="search" class="menu-search" placeholder="Find a person" aria-label="Find a person" .value=${this.typed} @input=${({ target }: Event) => (this.typed = (target as HTMLInputElement).value)} />` : nothing}
      <ul class="menu-list">
        ${found.slice(0, 60).map((persona) => html`<li>${this.#person(persona, pick)}</li>`)}
      </ul>
      ${found.length > 60 ? html`<p class="menu-note">${found.length - 60} more; search for a name.</p>` : nothing}`;
  }

  #person(persona: Persona, pick: (persona: Persona) => void): TemplateResult {
    const { user, about, dms } = persona;
    const said = dms === "closed" && !about.includes("DM") ? `${about}, DMs closed` : about;
    return html`<button
      class="menu-item with-picture"
      data-persona=${persona.handle}
      aria-current=${persona.id === this.state.me.id ? "true" : nothing}
      @click=${() => pick(persona)}
    >
      ${avatar(user, null, "small")}<span class="menu-text"><b>${nameOf(user)}</b><small>${said}</small></span
      ><span class="menu-time">${timeIn(persona)}<small>${city(persona.zone)}</small></span>
    </button>`;
  }
}

function timeIn({ zone }: Persona): string {
  return formatter(
    { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    { zone, locale: "en-GB" },
  ).format(now());
}

customElements.define("sb-persona-menu", PersonaMenu);
