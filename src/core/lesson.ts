/** A short card of plain teaching, for members or for the people around them. */

export const audiences = ["member", "supporter"] as const;
export type Audience = (typeof audiences)[number];

/** A fact a card states, and where it can be read. */
export interface Source {
  fact: string;
  url: string;
}

export interface Lesson {
  id: string;
  version: number;
  title: string;
  audience: Audience;
  /** Place in its path, from 1, without gaps. */
  order: number;
  /** One to three screens, 900 characters in all. */
  screens: string[];
  /** One small thing to try, always an invitation. */
  tryThis: string;
  /** Empty when the card states no facts that would need one. */
  sources: Source[];
  author: string;
  review: string;
}

export const lessonLimits = { screens: 3, characters: 900 } as const;

/** The cards of one path, in order. */
export function pathOf(lessons: readonly Lesson[], audience: Audience): Lesson[] {
  return lessons.filter((lesson) => lesson.audience === audience).sort((a, b) => a.order - b.order);
}

/** The first card of the path that is not among those read; undefined when all were. Nothing has to be in order. */
export function nextLesson(path: readonly Lesson[], read: readonly string[]): Lesson | undefined {
  return path.find((lesson) => !read.includes(lesson.id));
}

/** The cards before and after one, for the buttons under it. */
export function neighbours(path: readonly Lesson[], id: string): { before?: Lesson; after?: Lesson } {
  const at = path.findIndex((lesson) => lesson.id === id);
  if (at < 0) return {};
  return { before: path[at - 1], after: path[at + 1] };
}
