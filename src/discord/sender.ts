/** Brings nudges to Discord, one request at a time, and says exactly what became of each. */
import {
  DiscordAPIError,
  HTTPError,
  RateLimitError,
  Routes,
  type REST,
  type RESTPostAPIChannelMessageResult,
  type RESTPostAPICurrentUserCreateDMChannelResult,
} from "discord.js";
import type { Nudge, Outcome, Sender } from "#nudges/sender.ts";
import { neverConnected } from "./first-contact.ts";

/** A message as discord.js's builders make it. */
export interface OutgoingMessage {
  content: string;
  components: { toJSON(): unknown }[];
  allowedMentions: { parse: [] };
}

export interface SenderParts {
  /** Of its own, without retries: a queue here must delay nobody's answer, and a retry is the scheduler's decision. */
  rest: REST;
  compose(nudge: Nudge): Promise<OutgoingMessage>;
}

/** Discord refuses to open more DMs for now: nobody is to be written to for the first time meanwhile. */
const openingTooFast = 40_003;
const pauseAfterOpeningTooFast = 10 * 60_000;
const tryAgainAfter = 5_000;

export function nudgeSender({ rest, compose }: SenderParts): Sender {
  return {
    async send(nudge) {
      try {
        const channelId = await channelOf(rest, nudge);
        const { content, components, allowedMentions } = await compose(nudge);
        const body = {
          content,
          components: components.map((component) => component.toJSON()),
          allowed_mentions: allowedMentions,
          nonce: nudge.nonce,
          enforce_nonce: true,
        };
        const message = (await rest.post(Routes.channelMessages(channelId), {
          body,
        })) as RESTPostAPIChannelMessageResult;
        return { kind: "sent", messageId: message.id, channelId };
      } catch (error) {
        return outcomeOf(error);
      }
    },
    async probe() {
      try {
        await rest.get(Routes.gateway());
        return true;
      } catch (error) {
        // Any answer but a 5xx shows that somebody is there.
        return error instanceof DiscordAPIError;
      }
    },
  };
}

/** The stored DM channel, or a new one; opening happens here only for a member who never had one. */
async function channelOf(rest: REST, { to }: Nudge): Promise<string> {
  if ("channelId" in to) return to.channelId;
  if (to.dmChannelId) return to.dmChannelId;
  const body = { recipient_id: to.personId };
  return ((await rest.post(Routes.userChannels(), { body })) as RESTPostAPICurrentUserCreateDMChannelResult)
    .id;
}

function outcomeOf(error: unknown): Outcome {
  if (error instanceof RateLimitError) {
    return {
      kind: "later",
      afterMs: error.retryAfter || error.timeToReset,
      status: 429,
      everyone: error.global,
    };
  }
  if (error instanceof DiscordAPIError) {
    const code = Number(error.code);
    if (code === openingTooFast)
      return { kind: "later", afterMs: pauseAfterOpeningTooFast, status: error.status, everyone: true };
    return { kind: "refused", status: error.status, code };
  }
  if (error instanceof HTTPError) return { kind: "unclear", reason: `http-${error.status}` };
  const { code, name, cause } = error as { code?: string; name?: string; cause?: { code?: string } };
  const reason = code ?? cause?.code ?? name ?? "unknown";
  if (neverConnected.has(reason))
    return { kind: "later", afterMs: tryAgainAfter, status: null, everyone: true };
  return { kind: "unclear", reason };
}
