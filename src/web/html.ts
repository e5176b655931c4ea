/** HTML from tagged templates: whatever is put in is escaped, unless it came out of such a template itself. */
import { html as tagged, raw } from "hono/html";

/** A piece of page, safe as it is. */
export type Html = string & { isEscaped: true };
export type Part = Html | string | number | false | null | undefined | readonly Part[];

export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  // Nothing in `Part` is a promise, so the answer is none either.
  return tagged(strings, ...parts) as Html;
}

/** Markup that the project itself wrote and escaped, such as a chart's SVG. Never anything that a member typed. */
export const ownMarkup = (markup: string): Html => raw(markup) as Html;

export const nothing: Html = html``;
