/** Direct messages that a press asked for, sent at once: what became of them is known before the press is answered. */
import {
  DiscordAPIError,
  RESTJSONErrorCodes,
  Routes,
  type REST,
  type RESTPostAPIChannelMessageResult,
  type RESTPostAPICurrentUserCreateDMChannelResult,
} from "discord.js";
import type { Person } from "#app/store.ts";
import type { OutgoingMessage } from "./sender.ts";

/** `closed`: Discord refuses to bring it to them. `unclear`: it cannot be known; it may have arrived. */
export type Posted = { kind: "sent"; channelId: string } | { kind: "closed" } | { kind: "unclear" };

export interface Letters {
  /** @param nonce 25 characters at most; the same for the same letter, so that it arrives once */
  write(to: Pick<Person, "id" | "dmChannelId">, message: OutgoingMessage, nonce: string): Promise<Posted>;
}

const refused = new Set<string | number>([
  RESTJSONErrorCodes.CannotSendMessagesToThisUser,
  RESTJSONErrorCodes.UnknownUser,
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.MissingAccess,
  // The same as the first, for a bot that shares no server with them.
  50_278,
]);

/** @param log told of what is neither sent nor refused; holds nothing that was written */
export function letters(rest: REST, log: { warn(about: object, message: string): void }): Letters {
  return {
    async write({ id, dmChannelId }, { content, components, allowedMentions }, nonce) {
      try {
        const channelId = dmChannelId ?? (await open(rest, id));
        const body = {
          content,
          components: components.map((component) => component.toJSON()),
          allowed_mentions: allowedMentions,
          nonce,
          enforce_nonce: true,
        };
        const message = (await rest.post(Routes.channelMessages(channelId), {
          body,
        })) as RESTPostAPIChannelMessageResult;
        return { kind: "sent", channelId: message.channel_id };
      } catch (error) {
        if (error instanceof DiscordAPIError && refused.has(error.code)) return { kind: "closed" };
        log.warn({ err: error }, "it is not known whether a direct message arrived");
        return { kind: "unclear" };
      }
    },
  };
}

async function open(rest: REST, personId: string): Promise<string> {
  const body = { recipient_id: personId };
  return ((await rest.post(Routes.userChannels(), { body })) as RESTPostAPICurrentUserCreateDMChannelResult)
    .id;
}
