/** What panels and news lead to: a member's part in a server's schedules. */
import type { ChatInputCommandInteraction } from "discord.js";
import { Fault } from "#app/fault.ts";
import type { Answerable } from "#discord/answerable.ts";
import type { Way } from "#core/schedule.ts";
import type { Context } from "#discord/context.ts";
import { defer, fill, show, type Screen } from "#discord/screen.ts";
import { closedNews, joinedPage, said, stoppedNews, type Taking, type TakingLook } from "./joined.ts";
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
  options: TakingLook = {},
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
  options: TakingLook = {},
): Promise<void> {
  await show(interaction, await takingPage(interaction, scheduleId, context, options));
}

export async function join(interaction: Answerable, scheduleId: string, context: Context): Promise<void> {
  await context.nudges.join(context.person, scheduleId);
  await promise(interaction, scheduleId, context, context.t("nudge.joined"));
}

/** By direct message or in the channel from now on. */
export async function changeWay(
  interaction: Answerable,
  scheduleId: string,
  way: Way,
  context: Context,
): Promise<void> {
  await context.nudges.setWay(context.person, scheduleId, way);
  await promise(interaction, scheduleId, context, "");
}

/** Shows a member's place in a schedule, and promises a direct message only when one has arrived. */
async function promise(
  interaction: Answerable,
  scheduleId: string,
  context: Context,
  title: string,
): Promise<void> {
  const { nudges, person, t } = context;
  const joined = (await nudges.joined(person)).find(({ schedule }) => schedule.id === scheduleId);
  if (joined?.way !== "dm") return openTaking(interaction, scheduleId, context, { title });
  await defer(interaction);
  const arrives = await canWrite(interaction.id, context);
  await fill(
    interaction,
    await takingPage(
      interaction,
      scheduleId,
      context,
      arrives ? { title } : { title: t("nudge.joined-closed"), closed: true },
    ),
  );
}

/** Tries whether direct messages arrive by now: the answer is known, not hoped for. */
export async function reopen(interaction: Answerable, context: Context): Promise<void> {
  const { nudges, person, t } = context;
  await defer(interaction);
  await nudges.reopen(person);
  const arrives = await canWrite(interaction.id, context);
  const view = arrives
    ? said(t, t("nudge.reopened"))
    : closedNews(t, t("nudge.still-closed"), await otherWay(context));
  await fill(interaction, view);
}

/** Whether anything they take part in could come in a channel instead. */
const otherWay = async ({ nudges, person }: Context): Promise<boolean> =>
  (await nudges.joined(person)).some(({ schedule, way }) => way === "dm" && schedule.channelId !== null);

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
  if (news.dmClosed)
    await show(interaction, closedNews(t, t("nudge.news.dm-closed"), await otherWay(context)));
  if (news.stopped) await show(interaction, stoppedNews(t));
}
