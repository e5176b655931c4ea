/** Files that members attach to a command. */
import type { Attachment } from "discord.js";

/** The text of a file; undefined when it is longer than `most` bytes, whatever it said of itself. */
export async function readAttachment({ url, size }: Attachment, most: number): Promise<string | undefined> {
  if (size > most) return undefined;
  const response = await fetch(url, { signal: AbortSignal.timeout(20_000) });
  if (!response.ok || !response.body) throw new Error(`the attachment was answered with ${response.status}`);
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body) {
    length += part.length;
    if (length > most) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
