/** A member's first use: what is kept, their clock, and one evening nudge if they want it. Nothing is kept before yes. */
import { MessageFlags } from "discord.js";
import { Fault } from "#app/fault.ts";
import type { Person } from "#app/store.ts";
import { canWrite } from "#commands/nudge/promise.ts";
import { zoneNotChosen } from "#core/person.ts";
import { isZone } from "#core/zone.ts";
import type { Answerable } from "#discord/answerable.ts";
import { defineCommand } from "#discord/command.ts";
import type { Context } from "#discord/context.ts";
import { defer, fill, show } from "#discord/screen.ts";
import { findCities, likelyCities } from "#locale/cities.ts";
import { askCity, askEvening, askZone, consent, declined, ready, underAge } from "./view.ts";

/** The step a member is at: their clock first, then the evening. */
export async function nextStep(
  interaction: Answerable,
  person: Person,
  wanted: string,
  { t, now }: Context,
): Promise<void> {
  if (person.zone === zoneNotChosen)
    await show(interaction, askZone(t, likelyCities(interaction.locale), now, wanted));
  else await show(interaction, askEvening(t, person.zone, now, wanted));
}

export default defineCommand({
  needs: "nothing",

  buttons: {
    start: (interaction, [wanted = "help"], { t, pages }) =>
      show(interaction, consent(t, wanted, pages.privacyNotice())),
    async agree(interaction, [wanted = "help"], context) {
      const person = await context.people.agree(interaction.user.id, interaction.locale);
      await nextStep(interaction, person, wanted, context);
    },
    decline(interaction, _args, { t, mention, pending }) {
      pending.drop(interaction.user.id);
      return show(interaction, declined(t, mention));
    },
    minor(interaction, _args, { t, mention, pending }) {
      pending.drop(interaction.user.id);
      return show(interaction, underAge(t, mention));
    },
    city: (interaction, [wanted = "help"], { t }) => interaction.showModal(askCity(t, wanted)),
    async evening(interaction, [wanted = "help", answer], context) {
      const person = await known(interaction, context);
      if (answer !== "yes") return show(interaction, ready(context.t, wanted, "unset"));
      await context.nudges.setEvening(person);
      await defer(interaction);
      const arrives = await canWrite(interaction.id, context, person);
      await fill(interaction, ready(context.t, wanted, arrives ? "set" : "closed"));
    },
    /** The clock was the wrong one. */
    clock: (interaction, [wanted = "help"], { t, now }) =>
      show(interaction, askZone(t, likelyCities(interaction.locale), now, wanted)),
  },

  selects: {
    async zone(interaction, [wanted = "help"], context) {
      const zone = interaction.values[0] ?? "";
      if (!isZone(zone)) throw new Fault("unknown-zone", { name: zone });
      const person = await context.nudges.changeZone(await known(interaction, context), zone);
      await show(interaction, askEvening(context.t, person.zone, context.now, wanted));
    },
  },

  modals: {
    async city(interaction, [wanted = "help"], { t, now }) {
      const typed = interaction.fields.getTextInputValue("city");
      const found = findCities(typed, 25);
      if (found.length === 0) throw new Fault("unknown-zone", { name: typed });
      const view = askZone(t, found, now, wanted);
      if (interaction.isFromMessage()) await interaction.update(view);
      else await interaction.reply({ ...view, flags: [view.flags, MessageFlags.Ephemeral] });
    },
  },
});

/** The member after their yes; a press on an old screen of somebody who has left again starts over. */
async function known({ user }: Answerable, { people }: Context): Promise<Person> {
  const person = await people.find(user.id);
  if (!person?.consentVersion) throw new Fault("stale-button");
  return person;
}
