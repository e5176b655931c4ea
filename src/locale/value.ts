/** What can stand in a sentence's placeholder. */

/** Text that is markup already (a timestamp, a command mention): put in as it is. */
export interface Markup {
  readonly markup: string;
}
export const markup = (text: string): Markup => ({ markup: text });

/** A plain string is escaped before it is put in. */
export type Value = string | number | Markup;
