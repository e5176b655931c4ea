import type { Fault50035 } from "../discord-error.ts";

/** A URL of one of these schemes, as Discord's embeds and buttons want it. */
export function validateUrl(
  url: string | null | undefined,
  path: (string | number)[],
  schemes: string[],
): Fault50035[] {
  if (url == null || url === "") return [];
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  const list = schemes.map((one) => `'${one}'`).join(", ");
  if (scheme !== undefined && !schemes.includes(scheme)) {
    const message = `Scheme "${scheme}" is not supported. Scheme must be one of (${list}).`;
    return [{ path, reason: "URL_TYPE_INVALID_SCHEME", message }];
  }
  if (scheme === undefined || !URL.canParse(url)) {
    return [{ path, reason: "URL_TYPE_INVALID_URL", message: "Not a well formed URL." }];
  }
  return [];
}
