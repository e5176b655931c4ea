/** From a nudge that is due to the message that goes out, in the member's language. */
import type { Logger } from "pino";
import type { App } from "#app/app.ts";
import type { Nudge } from "#nudges/sender.ts";
import { translator } from "#locale/sentences.ts";
import { channelPost, groupPost, nudgeMessage, type NudgeMessage } from "./view.ts";

/** What a post in a channel says beside its own words. */
interface Beside {
  /** How many were there last time, rounded. */
  here?: number | undefined;
  /** The drill that it invites to, together. */
  invited?: { groupId: string; notes: readonly string[] } | undefined;
}

export function composeNudge(nudge: Nudge, { here, invited }: Beside = {}): NudgeMessage {
  const { kind, dueId, epoch, occ, to, locale, content, ref, late, ask } = nudge;
  const t = translator(locale ?? "en");
  const key = { dueId, epoch, occ };
  const text = typeof content["text"] === "string" ? content["text"] : undefined;
  if ("channelId" in to && invited) return groupPost(t, invited);
  if ("channelId" in to) return channelPost(t, kind, key, { text, here });
  return nudgeMessage(t, kind, key, { late, ask, record: ref?.record });
}

/** As `composeNudge`, with what has to be looked up for a post. */
export function nudgeComposer(
  { together }: Pick<App, "together">,
  log: Logger,
): (nudge: Nudge) => Promise<NudgeMessage> {
  const besides: Partial<Record<Nudge["kind"], (nudge: Nudge, channelId: string) => Promise<Beside>>> = {
    checkin: async (nudge) => ({ here: await together.lastTime(nudge) }),
    drill: async ({ guildId, dueAt, content }, channelId) => {
      const piece = typeof content["piece"] === "string" ? content["piece"] : undefined;
      const found = await together.invite({ guildId, channelId, dueAt, piece });
      return found ? { invited: { groupId: found.groupId, notes: found.scenario.contentNotes } } : {};
    },
  };
  return async (nudge) => {
    if (!("channelId" in nudge.to)) return composeNudge(nudge);
    try {
      return composeNudge(nudge, await besides[nudge.kind]?.(nudge, nudge.to.channelId));
    } catch (err) {
      // It is beside the point: a post goes out without it rather than late.
      log.warn({ err }, "a post goes out without what belongs beside it");
      return composeNudge(nudge);
    }
  };
}
