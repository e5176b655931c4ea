/** Finds what a step is about on the page, and says where it stands. */
import type { Target } from "./step.ts";

/** Undefined when it is not to be seen, or one is at it already. */
export function findTarget(target: Target): HTMLElement | undefined {
  const found = candidates(target).filter(isVisible).at(-1);
  return found === undefined || found.contains(document.activeElement) ? undefined : found;
}

function candidates(target: Target): HTMLElement[] {
  const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
  if ("selector" in target) return all(target.selector).slice(0, 1);
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

function isVisible(element: HTMLElement): boolean {
  const { width, height, bottom, top } = element.getBoundingClientRect();
  return (
    width > 0 &&
    height > 0 &&
    bottom > 0 &&
    top < innerHeight &&
    element.checkVisibility({ visibilityProperty: true })
  );
}
