import { Fault } from "#app/fault.ts";
import type { Picture } from "#core/chart-data-picture.ts";
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
    rows.push(row(select(id("card", start), t.plain("learn.pick", { from: start + 1 }), choices)));
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
      row(button(id("send", lessonId), t.plain("learn.button.send"))),
    ],
    accent: "moss",
  });
}

/** What is drawn of a card: all its screens on one. */
export const cardPicture = (t: Translate, { title, screens, tryThis, review }: Lesson): Picture => ({
  chart: "card",
  data: { paragraphs: screens, tryThis },
  words: {
    title,
    subtitle: t.plain("learn.picture-foot", { review: review.charAt(0).toUpperCase() + review.slice(1) }),
    alt: [title, ...screens, tryThis].join(" "),
  },
});

/** An address that anybody can read, where there is one, and the card as a picture. */
export const sendPage = (
  t: Translate,
  lesson: Lesson,
  url: string | undefined,
  drawn: { png: Uint8Array; alt: string } | undefined,
): Screen =>
  screen(t, {
    text: [
      t("learn.send", { title: lesson.title }),
      url ? t("learn.send-link", { url: { markup: url } }) : "",
      t(drawn ? "learn.send-picture" : "learn.send-words"),
    ],
    picture: drawn && { name: `${lesson.id}.png`, bytes: drawn.png, alt: drawn.alt },
    rows: [row(button(id("card", lesson.id, 0), t.plain("learn.button.card"), "main"))],
    accent: "moss",
  });

const sources = (t: Translate, { sources: list, review }: Lesson): string =>
  [
    ...list.map(({ fact, url }) => t("learn.source", { fact, url: { markup: url } })),
    t("learn.review", { review }),
  ].join("\n");
