/** The kind of content called drills: the bank's files, and scenarios that moderators bring for their own server. */
import type { Scenario } from "#core/drill-scenario.ts";
import { checkScenario } from "./drill-check.ts";
import type { Fault } from "./fault.ts";
import { checkPiece } from "./load.ts";
import type { Kind } from "./load.ts";
import type { Piece } from "./piece.ts";
import { drillSchema } from "./schemas/drill.ts";
import type { DrillFile } from "./schemas/drill.ts";
import type { Wording } from "./wording.ts";
import { importLimits } from "./yaml.ts";

export const drillKind: Kind<DrillFile> = {
  name: "drills",
  schema: drillSchema,
  prose: [
    "title",
    "preview",
    "contentNotes",
    "text",
    "thought",
    "label",
    "feedback",
    "orientation",
    "minute",
    "takeaways",
    "author",
    "review",
    "provenance",
    "version",
  ],
  free: ["words"],
  unlinted: ["tags", "kind", "topics", "themes", "review", "provenance", "author"],
  check: (file, report, locale) => checkScenario({ ...file, hash: "", locale }, report),
};

/** The core's scenario, bound to this very text by its hash. */
export function toScenario({ value, hash, locale }: Piece<DrillFile>): Scenario {
  return { ...value, hash, locale };
}

export type CheckedDrill = { ok: true; scenario: Scenario } | { ok: false; faults: Fault[] };

/**
 * Checks a scenario from outside the project, such as a file that a moderator imports: the same rules and sentences
 * as for the bank, in less room. Never throws, whatever the text.
 */
export function checkDrillYaml(
  text: string,
  wording: Wording,
  { file = "the file", locale = "en" }: { file?: string; locale?: string } = {},
): CheckedDrill {
  const checked = checkPiece(text, drillKind, { file, locale, wording, limits: importLimits });
  return checked.ok ? { ok: true, scenario: toScenario(checked.piece) } : checked;
}
