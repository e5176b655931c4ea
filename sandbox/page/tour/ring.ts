/** Finds what a step is about on the page, and says where it stands. */
import type { Target } from "./step.ts";

/** How far the ring stands off what it is drawn round, px. */
const MARGIN = 5;
/** The ring's own line, px. */
const LINE = 2;

/** The first of the targets that can be seen; undefined when there is none, or one is writing in it already. */
export function findTarget(targets: Target | Target[]): HTMLElement | undefined {
  for (const target of [targets].flat()) {
    const found = candidates(target).filter(isSeen).at(-1);
    if (found !== undefined) return isWrittenIn(found) ? undefined : found;
  }
  return undefined;
}

/** Where the ring is drawn, px: all of it on the screen. */
export function frameRound(element: HTMLElement): Record<"left" | "top" | "width" | "height", number> {
  const box = element.getBoundingClientRect();
  const left = Math.max(LINE, box.left - MARGIN);
  const top = Math.max(LINE, box.top - MARGIN);
  const right = Math.min(innerWidth - LINE, box.right + MARGIN);
  const bottom = Math.min(innerHeight - LINE, box.bottom + MARGIN);
  return { left, top, width: right - left, height: bottom - top };
}

function candidates(target: Target): HTMLElement[] {
  const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
  if ("selector" in target) return all(target.selector);
  if ("button" in target)
    return all(".message-main button").filter((one) => one.textContent.trim() === target.button);
  if ("select" in target)
    return all(".message-main [role=combobox]").filter((one) => nameOf(one).includes(target.select));
  const { label } = target;
  return all("button").filter((one) =>
    typeof label === "string" ? nameOf(one) === label : label.test(nameOf(one)),
  );
}

function nameOf(element: HTMLElement): string {
  return element.getAttribute("aria-label") ?? element.textContent.trim();
}

/** On the screen, and nothing else lies over it: a form, a list or the workbench may. */
function isSeen(element: HTMLElement): boolean {
  const { left, top, width, height } = element.getBoundingClientRect();
  if (width === 0 || height === 0) return false;
  const there = document.elementFromPoint(left + width / 2, top + height / 2);
  return there !== null && element.contains(there);
}

function isWrittenIn(element: HTMLElement): boolean {
  const focused = document.activeElement;
  return element.contains(focused) && focused?.matches("textarea, input") === true;
}
