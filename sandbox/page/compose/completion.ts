import type { Choice } from "../components/choices.ts";
import { sentenceOf } from "../state/act.ts";
import { isAutocompleted } from "./suggest.ts";
import type { Field } from "./values.ts";

/** Rest after a key before the bot is asked for choices, ms. */
const SETTLE_MS = 180;

interface Ways {
  /** What the bot offers for this field as it stands. */
  ask(field: Field): Promise<Choice[]>;
  /** Something is to be drawn anew. */
  changed(): void;
  failed(field: Field, sentence: string): void;
}

/** What the bot offers for an autocompleted option: asked for as one types, the last question's answer alone counts. */
export class Completion {
  /** Null before the bot has said anything, and for options of other kinds. */
  choices: Choice[] | null = null;
  /** Nothing can be shown yet. */
  asking = false;
  #ways: Ways;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  /** What was typed when the bot was asked for the choices that are shown. */
  #for: string | null = null;
  /** Enter was pressed before the choices for what was typed had come: the first of them is meant. */
  #enter: ((first: Choice | undefined) => void) | null = null;

  constructor(ways: Ways) {
    this.#ways = ways;
  }

  /** The cursor stands in this option now. */
  begin(field: Field): void {
    this.forget();
    if (isAutocompleted(field)) this.#askIn(field, 0);
  }

  typed(field: Field): void {
    this.#enter = null;
    if (isAutocompleted(field)) this.#askIn(field, SETTLE_MS);
  }

  /** Whatever is still to come belongs to nothing that is shown. */
  forget(): void {
    clearTimeout(this.#timer);
    this.#asked += 1;
    this.#for = null;
    this.#enter = null;
    this.choices = null;
    this.asking = false;
  }

  /** What is listed belongs to what was typed before. */
  isBehind(field: Field): boolean {
    return isAutocompleted(field) && field.picked === null && field.text !== "" && field.text !== this.#for;
  }

  /** Asks at once, and tells the first choice as soon as it is known; undefined where there is none. */
  firstFor(field: Field, then: (first: Choice | undefined) => void): void {
    this.#enter = then;
    this.#askIn(field, 0);
  }

  #askIn(field: Field, waitMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(field), waitMs);
  }

  async #ask(field: Field): Promise<void> {
    this.#asked += 1;
    const asked = this.#asked;
    this.asking = this.choices === null;
    this.#ways.changed();
    try {
      const choices = await this.#ways.ask(field);
      if (asked !== this.#asked) return;
      this.choices = choices;
      this.#for = field.text;
      const enter = this.#enter;
      this.#enter = null;
      enter?.(choices[0]);
    } catch (error) {
      if (asked !== this.#asked) return;
      this.#enter = null;
      this.#ways.failed(field, sentenceOf(error));
    } finally {
      if (asked === this.#asked) {
        this.asking = false;
        this.#ways.changed();
      }
    }
  }
}
