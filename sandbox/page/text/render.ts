import { html } from "lit";
import type { TemplateResult } from "lit";
import { channelIcon } from "../look/icons.ts";
import type { Names } from "../state/names.ts";
import { parseText } from "./parse.ts";
import { parseInline } from "./parse-inline.ts";
import type { TextNode } from "./tree.ts";
import "./time-element.ts";

export interface TextContext {
  names: Names;
  guildId: string | null;
}

type Drawn = TemplateResult | string;

/** A message's text as markup. Lit escapes all of it. */
export function renderText(text: string, context: TextContext): Drawn[] {
  return parseText(text).map((node) => draw(node, context));
}

/** Text where only inline markup counts: embed titles, field names. */
export function renderLine(text: string, context: TextContext): Drawn[] {
  return parseInline(text).map((node) => draw(node, context));
}

function draw(node: TextNode, context: TextContext): Drawn {
  switch (node.kind) {
    case "text":
      return node.text;
    case "break":
      return html`<br />`;
    case "code":
      return html`<code>${node.text}</code>`;
    case "code-block":
      return html`<pre tabindex="0"><code>${node.text}</code></pre>`;
    case "link":
      return html`<a href=${node.href} target="_blank" rel="noopener noreferrer"
        >${drawAll(node.kids, context)}</a
      >`;
    case "emoji":
      return html`<span class="emoji-name">:${node.name}:</span>`;
    case "list":
      return drawList(node, context);
    case "heading":
      return drawHeading(node.level, drawAll(node.kids, context));
    case "user":
    case "role":
    case "channel":
    case "everyone":
    case "command":
    case "time":
      return drawReference(node, context);
    default:
      return drawStyled(node.kind, drawAll(node.kids, context));
  }
}

function drawAll(nodes: TextNode[], context: TextContext): Drawn[] {
  return nodes.map((node) => draw(node, context));
}

type Styled = "strong" | "em" | "underline" | "strike" | "spoiler" | "quote" | "subtext";

function drawStyled(kind: Styled, kids: Drawn[]): Drawn {
  switch (kind) {
    case "strong":
      return html`<strong>${kids}</strong>`;
    case "em":
      return html`<em>${kids}</em>`;
    case "underline":
      return html`<u>${kids}</u>`;
    case "strike":
      return html`<s>${kids}</s>`;
    case "quote":
      return html`<blockquote>${kids}</blockquote>`;
    case "subtext":
      return html`<small class="subtext">${kids}</small>`;
    case "spoiler":
      return html`<span
        class="spoiler"
        role="button"
        tabindex="0"
        aria-label="Spoiler, hidden"
        @click=${reveal}
        @keydown=${revealByKey}
        ><span class="spoiler-text">${kids}</span></span
      >`;
  }
}

// A heading of a message is no heading of the page: it must not break the page's outline.
function drawHeading(level: 1 | 2 | 3, kids: Drawn[]): Drawn {
  return html`<div class="h${level}" role="heading" aria-level=${level + 3}>${kids}</div>`;
}

function drawList(node: Extract<TextNode, { kind: "list" }>, context: TextContext): Drawn {
  const items = node.items.map((item) => html`<li>${drawAll(item, context)}</li>`);
  return node.ordered
    ? html`<ol start=${node.start}>
        ${items}
      </ol>`
    : html`<ul>
        ${items}
      </ul>`;
}

type Reference = Extract<TextNode, { kind: "user" | "role" | "channel" | "everyone" | "command" | "time" }>;

function drawReference(node: Reference, { names, guildId }: TextContext): Drawn {
  switch (node.kind) {
    case "user":
      return html`<span class="mention" data-user=${node.id}>@${names.display(node.id, guildId)}</span>`;
    case "role":
      return html`<span class="mention">@${names.role(node.id)?.name ?? "deleted role"}</span>`;
    case "everyone":
      return html`<span class="mention">${node.text}</span>`;
    case "channel": {
      const place = names.channel(node.id);
      if (place === undefined) return html`<span class="mention">#unknown</span>`;
      return html`<button class="mention" data-channel=${node.id}>
        ${channelIcon(place.channel)}${names.channelName(place)}
      </button>`;
    }
    case "command":
      return html`<button class="mention" data-command=${node.name}>/${node.name}</button>`;
    case "time": {
      const { zone, locale } = names.me;
      return html`<sb-time
        class="stamp"
        .at=${node.at * 1000}
        .format=${node.style}
        .zone=${zone}
        .locale=${locale}
      ></sb-time>`;
    }
  }
}

function reveal({ currentTarget }: Event) {
  if (!(currentTarget instanceof HTMLElement)) return;
  currentTarget.classList.add("shown");
  currentTarget.removeAttribute("aria-label");
}

function revealByKey(event: KeyboardEvent) {
  if (event.key !== "Enter" && event.key !== " ") return;
  event.preventDefault();
  reveal(event);
}
