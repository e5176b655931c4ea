import type { APIModalInteractionResponseCallbackData } from "discord-api-types/v10";
import type { Action } from "../../page-protocol.ts";
import type { OpenPane } from "../state/panes.ts";
import { channelsIn } from "../state/state.ts";
import type { PaneState } from "../state/state.ts";
import type { Tool } from "../tools/workbench.ts";
import { partsOf } from "./step.ts";
import type { FoundPart, Hand } from "./step.ts";

/** How long what a step builds on may take to appear, ms. */
const PATIENCE_MS = 6000;
const CHANNEL_SELECT = 8;

interface Ways {
  pane: OpenPane;
  go(channelId: string): void;
  open(tool: Tool | null): void;
}

/** Does what a person would, through the same actions. */
export function makeHand({ pane, go, open }: Ways): Hand {
  const now = (): PaneState => {
    const state = pane.store.state();
    if (state === null) throw new Error("The page is not ready yet.");
    return state;
  };
  const act = async (action: Action) => void (await pane.store.act(action));

  /** What the screen shows, as soon as it does. */
  function shown<T>(what: string, find: (state: PaneState) => T | undefined): Promise<T> {
    const there = find(now());
    if (there !== undefined) return Promise.resolve(there);
    return new Promise((resolve, reject) => {
      const stop = pane.store.subscribe(() => {
        const found = find(now());
        if (found !== undefined) done(() => resolve(found));
      });
      const timer = setTimeout(
        () => done(() => reject(new Error(`There is no “${what}” to be seen.`))),
        PATIENCE_MS,
      );
      const done = (finish: () => void) => {
        clearTimeout(timer);
        stop();
        finish();
      };
    });
  }

  const part = (what: string, fits: (found: FoundPart) => boolean) =>
    shown(what, (state) => partsOf(state).find((found) => found.part.disabled !== true && fits(found)));

  return {
    state: now,
    act,
    go,
    open,
    slash: (command, options = {}) => act({ do: "slash", channelId: pane.channelId ?? "", command, options }),
    async press(label) {
      const { message, part: found } = await part(
        label,
        (one) => one.part.type === 2 && one.part.label === label,
      );
      await act({ do: "click", messageId: message.id, customId: found.custom_id ?? "" });
    },
    async choose(placeholder, label) {
      const { message, part: found } = await part(placeholder, (one) => one.part.placeholder === placeholder);
      const value =
        found.type === CHANNEL_SELECT
          ? channelCalled(now(), label)
          : found.options?.find((one) => one.label.startsWith(label))?.value;
      if (value === undefined) throw new Error(`“${placeholder}” does not offer “${label}”.`);
      await act({ do: "select", messageId: message.id, customId: found.custom_id ?? "", values: [value] });
    },
    async answer(fields) {
      const opened = await shown("form", (state) => state.modal ?? undefined);
      const named = Object.entries(fields).map(([label, text]) => [fieldCalled(opened.modal, label), text]);
      await act({ do: "submit", interactionId: opened.interactionId, fields: Object.fromEntries(named) });
    },
    pass: (span) =>
      act({ do: "move-clock", ...("to" in span ? { to: new Date(span.to).toISOString() } : { by: span }) }),
  };
}

function channelCalled(state: PaneState, name: string): string | undefined {
  return channelsIn(state).find(({ channel }) => channel.name === name)?.channel.id;
}

/** Custom id of the field that bears this label. */
function fieldCalled({ components }: APIModalInteractionResponseCallbackData, label: string): string {
  const all = components as unknown as { label?: string; component?: { custom_id?: string } }[];
  return all.find((one) => one.label === label)?.component?.custom_id ?? "";
}
