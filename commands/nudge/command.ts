/** What comes unasked, and its buttons; they work for as long as the message exists. Panels of schedules lead here too. */
import { MessageFlags, type ButtonInteraction } from "discord.js";
import { Fault } from "#app/fault.ts";
import checkin from "#commands/checkin/command.ts";
import drill from "#commands/drill/command.ts";
import learn from "#commands/learn/command.ts";
import lookBack from "#commands/look-back/command.ts";
import mydata from "#commands/mydata/command.ts";
import plan from "#commands/plan/command.ts";
import practice from "#commands/practice/command.ts";
import { promptSets } from "#commands/schedule/words.ts";
import { untilForm } from "#commands/settings/view.ts";
import urge from "#commands/urge/command.ts";
import type { NudgeKind } from "#core/schedule.ts";
import { promptOfDay } from "#core/prompt.ts";
import { localDay } from "#core/wall-clock.ts";
import type { Command } from "#discord/command.ts";
import { defineCommand } from "#discord/command.ts";
import type { Context } from "#discord/context.ts";
import { show } from "#discord/screen.ts";
import { leftPage, said } from "./joined.ts";
import { promptScreen, seen, textScreen } from "./opened.ts";
import { allToChannel, changeWay, join, reopen, tellNews } from "./taking.ts";
import * as view from "./view.ts";

type Open = NonNullable<Command["buttons"]>[string];

const opening = ({ buttons }: Command, action = "open"): Open | undefined => buttons?.[action];

/** The screen that answers a nudge of this kind. */
const opens: Partial<Record<NudgeKind, Open | undefined>> = {
  checkin: opening(checkin),
  drill: opening(drill),
  practice: opening(practice),
  lesson: opening(learn),
  "look-back": opening(lookBack),
  "urge-follow-up": opening(urge),
  "lapse-check": opening(checkin),
  "landed-check": opening(practice, "landed"),
  "drill-check": opening(urge),
  "plan-review": opening(plan, "review"),
  retention: opening(mydata),
};
const kinds: NudgeKind[] = [
  "checkin",
  "drill",
  "practice",
  "prompt",
  "lesson",
  "look-back",
  "text",
  "urge-follow-up",
  "lapse-check",
  "drill-check",
  "landed-check",
  "plan-review",
  "retention",
];

function keyOf([dueId = "", epoch, occ]: string[]): view.NudgeKey {
  const key = { dueId, epoch: Number(epoch), occ: Number(occ) };
  if (!dueId || !Number.isSafeInteger(key.epoch) || !Number.isSafeInteger(key.occ))
    throw new Fault("stale-button");
  return key;
}

/** What a nudge is about, as its buttons say; older ones don't. */
const kindIn = (text: string | undefined): NudgeKind | undefined => kinds.find((kind) => kind === text);

/** In a DM the message shrinks to a neutral line; a post in a channel stays for the others. What follows is private. */
async function shrink(interaction: ButtonInteraction, { t }: Context): Promise<void> {
  if (interaction.inGuild() || interaction.message.flags.has(MessageFlags.Ephemeral)) return;
  await interaction.update(view.used(t));
}

/** Opens what the nudge is about: what its schedule names in particular, else the first screen of its kind. */
async function openKind(interaction: ButtonInteraction, args: string[], context: Context): Promise<unknown> {
  const { t, nudges } = context;
  const kind = kindIn(args[3]);
  const content = await nudges.contentOf(keyOf(args));
  const piece = typeof content["piece"] === "string" ? content["piece"] : undefined;
  if (kind === "text") {
    const text = typeof content["text"] === "string" ? content["text"] : t("nudge.text-gone");
    return show(interaction, textScreen(t, text));
  }
  if (kind === "prompt") return openPrompt(interaction, content["set"], context);
  if (kind === "practice" && piece) return practice.buttons?.["intro"]?.(interaction, [piece], context);
  if (kind === "lesson" && piece) return learn.buttons?.["card"]?.(interaction, [piece, "0"], context);
  const open = kind && opens[kind];
  if (!open) throw new Fault("stale-button");
  return open(interaction, kind === "drill" ? ["nudge"] : [], context);
}

