/** `/schedule`: what comes to members, set up by those who manage the server. Everything they change is in the audit log. */
import type { AutocompleteInteraction, ChatInputCommandInteraction } from "discord.js";
import { Fault } from "#app/fault.ts";
import type { Draft } from "#app/schedule-drafts.ts";
import { dailyRule } from "#core/recurrence.ts";
import type { ScheduleDraft } from "#core/schedule.ts";
import { answerForm } from "#commands/help-now/gate.ts";
import type { Answerable } from "#discord/answerable.ts";
import { defineCommand } from "#discord/command.ts";
import type { Context } from "#discord/context.ts";
import { checkPostable } from "#discord/post.ts";
import { show } from "#discord/screen.ts";
import { findCities, likelyCities, withLocalTime } from "#locale/cities.ts";
import { addTime, between, monthDays, picked, typedDays, typedTimes, zoneCalled } from "./editing.ts";
import { morePage, placesPage, whichPage } from "./editor.ts";
import * as flow from "./flow.ts";
import * as forms from "./forms.ts";
import { data } from "./slash.ts";
import { pausePage } from "./view.ts";
import { kinds, shortOf } from "./words.ts";

const by = flow.moderatorOf;
const day = 86_400_000;

/** What was typed along with `/schedule add`; the rest is as usual, and can still be changed on the screen. */
function typed({ options }: ChatInputCommandInteraction, { schedules }: Context): Partial<ScheduleDraft> {
  const [at, days, cron, place] = ["at", "days", "cron", "place"].map((name) => options.getString(name));
  const kind = kinds.find((one) => one === options.getString("what"));
  const channel = options.getChannel("channel");
  if (channel) checkPostable(channel);
  let rule: ScheduleDraft["rule"] = dailyRule([8 * 60], [1, 2, 3, 4, 5]);
  if (at) rule = typedTimes(rule, at);
  if (days) rule = typedDays(rule, days);
  if (cron) rule = schedules.readCron(cron);
  return {
    rule,
    ...(kind ? { kind, content: kind === "prompt" ? { set: "notice" } : {} } : {}),
    ...(place ? { zone: zoneCalled(place) } : {}),
    ...(channel ? { way: "channel", channelId: channel.id } : {}),
  };
}

async function begin(
  interaction: Answerable,
  changes: Partial<ScheduleDraft>,
  context: Context,
): Promise<void> {
  const draft = await context.drafts.begin(by(interaction), changes);
  await show(interaction, await flow.editor(interaction, draft, context));
}

async function beginEdit(interaction: Answerable, scheduleId: string, context: Context): Promise<void> {
  const draft = await context.drafts.beginEdit(by(interaction), scheduleId);
  await show(interaction, await flow.editor(interaction, draft, context));
}

async function run(interaction: ChatInputCommandInteraction, context: Context): Promise<unknown> {
  const { options } = interaction;
  const name = options.getSubcommand();
  if (name === "add") return begin(interaction, typed(interaction, context), context);
  if (name === "list") return flow.openList(interaction, context);
  const schedule = await flow.find(interaction, options.getString("schedule", true), context);
  switch (name) {
    case "edit":
      return beginEdit(interaction, schedule.id, context);
    case "pause": {
      const until = options.getString("until");
      const paused = until
        ? await context.schedules.pauseUntil(by(interaction), schedule.id, until)
        : await context.schedules.pause(by(interaction), schedule.id, null);
      return flow.openOne(interaction, paused, context);
    }
    case "resume":
      return flow.openOne(interaction, await context.schedules.resume(by(interaction), schedule.id), context);
    case "remove":
      return flow.askRemove(interaction, schedule, context);
    case "preview":
      return flow.openPreview(interaction, schedule, context);
    case "test":
      return flow.test(interaction, schedule, context);
    case "announce": {
      const channel = options.getChannel("in");
      if (!channel) return flow.announce(interaction, schedule, context);
      checkPostable(channel);
      return flow.announceIn(interaction, schedule, channel.id, context);
    }
    default:
      return flow.openOne(interaction, schedule, context);
  }
}

