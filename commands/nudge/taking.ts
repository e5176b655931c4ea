/** What panels and news lead to: a member's part in a server's schedules. */
import type { ChatInputCommandInteraction } from "discord.js";
import { Fault } from "#app/fault.ts";
import type { Answerable } from "#discord/answerable.ts";
import type { Context } from "#discord/context.ts";
import { defer, fill, show, type Screen } from "#discord/screen.ts";
import { closedNews, joinedPage, said, stoppedNews, type Taking } from "./joined.ts";
import { canWrite } from "./promise.ts";
import { missed } from "./view.ts";

/** What a member takes part in, with the servers' names. */
export async function takings(interaction: Answerable, { nudges, person }: Context): Promise<Taking[]> {
  const joined = await nudges.joined(person);
  return joined.map((one) => ({ ...one, server: serverName(interaction, one.schedule.guildId) }));
}

export const serverName = ({ client }: Answerable, guildId: string | null): string | undefined =>
  guildId === null ? undefined : client.guilds.cache.get(guildId)?.name;

/** A member's place in a schedule. @throws {Fault} gone, when they take no part in it */
async function takingPage(
  interaction: Answerable,
  scheduleId: string,
  context: Context,
  options: { title?: string } = {},
): Promise<Screen> {
  const { t, now, people, person } = context;
  const taking = (await takings(interaction, context)).find(({ schedule }) => schedule.id === scheduleId);
  if (!taking) throw new Fault("gone");
  const { zone } = (await people.find(person.id)) ?? person;
  return joinedPage(t, taking, { zone, now, ...options });
}

export async function openTaking(
  interaction: Answerable,
  scheduleId: string,
  context: Context,
  options: { title?: string } = {},
): Promise<void> {
  await show(interaction, await takingPage(interaction, scheduleId, context, options));
}

/** Joins, and promises a direct message only when one has arrived. */
export async function join(interaction: Answerable, scheduleId: string, context: Context): Promise<void> {
  const { nudges, person, t } = context;
  await nudges.join(person, scheduleId);
  const joined = (await nudges.joined(person)).find(({ schedule }) => schedule.id === scheduleId);
  if (joined?.way !== "dm") return openTaking(interaction, scheduleId, context, { title: t("nudge.joined") });
  await defer(interaction);
  const arrives = await canWrite(interaction.id, context);
  const title = t(arrives ? "nudge.joined" : "nudge.joined-closed");
  await fill(interaction, await takingPage(interaction, scheduleId, context, { title }));
}

/** Everything they take part in that can come in a channel comes there from now on. */
export async function allToChannel(interaction: Answerable, context: Context): Promise<void> {
  const { nudges, person, t } = context;
  for (const { schedule } of await nudges.joined(person))
    if (schedule.channelId) await nudges.setWay(person, schedule.id, "channel");
  await show(interaction, said(t, t("nudge.all-channel")));
}

/** Told once, after whatever the member came for. */
export async function tellNews(interaction: ChatInputCommandInteraction, context: Context): Promise<void> {
  const { nudges, person, t } = context;
  for (const each of await nudges.undelivered(person)) await show(interaction, missed(t, each));
  const news = await nudges.news(person);
  if (news.dmClosed) {
    const other = (await nudges.joined(person)).some(
      ({ schedule, way }) => way === "dm" && schedule.channelId,
    );
    await show(interaction, closedNews(t, other));
  }
  if (news.stopped) await show(interaction, stoppedNews(t));
}
