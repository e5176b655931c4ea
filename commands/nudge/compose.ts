/** From a nudge that is due to the message that goes out, in the member's language. */
import type { Logger } from "pino";
import type { App } from "#app/app.ts";
import type { Nudge } from "#nudges/sender.ts";
import { translator } from "#locale/sentences.ts";
import { channelPost, nudgeMessage, type NudgeMessage } from "./view.ts";

/** What a post in a channel says beside its own words. */
interface Beside {
  /** How many were there last time, rounded. */
  here?: number | undefined;
}

export function composeNudge(nudge: Nudge, { here }: Beside = {}): NudgeMessage {
  const { kind, dueId, epoch, occ, to, locale, content, ref, late, ask } = nudge;
  const t = translator(locale ?? "en");
  const key = { dueId, epoch, occ };
  const text = typeof content["text"] === "string" ? content["text"] : undefined;
  if ("channelId" in to) return channelPost(t, kind, key, { text, here });
  return nudgeMessage(t, kind, key, { late, ask, record: ref?.record });
}

/** As `composeNudge`, with what has to be looked up for a post. */
export function nudgeComposer(
  { together }: Pick<App, "together">,
  log: Logger,
): (nudge: Nudge) => Promise<NudgeMessage> {
  /** A line beside the point: a post goes out without it rather than late. */
  const lastTime = async (nudge: Nudge): Promise<number | undefined> => {
    try {
      return await together.lastTime(nudge);
    } catch (err) {
      log.warn({ err }, "a post goes out without saying how many were there last time");
      return undefined;
    }
  };
  return async (nudge) => {
    const asked = "channelId" in nudge.to && nudge.kind === "checkin";
    return composeNudge(nudge, { here: asked ? await lastTime(nudge) : undefined });
  };
}
