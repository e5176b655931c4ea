/** What comes unasked, and its buttons; they work for as long as the message exists. */
import { MessageFlags, type ButtonInteraction } from "discord.js";
import { Fault } from "#app/fault.ts";
import checkin from "#commands/checkin/command.ts";
import drill from "#commands/drill/command.ts";
import learn from "#commands/learn/command.ts";
import mydata from "#commands/mydata/command.ts";
import plan from "#commands/plan/command.ts";
import practice from "#commands/practice/command.ts";
import urge from "#commands/urge/command.ts";
import type { Command } from "#discord/command.ts";
import { defineCommand } from "#discord/command.ts";
import type { Context } from "#discord/context.ts";
import { show } from "#discord/screen.ts";
import {
  laterChoices,
  laterPage,
  missed,
  pausePage,
  paused,
  putOff,
  stopped,
  used,
  type NudgeKey,
} from "./view.ts";

type Open = NonNullable<Command["buttons"]>[string];

const opening = ({ buttons }: Command, action = "open"): Open | undefined => buttons?.[action];

/** The screen that answers a nudge of this kind. */
const opens: Record<string, Open | undefined> = {
  checkin: opening(checkin),
  drill: opening(drill),
  practice: opening(practice),
  lesson: opening(learn),
  "lapse-check": opening(checkin),
  "landed-check": opening(practice, "landed"),
  "drill-check": opening(urge),
  "plan-review": opening(plan, "review"),
  retention: opening(mydata),
};

function keyOf([dueId = "", epoch, occ]: string[]): NudgeKey {
  const key = { dueId, epoch: Number(epoch), occ: Number(occ) };
  if (!dueId || !Number.isSafeInteger(key.epoch) || !Number.isSafeInteger(key.occ))
    throw new Fault("stale-button");
  return key;
}

/** In a DM the message shrinks to a neutral line; a post in a channel stays for the others. What follows is private. */
async function shrink(interaction: ButtonInteraction, { t }: Context): Promise<void> {
  if (interaction.inGuild() || interaction.message.flags.has(MessageFlags.Ephemeral)) return;
  await interaction.update(used(t));
}

export default defineCommand({
  /** What the member asked for and no DM could bring is asked now. */
  async after(interaction, context) {
    for (const each of await context.nudges.undelivered(context.person))
      await show(interaction, missed(context.t, each));
  },

  buttons: {
    async open(interaction, args, context) {
      const open = opens[args[3] ?? ""];
      if (!open) throw new Fault("stale-button");
      await context.nudges.answered(context.person, keyOf(args));
      await shrink(interaction, context);
      await open(interaction, args[3] === "drill" ? ["nudge"] : [], context);
    },
    /** What could not be brought, and is opened from where it was shown instead. */
    async missed(interaction, [kind = ""], context) {
      const open = opens[kind];
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
      await interaction.update(used(context.t));
    },
    async wanted(interaction, args, context) {
      await context.nudges.answered(context.person, keyOf(args));
      await interaction.update(used(context.t));
    },
    later: (interaction, args, { t }) => interaction.update(laterPage(t, keyOf(args))),
    async "put-off"(interaction, args, { nudges, person, t }) {
      const choice = laterChoices.find((known) => known === args[3]);
      if (!choice) throw new Fault("stale-button");
      await interaction.update(putOff(t, await nudges.putOff(person, keyOf(args), choice)));
    },
    pause: (interaction, args, { t }) => interaction.update(pausePage(t, keyOf(args))),
    async paused(interaction, args, { nudges, person, t, now }) {
      const until = now + (args[3] === "7" ? 7 : 1) * 86_400_000;
      await nudges.pause(person, until);
      await interaction.update(paused(t, until));
    },
    async stop(interaction, args, { nudges, person, t, mention }) {
      await nudges.stop(person, keyOf(args));
      await interaction.update(stopped(t, mention("settings")));
    },
  },
});
