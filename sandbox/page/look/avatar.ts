/** Drawn pictures for people and servers: two colours of a morning sky from the id, and an initial. */
import { html, svg } from "lit";
import type { TemplateResult } from "lit";
import type { APIUser } from "discord-api-types/v10";
import { nameOf } from "../state/names.ts";

const SKIES = [
  ["#f2b28c", "#a2506a"],
  ["#8fd0cf", "#2d6c86"],
  ["#f4cf8d", "#b1623f"],
  ["#b7c9f2", "#55659f"],
  ["#cbb4e3", "#6d4f8f"],
  ["#b5d99c", "#41775a"],
  ["#f0a9b5", "#8c4566"],
  ["#9fc6e8", "#3f648f"],
] as const;

export function avatar(user: APIUser | undefined, botId: string | null, extra = ""): TemplateResult {
  if (user !== undefined && user.id === botId) return botAvatar(extra);
  return sky(user?.id ?? "0", user === undefined ? "?" : nameOf(user), `avatar ${extra}`);
}

export function guildIcon(id: string, name: string): TemplateResult {
  return sky(id, name, "guild-icon");
}

function sky(id: string, name: string, kind: string): TemplateResult {
  const [top, bottom] = SKIES[Number(((BigInt(id) * 2_654_435_761n) >> 19n) & 7n)] ?? SKIES[0];
  // The letters are drawn by the style sheet: as text they would be read out, and copied along with messages.
  return html`<span
    class=${kind}
    aria-hidden="true"
    data-initials=${initials(name)}
    style="--top:${top};--bottom:${bottom}"
  ></span>`;
}

function initials(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const letters =
    words.length > 1 ? [words[0], words[1]].map((word) => Array.from(word ?? "")[0]) : [Array.from(name)[0]];
  return letters.join("").toUpperCase();
}

function botAvatar(extra: string): TemplateResult {
  return html`<span class="avatar of-bot ${extra}" aria-hidden="true">
    <svg viewBox="0 0 40 40">
      ${svg`<circle cx="20" cy="17" r="9" class="mark-sun" /><path class="mark-ice" d="M0 23c6-3 10-3 14.5-.5S25 25.5 40 21.5V40H0z" /><path class="mark-drop" d="M20 20c3 3.7 4.2 5.5 4.2 7.4a4.2 4.2 0 0 1-8.4 0c0-1.900 1.2-3.7 4.2-7.4z" />`}
    </svg>
  </span>`;
}
