/** Puts a panel of the top layer beside what it belongs to, inside the window. */

const GAP = 6;
const MARGIN = 8;

export interface Placement {
  /** `above` and `below` turn over where there is no room. */
  side: "above" | "below";
  /** Which edges line up. */
  align: "start" | "end" | "stretch";
}

/** @param panel has the attribute `popover`; shown, and placed anew. */
export function showBeside(panel: HTMLElement, anchor: HTMLElement, placement: Placement): void {
  if (!panel.matches(":popover-open")) panel.showPopover();
  const box = anchor.getBoundingClientRect();
  panel.style.minWidth = placement.align === "stretch" ? `${box.width}px` : "";
  panel.style.maxHeight = "";
  const { width, height } = panel.getBoundingClientRect();
  const below = innerHeight - box.bottom - GAP - MARGIN;
  const above = box.top - GAP - MARGIN;
  const goBelow =
    placement.side === "below" ? below >= height || below >= above : above < height && below > above;
  const room = Math.max(120, goBelow ? below : above);
  panel.style.maxHeight = `${room}px`;
  const shownHeight = Math.min(height, room);
  const left = placement.align === "end" ? box.right - width : box.left;
  panel.style.left = `${Math.round(Math.max(MARGIN, Math.min(left, innerWidth - width - MARGIN)))}px`;
  panel.style.top = `${Math.round(goBelow ? box.bottom + GAP : box.top - GAP - shownHeight)}px`;
}

/** Calls back at a press outside all of these elements, or when the window changes under an open panel. */
export function onOutside(elements: HTMLElement[], close: () => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const press = ({ target }: Event) => {
    if (!elements.some((element) => element.contains(target as Node))) close();
  };
  addEventListener("pointerdown", press, { capture: true, signal });
  addEventListener("resize", close, { signal });
  return () => stop.abort();
}
