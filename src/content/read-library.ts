/** Reads and checks the content. Loaded only when a file has changed since it was last read. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { drillKind, toScenario } from "./drills.ts";
import { showFaults } from "./fault.ts";
import type { Fault } from "./fault.ts";
import type { RawLibrary } from "./raw-library.ts";
import { loadKind } from "./load.ts";
import type { Kind } from "./load.ts";
import type { Piece } from "./piece.ts";
import { readDangerWords } from "./schemas/danger.ts";
import { helpCardKind, helpLineKind } from "./schemas/help-line.ts";
import { ladderFaults, ladderKind } from "./schemas/ladder.ts";
import { lessonKind } from "./schemas/lesson.ts";
import { planCuesKind } from "./schemas/plan-cues.ts";
import { practiceKind } from "./schemas/practice.ts";
import { promptKind } from "./schemas/prompt.ts";
import { wordsKind } from "./schemas/words.ts";
import { loadWording } from "./wording.ts";

/** The content is faulty; the message names every file, line and fault. */
export class ContentError extends Error {
  readonly faults: readonly Fault[];
  constructor(faults: readonly Fault[]) {
    super(`The content has ${faults.length} faults:\n${showFaults(faults)}`);
    this.name = "ContentError";
    this.faults = faults;
  }
}

/** @throws {ContentError} with every fault of every file */
export function readLibrary(root: string): RawLibrary {
  const wording = loadWording(join(root, "wording.yaml"));
  const faults: Fault[] = [];
  const load = <T extends { id: string }>(kind: Kind<T>): Piece<T>[] => {
    const loaded = loadKind(root, kind, wording);
    faults.push(...loaded.faults);
    return loaded.pieces;
  };
  const dangerFile = join(root, "danger-words.yaml");
  const library: RawLibrary = {
    scenarios: load(drillKind).map((piece) => ({ ...piece, value: toScenario(piece) })),
    practices: load(practiceKind),
    lessons: load(lessonKind),
    prompts: load(promptKind),
    words: load(wordsKind),
    ladder: load(ladderKind),
    planCues: load(planCuesKind),
    countries: load(helpLineKind),
    cards: load(helpCardKind),
    danger: readDangerWords(readFileSync(dangerFile, "utf8"), dangerFile),
  };
  for (const message of ladderFaults(library.ladder.map(({ value }) => value)))
    faults.push({ file: join(root, ladderKind.name), line: 1, code: "collection", message });
  if (faults.length > 0) throw new ContentError(faults);
  return library;
}
