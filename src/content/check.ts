/** Every check of everything: all kinds of content, the rules between them, and the sentences of the locale files. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { LocalDate } from "#core/ids.ts";
import { drillKind } from "./drills.ts";
import type { Fault } from "./fault.ts";
import { loadKind } from "./load.ts";
import type { Kind } from "./load.ts";
import { readDangerWords } from "./schemas/danger.ts";
import { helpCardKind, helpLineKind, staleFaults } from "./schemas/help-line.ts";
import { ladderFaults, ladderKind } from "./schemas/ladder.ts";
import { lessonKind, pathFaults } from "./schemas/lesson.ts";
import { planCuesKind } from "./schemas/plan-cues.ts";
import { practiceKind } from "./schemas/practice.ts";
import { promptKind } from "./schemas/prompt.ts";
import { wordsKind } from "./schemas/words.ts";
import { checkLocaleFile, loadWording } from "./wording.ts";
import type { Wording } from "./wording.ts";

export interface ContentReport {
  /** Pieces without a fault, by kind. */
  counts: Record<string, number>;
  faults: Fault[];
}

/**
 * Checks the project's content.
 * @param root the project's folder; files are named relative to it
 * @param today for help lines that nobody has looked at for a year
 */
export function checkContent(root: string, today: LocalDate): ContentReport {
  const content = join(root, "content");
  const wording = loadWording(join(content, "wording.yaml"));
  const report: ContentReport = { counts: {}, faults: [] };
  const load = <T extends { id: string }>(kind: Kind<T>): T[] => {
    const { pieces, faults } = loadKind(content, kind, wording);
    report.counts[kind.name] = pieces.length;
    report.faults.push(...faults);
    return pieces.map(({ value }) => value);
  };
  load(practiceKind);
  load(promptKind);
  load(drillKind);
  load(planCuesKind);
  load(wordsKind);
  load(helpCardKind);
  const about = (folder: string) => (message: string) =>
    report.faults.push({ file: join(content, folder), line: 1, code: "collection", message });
  ladderFaults(load(ladderKind)).forEach(about("ladder"));
  pathFaults(load(lessonKind)).forEach(about("lessons"));
  staleFaults(load(helpLineKind), today).forEach(about("help-lines"));
  readDangerWords(readFileSync(join(content, "danger-words.yaml"), "utf8"), "content/danger-words.yaml");
  report.faults.push(...localeFaults(root, wording));
  return { ...report, faults: report.faults.map((f) => ({ ...f, file: f.file.replace(`${root}/`, "") })) };
}

function localeFaults(root: string, wording: Wording): Fault[] {
  const files = globSync(["commands/*/*.json", "src/**/*.json"], { cwd: root }).sort();
  return files.flatMap((file) => checkLocaleFile(readFileSync(join(root, file), "utf8"), file, wording));
}
