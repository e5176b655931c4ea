import { Fault } from "#app/fault.ts";
import { neighbours, pathOf, type Audience, type Lesson } from "#core/lesson.ts";
import { idsOf } from "#discord/custom-id.ts";
import { button, row, screen, select, type Row, type Screen } from "#discord/screen.ts";
import type { Translate } from "#locale/sentences.ts";

const id = idsOf("learn");

/** One path of cards to pick from, and the way to the other path. */
export function shelf(t: Translate, lessons: readonly Lesson[], audience: Audience): Screen {
  const path = pathOf(lessons, audience);
  const other = audience === "member" ? "supporter" : "member";
  return screen(t, {
    text: [t(`learn.title.${audience}`), t("learn.what")],
    rows: [...listsOf(t, path), row(button(id("open", other), t.plain(`learn.button.${other}`)))],
  });
}

/** Discord shows 25 choices in a list: a longer path takes two. */
function listsOf(t: Translate, path: Lesson[]): Row[] {
  const rows: Row[] = [];
  for (let start = 0; start < path.length; start += 25) {
    const part = path.slice(start, start + 25);
    const choices = part.map(({ id: value, title, order }) => ({ label: `${order}. ${title}`, value }));
    rows.push(
      row(
        select(
          id("card", start),
          t.plain("learn.pick", { from: start + 1, to: start + part.length }),
          choices,
        ),
      ),
    );
  }
  return rows;
}

/** One screen of a card; the last one carries the small thing to try. */
export function card(t: Translate, lessons: readonly Lesson[], lessonId: string, page: number): Screen {
  const lesson = lessons.find((known) => known.id === lessonId);
  if (!lesson) throw new Fault("lesson-gone");
  const at = Number.isInteger(page) ? Math.min(Math.max(page, 0), lesson.screens.length - 1) : 0;
  const last = at === lesson.screens.length - 1;
  const { before, after } = neighbours(pathOf(lessons, lesson.audience), lessonId);
  return screen(t, {
    text: [
      t("learn.heading", { title: lesson.title }),
      t("learn.prose", { text: lesson.screens[at] ?? "" }),
      last ? t("learn.try", { text: lesson.tryThis }) : "",
      last ? sources(t, lesson) : "",
    ],
    rows: [
      row(
        ...(at > 0 ? [button(id("card", lessonId, at - 1), t.plain("button.back"))] : []),
        ...(last ? [] : [button(id("card", lessonId, at + 1), t.plain("learn.button.on"), "main")]),
        ...(last && after ? [button(id("card", after.id, 0), t.plain("learn.button.next"), "main")] : []),
        ...(at === 0 && before ? [button(id("card", before.id, 0), t.plain("learn.button.previous"))] : []),
        button(id("open", lesson.audience), t.plain("learn.button.all")),
      ),
    ],
    accent: "moss",
  });
}

const sources = (t: Translate, { sources: list, review }: Lesson): string =>
  [
    ...list.map(({ fact, url }) => t("learn.source", { fact, url: { markup: url } })),
    t("learn.review", { review }),
  ].join("\n");
