/** `/drill`: rehearse a hard moment, answered with lines of one's own plan. */
import type { ModalSubmitInteraction } from "discord.js";
import type { HomeWish } from "#app/drill-home.ts";
import type { DrillAnswer, DrillView } from "#app/drill-runs.ts";
import { Fault } from "#app/fault.ts";
import { isState, type State } from "#core/check-in.ts";
import { topics } from "#core/drill-scenario.ts";
import type { DrillReading, DrillWay } from "#core/drill.ts";
import type { Refusal } from "#core/gates.ts";
import type { Practice } from "#core/practice.ts";
import type { Answerable } from "#discord/answerable.ts";
import { defineCommand } from "#discord/command.ts";
import type { Context } from "#discord/context.ts";
import { defer, fill, show, type Screen } from "#discord/screen.ts";
import { memberCommand } from "#discord/slash.ts";
import { saveWords } from "#commands/help-now/gate.ts";
import { canWrite } from "#commands/nudge/promise.ts";
import { accountPage, pastPage, pastShown } from "./history-view.ts";
import { home, listPage, refusedPage, whyPage } from "./home-view.ts";
import { form, runScreen } from "./view.ts";
import { wishesPage } from "./wishes-view.ts";

const numberOf = (text: string | undefined): number => Number(text ?? Number.NaN);
const wayOf = (text: string | undefined): DrillWay => (text === "nudge" ? "nudge" : "asked");

/** On its way back to now: what is begun is finished, whatever was told meanwhile. */
const closing = ["lapse-plan", "orientation", "minute", "after", "stay-with", "takeaway", "write-takeaway"];

/** An unfinished run goes on where it was; else what comes next, or why nothing does now. */
async function open(interaction: Answerable, way: DrillWay, context: Context): Promise<void> {
  const { drills, person, t } = context;
  const shown = await drills.home(person, { place: interaction.guildId });
  const { running, held } = shown;
  if (running && (!held || closing.includes(running.screen.kind)))
    return show(interaction, runScreen(t, running));
  if (held) return showRefused(interaction, held, context);
  await show(interaction, home(t, shown, 0, way));
}

async function showHome(
  interaction: Answerable,
  context: Context,
  wish: Omit<HomeWish, "place"> = {},
  way: DrillWay = "asked",
): Promise<void> {
  const { drills, person, t } = context;
  const shown = await drills.home(person, { ...wish, place: interaction.guildId });
  if (shown.held) return showRefused(interaction, shown.held, context);
  await show(interaction, home(t, shown, wish.nth ?? 0, way));
}

async function showRefused(
  interaction: Answerable,
  refused: Refusal,
  context: Context,
  group?: string,
): Promise<void> {
  const state = refused.reason === "after-lapse" ? "within" : "too-much";
  await show(interaction, refusedPage(context.t, refused, practiceFor(context, state), group));
}

/** The gentlest that fits: outside senses first, as the collection is ordered by. */
const practiceFor = ({ practices, person }: Context, state: State): Practice | undefined =>
  practices
    .all(person)
    .filter(({ suggested, zoneFit, anchor }) => suggested && zoneFit.includes(state) && anchor === "external")
    .toSorted((a, b) => a.minutes - b.minutes)[0];

/** Where a screen asks for words, the form opens at once: one tap fewer. */
async function next(
  interaction: Answerable,
  answer: DrillAnswer,
  context: Context,
  group?: string,
): Promise<void> {
  if ("refused" in answer) return showRefused(interaction, answer.refused, context, group);
  const { view } = answer;
  if (view.screen.ask && !view.notice && "showModal" in interaction)
    await interaction.showModal(form(context.t, view));
  else await show(interaction, shownRun(view, context));
}

function shownRun(view: DrillView, context: Context) {
  const gentle = view.screen.kind === "held-back" || view.offers.length > 0;
  return runScreen(context.t, view, gentle ? practiceFor(context, "too-much") : undefined);
}

