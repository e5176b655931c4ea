/** The few files beside the pages; their addresses change with their content, so browsers may keep them. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SiteContext } from "./deps.ts";

const types = {
  "style.css": "text/css; charset=utf-8",
  "page.js": "text/javascript; charset=utf-8",
  "icon.svg": "image/svg+xml",
} as const;
type Name = keyof typeof types;

const files = new Map(
  (Object.keys(types) as Name[]).map((name) => {
    const bytes = readFileSync(join(import.meta.dirname, "assets", name), "utf8");
    const mark = createHash("sha256").update(bytes).digest("base64url").slice(0, 10);
    return [name, { bytes, path: `/assets/${mark}/${name}` }];
  }),
);

/** Path of a file, with a mark of what is in it. */
export const asset = (name: Name): string => files.get(name)?.path ?? "";

/** Answers for a path that `asset` gave; undefined for any other. */
export function serveAsset(c: SiteContext, path: string): Response | undefined {
  for (const [name, { bytes, path: known }] of files) {
    if (known !== path) continue;
    return c.body(bytes, 200, {
      "Content-Type": types[name],
      "Cache-Control": "public, max-age=31536000, immutable",
    });
  }
  return undefined;
}
