import { LitElement } from "lit";

/**
 * A component without a shadow root: labels, descriptions and text selection reach across components, and one set of
 * style sheets (beside this file) dresses them all.
 */
export class View extends LitElement {
  protected override createRenderRoot() {
    return this;
  }
}

let made = 0;

/** An id that no other element of the page has. Two panes show the same things. */
export function uniqueId(prefix: string): string {
  made += 1;
  return `${prefix}-${made}`;
}
