/** The steps that more than one way leads to: the editor, one schedule, its preview, a panel that is posted. */
import { channelMention, MessageFlags, type ModalSubmitInteraction } from "discord.js";
import { Fault } from "#app/fault.ts";
import type { Draft, DraftCases } from "#app/schedule-drafts.ts";
import type { Moderator } from "#app/schedules.ts";
import { answerForm } from "#commands/help-now/gate.ts";
import { composeNudge } from "#commands/nudge/compose.ts";
import type { Schedule } from "#core/schedule.ts";
import type { Answerable } from "#discord/answerable.ts";
import type { Context } from "#discord/context.ts";
import { idsOf } from "#discord/custom-id.ts";
import { post, unpost } from "#discord/post.ts";
import { show, type Screen } from "#discord/screen.ts";
import { markup } from "#locale/value.ts";
import { editorPage } from "./editor.ts";
import {
  announcePage,
  listPage,
  note,
  panel,
  previewPage,
  removePage,
  showPage,
  type Previewed,
} from "./view.ts";
import { translator } from "#locale/sentences.ts";

const id = idsOf("schedule");
type Changes = Parameters<DraftCases["change"]>[2];

/** Who presses, and where; dispatch has seen to it that they may. */
export function moderatorOf({ user, guildId, guildLocale, locale }: Answerable): Moderator {
  if (!guildId) throw new Fault("server-only");
  return { id: user.id, guildId, locale: guildLocale ?? locale };
}

const by = moderatorOf;

/** The editor as a screen. */
export async function editor(interaction: Answerable, draft: Draft, context: Context): Promise<Screen> {
  const { schedules, t, now } = context;
  const preview = await schedules.preview(by(interaction), draft.body, draft.scheduleId, draft.serverZone);
  return editorPage(t, draft, preview, now);
}

/** Changes the draft and shows the editor again. */
export async function change(
  interaction: Answerable,
  draftId: string,
  context: Context,
  changes: Changes,
): Promise<void> {
  const draft = await context.drafts.change(by(interaction), draftId, changes);
  await show(interaction, await editor(interaction, draft, context));
}

/** As `change`, for what was typed. */
export async function changeTyped(
  interaction: ModalSubmitInteraction,
  draftId: string,
  context: Context,
  changes: Changes,
): Promise<void> {
  const draft = await context.drafts.change(by(interaction), draftId, changes);
  await answerForm(interaction, await editor(interaction, draft, context));
}

export async function openList(interaction: Answerable, { schedules, t, now }: Context): Promise<void> {
  await show(interaction, listPage(t, await schedules.list(by(interaction).guildId), now));
}

async function previewOf(
  interaction: Answerable,
  schedule: Schedule,
  { schedules, drafts }: Context,
): Promise<{ preview: Previewed; serverZone: string }> {
  const moderator = by(interaction);
  const serverZone = await drafts.serverZone(moderator);
  const preview = await schedules.preview(moderator, schedule, schedule.id, serverZone);
  return { preview, serverZone };
}

/** One schedule and what can be done with it. @param title said first, after something was done */
export async function openOne(
  interaction: Answerable,
  schedule: Schedule,
  context: Context,
  title = "",
): Promise<void> {
  const { preview, serverZone } = await previewOf(interaction, schedule, context);
  await show(interaction, showPage(context.t, schedule, preview, { serverZone, now: context.now, title }));
}

export const find = (interaction: Answerable, scheduleId: string | undefined, { schedules }: Context) =>
  schedules.find(by(interaction).guildId, scheduleId ?? "");

export async function save(interaction: Answerable, draftId: string, context: Context): Promise<void> {
  const { drafts, t } = context;
  const { scheduleId } = await drafts.find(by(interaction), draftId);
  const saved = await drafts.save(by(interaction), draftId);
  if (scheduleId) return openOne(interaction, saved, context, t("schedule.saved"));
  if (saved.way === "channel") return openOne(interaction, saved, context, t("schedule.saved-post"));
  // Nobody gets it before they join: the way to that is the next tap.
  return show(interaction, announcePage(t, saved, "saved"));
}

