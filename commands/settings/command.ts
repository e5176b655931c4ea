/** `/settings`: one's clock, what comes unasked and when, quiet hours, pauses. Everything takes effect at once. */
import { Fault } from "#app/fault.ts";
import type { Person } from "#app/store.ts";
import { answerForm } from "#commands/help-now/gate.ts";
import { canWrite } from "#commands/nudge/promise.ts";
import { openTaking, serverName, takings } from "#commands/nudge/taking.ts";
import { isZone } from "#core/zone.ts";
import type { Answerable } from "#discord/answerable.ts";
import { defineCommand } from "#discord/command.ts";
import type { Context } from "#discord/context.ts";
import { defer, fill, show, type Screen } from "#discord/screen.ts";
import { described, memberCommand } from "#discord/slash.ts";
import { findCities, likelyCities, withLocalTime } from "#locale/cities.ts";
import { clockPage, limitPage, placeForm } from "./clock-page.ts";
import { countryPage } from "./country.ts";
import { draftOf, draftOfOwn, nudgePage, timeForm, timeIn } from "./nudge-page.ts";
import { overview, pausePage, quietPage, untilForm } from "./view.ts";
import { weekPage } from "./week-page.ts";

const data = memberCommand("settings");
data.addStringOption((option) =>
  described(option.setName("zone"), "settings.option.zone").setAutocomplete(true),
);
data.addStringOption((option) =>
  described(option.setName("pause"), "settings.option.pause").setMaxLength(100),
);

/** The overview, read afresh: what was just changed shows. */
async function overviewNow(interaction: Answerable, context: Context): Promise<Screen> {
  const person = await refreshed(context);
  const [own, joined] = await Promise.all([context.nudges.listOwn(person), takings(interaction, context)]);
  return overview(context.t, person, { own, joined }, context.now);
}

async function open(interaction: Answerable, context: Context): Promise<void> {
  await show(interaction, await overviewNow(interaction, context));
}

/** After something was set that comes by direct message: whether one arrives is known before the overview shows it. */
async function promise(interaction: Answerable, context: Context): Promise<void> {
  await defer(interaction);
  await canWrite(interaction.id, context);
  await fill(interaction, await overviewNow(interaction, context));
}

async function refreshed({ people, person }: Context): Promise<Person> {
  return (await people.find(person.id)) ?? person;
}

