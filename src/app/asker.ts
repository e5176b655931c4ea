/** Questions that a member asked to be asked. */
import type { EpochMs } from "#core/ids.ts";
import type { QuestionKind } from "#core/schedule.ts";
import type { Person } from "./store.ts";

/** A question that the member asked to be asked: it comes at any hour, once. `ref` is the record it is about. */
export interface Question {
  kind: QuestionKind;
  ref: string;
  at: EpochMs;
}

/** What a use case needs of the scheduler. */
export interface Asker {
  ask(person: Person, questions: Question[]): Promise<void>;
  /** Takes back what is still ahead about this record. */
  cancel(person: Person, ref: string): Promise<void>;
}
