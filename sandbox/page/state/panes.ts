import { readRoute, writeRoute } from "./route.ts";
import type { Place } from "./route.ts";
import { makeStore } from "./store.ts";
import type { Store } from "./store.ts";

/** One person's screen. */
export interface OpenPane extends Place {
  /** Stays the same while the persona changes. */
  key: number;
  store: Store;
}

/** The one or two screens that are open, and the address that names them. */
export interface Panes {
  list(): OpenPane[];
  become(pane: OpenPane, handle: string): void;
  /** The pane shows another channel. */
  moved(pane: OpenPane, channelId: string): void;
  /** Opens a second one beside the first. */
  openBeside(handle: string): void;
  close(pane: OpenPane): void;
}

/** @param changed called after every change of a pane or of what its store knows. */
export function makePanes(changed: () => void): Panes {
  let made = 0;
  let panes: OpenPane[] = [];

  function open(place: Place): OpenPane {
    made += 1;
    const pane: OpenPane = { ...place, key: made, store: makeStore(place.as) };
    listen(pane);
    return pane;
  }

  function listen(pane: OpenPane) {
    pane.store.subscribe(() => {
      // Whom the sandbox chose, at first or when the scene changed, the address names from now on.
      pane.as = pane.store.state()?.me.handle ?? pane.as;
      changed();
    });
  }

  function become(pane: OpenPane, handle: string) {
    if (pane.as === handle) return;
    pane.store.close();
    pane.store = makeStore(handle);
    pane.as = handle;
    listen(pane);
    tellAddress(true);
  }

  function close(pane: OpenPane) {
    pane.store.close();
    panes = panes.filter((other) => other !== pane);
    tellAddress(false);
  }

  /** @param step a step one can go back from. */
  function tellAddress(step: boolean) {
    const hash = writeRoute(panes);
    if (location.hash !== hash) {
      if (step) history.pushState(null, "", hash);
      else history.replaceState(null, "", hash);
    }
    changed();
  }

  /** The address was changed by hand, or by going back. */
  function follow(places: Place[]) {
    for (const [index, place] of places.entries()) {
      const pane = panes[index];
      if (pane === undefined) panes = [...panes, open(place)];
      else {
        if (place.as !== null) become(pane, place.as);
        pane.channelId = place.channelId ?? pane.channelId;
      }
    }
    for (const pane of panes.slice(places.length)) close(pane);
    changed();
  }

  panes = readRoute(location.hash).map(open);
  addEventListener("hashchange", () => follow(readRoute(location.hash)));

  return {
    list: () => panes,
    become,
    moved(pane, channelId) {
      // The first place is where one began; going back from there leaves the page.
      const step = pane.channelId !== null;
      pane.channelId = channelId;
      tellAddress(step);
    },
    openBeside(handle) {
      panes = [...panes, open({ as: handle, channelId: panes[0]?.channelId ?? null })];
      tellAddress(true);
    },
    close,
  };
}
