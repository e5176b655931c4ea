/** The day after a group's drill: one post that shows how the first choices spread, and a thread to talk in. */
import { hash as digest } from "node:crypto";
import type { Logger } from "pino";
import type { App } from "#app/app.ts";
import type { Spread } from "#app/drill-groups.ts";
import { nodeOf } from "#core/drill-scenario.ts";
import { fillSlots } from "#core/drill-slots.ts";
import type { EpochMs } from "#core/ids.ts";
import { translator, type Translate } from "#locale/sentences.ts";

const dayMs = 86_400_000;
/** A spread that could not be posted for so long is let go. */
const patienceMs = 2 * dayMs;

/** A job: looks for groups whose day is over. Under ten answers nothing is posted, and nothing said. */
export function spreadJob(
  { drills, desk }: Pick<App, "drills" | "desk">,
  now: () => EpochMs,
  log: Logger,
): () => Promise<void> {
  const t = translator("en");
  const show = async (spread: Spread): Promise<void> => {
    const { group, shares } = spread;
    if (shares.length > 0 && now() - group.openedAt < patienceMs) {
      const nonce = digest("sha256", group.id, "base64url").slice(0, 25);
      const post = { content: spreadText(t, spread), thread: t.plain("nudge.spread-thread"), nonce };
      if (!(await desk.post(group.channelId, post)))
        log.warn({ channel: group.channelId }, "a group's choices could not be shown: the channel refuses");
    }
    await drills.markGroupShown(group.id);
  };
  return async () => {
    for (const spread of await drills.groupsToShow(now() - dayMs)) await show(spread);
  };
}

/** Shares in steps of ten per cent: enough to see oneself among others, too coarse to count heads. */
function spreadText(t: Translate, { scenario, shares }: Spread): string {
  const all = shares.reduce((sum, { count }) => sum + count, 0);
  const lines = shares.map(({ choices, count }) => {
    const [only = ""] = choices;
    const what = choices.length > 1 ? t.plain("nudge.spread-rest") : labelOf(t, scenario, only);
    return `- ${t("nudge.spread-line", { share: Math.round((count / all) * 10) * 10, what })}`;
  });
  return [t("nudge.spread"), ...lines, t("nudge.spread-talk")].join("\n");
}

function labelOf(t: Translate, scenario: Spread["scenario"], choice: string): string {
  if (choice === "line") return t.plain("nudge.spread-own-line");
  if (choice === "words") return t.plain("nudge.spread-own-words");
  const label = nodeOf(scenario, scenario.start).choices[Number(choice.slice(1)) - 1]?.label;
  return label === undefined ? t.plain("nudge.spread-rest") : fillSlots(label, {});
}