function readingOf(question: string, value: string): DrillReading {
  if (question === "state") return isState(value) ? { state: value } : {};
  return question === "urge" ? { urge: Number(value) } : { confidence: Number(value) };
}

/** Not this one: another comes at once, and if it is never wanted again that is noted first. */
async function declined(
  interaction: Answerable,
  view: DrillView,
  want: "another" | "never",
  context: Context,
): Promise<void> {
  const { drills, person } = context;
  if (want === "never") await drills.never(person, view.scenarioId);
  const first = await drills.home(person, { place: interaction.guildId });
  await showHome(interaction, context, { nth: first.chosen?.scenario.id === view.scenarioId ? 1 : 0 });
}

async function wishes(interaction: Answerable, context: Context, arrives = true): Promise<Screen> {
  const { drills, settings, nudges, person, t } = context;
  const [chosen, own] = await Promise.all([settings.get(person), nudges.listOwn(person)]);
  const never = await drills.named(person, chosen.neverDrills ?? [], interaction.guildId);
  const drillNudges = own.filter(({ kind }) => kind === "drill");
  return wishesPage(t, { settings: chosen, own: drillNudges, never, arrives });
}

async function showWishes(interaction: Answerable, context: Context): Promise<void> {
  await show(interaction, await wishes(interaction, context));
}

/** They come by direct message: whether one arrives is known before it is promised. */
async function invite(interaction: Answerable, context: Context): Promise<void> {
  await context.drills.invite(context.person, true);
  await defer(interaction);
  const arrives = await canWrite(interaction.id, context);
  await fill(interaction, await wishes(interaction, context, arrives));
}

async function showPast(interaction: Answerable, skip: number, context: Context): Promise<void> {
  const { drills, progress, person, t } = context;
  const [page, confidence] = await Promise.all([
    drills.past(person, Number.isSafeInteger(skip) && skip > 0 ? skip : 0, pastShown),
    progress.confidence(person),
  ]);
  await show(interaction, pastPage(t, page, { skip, zone: person.zone }, confidence));
}

