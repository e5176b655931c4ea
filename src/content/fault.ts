/** What is wrong with a piece of content, told so that its author can find and mend it. */

/** Where in a document: keys of maps and indexes of lists, from the top. */
export type Path = readonly (string | number)[];

export interface Fault {
  /** As it was given to the loader: relative to the working directory for the project's own content. */
  file: string;
  /** From 1. */
  line: number;
  /** One sentence in plain words. */
  message: string;
  /** Stable and kebab-case, such as `dangling` or `wording-shame`. */
  code: string;
}

/** Notes a fault at a place in the document; the loader finds the line. `near` narrows it to a word in that place. */
export type Report = (path: Path, code: string, message: string, near?: string) => void;

/** Faults as a person reads them, one a line: `content/drills/x/en.yaml:12  The screen … (dangling)`. */
export function showFaults(faults: readonly Fault[]): string {
  return faults.map((f) => `${f.file}:${f.line}  ${f.message} (${f.code})`).join("\n");
}