export default defineCommand({
  data,

  async run(interaction, context) {
    const { nudges, person } = context;
    const zone = interaction.options.getString("zone");
    const pause = interaction.options.getString("pause");
    if (zone) await nudges.changeZone(person, zoneIn(zone));
    if (pause) await nudges.pauseUntil(await refreshed(context), pause);
    await open(interaction, context);
  },

  async autocomplete(interaction, { now, t }) {
    const typed = interaction.options.getFocused();
    const cities = typed.trim() ? findCities(typed, 25) : likelyCities(interaction.locale);
    await interaction.respond(
      cities.map((city) => ({ name: withLocalTime(city, now, t.locale), value: city.zone })),
    );
  },

  buttons: {
    open: (interaction, _args, context) => open(interaction, context),
    async evening(interaction, [on], context) {
      const { nudges, person } = context;
      if (on === "on") {
        await nudges.setEvening(person);
        return promise(interaction, context);
      }
      await nudges.dropEvening(person);
      return open(interaction, context);
    },
    async week(interaction, _args, context) {
      const person = await refreshed(context);
      const coming = await context.nudges.weekAhead(person);
      const named = coming.map((one) => ({ ...one, server: serverName(interaction, one.guildId) }));
      await show(interaction, weekPage(context.t, named, person));
    },
    nudge: (interaction, [draft], { t }) => show(interaction, nudgePage(t, draftOf(draft))),
    time: (interaction, [draft = "", own = ""], { t }) => interaction.showModal(timeForm(t, draft, own)),
    async keep(interaction, [draft, own], context) {
      const { kind, times, weekdays } = draftOf(draft);
      const { nudges, person } = context;
      if (own) await nudges.changeOwn(person, own, { kind, times, weekdays });
      else await nudges.setOwn(person, { kind, times, weekdays });
      await promise(interaction, context);
    },
    async drop(interaction, [own = ""], context) {
      await context.nudges.removeOwn(context.person, own);
      await open(interaction, context);
    },
    clock: async (interaction, _args, context) =>
      show(interaction, clockPage(context.t, await refreshed(context), context.now)),
    place: (interaction, _args, { t }) => interaction.showModal(placeForm(t)),
    limit: async (interaction, _args, context) =>
      show(interaction, limitPage(context.t, await refreshed(context))),
    quiet: (interaction, _args, { person, t }) => show(interaction, quietPage(t, person)),
    async loud(interaction, _args, context) {
      await context.nudges.setQuietHours(context.person, null);
      await open(interaction, context);
    },
    pause: (interaction, _args, { t }) => show(interaction, pausePage(t)),
    async paused(interaction, [days], context) {
      await context.nudges.pause(
        context.person,
        days === "0" ? null : context.now + Number(days) * 86_400_000,
      );
      await open(interaction, context);
    },
    until: (interaction, _args, { t }) => interaction.showModal(untilForm(t)),
    async country(interaction, _args, { settings, help, person, t }) {
      await show(interaction, countryPage(t, help.countries, (await settings.get(person)).country));
    },
  },

  selects: {
    async change(interaction, _args, context) {
      const chosen = interaction.values[0] ?? "";
      const own = (await context.nudges.listOwn(context.person)).find(({ id }) => id === chosen);
      if (own) await show(interaction, nudgePage(context.t, draftOfOwn(own), own.id));
      else await openTaking(interaction, chosen, context);
    },
    draft: (interaction, [draft, field, own], { t }) =>
      show(interaction, nudgePage(t, draftOf(draft, field, interaction.values), own)),
    async zone(interaction, _args, context) {
      await context.nudges.changeZone(context.person, zoneIn(interaction.values[0] ?? ""));
      await show(interaction, clockPage(context.t, await refreshed(context), context.now));
    },
    async "day-start"(interaction, _args, context) {
      await context.nudges.setDayStart(context.person, Number(interaction.values[0]));
      await show(interaction, clockPage(context.t, await refreshed(context), context.now));
    },
    async limit(interaction, _args, context) {
      await context.nudges.setDailyCap(context.person, Number(interaction.values[0]));
      await open(interaction, context);
    },
    async quiet(interaction, [edge], context) {
      const minute = Number(interaction.values[0]);
      const { quietFrom, quietTo } = context.person;
      const hours =
        edge === "from"
          ? { from: minute, to: quietTo ?? 7 * 60 }
          : { from: quietFrom ?? 22 * 60, to: minute };
      await context.nudges.setQuietHours(context.person, hours);
      await show(interaction, quietPage(context.t, await refreshed(context)));
    },
    async country(interaction, _args, { settings, help, person, t }) {
      const known = help.countries.some(({ country }) => country === interaction.values[0]);
      const changed = await settings.change(person, known ? { country: interaction.values[0] ?? "" } : {});
      await show(interaction, countryPage(t, help.countries, changed.country));
    },
  },

  modals: {
    async time(interaction, [draft, own], { t }) {
      const minute = timeIn(interaction.fields.getTextInputValue("time"));
      await answerForm(interaction, nudgePage(t, draftOf(draft, "add-time", [String(minute)]), own));
    },
    async place(interaction, _args, context) {
      const place = interaction.fields.getTextInputValue("place");
      const cities = findCities(place, 25);
      if (cities.length === 0) throw new Fault("unknown-zone", { name: place });
      await answerForm(interaction, clockPage(context.t, await refreshed(context), context.now, cities));
    },
    async until(interaction, _args, context) {
      await context.nudges.pauseUntil(context.person, interaction.fields.getTextInputValue("until"));
      await open(interaction, context);
    },
  },
});

/** A zone picked from the list, or a place typed without picking: the best match counts. */
function zoneIn(text: string): string {
  if (isZone(text)) return text;
  const [city] = findCities(text, 1);
  if (!city) throw new Fault("unknown-zone", { name: text });
  return city.zone;
}
