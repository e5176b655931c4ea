import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type { APIEmbed } from "discord-api-types/v10";
import { picture } from "../components/media.ts";
import { hex } from "../state/names.ts";
import { renderLine, renderText } from "../text/render.ts";
import type { TextContext } from "../text/render.ts";

export function renderEmbed(embed: APIEmbed, context: TextContext): TemplateResult {
  const { author, title, url, description, fields = [], image, thumbnail, footer, timestamp, color } = embed;
  const accent = color === undefined ? "" : `--accent-edge:${hex(color)}`;
  return html`<article class="embed" style=${accent}>
    <div class="embed-main">
      ${author === undefined ? nothing : html`<div class="embed-author">${author.name}</div>`}
      ${title === undefined ? nothing : html`<div class="embed-title">${linked(title, url, context)}</div>`}
      ${description === undefined ? nothing : html`<div class="prose">${renderText(description, context)}</div>`}
      ${
        fields.length === 0
          ? nothing
          : html`<dl class="embed-fields">
              ${fields.map(
                ({ name, value, inline }) =>
                  html`<div class=${inline === true ? "inline" : ""}>
                    <dt>${renderLine(name, context)}</dt>
                    <dd class="prose">${renderText(value, context)}</dd>
                  </div>`,
              )}
            </dl>`
      }
      ${image === undefined ? nothing : picture(image, null)}
      ${footer === undefined && timestamp === undefined ? nothing : html`<div class="embed-foot">${footer?.text ?? ""}${timestamp === undefined ? nothing : stamp(timestamp, context)}</div>`}
    </div>
    ${thumbnail === undefined ? nothing : html`<div class="thumbnail">${picture(thumbnail, null)}</div>`}
  </article>`;
}

function linked(title: string, url: string | undefined, context: TextContext) {
  const text = renderLine(title, context);
  return url === undefined
    ? text
    : html`<a href=${url} target="_blank" rel="noopener noreferrer">${text}</a>`;
}

function stamp(timestamp: string, { names }: TextContext): TemplateResult {
  const { zone, locale } = names.me;
  return html`<sb-time
    .at=${Date.parse(timestamp)}
    .format=${"s"}
    .zone=${zone}
    .locale=${locale}
  ></sb-time>`;
}
