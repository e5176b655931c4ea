/** Looks over what moderators write for their server, by the project's own wording rules. */
import { join } from "node:path";
import type { WordingHit } from "./wording.ts";

const rules = join(import.meta.dirname, "../../content/wording.yaml");

/** The rules are read at the first text: most runs of the bot never see one. */
export function wordingLint(): (text: string) => Promise<WordingHit[]> {
  let loading: Promise<(text: string) => WordingHit[]> | undefined;
  const load = async () => {
    const { findWording, loadWording } = await import("./wording.ts");
    const wording = loadWording(rules);
    return (text: string) => findWording(text, wording);
  };
  return async (text) => (await (loading ??= load()))(text);
}
