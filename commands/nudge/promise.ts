/** Before a direct message is promised, it is known whether one arrives. */
import type { Person } from "#app/store.ts";
import type { Context } from "#discord/context.ts";
import { hello } from "./view.ts";

/**
 * Whether a DM reaches this member: one did, or one that says so is sent now. Takes two requests at most, so the press
 * is to be deferred first.
 * @param token of the press, so that two at once write once
 * @param person whom it is about, where the context was made before they agreed
 */
export async function canWrite(
  token: string,
  context: Context,
  person: Person = context.person,
): Promise<boolean> {
  const { letters, nudges, people, t } = context;
  const fresh = (await people.find(person.id)) ?? person;
  if (fresh.dmState === "open") return true;
  const posted = await letters.write(fresh, hello(t), token);
  if (posted.kind === "sent") await nudges.reached(fresh, posted.channelId);
  if (posted.kind === "closed") await nudges.reached(fresh, null);
  return posted.kind !== "closed";
}
