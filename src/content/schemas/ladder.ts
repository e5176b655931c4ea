import { z } from "zod";
import { rungs } from "#core/noticing-ladder.ts";
import type { RungText } from "#core/noticing-ladder.ts";
import type { Kind } from "../load.ts";
import { authorship, url, version, words } from "./shared.ts";

const rung: z.ZodType<RungText> = z.strictObject({
  id: z.enum(rungs),
  version,
  title: words(40),
  about: words(160),
  tries: z.array(words(200)).min(3).max(20),
  close: words(200),
  evidenceNote: z.strictObject({ text: words(240), source: url.nullable() }),
  ...authorship,
});

/** `content/ladder/<rung>/en.yaml`. */
export const ladderKind: Kind<RungText> = {
  name: "ladder",
  schema: rung,
  prose: ["title", "about", "tries", "close", "text"],
  unlinted: ["source"],
};

/** A ladder with a rung missing could not be climbed. */
export const ladderFaults = (found: readonly RungText[]): string[] =>
  rungs
    .filter((id) => !found.some((text) => text.id === id))
    .map((id) => `There is no rung “${id}”: the ladder needs all five.`);
