/** What is stored for the first screen, if it can be read within 200 ms: a database that is slow or gone is no reason to wait. */
import { nothingStored, type StoredHelp } from "#core/help-line.ts";
import type { Answerable } from "#discord/answerable.ts";
import type { Context } from "#discord/context.ts";

/** Longest wait, in milliseconds. */
const patience = 200;

export async function storedHelp(
  { user, guildId }: Answerable,
  { storedHelp: stored, log }: Pick<Context, "storedHelp" | "log">,
): Promise<StoredHelp> {
  const { promise: late, resolve } = Promise.withResolvers<StoredHelp>();
  const timer = setTimeout(() => resolve(nothingStored), patience);
  try {
    return await Promise.race([stored.around(user.id, guildId), late]);
  } catch (error) {
    log.warn({ err: error }, "help-now goes on without the database");
    return nothingStored;
  } finally {
    clearTimeout(timer);
  }
}
