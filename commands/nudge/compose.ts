/** From a nudge that is due to the message that goes out, in the member's language. */
import type { Nudge } from "#nudges/sender.ts";
import { translator } from "#locale/sentences.ts";
import { channelPost, nudgeMessage, type NudgeMessage } from "./view.ts";

export function composeNudge({
  kind,
  dueId,
  epoch,
  occ,
  to,
  locale,
  content,
  ref,
  late,
  ask,
}: Nudge): NudgeMessage {
  const t = translator(locale ?? "en");
  const key = { dueId, epoch, occ };
  const text = typeof content["text"] === "string" ? content["text"] : undefined;
  if ("channelId" in to) return channelPost(t, kind, key, text);
  return nudgeMessage(t, kind, key, { late, ask, record: ref?.record });
}
