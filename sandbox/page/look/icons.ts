/** The page's own icons, drawn on a grid of 24 with a line of 2. Decorative: what they mean is said beside them. */
import { html, svg } from "lit";
import type { TemplateResult } from "lit";
import type { APIChannel } from "discord-api-types/v10";

const PATHS = {
  back: "M15 5l-7 7 7 7",
  bell: "M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4",
  bolt: "M13 3L5 13.5h5.5L10 21l8.5-11H13z",
  check: "M5 12.5l4.5 4.5L19 7.5",
  chevron: "M6 9l6 6 6-6",
  clock: "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM12 7.5V12l3 2",
  close: "M6 6l12 12M18 6L6 18",
  compass: "M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17zM15.5 8.5l-2 5-5 2 2-5z",
  copy: "M9 9h10v11H9zM5 15V4h10",
  crown: "M4 17l-1-9 5 4 4-7 4 7 5-4-1 9z",
  dots: "M5 12h.01M12 12h.01M19 12h.01",
  external: "M14 4h6v6M20 4l-9 9M18 14v5H5V6h5",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9a3 3 0 1 1 0 6 3 3 0 0 1 0-6z",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  hash: "M9.5 4L7.5 20M16.5 4l-2 16M4.5 9h16M3.5 15h16",
  jump: "M4 6v12l8-6zM13 6v12l8-6z",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  menu: "M4 7h16M4 12h16M4 17h16",
  message: "M4 5h16v11h-8l-5 4v-4H4z",
  moon: "M19.5 14A8 8 0 0 1 10 4.5 8 8 0 1 0 19.5 14z",
  panes: "M4 5h16v14H4zM12 5v14",
  people:
    "M9 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM3 19c.5-4 3-5.5 6-5.5s5.5 1.5 6 5.5zM16 5.5a3 3 0 0 1 0 5.5M17.5 14c2 .5 3.2 2 3.5 5",
  plus: "M12 5v14M5 12h14",
  reply: "M9 6l-5 5 5 5M4 11h9c4 0 6 2 7 7",
  search: "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.5 15.5L20 20",
  send: "M4 12L20 4l-4 16-4-7z",
  stage: "M4 5h16v11H4zM12 16v4M8 20h8",
  sun: "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
  thread: "M5 5h14v9h-6l-4 4v-4H5zM9 9.5h6",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  warning: "M12 4l9 16H3zM12 10v4M12 17h.01",
} as const;

export type IconName = keyof typeof PATHS;

export function icon(name: IconName, extra = ""): TemplateResult {
  return html`<svg class="icon ${extra}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    ${svg`<path d=${PATHS[name]} />`}
  </svg>`;
}

const PRIVATE_THREAD = 12;
const PUBLIC_THREAD = 11;
const DM = 1;

export function channelIcon(channel: APIChannel): TemplateResult {
  if (channel.type === DM) return icon("message", "of-channel");
  if (channel.type === PUBLIC_THREAD) return icon("thread", "of-channel");
  return icon(channel.type === PRIVATE_THREAD ? "lock" : "hash", "of-channel");
}

/** The mark of the sandbox: a drop under a low sun. */
export function mark(): TemplateResult {
  return html`<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    ${svg`<circle cx="16" cy="15" r="9" class="mark-sun" /><path class="mark-ice" d="M3 19c4-2.5 7-2.5 10.5-.5S21 21 29 18.5V29H3z" /><path class="mark-drop" d="M16 17.5c2.6 3.2 3.6 4.7 3.6 6.3a3.6 3.6 0 0 1-7.2 0c0-1.6 1-3.100 3.6-6.3z" />`}
  </svg>`;
}

/** The ring that turns while something is awaited. */
export function spinner(): TemplateResult {
  return html`<span class="spinner" aria-hidden="true"></span>`;
}
