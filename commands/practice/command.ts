/** `/practice`: guided practices, with a way out on every screen and a close that comes back to now. */
import type { PracticeTurn, PracticeView } from "#app/practices.ts";
import { canWrite } from "#commands/nudge/promise.ts";
import type { Picture } from "#core/chart-data-picture.ts";
import { isState } from "#core/check-in.ts";
import type { Reading } from "#core/practice.ts";
import type { Answerable } from "#discord/answerable.ts";
import { defineCommand } from "#discord/command.ts";
import type { Context } from "#discord/context.ts";
import { defer, fill, show } from "#discord/screen.ts";
import { memberCommand } from "#discord/slash.ts";
import { intro, offer, pacerWords, readingIn, thanks, walk, why, willAsk, type WalkLook } from "./view.ts";

/** Pictures that are nobody's own. */
const everybody = "everybody";

/** The screen a walk is at, with the pacer where there is one; its words stand alone when it could not be drawn. */
async function showWalk(
  interaction: Answerable,
  view: PracticeView,
  { t, painter }: Pick<Context, "t" | "painter">,
  look: WalkLook = {},
): Promise<void> {
  const pacer = view.screen.show === "step" ? view.practice?.pacer : undefined;
  if (!pacer) return show(interaction, walk(t, view, look));
  await defer(interaction);
  const words = pacerWords(t, pacer);
  const picture: Picture = { chart: "pacer", data: { in: pacer.in, out: pacer.out }, words };
  const format = look.still ? "png" : "gif";
  const bytes = await painter.draw(picture, { theme: "dark", locale: t.locale }, format, everybody);
  const drawn = bytes && { name: `pacer.${format}`, bytes, alt: words.alt };
  await fill(interaction, walk(t, view, { ...look, picture: drawn }));
}

/** What there is to pick from, and what may have landed since the last time. */
async function list(interaction: Answerable, { practices, person, t }: Context): Promise<void> {
  await show(interaction, offer(t, practices.all(person), await practices.awaiting(person)));
}

/** A walk that was left goes on where it was, and says so; else what there is. */
async function open(interaction: Answerable, context: Context): Promise<void> {
  const running = await context.practices.unfinished(context.person);
  if (running) await showWalk(interaction, running, context, { resumed: true });
  else await list(interaction, context);
}

async function turn(
  interaction: Answerable,
  [runId = "", from, still]: string[],
  which: PracticeTurn,
  context: Context,
): Promise<void> {
  const view = await context.practices.turn(context.person, runId, Number(from), which);
  await showWalk(interaction, view, context, { still: still === "still" });
}

function readingOf(question: string, value: string): Reading {
  if (question === "state") return isState(value) ? { state: value } : {};
  if (question === "access" || question === "urge" || question === "landed")
    return { [question]: Number(value) };
  return {};
}

export default defineCommand({
  data: memberCommand("practice"),

  run: open,

  buttons: {
    open: (interaction, _args, context) => open(interaction, context),
    list: (interaction, _args, context) => list(interaction, context),
    async intro(interaction, [practiceId = ""], { practices, person, t }) {
      await show(interaction, intro(t, practices.find(person, practiceId), await practices.before(person)));
    },
    async why(interaction, [practiceId = ""], { practices, person, t }) {
      const resting = await practices.isResting(person, practiceId);
      await show(interaction, why(t, practices.find(person, practiceId), resting));
    },
    async rest(interaction, [practiceId = "", on], { practices, person, t }) {
      await practices.rest(person, practiceId, on === "yes");
      await show(interaction, why(t, practices.find(person, practiceId), on === "yes"));
    },
    async begin(interaction, [practiceId = "", state, access], context) {
      const { practices, person } = context;
      await showWalk(
        interaction,
        await practices.begin(person, practiceId, readingIn(state, access)),
        context,
      );
    },
    next: (interaction, args, context) => turn(interaction, args, "next", context),
    back: (interaction, args, context) => turn(interaction, args, "back", context),
    stop: (interaction, args, context) => turn(interaction, args, "stop", context),
    /** Another way to do the same step, or the pacer at rest or moving. */
    async look(interaction, [runId = "", alt, still], context) {
      const view = await context.practices.look(context.person, runId);
      await showWalk(interaction, view, context, { alt: alt === "alt", still: still === "still" });
    },
    done: (interaction, _args, { t }) => show(interaction, thanks(t)),
    /** A direct message in three hours is promised only when one arrives; else the next visit asks. */
    async later(interaction, [runId = ""], context) {
      const { practices, person, t } = context;
      await practices.look(person, runId);
      await defer(interaction);
      const arrives = await canWrite(interaction.id, context);
      await fill(interaction, willAsk(t, await practices.askLater(person, runId), !arrives));
    },
    /** From the question that comes hours afterwards. */
    landed: (interaction, _args, context) => list(interaction, context),
    async "landed-skip"(interaction, [runId = ""], context) {
      await context.practices.answerLater(context.person, runId, undefined);
      await list(interaction, context);
    },
  },

  selects: {
    async pick(interaction, _args, { practices, person, t }) {
      const practice = practices.find(person, interaction.values[0] ?? "");
      await show(interaction, intro(t, practice, await practices.before(person)));
    },
    async before(interaction, [practiceId = "", question, state, access], { practices, person, t }) {
      const said = { ...readingIn(state, access), ...readingOf(question ?? "", interaction.values[0] ?? "") };
      await show(interaction, intro(t, practices.find(person, practiceId), said));
    },
    async answer(interaction, [runId = "", question = ""], context) {
      const reading = readingOf(question, interaction.values[0] ?? "");
      await showWalk(interaction, await context.practices.answer(context.person, runId, reading), context);
    },
    async landed(interaction, [runId = ""], { practices, person, t }) {
      await practices.answerLater(person, runId, Number(interaction.values[0]));
      await show(interaction, thanks(t));
    },
  },
});
