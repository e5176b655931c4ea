/** What a command is handed beside the interaction: the use cases, the member, their language and the time. */
import type { Logger } from "pino";
import type { App } from "#app/app.ts";
import type { EpochMs } from "#core/ids.ts";
import type { Person } from "#app/store.ts";
import type { Translate } from "#locale/sentences.ts";
import type { Answerable } from "./answerable.ts";
import type { Letters } from "./letters.ts";
import type { Pending } from "./pending.ts";

export interface Context extends App {
  t: Translate;
  now: EpochMs;
  /** The member, once they have agreed; reading it before is a fault of the command (`needs`). */
  readonly person: Person;
  /** Id of a slash command, for a mention that can be tapped; the bare name where it is not known yet. */
  mention(command: string): string;
  log: Logger;
  /** Writes to somebody at once. */
  letters: Letters;
  /** Words that wait for a second yes. */
  pending: Pending<Resume>;
}

/** Goes on where a member's words were held back, answering the press that said yes. */
export type Resume = (interaction: Answerable, context: Context) => Promise<unknown>;
