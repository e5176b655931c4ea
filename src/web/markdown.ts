/** Headings, paragraphs, lists and emphasis of the operator's papers. All else is text: whatever is in the file is escaped. */
import { html, nothing, type Html } from "./html.ts";

/** @param source Markdown, of which a small part is understood */
export function markdown(source: string): Html {
  const blocks = source
    .replaceAll(/<!--[\s\S]*?-->/g, "")
    .replaceAll("\r", "")
    .split(/\n{2,}/);
  return html`${blocks.map((block) => blockOf(block.trim()))}`;
}

function blockOf(block: string): Html {
  if (block === "") return nothing;
  const heading = /^(#{1,3}) ([^\n]+)\n?([\s\S]*)$/.exec(block);
  if (heading) {
    const [, marks = "", title = "", rest = ""] = heading;
    const line = inline(title);
    const head =
      marks.length === 1
        ? html`<h1>${line}</h1>`
        : marks.length === 2
          ? html`<h2>${line}</h2>`
          : html`<h3>${line}</h3>`;
    return html`${head}${blockOf(rest.trim())}`;
  }
  if (/^[-*] /.test(block)) {
    const items = block.split(/\n(?=[-*] )/).map((item) => item.slice(2));
    return html`<ul>
      ${items.map((item) => html`<li>${inline(item)}</li>`)}
    </ul>`;
  }
  return html`<p>${inline(block)}</p>`;
}

/** `**bold**` and `https://…`; everything else as it stands. */
function inline(text: string): Html {
  const parts = text.split(/(\*\*[^*]+\*\*|https?:\/\/[^\s<>"')]+)/);
  return html`${parts.map((part) => {
    if (part.startsWith("**") && part.length > 4) return html`<strong>${part.slice(2, -2)}</strong>`;
    return /^https?:\/\//.test(part) ? html`<a href="${part}" rel="noreferrer">${part}</a>` : part;
  })}`;
}