async function autocomplete(
  interaction: AutocompleteInteraction,
  { schedules, t, now }: Context,
): Promise<void> {
  const { name, value } = interaction.options.getFocused(true);
  if (name === "place") {
    const cities = value.trim() ? findCities(value, 25) : likelyCities(interaction.locale);
    return interaction.respond(
      cities.map((city) => ({ name: withLocalTime(city, now, t.locale), value: city.zone })),
    );
  }
  const all = await schedules.list(interaction.guildId ?? "");
  const words = value.toLowerCase();
  const found = all
    .map((one) => ({ name: shortOf(t, one).slice(0, 100), value: one.id }))
    .filter((choice) => choice.name.toLowerCase().includes(words));
  return interaction.respond(found.slice(0, 25));
}

const draftOf = (interaction: Answerable, draftId: string | undefined, { drafts }: Context): Promise<Draft> =>
  drafts.find(by(interaction), draftId ?? "");

/** What a schedule can name in particular; drills only those that a server may be invited to together. */
async function piecesOf(
  interaction: Answerable,
  { kind }: ScheduleDraft,
  { practices, lessons, drills, t }: Context,
): Promise<readonly { id: string; title: string }[]> {
  if (kind === "practice") return practices.all({ locale: t.locale });
  if (kind === "drill") return drills.groupChoices(by(interaction).guildId, t.locale);
  return lessons.all(t.locale);
}