/** The question of the day from a set, among those that suit how the member was when they last said so today. */
async function openPrompt(interaction: ButtonInteraction, wanted: unknown, context: Context): Promise<void> {
  const { t, prompts, checkIns, person, now } = context;
  const set = promptSets.find((one) => one === wanted) ?? promptSets[0];
  const day = localDay(now, person.zone, person.dayStart);
  const [last] = await checkIns.history(person, 1);
  const lately = last && now - last.at < 86_400_000 ? { state: last.body.state } : {};
  const all = prompts.all(t.locale);
  const prompt = promptOfDay(all, { kind: set, ...lately }, day) ?? promptOfDay(all, { kind: set }, day);
  if (!prompt) throw new Fault("gone");
  await show(interaction, promptScreen(t, prompt));
}

export default defineCommand({
  anyone: ["join", "leave"],
  after: tellNews,

  buttons: {
    async open(interaction, args, context) {
      const key = keyOf(args);
      if (!kindIn(args[3])) throw new Fault("stale-button");
      await context.nudges.answered(context.person, key);
      if (interaction.inGuild()) await context.together.here(context.person, key);
      await shrink(interaction, context);
      await openKind(interaction, args, context);
    },
    /** What could not be brought, and is opened from where it was shown instead. */
    async missed(interaction, [kind = ""], context) {
      const known = kindIn(kind);
      const open = known && opens[known];
      if (!open) throw new Fault("stale-button");
      await open(interaction, [], context);
    },
    async number(interaction, [urgeId = "", value = ""], context) {
      await context.nudges.heard(context.person);
      await shrink(interaction, context);
      await urge.buttons?.["read"]?.(interaction, [urgeId, value], context);
    },
    async "no-number"(interaction, _args, context) {
      await context.nudges.heard(context.person);
      await interaction.update(view.used(context.t));
    },
    async wanted(interaction, args, context) {
      await context.nudges.answered(context.person, keyOf(args));
      await interaction.update(view.used(context.t));
    },
    seen: (interaction, _args, { t }) => show(interaction, seen(t)),
    back: (interaction, args, { t }) =>
      interaction.update(
        view.nudgeMessage(t, kindIn(args[3]) ?? "checkin", keyOf(args), { late: false, ask: false }),
      ),
    later: (interaction, args, { t }) =>
      interaction.update(view.laterPage(t, keyOf(args), kindIn(args[3]) ?? "checkin")),
    async "put-off"(interaction, args, { nudges, person, t }) {
      const choice = view.laterChoices.find((known) => known === args[3]);
      if (!choice) throw new Fault("stale-button");
      const at = await nudges.putOff(person, keyOf(args), choice, kindIn(args[4]));
      await interaction.update(view.putOff(t, at));
    },
    pause: (interaction, args, { t }) =>
      interaction.update(view.pausePage(t, keyOf(args), kindIn(args[3]) ?? "checkin")),
    async paused(interaction, args, { nudges, person, t, now }) {
      const until = now + (args[3] === "7" ? 7 : 1) * 86_400_000;
      await nudges.pause(person, until);
      await interaction.update(view.paused(t, until));
    },
    until: (interaction, _args, { t }) => interaction.showModal(untilForm(t, "nudge")),
    async stop(interaction, args, { nudges, person, t, mention }) {
      const scheduleId = await nudges.stop(person, keyOf(args));
      await interaction.update(view.stopped(t, mention("settings"), scheduleId));
    },

    join: (interaction, [scheduleId = ""], context) => join(interaction, scheduleId, context),
    async leave(interaction, [scheduleId = ""], context) {
      await context.nudges.leave(context.person, scheduleId);
      await show(interaction, leftPage(context.t, scheduleId));
    },
    way: (interaction, [scheduleId = "", way], context) =>
      changeWay(interaction, scheduleId, way === "channel" ? "channel" : "dm", context),
    reopen: (interaction, _args, context) => reopen(interaction, context),
    "all-channel": (interaction, _args, context) => allToChannel(interaction, context),
    async again(interaction, _args, { nudges, person, t }) {
      await nudges.heard(person);
      await show(interaction, said(t, t("nudge.again")));
    },
  },

  modals: {
    async until(interaction, _args, { nudges, person, t }) {
      const { pausedUntil } = await nudges.pauseUntil(person, interaction.fields.getTextInputValue("until"));
      const message = view.paused(t, pausedUntil ?? 0);
      if (interaction.isFromMessage()) await interaction.update(message);
      else await interaction.reply({ ...message, flags: MessageFlags.Ephemeral });
    },
  },
});
