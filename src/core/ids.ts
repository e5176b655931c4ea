/** The parts of the domain's vocabulary that are only names for plain values. */

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number;
/** A calendar date without a zone, `YYYY-MM-DD`. */
export type LocalDate = string;
/** Minutes since local midnight, 0 to 1439. */
export type MinuteOfDay = number;
/** A Discord id. */
export type Snowflake = string;
/** An IANA time zone name, such as `Europe/Berlin`. */
export type Zone = string;

/** Whether a text can be the number of somebody in Discord. */
export const isSnowflake = (text: string): text is Snowflake => /^\d{1,20}$/.test(text);
