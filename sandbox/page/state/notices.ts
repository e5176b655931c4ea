/** Short sentences at the foot of the page: what went wrong, and what is done. */
export interface Notice {
  id: number;
  text: string;
}

/** How long a notice stays, ms. */
const SHOWN_MS = 6000;

let shown: Notice[] = [];
let made = 0;
const listeners = new Set<() => void>();

export function notices(): Notice[] {
  return shown;
}

export function notify(text: string): void {
  made += 1;
  const notice = { id: made, text };
  set([...shown.filter((other) => other.text !== text), notice].slice(-3));
  setTimeout(() => dismissNotice(notice.id), SHOWN_MS);
}

export function dismissNotice(id: number): void {
  set(shown.filter((notice) => notice.id !== id));
}

export function onNotices(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function set(next: Notice[]) {
  shown = next;
  for (const listener of listeners) listener();
}
