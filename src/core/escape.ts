/** Text that a member wrote, made harmless inside a message: no markup, no mention, no turned-round line. */

/** What means something anywhere in a line, and what only at its beginning. */
const anywhere = /[\\*_~`|[\]<]/g;
const atLineStart = /^(\s*)([#>+-])/gm;
const bidiControls = /[\u202A-\u202E\u2066-\u2069\u200E\u200F\u061C]/g;
const rightToLeft = /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC]/;
const massMention = /@(everyone|here)/gi;

/** Escapes Discord's markdown, breaks mass mentions, drops direction overrides and isolates right-to-left text. */
export function escapeText(text: string): string {
  const plain = text.replace(bidiControls, "");
  const escaped = plain
    .replace(anywhere, (mark) => `\\${mark}`)
    .replace(atLineStart, "$1\\$2")
    .replace(massMention, "@\u200B$1");
  return rightToLeft.test(plain) ? `\u2068${escaped}\u2069` : escaped;
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** Cuts to `limit` characters without splitting a letter from its marks; an ellipsis takes the last place. */
export function shorten(text: string, limit: number): string {
  if (text.length <= limit) return text;
  let kept = "";
  for (const { segment } of graphemes.segment(text)) {
    if (kept.length + segment.length > limit - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
