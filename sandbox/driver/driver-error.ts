/** Why something could not be done: a stable word, a sentence, and what could have been meant. */
export class DriverError extends Error {
  readonly reason: string;
  readonly options: string[];
  /** The message without what could have been meant. */
  readonly sentence: string;

  constructor(reason: string, message: string, options: string[] = []) {
    super(
      options.length === 0 ? message : `${message} There is: ${options.map((one) => `"${one}"`).join(", ")}.`,
    );
    this.name = "DriverError";
    this.reason = reason;
    this.options = options;
    this.sentence = message;
  }
}