export default defineCommand({
  data: memberCommand("drill"),

  run: (interaction, context) => open(interaction, "asked", context),

  buttons: {
    open: (interaction, [way], context) => open(interaction, wayOf(way), context),
    home: (interaction, [nth, way], context) =>
      showHome(interaction, context, { nth: numberOf(nth) || 0 }, wayOf(way)),
    async why(interaction, [nth, way], context) {
      const { drills, person, t } = context;
      const at = numberOf(nth) || 0;
      const { chosen } = await drills.home(person, { place: interaction.guildId, nth: at });
      if (!chosen) return showHome(interaction, context);
      await show(interaction, whyPage(t, chosen, at, wayOf(way)));
    },
    async begin(interaction, [scenarioId = "", way], context) {
      const how = { way: wayOf(way), place: interaction.guildId, previewed: true };
      await next(interaction, await context.drills.begin(context.person, scenarioId, how), context);
    },
    async never(interaction, [scenarioId = ""], context) {
      await context.drills.never(context.person, scenarioId);
      await showHome(interaction, context);
    },
    async steep(interaction, _args, { drills, person, t }) {
      await show(
        interaction,
        listPage(t, "steep", await drills.home(person, { place: interaction.guildId })),
      );
    },
    async supporters(interaction, _args, { drills, person, t }) {
      await show(
        interaction,
        listPage(t, "supporters", await drills.home(person, { place: interaction.guildId })),
      );
    },
    async easier(interaction, [scenarioId = ""], context) {
      const [scenario] = await context.drills.named(context.person, [scenarioId], interaction.guildId);
      await showHome(interaction, context, scenario ? { easier: scenario } : {});
    },
    /** A group's drill: the post in the channel is everybody's, what it opens is private. */
    async group(interaction, [groupId = "", anyway], context) {
      const answer = await context.drills.openGroup(context.person, groupId, anyway === "anyway");
      await next(interaction, answer, context, groupId);
    },
    past: (interaction, [skip], context) => showPast(interaction, numberOf(skip) || 0, context),
    settings: (interaction, _args, context) => showWishes(interaction, context),
    async invite(interaction, [on], context) {
      if (on === "on") return invite(interaction, context);
      await context.drills.invite(context.person, false);
      return showWishes(interaction, context);
    },
    async "any-hour"(interaction, _args, context) {
      await context.drills.setHours(context.person, null);
      await showWishes(interaction, context);
    },
    async press(interaction, [runId = "", rev, choice = ""], context) {
      const { drills, person, t } = context;
      if (choice === "save") {
        const view = await drills.look(person, runId);
        if (view.screen.ask && view.screen.rev === numberOf(rev)) return interaction.showModal(form(t, view));
        return show(interaction, shownRun({ ...view, notice: "old-screen" }, context));
      }
      const answer = await drills.press(person, runId, { rev: numberOf(rev), choice });
      const view = "view" in answer ? answer.view : undefined;
      if (view && !view.notice && view.screen.kind === "declined")
        return declined(interaction, view, choice === "never" ? "never" : "another", context);
      await next(interaction, answer, context);
    },
  },

  selects: {
    async pick(interaction, _args, context) {
      const how = { way: "asked" as const, place: interaction.guildId };
      const scenarioId = interaction.values[0] ?? "";
      await next(interaction, await context.drills.begin(context.person, scenarioId, how), context);
    },
    async account(interaction, _args, { drills, person, t }) {
      await show(interaction, accountPage(t, await drills.account(person, interaction.values[0] ?? "")));
    },
    async hours(interaction, [edge], context) {
      const minute = numberOf(interaction.values[0]);
      if (!Number.isInteger(minute)) throw new Fault("stale-button");
      const { drillHours } = await context.settings.get(context.person);
      const hours = drillHours ?? { from: 17 * 60, to: 21 * 60 };
      await context.drills.setHours(context.person, { ...hours, [edge === "to" ? "to" : "from"]: minute });
      await showWishes(interaction, context);
    },
    async topics(interaction, _args, context) {
      const chosen = topics.filter((topic) => interaction.values.includes(topic));
      await context.drills.excludeTopics(context.person, chosen);
      await showWishes(interaction, context);
    },
    async again(interaction, _args, context) {
      await context.drills.again(context.person, interaction.values);
      await showWishes(interaction, context);
    },
    async line(interaction, [runId = "", rev], context) {
      const press = { rev: numberOf(rev), choice: `line:${interaction.values[0] ?? ""}` };
      await next(interaction, await context.drills.press(context.person, runId, press), context);
    },
    async answer(interaction, [runId = "", rev, question = ""], context) {
      const answers = readingOf(question, interaction.values[0] ?? "");
      const press = { rev: numberOf(rev), choice: "answer", answers };
      await next(interaction, await context.drills.press(context.person, runId, press), context);
    },
  },

  modals: {
    async save(interaction, [runId = "", rev], context) {
      const { drills, person } = context;
      const written = writtenIn(interaction);
      const texts = "text" in written ? [written.text] : [written.line.cue, written.line.response];
      const press = { rev: numberOf(rev), choice: "save", ...written };
      await saveWords(interaction, context, texts, async () => {
        const answer = await drills.press(person, runId, press);
        return "view" in answer
          ? shownRun(answer.view, context)
          : refusedPage(context.t, answer.refused, practiceFor(context, "too-much"));
      });
    },
  },
});

/** The form holds either free words, or both halves of an if–then line. */
function writtenIn({
  fields,
}: ModalSubmitInteraction): { text: string } | { line: { cue: string; response: string } } {
  if (fields.fields.has("words")) return { text: fields.getTextInputValue("words") };
  return { line: { cue: fields.getTextInputValue("cue"), response: fields.getTextInputValue("response") } };
}
