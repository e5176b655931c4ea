/** Parts that every kind of content has in common. */
import { z } from "zod";

/** Kebab-case; never changed once it is published, because what members keep refers to it. */
export const id = z
  .string()
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, "is not kebab-case, such as “colour-hunt”");
export const version = z.int().min(1);
export const states = z
  .array(z.enum(["too-little", "within", "too-much"]))
  .min(1)
  .refine((all) => new Set(all).size === all.length, "names a state twice");
/** Words on a screen: trimmed, not empty, at most `most` characters. */
export const words = (most: number) => z.string().trim().min(1).max(most);
export const url = z.url({ protocol: /^https?$/ });
export const localDate = z.iso.date();

/** Who wrote it, and who with a licence to practise has read it; until then it says that nobody has. */
export const authorship = { author: words(80), review: words(160) };

/** Ids of a list, each once. */
export const distinct = (items: readonly { id: string }[]): boolean =>
  new Set(items.map(({ id }) => id)).size === items.length;
