import type { APIMessage } from "discord-api-types/v10";
import type { Store } from "../state/store.ts";
import type { TextContext } from "../text/render.ts";

/** What the parts of one message need to be drawn and used. */
export interface MessageContext extends TextContext {
  store: Store;
  message: APIMessage;
  /** Custom id of the part that was just used and is not answered yet. */
  pending: string | null;
}