export async function openPreview(
  interaction: Answerable,
  schedule: Schedule,
  context: Context,
): Promise<void> {
  const { preview, serverZone } = await previewOf(interaction, schedule, context);
  const others = await context.schedules.list(by(interaction).guildId);
  const back = id("show", schedule.id);
  await show(
    interaction,
    previewPage(context.t, schedule, preview, { serverZone, others, back, now: context.now }),
  );
}

export async function previewDraft(
  interaction: Answerable,
  draftId: string,
  context: Context,
): Promise<void> {
  const { schedules, drafts, t, now } = context;
  const { body, scheduleId, serverZone } = await drafts.find(by(interaction), draftId);
  const preview = await schedules.preview(by(interaction), body, scheduleId, serverZone);
  const others = await schedules.list(by(interaction).guildId);
  const shown = { ...body, id: scheduleId ?? "" };
  await show(
    interaction,
    previewPage(t, shown, preview, { serverZone, others, back: id("editor", draftId), now }),
  );
}

/** Posts the panel, in the server's language. */
export async function announceIn(
  interaction: Answerable,
  schedule: Schedule,
  channelId: string,
  { schedules, t }: Context,
): Promise<void> {
  const moderator = by(interaction);
  const messageId = await post(interaction.client, channelId, panel(translator(moderator.locale), schedule));
  await schedules.announced(moderator, schedule.id, { channelId, messageId });
  const channel = markup(channelMention(channelId));
  await show(interaction, note(t, t("schedule.announced", { channel }), schedule.id));
}

export async function announce(interaction: Answerable, schedule: Schedule, { t }: Context): Promise<void> {
  await show(interaction, announcePage(t, schedule));
}

export async function askRemove(
  interaction: Answerable,
  schedule: Schedule,
  context: Context,
): Promise<void> {
  const { preview } = await previewOf(interaction, schedule, context);
  await show(interaction, removePage(context.t, schedule, preview.reach));
}

/** The panels go too: their buttons would lead nowhere. */
export async function remove(
  interaction: Answerable,
  scheduleId: string,
  { schedules, t, log }: Context,
): Promise<void> {
  const panels = await schedules.remove(by(interaction), scheduleId);
  await show(interaction, note(t, t("schedule.removed")));
  for (const { channelId, messageId } of panels)
    await unpost(interaction.client, channelId, messageId).catch((err: unknown) =>
      log.warn({ err }, "a panel of a removed schedule could not be taken away"),
    );
}

/** To whoever asks and nobody else: by direct message where one arrives, else right here. */
export async function test(interaction: Answerable, schedule: Schedule, context: Context): Promise<void> {
  const { people, schedules, t } = context;
  const person = await people.find(interaction.user.id);
  if (person?.consentVersion && person.dmState !== "closed") {
    await schedules.runNow(by(interaction), schedule.id, "me");
    return show(interaction, note(t, t("schedule.tested"), schedule.id));
  }
  const { content, components, allowedMentions } = composeNudge({
    ...sample,
    kind: schedule.kind,
    content: schedule.content,
    locale: interaction.locale,
  });
  const why = person?.consentVersion ? t("schedule.test-here-closed") : t("schedule.test-here");
  const message = {
    content: `${content}\n\n${why}`,
    components,
    allowedMentions,
    flags: MessageFlags.Ephemeral,
  } as const;
  await interaction.reply(message);
}

/** A nudge that belongs to no occurrence. */
const sample = {
  nonce: "",
  dueId: "test",
  epoch: 0,
  occ: 0,
  to: { personId: "", dmChannelId: null },
  guildId: null,
  scheduleId: null,
  ref: null,
  dueAt: 0,
  late: false,
  ask: false,
  asked: true,
};
