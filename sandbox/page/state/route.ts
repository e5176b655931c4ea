/** Who is shown where, in the address: `#/ash/123/and/quinn/456`. A reload, a link and the back button keep to it. */
export interface Place {
  /** Handle of the persona; null for the sandbox's first. */
  as: string | null;
  channelId: string | null;
}

export function readRoute(hash: string): Place[] {
  const panes = hash.replace(/^#\/?/, "").split("/and/").slice(0, 2).map(readPlace);
  return panes.length === 0 ? [{ as: null, channelId: null }] : panes;
}

function readPlace(text: string): Place {
  const [as = "", channelId = ""] = text.split("/").map(decodeURIComponent);
  return { as: as === "" ? null : as, channelId: /^\d+$/.test(channelId) ? channelId : null };
}

export function writeRoute(panes: Place[]): string {
  const parts = panes.map(({ as, channelId }) =>
    [as ?? "", channelId ?? ""].map(encodeURIComponent).join("/"),
  );
  return `#/${parts.join("/and/").replace(/\/+$/, "")}`;
}
