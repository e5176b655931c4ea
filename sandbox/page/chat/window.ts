/**
 * Which part of a long list is drawn. A channel may hold thousands of messages; the page keeps at most `MOST` of them in
 * the document and moves this window when an end of it comes into view.
 */
export interface Window {
  /** Index of the first drawn, and of the one after the last. */
  from: number;
  to: number;
}

export const STEP = 12;
export const MOST = 110;
/** Enough to fill a tall screen with one-line messages. */
const FIRST = 80;

/** The newest messages. */
export function atEnd(length: number): Window {
  return { from: Math.max(0, length - FIRST), to: length };
}

export function movedUp({ from, to }: Window): Window {
  const next = Math.max(0, from - STEP);
  return { from: next, to: Math.min(to, next + MOST) };
}

export function movedDown({ from, to }: Window, length: number): Window {
  const next = Math.min(length, to + STEP);
  return { from: Math.max(from, next - MOST), to: next };
}

/** After `added` messages came before the first, or some after the last: the same ones stay drawn. */
export function shifted({ from, to }: Window, added: number): Window {
  return { from: from + added, to: to + added };
}
