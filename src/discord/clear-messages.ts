/** Deletes what the bot wrote to a member, as far as Discord lets it. */
import {
  DiscordAPIError,
  RESTJSONErrorCodes,
  Routes,
  type REST,
  type RESTGetAPIChannelMessagesResult,
  type RESTPostAPICurrentUserCreateDMChannelResult,
} from "discord.js";
import type { Cleared } from "#app/my-data.ts";
import type { Person } from "#app/store.ts";

/** Deleted for one press: at Discord's pace for single messages this takes well under the quarter of an hour there is. */
const most = 200;
const pageSize = 100;
/** The conversation is not there, or not ours to touch: then there is nothing to delete. */
const gone = new Set<string | number>([
  RESTJSONErrorCodes.UnknownChannel,
  RESTJSONErrorCodes.UnknownUser,
  RESTJSONErrorCodes.CannotSendMessagesToThisUser,
  RESTJSONErrorCodes.MissingAccess,
]);

/** @param me the bot's own id */
export function messageCleaner(rest: REST, me: () => string): (person: Person) => Promise<Cleared> {
  return async ({ id, dmChannelId }) => {
    try {
      return await clear(rest, dmChannelId ?? (await openDm(rest, id)), me());
    } catch (error) {
      if (error instanceof DiscordAPIError && gone.has(error.code)) return { removed: 0, more: false };
      throw error;
    }
  };
}

async function openDm(rest: REST, personId: string): Promise<string> {
  const body = { recipient_id: personId };
  return ((await rest.post(Routes.userChannels(), { body })) as RESTPostAPICurrentUserCreateDMChannelResult)
    .id;
}

async function clear(rest: REST, channelId: string, me: string): Promise<Cleared> {
  let removed = 0;
  for (let before: string | undefined; ;) {
    const query = new URLSearchParams({ limit: String(pageSize), ...(before ? { before } : {}) });
    const page = (await rest.get(Routes.channelMessages(channelId), {
      query,
    })) as RESTGetAPIChannelMessagesResult;
    for (const { id } of page.filter(({ author }) => author.id === me)) {
      if (removed === most) return { removed, more: true };
      await remove(rest, channelId, id);
      removed += 1;
    }
    before = page.at(-1)?.id;
    if (page.length < pageSize || before === undefined) return { removed, more: false };
  }
}

/** A message that is gone already is as good as deleted. */
async function remove(rest: REST, channelId: string, messageId: string): Promise<void> {
  try {
    await rest.delete(Routes.channelMessage(channelId, messageId));
  } catch (error) {
    if (!(error instanceof DiscordAPIError) || error.code !== RESTJSONErrorCodes.UnknownMessage) throw error;
  }
}
