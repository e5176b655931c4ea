/** Pictures and files. Pictures load from the sandbox alone: what lies elsewhere is named, and opened only by a press. */
import { html, nothing } from "lit";
import type { TemplateResult } from "lit";
import type {
  APIAttachment,
  APIFileComponent,
  APIMediaGalleryComponent,
  APIThumbnailComponent,
  APIUnfurledMediaItem,
} from "discord-api-types/v10";
import { icon } from "../look/icons.ts";

const SPOILER_PREFIX = "SPOILER_";

export function renderGallery({ items }: APIMediaGalleryComponent): TemplateResult {
  const shown = items.map(({ media, description, spoiler }) => picture(media, description, spoiler === true));
  return html`<div class="gallery of-${Math.min(items.length, 4)}">${shown}</div>`;
}

export function renderThumbnail({ media, description, spoiler }: APIThumbnailComponent): TemplateResult {
  return html`<div class="thumbnail">${picture(media, description, spoiler === true)}</div>`;
}

export function renderFile({ file, name, size, spoiler }: APIFileComponent): TemplateResult {
  const line = fileLine(file.url, name ?? file.url.split("/").at(-1) ?? "file", size);
  return spoiler === true
    ? html`<details class="spoiler-box">
        <summary>Spoiler</summary>
        ${line}
      </details>`
    : line;
}

export function renderAttachments(attachments: readonly APIAttachment[]): TemplateResult | typeof nothing {
  if (attachments.length === 0) return nothing;
  return html`<div class="attachments">
    ${attachments.map((attachment) => renderAttachment(attachment))}
  </div>`;
}

function renderAttachment(attachment: APIAttachment): TemplateResult {
  const { content_type: type, filename, description, size, url } = attachment;
  if (type?.startsWith("image/") !== true) return fileLine(url, filename, size);
  return picture(attachment, description, filename.startsWith(SPOILER_PREFIX));
}

export function picture(
  media: Pick<APIUnfurledMediaItem, "url" | "width" | "height">,
  description: string | null | undefined,
  spoiler = false,
): TemplateResult {
  const { url, width, height } = media;
  if (!isLocal(url)) {
    return html`<a class="elsewhere" href=${url} target="_blank" rel="noopener noreferrer"
      >${icon("external")} Picture at ${hostOf(url)}</a
    >`;
  }
  const image = html`<a
    class="picture"
    href=${url}
    target="_blank"
    rel="noopener"
    aria-label="Open the picture${description ? `: ${description}` : ""}"
  >
    <img
      src=${url}
      alt=${description ?? ""}
      width=${width ?? nothing}
      height=${height ?? nothing}
      loading="lazy"
      decoding="async"
    />
  </a>`;
  return spoiler
    ? html`<details class="spoiler-box">
        <summary>Spoiler</summary>
        ${image}
      </details>`
    : image;
}

function fileLine(url: string, name: string, size: number | undefined): TemplateResult {
  return html`<a class="file-line" href=${url} download=${name}>
    ${icon("file")}<span class="file-name">${name}</span
    >${size === undefined ? nothing : html`<span class="file-size">${sizeOf(size)}</span>`}
  </a>`;
}

function isLocal(url: string): boolean {
  return url.startsWith("data:image/") || hostOf(url) === location.host;
}

function hostOf(url: string): string {
  return URL.parse(url, location.href)?.host ?? url;
}

/** @param bytes `12.3 kB` as people read it. */
function sizeOf(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