export default defineCommand({
  data,
  needs: "moderator",
  run,
  autocomplete,

  buttons: {
    new: (interaction, _args, context) => begin(interaction, {}, context),
    list: (interaction, _args, context) => flow.openList(interaction, context),
    async editor(interaction, [draftId], context) {
      await show(
        interaction,
        await flow.editor(interaction, await draftOf(interaction, draftId, context), context),
      );
    },
    async more(interaction, [draftId], context) {
      await show(interaction, morePage(context.t, await draftOf(interaction, draftId, context)));
    },
    async which(interaction, [draftId], context) {
      const draft = await draftOf(interaction, draftId, context);
      await show(interaction, whichPage(context.t, draft, await piecesOf(interaction, draft.body, context)));
    },
    async words(interaction, [draftId], context) {
      await interaction.showModal(forms.wordsForm(context.t, await draftOf(interaction, draftId, context)));
    },
    async cron(interaction, [draftId], context) {
      await interaction.showModal(forms.cronForm(context.t, await draftOf(interaction, draftId, context)));
    },
    async span(interaction, [draftId], context) {
      await interaction.showModal(forms.spanForm(context.t, await draftOf(interaction, draftId, context)));
    },
    async "month-days"(interaction, [draftId], context) {
      await interaction.showModal(
        forms.monthDaysForm(context.t, await draftOf(interaction, draftId, context)),
      );
    },
    lists: (interaction, [draftId = ""], context) =>
      flow.change(interaction, draftId, context, ({ body }) => ({
        rule: typedDays(body.rule.kind === "cron" ? typedTimes(body.rule, "8:00") : body.rule, "weekdays"),
      })),
    save: (interaction, [draftId = ""], context) => flow.save(interaction, draftId, context),
    "draft-preview": (interaction, [draftId = ""], context) =>
      flow.previewDraft(interaction, draftId, context),
    async drop(interaction, [draftId = ""], context) {
      await context.drafts.drop(by(interaction), draftId);
      await flow.openList(interaction, context);
    },

    async show(interaction, [id], context) {
      await flow.openOne(interaction, await flow.find(interaction, id, context), context);
    },
    edit: (interaction, [id = ""], context) => beginEdit(interaction, id, context),
    async preview(interaction, [id], context) {
      await flow.openPreview(interaction, await flow.find(interaction, id, context), context);
    },
    async test(interaction, [id], context) {
      await flow.test(interaction, await flow.find(interaction, id, context), context);
    },
    async announce(interaction, [id], context) {
      await flow.announce(interaction, await flow.find(interaction, id, context), context);
    },
    async pause(interaction, [id], context) {
      await show(interaction, pausePage(context.t, await flow.find(interaction, id, context)));
    },
    async paused(interaction, [id = "", days], context) {
      const until = days === "0" ? null : context.now + (days === "7" ? 7 : 1) * day;
      const schedule = await context.schedules.pause(by(interaction), id, until);
      await flow.openOne(interaction, schedule, context);
    },
    "pause-until": (interaction, [id = ""], { t }) => interaction.showModal(forms.pauseForm(t, id)),
    async resume(interaction, [id = ""], context) {
      await flow.openOne(interaction, await context.schedules.resume(by(interaction), id), context);
    },
    async "post-now"(interaction, [id = ""], context) {
      await context.schedules.runNow(by(interaction), id, "channel");
      await flow.openOne(
        interaction,
        await flow.find(interaction, id, context),
        context,
        context.t("schedule.posting"),
      );
    },
    async remove(interaction, [id], context) {
      await flow.askRemove(interaction, await flow.find(interaction, id, context), context);
    },
    removed: (interaction, [id = ""], context) => flow.remove(interaction, id, context),
  },

  selects: {
    async pick(interaction, _args, context) {
      await flow.openOne(interaction, await flow.find(interaction, interaction.values[0], context), context);
    },
    async set(interaction, [draftId = "", field], context) {
      const { values } = interaction;
      const { t, now } = context;
      if (values.includes("other")) {
        const kept = values.filter((value) => value !== "other");
        const draft =
          field === "times" && kept.length > 0
            ? await context.drafts.change(by(interaction), draftId, (before) =>
                picked(field, kept, before, now),
              )
            : await draftOf(interaction, draftId, context);
        return interaction.showModal(
          field === "times" ? forms.timeForm(t, draft) : forms.placeForm(t, draft),
        );
      }
      await flow.change(interaction, draftId, context, (before) => picked(field, values, before, now));
    },
    async channel(interaction, [draftId = ""], context) {
      if (!interaction.isChannelSelectMenu()) throw new Fault("stale-button");
      for (const channel of interaction.channels.values()) checkPostable(channel);
      const channelId = interaction.values[0] ?? null;
      await flow.change(interaction, draftId, context, () => ({ channelId }));
    },
    async announce(interaction, [id], context) {
      if (!interaction.isChannelSelectMenu()) throw new Fault("stale-button");
      for (const channel of interaction.channels.values()) checkPostable(channel);
      const schedule = await flow.find(interaction, id, context);
      await flow.announceIn(interaction, schedule, interaction.values[0] ?? "", context);
    },
  },

  modals: {
    words: (interaction, [draftId = ""], context) =>
      flow.changeTyped(interaction, draftId, context, () => ({
        content: { text: interaction.fields.getTextInputValue("text") },
      })),
    time: (interaction, [draftId = ""], context) =>
      flow.changeTyped(interaction, draftId, context, ({ body }) => ({
        rule: addTime(body.rule, interaction.fields.getTextInputValue("time")),
      })),
    async place(interaction, [draftId = ""], context) {
      const typedPlace = interaction.fields.getTextInputValue("place");
      const cities = findCities(typedPlace, 25);
      if (cities.length === 0) throw new Fault("unknown-zone", { name: typedPlace });
      const draft = await draftOf(interaction, draftId, context);
      await answerForm(interaction, placesPage(context.t, draft, cities, context.now));
    },
    cron: (interaction, [draftId = ""], context) =>
      flow.changeTyped(interaction, draftId, context, ({ body: { rule } }) => {
        const { from, until } = rule;
        const read = context.schedules.readCron(interaction.fields.getTextInputValue("cron"));
        return { rule: { ...read, ...(from ? { from } : {}), ...(until ? { until } : {}) } };
      }),
    span: (interaction, [draftId = ""], context) =>
      flow.changeTyped(interaction, draftId, context, ({ body }) => ({
        rule: between(
          body.rule,
          interaction.fields.getTextInputValue("from"),
          interaction.fields.getTextInputValue("until"),
        ),
      })),
    "month-days": (interaction, [draftId = ""], context) =>
      flow.changeTyped(interaction, draftId, context, ({ body }) => ({
        rule: monthDays(body.rule, interaction.fields.getTextInputValue("days")),
      })),
    async "pause-until"(interaction, [id = ""], context) {
      const words = interaction.fields.getTextInputValue("until");
      await flow.openOne(
        interaction,
        await context.schedules.pauseUntil(by(interaction), id, words),
        context,
      );
    },
  },
});
